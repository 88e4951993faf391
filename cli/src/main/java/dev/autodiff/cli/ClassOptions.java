package dev.autodiff.cli;

import dev.autodiff.Options;
import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.graph.Formula;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which class is checked in the place of a program, and which of its methods are the function and its derivatives. */
final class ClassOptions {
    private final OptionSpec name =
            Flags.text("--class", "NAME", "Check this class instead of what the compiler makes of the program.");
    private final OptionSpec classpath = Flags.value(String.class, ".", "PATH", "Where the class is.", "--classpath");
    private final OptionSpec valueMethod =
            Flags.value(String.class, "value", "NAME", "The class's method for the value.", "--value-method");
    private final OptionSpec gradientMethod = Flags.value(
            String.class, "gradient", "NAME", "The class's method for all partial derivatives.", "--gradient-method");
    private final OptionSpec derivatives =
            Flags.texts("--derivative", "x=dfdx", "The class's method for one partial derivative; repeatable.");
    private final OptionSpec parameters =
            Flags.names("--parameters", "The methods' arguments, if the class was compiled without their names.");

    void addTo(CommandSpec command) {
        command.addOption(name).addOption(classpath).addOption(valueMethod).addOption(gradientMethod);
        command.addOption(derivatives).addOption(parameters);
    }

    boolean isGiven() {
        return name.getValue() != null;
    }

    ClassUnderTest load() {
        return ClassUnderTest.load(name.getValue(), classpath.getValue());
    }

    /** The program that the class was compiled from, if it is one of ours. */
    Optional<Source> source(ClassUnderTest type) {
        return type.constant("SOURCE").map(text -> new Source(name.getValue(), text));
    }

    /** What the class was compiled with, where the options do not say otherwise. */
    static Options complete(Options options, ClassUnderTest type, boolean isItsProgram) {
        Options complete = options.variables() == null ? options.withVariables(type.names("VARIABLES")) : options;
        if (isItsProgram && options.function() == null) {
            complete = complete.withFunction(type.constant("FUNCTION").orElse(null));
        }
        return isItsProgram && options.results() == null ? complete.withResults(type.names("RESULT")) : complete;
    }

    /** @param formula what the class should compute, or null */
    DifferentiableFunction function(ClassUnderTest type, Formula formula, List<String> variables) {
        PointMethod value = type.value(valueMethod.getValue());
        List<String> names = parameterNames(type, value, formula);
        Map<String, String> methods = Assignments.parse("--derivative", Flags.all(derivatives));
        return methods.isEmpty()
                ? type.withGradient(value, gradientMethod.getValue(), names, variables == null ? names : variables)
                : type.withDerivatives(value, methods, names);
    }

    private List<String> parameterNames(ClassUnderTest type, PointMethod value, Formula formula) {
        List<String> names =
                parameters.getValue() != null ? Flags.differentNames(parameters) : type.names("PARAMETERS");
        names = names != null ? names : value.parameterNames();
        if (names == null && formula != null) {
            names = formula.parameters().stream().map(Formula.Parameter::name).toList();
        }
        if (names == null || value.arity() >= 0 && value.arity() != names.size()) {
            throw new UsageException("the names of the arguments of '" + valueMethod.getValue()
                    + "' are not known: add --parameters x,y");
        }
        return names;
    }
}
