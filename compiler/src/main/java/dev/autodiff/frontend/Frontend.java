package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.syntax.Parsing;
import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.graph.Budget;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From text to graph: words, statements, meaning. */
public final class Frontend {
    private final Diagnostics diagnostics;
    private final Map<String, Type> arguments;
    private final Limits limits;
    private final Budget budget;
    private final Differentiator differentiator;

    private Frontend(
            Diagnostics diagnostics,
            Map<String, Type> arguments,
            Limits limits,
            Budget budget,
            Differentiator differentiator) {
        this.diagnostics = diagnostics;
        this.arguments = arguments;
        this.limits = limits;
        this.budget = budget;
        this.differentiator = differentiator;
    }

    /**
     * The graph of one function of a program.
     *
     * @param diagnostics of the source; takes up the warnings
     * @param function the function's name, or null for the default
     * @param differentiated names of variables that derivatives will be taken by
     * @param arguments the types that the function's parameters are specialised to, by name, their shapes literal
     * @param limits what each loop may use up
     * @param budget what the compilation may
     * @throws dev.autodiff.source.CompileException if the program is wrong
     */
    public static Formula lower(
            Diagnostics diagnostics,
            String function,
            Set<String> differentiated,
            Map<String, Type> arguments,
            Limits limits,
            Budget budget,
            Differentiator differentiator) {
        return new Frontend(diagnostics, arguments, limits, budget, differentiator).lower(function, differentiated);
    }

    private Formula lower(String function, Set<String> differentiated) {
        Tokens tokens = Tokens.of(diagnostics);
        diagnostics.throwIfErrors();
        try {
            Program program = Program.of(parse(tokens, diagnostics), diagnostics);
            diagnostics.throwIfErrors();
            long levels = (tokens.nesting() + 1L) * (program.functions().size() + 1L);
            return DeepStack.run(levels, () -> lower(program, function, differentiated));
        } catch (StackOverflowError e) {
            diagnostics.error(
                    null,
                    "the program is nested too deeply",
                    "name inner expressions, and let functions call fewer others");
        }
        throw diagnostics.failure();
    }

    static List<StatementContext> parse(Tokens tokens, Diagnostics diagnostics) {
        return DeepStack.run(tokens.nesting(), () -> Parsing.parse(tokens, diagnostics));
    }

    private Formula lower(Program program, String function, Set<String> differentiated) {
        Lowering lowering = new Lowering(program, diagnostics, limits, budget, differentiator, false);
        Formula formula = null;
        try {
            formula = chosen(program, lowering, function, differentiated);
        } catch (Failure failure) {
            diagnostics.error(failure.span(), failure.getMessage(), failure.remedy());
        }
        lowering.checkOthers();
        diagnostics.throwIfErrors();
        return formula;
    }

    private Formula chosen(Program program, Lowering lowering, String function, Set<String> differentiated) {
        if (function == null
                ? program.mainIsLast() || program.functions().isEmpty()
                : function.equals(mainName(program))) {
            return lowering.main(differentiated, arguments);
        }
        if (function == null && !program.main().isEmpty()) {
            warnLeftOut(program);
        }
        Function chosen = function == null ? last(program) : program.functions().get(function);
        if (chosen == null) {
            Set<String> known = new TreeSet<>(program.functions().keySet());
            String main = mainName(program);
            known.addAll(main == null ? Set.of() : Set.of(main));
            throw new Failure(null, "there is no function '" + function + "'",
                    Suggestion.didYouMean(function, known, "the program has " + names(program)));
        }
        return lowering.function(chosen, differentiated, arguments);
    }

    /** A program of functions and other statements is what stands last, and the rest would be lost in silence. */
    private void warnLeftOut(Program program) {
        String main = mainName(program);
        String remedy = main == null
                ? "put them behind the functions"
                : "put them behind the functions, or choose them with --function " + main;
        diagnostics.warning(
                Tokens.span(diagnostics.source(), program.main().get(0).getStart()),
                "the statements outside of functions are left out, since '"
                        + last(program).name().getText() + "' stands last",
                remedy);
    }

    private static Function last(Program program) {
        Function last = null;
        for (Function function : program.functions().values()) {
            last = function;
        }
        return last;
    }

    /** The name of the statements outside of functions: the variable that they assign last. */
    private static String mainName(Program program) {
        List<String> names = program.mainNames();
        return names.isEmpty() ? null : names.get(names.size() - 1);
    }

    private static String names(Program program) {
        String functions = Suggestion.listed(program.functions().keySet());
        String main = mainName(program);
        return main == null ? functions : functions.isEmpty() ? main : functions + ", " + main;
    }
}
