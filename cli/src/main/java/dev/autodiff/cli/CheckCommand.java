package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Audit;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.Reference;
import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.HandWritten;
import dev.autodiff.check.Report;
import dev.autodiff.graph.Formula;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff check}: compares derivatives with finite differences and with an oracle of high precision. */
final class CheckCommand implements Callable<Integer> {
    private static final int NO = 1;

    private final ProgramOptions program = new ProgramOptions();
    private final CheckedPoints points = new CheckedPoints();
    private final ClassOptions type = new ClassOptions();
    private final OptionSpec variables = Flags.names(
            "--wrt", "The variables of differentiation: parameters or other variables; by default all parameters.");
    private final OptionSpec results =
            Flags.names("--of", "The variables that are wanted; by default the function's results.");
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object.");
    private final CommandSpec spec = Flags.command("check", this,
            "Compares derivatives with finite differences and with an oracle of high precision.",
            "",
            "Verdicts: OK; ILL_CONDITIONED: off, but last bits of the arguments move the true number as far;",
            "KINK: the derivatives from both sides differ, and this one is between them;",
            "OUTSIDE_DOMAIN: no value or derivative here, or none below 1.8e308; WRONG: exit code 1.",
            "Of classes written by hand also INACCURATE: nine digits or more are right, and roundings explain",
            "the rest; THROWS: an exception where there is an answer, exit code 1.",
            "",
            "Examples:",
            "  autodiff check -e 'z = y*log(x)+sin(y)' --at x=2,y=3",
            "  autodiff check black_scholes.ad --range sigma=0.1:0.5 --range T=0.1:2 --samples 1000",
            "  autodiff check -e 'z = sum(x^2)' --at 'x=[[1,2],[3,4]]'",
            "  autodiff check --class com.acme.Z --classpath app.jar",
            "  autodiff check -e 'f = x*sin(x)' --class com.acme.Hand --value-method f --derivative x=dfdx",
            "  autodiff check sabr.ad --class com.acme.Sabr --classpath 'lib/*' --range strike=0.5:1.5");

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        spec.addOption(variables).addOption(results).addOption(json);
        type.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options()
                .withResults(Flags.differentNames(results))
                .withVariables(Flags.differentNames(variables))
                .withArguments(points.types());
        if (type.isGiven()) {
            return print(checkClass(options, screen), null, screen);
        }
        Analysis analysis = program.differentiate(options, screen.err());
        List<String> names = analysis.function().signature().results().stream().map(Signature.Argument::name).toList();
        if (names.size() == 1) {
            return print(checkProgram(analysis, screen), null, screen);
        }
        int code = 0;
        for (String name : names) {
            if (!Flags.isSet(json)) {
                screen.out().println((name.equals(names.get(0)) ? "" : "\n") + name + ":");
            }
            code = Math.max(
                    code,
                    print(
                            checkProgram(Autodiff.analyze(analysis.source(), options.withResult(name)), screen),
                            name,
                            screen));
        }
        return code;
    }

    /** @param result the one of several results that was checked, or null */
    private int print(Report report, String result, Screen screen) {
        screen.out().println(Flags.isSet(json) ? CheckReport.json(report, result) : report);
        screen.out().flush();
        if (!report.isJudged()) {
            screen.err()
                    .println(
                            "nothing could be judged: all points lie outside of the domain, choose others by --at or --range");
        }
        return CheckReport.isFine(report) ? 0 : NO;
    }

    private Report checkProgram(Analysis analysis, Screen screen) {
        CompiledFunction function = analysis.load();
        return analysis.isScalar()
                ? check(
                        DifferentiableFunction.of(function),
                        Autodiff.written(analysis.source(), analysis.options()),
                        screen)
                : checkTensors(function, screen);
    }

    private Report checkTensors(CompiledFunction function, Screen screen) {
        CheckedElements elements = points.elements(function);
        return check(
                GradientCheck.of(elements),
                new CheckedPoints.Choice(List.of(elements.point()), elements.origin()),
                screen);
    }

    private Report checkClass(Options options, Screen screen) {
        ClassUnderTest subject = type.load();
        Optional<CompiledFunction> tensors = subject.functionOfTensors();
        if (tensors.isPresent()) {
            return checkTensors(tensors.get(), screen);
        }
        boolean hasProgram = program.isGiven();
        Options complete = type.complete(options, subject, !hasProgram);
        Source source = hasProgram ? program.source() : type.source(subject).orElse(null);
        try {
            return source == null
                    ? check(type.function(subject, complete.variables()), null, screen)
                    : audit(subject, reference(source, complete), screen);
        } catch (HandWritten.CountException e) {
            throw new UsageException(e.getMessage() + ": name what it is differentiated by with --wrt");
        }
    }

    private static Reference reference(Source source, Options options) {
        try {
            return Reference.of(source, options);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Report audit(ClassUnderTest subject, Reference reference, Screen screen) {
        Audit audit = new Audit(reference, type.code(subject, reference), type.twice(reference));
        CheckedPoints.Choice choice = points.choose(reference);
        return check(audit::at, audit.parts(), choice, screen);
    }

    /** @param formula what the function should be, or null if nobody knows */
    private Report check(DifferentiableFunction function, Formula formula, Screen screen) {
        GradientCheck check = formula == null ? GradientCheck.of(function) : GradientCheck.of(function, formula);
        return check(check, points.choose(function), screen);
    }

    private static Report check(GradientCheck check, CheckedPoints.Choice choice, Screen screen) {
        return check(check::at, 1, choice, screen);
    }

    private interface Judge {
        Report at(List<double[]> points, IntConsumer progress);
    }

    /** @param parts how often each point is checked */
    private static Report check(Judge judge, int parts, CheckedPoints.Choice choice, Screen screen) {
        if (!choice.origin().isEmpty()) {
            screen.err().println(choice.origin());
            screen.err().flush();
        }
        List<double[]> chosen = choice.points();
        try {
            long all = (long) parts * chosen.size();
            return judge.at(chosen, checked -> screen.progress(checked, all, "point"));
        } finally {
            screen.done();
        }
    }
}
