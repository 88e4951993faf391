package dev.autodiff.cli;

import dev.autodiff.Options;
import dev.autodiff.Reference;
import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.check.HandWritten;
import dev.autodiff.cli.PointMethod.Parameter;
import dev.autodiff.source.Source;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which class is checked in the place of a program, and which of its methods are the function and its derivatives. */
final class ClassOptions {
    private final OptionSpec name =
            Flags.text("--class", "NAME", "Check this class instead of what the compiler makes of the program.");
    private final OptionSpec classpath = Flags.value(String.class, ".", "PATH", "Where the class is.", "--classpath");
    private final OptionSpec valueMethod = Flags.text(
            "--value-method", "NAME", "The class's method for the value; by default 'value', if there is one.");
    private final OptionSpec gradientMethod = Flags.text("--gradient-method", "NAME",
            "The class's method for all partial derivatives; by default 'gradient' or 'jacobian'.");
    private final OptionSpec derivatives =
            Flags.texts("--derivative", "x=dfdx", "The class's method for one partial derivative; repeatable.");
    private final OptionSpec hessianMethod =
            Flags.text("--hessian-method", "NAME", "The class's method for the second derivatives.");
    private final OptionSpec hessianVariables =
            Flags.names("--hessian-wrt", "What these are taken by; by default what --wrt names.");
    private final OptionSpec constructor =
            Flags.names("--constructor", "The parameters that the class's constructor takes, in its order.");
    private final OptionSpec parameters =
            Flags.names("--parameters", "The methods' arguments in their order, where their names do not tell.");

    void addTo(CommandSpec command) {
        command.addOption(name).addOption(classpath).addOption(valueMethod).addOption(gradientMethod);
        command.addOption(derivatives).addOption(hessianMethod).addOption(hessianVariables);
        command.addOption(constructor).addOption(parameters);
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
    Options complete(Options options, ClassUnderTest type, boolean isItsProgram) {
        List<String> partials = List.copyOf(Assignments.parse("--derivative", Flags.all(derivatives)).keySet());
        if (!partials.isEmpty() && options.variables() != null) {
            throw new UsageException("--derivative says what derivatives are taken by: leave out --wrt");
        }
        List<String> variables = partials.isEmpty() ? type.names("VARIABLES") : partials;
        Options complete = options.variables() == null ? options.withVariables(variables) : options;
        if (isItsProgram && options.function() == null) {
            complete = complete.withFunction(type.constant("FUNCTION").orElse(null));
        }
        return isItsProgram && options.results() == null ? complete.withResults(type.names("RESULT")) : complete;
    }

    /** The variables that second derivatives are taken by. */
    List<String> twice(Reference reference) {
        List<String> wanted = Flags.differentNames(hessianVariables);
        if (wanted == null) {
            return reference.variables();
        }
        List<String> elements = wanted.stream()
                .flatMap(name -> reference.elements().getOrDefault(name, List.of(name)).stream())
                .toList();
        for (String element : elements) {
            if (!reference.variables().contains(element)) {
                throw new UsageException("--hessian-wrt: '" + reference.name() + "' has no variable '" + element + "': "
                        + Suggestion.didYouMean(element, reference.variables(),
                                "it has " + Suggestion.listed(reference.variables())));
            }
        }
        return elements;
    }

    /** What the class says, as a formula tells what it should. */
    HandWritten code(ClassUnderTest type, Reference reference) {
        List<String> order = order(type);
        RoleMethod.Counts counts = new RoleMethod.Counts(
                reference.results().size(), reference.variables().size(), twice(reference).size());
        return code(type, parameters(reference, order), order != null, counts);
    }

    /** What the class says, whose formula nobody knows. */
    DifferentiableFunction function(ClassUnderTest type, List<String> variables) {
        if (hessianMethod.getValue() != null) {
            throw new UsageException("--hessian-method: second derivatives are checked by a formula: add -e or a file");
        }
        List<String> order = order(type);
        List<String> names = order != null ? order : type.parameterNames(valueMethod());
        if (names == null) {
            methods(type, List.of(), false, new RoleMethod.Counts(1, 0, 0)).requireName(valueMethod());
            throw new UsageException(
                    "the names of the arguments of '" + valueMethod() + "' are not known: add --parameters x,y");
        }
        Map<String, String> methods = Assignments.parse("--derivative", Flags.all(derivatives));
        List<String> wanted =
                !methods.isEmpty() ? List.copyOf(methods.keySet()) : variables == null ? names : variables;
        List<Parameter> parameters = new ArrayList<>();
        names.forEach(name -> parameters.add(new Parameter(name, List.of(), parameters.size())));
        RoleMethod.Counts counts = new RoleMethod.Counts(1, wanted.size(), 0);
        HandWritten code = code(type, parameters, order != null, counts);
        return new HandWritten(code.name(), code.values() != null ? code.values()
                : required(type, parameters, order != null, counts), code.derivatives(), null)
                .asFunction(names, wanted);
    }

    private HandWritten.Code required(
            ClassUnderTest type, List<Parameter> parameters, boolean isOrdered, RoleMethod.Counts counts) {
        RoleMethod value = methods(type, parameters, isOrdered, counts).require(valueMethod(), Role.VALUES);
        return point -> value.numbers(Role.VALUES, point);
    }

    private String valueMethod() {
        return valueMethod.getValue() == null ? "value" : valueMethod.getValue();
    }

    /** In which order the methods take the parameters, whatever they call them; null if their names tell. */
    private List<String> order(ClassUnderTest type) {
        return parameters.getValue() != null ? Flags.differentNames(parameters) : type.names("PARAMETERS");
    }

    private static List<Parameter> parameters(Reference reference, List<String> order) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        int start = 0;
        for (Map.Entry<String, List<String>> each : reference.elements().entrySet()) {
            all.put(each.getKey(), new Parameter(each.getKey(), reference.lengths(each.getKey()), start));
            start += each.getValue().size();
        }
        if (order == null) {
            return List.copyOf(all.values());
        }
        List<String> missing = new ArrayList<>(all.keySet());
        missing.removeAll(order);
        if (!missing.isEmpty() || order.size() != all.size()) {
            throw new UsageException("'" + reference.name() + "' has the parameters " + String.join(", ", all.keySet())
                    + ", and the class has " + String.join(", ", order)
                    + ": give --parameters or --wrt as the program calls them");
        }
        return order.stream().map(all::get).toList();
    }

