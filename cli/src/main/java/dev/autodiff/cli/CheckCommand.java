package dev.autodiff.cli;

import dev.autodiff.Compiler;
import dev.autodiff.Options;
import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.Report;
import dev.autodiff.graph.Formula;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code autodiff check}: compares derivatives with finite differences and with an oracle of high precision. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Compares derivatives with finite differences and with an oracle of high precision.",
        footer = {
            "",
            "Verdicts: OK; ILL_CONDITIONED: no more off than the last bits of arguments explain; KINK: the derivatives from both",
            "sides differ; OUTSIDE_DOMAIN: no derivative here; WRONG: exit code 1.",
            "",
            "Examples:",
            "  autodiff check -e 'z = y*log(x)+sin(y)' --at x=2,y=3",
            "  autodiff check black_scholes.ad --range sigma=0.1:0.5 --range T=0.1:2 --samples 1000",
            "  autodiff check --class com.acme.Z --classpath app.jar",
            "  autodiff check -e 'f = x*sin(x)' --class com.acme.Hand --classpath classes --value-method f --derivative x=dfdx"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SOURCE", description = "A file, or - for standard input.")
    private String file;

    @Option(names = {"-e", "--expression"}, paramLabel = "TEXT", description = "The program itself, for instance 'z = x*y'.")
    private String text;

    @Option(names = "--function", paramLabel = "NAME", description = "The function; by default the program's last one.")
    private String function;

    @Option(names = "--of", paramLabel = "NAME", description = "The variable to differentiate; by default the function's result.")
    private String result;

    @Option(names = "--wrt", paramLabel = "x,y", split = ",", description = "What to differentiate by; by default all parameters.")
    private List<String> variables;

    @Mixin
    private CheckedPoints points;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--class", paramLabel = "NAME", description = "Check this class instead of what the compiler makes of the program.")
    private String className;

    @Option(names = "--classpath", paramLabel = "PATH", defaultValue = ".", description = "Where the class is.")
    private String classpath;

    @Option(names = "--value-method", paramLabel = "NAME", defaultValue = "value", description = "The class's method for the value.")
    private String valueMethod;

    @Option(names = "--gradient-method", paramLabel = "NAME", description = "The class's method for all partial derivatives.")
    private String gradientMethod;

    @Option(names = "--derivative", paramLabel = "x=dfdx", description = "The class's method for one partial derivative; repeatable.")
    private List<String> derivatives = new ArrayList<>();

    @Option(names = "--parameters", paramLabel = "x,y", split = ",",
            description = "The names of the methods' arguments, if the class was compiled without them.")
    private List<String> parameters;

    @Override
    public Integer call() {
        try {
            Report report = className == null ? checkProgram() : checkClass();
            spec.commandLine().getOut().println(json ? CheckReport.json(report) : CheckReport.table(report));
            return report.isFine() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Report checkProgram() {
        Source source = source();
        if (source == null) {
            throw new IllegalArgumentException("no program: give a file, '-' for standard input, -e 'z = x*y', or --class");
        }
        Options options = new Options(function, result, variables, Options.DEFAULT.level());
        DifferentiableFunction compiled = DifferentiableFunction.of(Compiler.compile(source, options));
        return check(compiled, Compiler.written(source, options));
    }

    private Report checkClass() {
        ClassUnderTest subject = ClassUnderTest.load(className, classpath);
        Formula formula = formulaOf(subject);
        PointMethod value = subject.value(valueMethod);
        List<String> names = parameterNames(subject, value, formula);
        if (!derivatives.isEmpty()) {
            Map<String, String> methods = new LinkedHashMap<>();
            derivatives.forEach(option -> methods.putAll(CheckedPoints.assignments("--derivative", option)));
            return check(subject.withDerivatives(value, methods, names), formula);
        }
        List<String> ours = variables != null ? variables : subject.names("VARIABLES");
        String method = gradientMethod == null ? "gradient" : gradientMethod;
        return check(subject.withGradient(value, method, names, ours == null ? names : ours), formula);
    }

    private Report check(DifferentiableFunction subject, Formula formula) {
        GradientCheck check = formula == null ? GradientCheck.of(subject) : GradientCheck.of(subject, formula);
        CheckedPoints.Choice choice = points.choose(subject);
        PrintWriter err = spec.commandLine().getErr();
        if (!choice.origin().isEmpty()) {
            err.println(choice.origin());
        }
        return check.at(choice.points());
    }

    /** The formula of a class: the program that is given, or the one that the class was compiled from; null if there is none. */
    private Formula formulaOf(ClassUnderTest subject) {
        Source source = source();
        String name = function;
        if (source == null && subject.constant("SOURCE").isPresent()) {
            source = new Source(className, subject.constant("SOURCE").get());
            name = function == null ? subject.constant("FUNCTION").orElse(null) : function;
        }
        List<String> tracked = variables != null ? variables : subject.names("VARIABLES");
        return source == null ? null : Compiler.written(source, new Options(name, result, tracked, Options.DEFAULT.level()));
    }

    private List<String> parameterNames(ClassUnderTest subject, PointMethod value, Formula formula) {
        List<String> names = parameters != null ? parameters : subject.names("PARAMETERS");
        names = names != null ? names : value.parameterNames();
        if (names == null && formula != null) {
            names = formula.parameters().stream().map(Formula.Parameter::name).toList();
        }
        if (names == null || value.arity() >= 0 && value.arity() != names.size()) {
            throw new IllegalArgumentException("the names of the arguments of '" + valueMethod + "' are not known: add --parameters x,y");
        }
        return names;
    }

    private Source source() {
        if (file != null && text != null) {
            throw new IllegalArgumentException("two programs: give either a file or -e, not both");
        }
        if (text != null) {
            return new Source("formula", text);
        }
        try {
            return file == null ? null : file.equals("-") ? new Source("stdin", new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
                    : new Source(file, Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read '" + file + "': " + e.getMessage(), e);
        }
    }
}