    private ClassMethods methods(
            ClassUnderTest type, List<Parameter> parameters, boolean isOrdered, RoleMethod.Counts counts) {
        List<String> names = Flags.differentNames(constructor);
        List<String> taken = names == null ? List.of() : names;
        List<String> known = parameters.stream().map(Parameter::name).toList();
        Point.requireKnown("--constructor", type.type().getName(), Set.copyOf(taken), known);
        Receiver receiver = new Receiver(
                type.type(), taken.stream().map(name -> parameters.get(known.indexOf(name))).toList());
        List<Parameter> left = parameters.stream().filter(each -> !taken.contains(each.name())).toList();
        return new ClassMethods(type.type(), left, isOrdered, counts, receiver);
    }

    private HandWritten code(ClassUnderTest type, List<Parameter> parameters, boolean isOrdered,
            RoleMethod.Counts counts) {
        ClassMethods methods = methods(type, parameters, isOrdered, counts);
        Optional<RoleMethod> value = valueMethod.getValue() == null
                ? methods.find(valueMethod(), Role.VALUES)
                : Optional.of(methods.require(valueMethod(), Role.VALUES));
        RoleMethod second = hessianMethod.getValue() == null
                ? null
                : methods.require(hessianMethod.getValue(), Role.SECOND);
        HandWritten.Code hessian = second == null ? null : point -> second.numbers(Role.SECOND, point);
        String name = value.map(each -> each.method().method().getName()).orElse(type.type().getSimpleName());
        Map<String, String> partials = Assignments.parse("--derivative", Flags.all(derivatives));
        if (!partials.isEmpty()) {
            return new HandWritten(name, values(value), methods.partials(partials), hessian);
        }
        Optional<RoleMethod> gradient = gradient(methods, second != null);
        HandWritten.Code values = value.isEmpty() && gradient.filter(RoleMethod::hasValues).isPresent()
                ? point -> gradient.get().numbers(Role.VALUES, point)
                : values(value);
        return new HandWritten(name, values,
                gradient.<HandWritten.Code>map(method -> point -> method.numbers(Role.DERIVATIVES, point)).orElse(null),
                hessian);
    }

    private static HandWritten.Code values(Optional<RoleMethod> value) {
        return value.<HandWritten.Code>map(method -> point -> method.numbers(Role.VALUES, point)).orElse(null);
    }

    /** A gradient must be there unless there are second derivatives. */
    private Optional<RoleMethod> gradient(ClassMethods methods, boolean hasSecond) {
        String name = gradientMethod.getValue();
        if (name != null) {
            return Optional.of(methods.require(name, Role.DERIVATIVES));
        }
        Optional<RoleMethod> found = methods.find("gradient", Role.DERIVATIVES)
                .or(() -> methods.find("jacobian", Role.DERIVATIVES));
        return found.isPresent() || hasSecond
                ? found
                : Optional.of(methods.require("gradient", Role.DERIVATIVES));
    }
}
