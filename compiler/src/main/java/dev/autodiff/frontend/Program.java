package dev.autodiff.frontend;

import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.DeclarationContext;
import dev.autodiff.grammar.FormulaParser.DefinitionContext;
import dev.autodiff.grammar.FormulaParser.DerivativeRuleContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.grammar.FormulaParser.TypeContext;
import dev.autodiff.grammar.FormulaParser.ValuesContext;
import dev.autodiff.source.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * A parsed program: functions with parameters, and the statements outside of them, which make up a function of their
 * own.
 *
 * @param functions by name, in the order of the text
 * @param main the statements outside of functions, or empty
 * @param mainIsLast whether such a statement stands behind the last function, so that they are the default
 * @param rules derivatives that functions are given, by their names and the numbers of their parameters
 * @param functionParameters which parameters stand for functions
 */
record Program(
        Map<String, Function> functions,
        List<StatementContext> main,
        boolean mainIsLast,
        Map<String, Map<Integer, RuleText>> rules,
        FunctionParameters functionParameters) {
    /** A function as it stands in the text: its body is what it returns, or a list of statements. */
    record Function(
            Token name, List<ArgumentContext> parameters, ValuesContext values, List<StatementContext> statements) {
        List<? extends ParserRuleContext> body() {
            return values != null ? List.of(values) : statements;
        }

        /** Functions are told apart by their place in the text. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Function function && function.name == name;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        List<String> parameterNames() {
            return parameters.stream().map(parameter -> Trees.name(parameter.expression(0))).toList();
        }

        /** The declared type of a parameter, or null. */
        TypeContext typeOf(int parameter) {
            return parameters.get(parameter).type();
        }

        boolean hasTypes() {
            return parameters.stream().anyMatch(parameter -> parameter.type() != null);
        }

        /** Whether all parameters declare their types. */
        boolean isTyped() {
            return parameters.stream().allMatch(parameter -> parameter.type() != null);
        }

        /** The value of a parameter that a call leaves out, or null if it must not. */
        ExpressionContext defaultOf(int parameter) {
            ArgumentContext context = parameters.get(parameter);
            return context.expression().size() > 1 ? context.expression(1) : null;
        }
    }

    /** The name of the function that a statement defines, or gives a derivative; null for every other statement. */
    static String owner(StatementContext statement) {
        if (statement instanceof DerivativeRuleContext rule) {
            return rule.expression(0).getStart().getText();
        }
        Function function = statement instanceof DefinitionContext definition ? function(definition) : null;
        return function == null ? null : function.name().getText();
    }

    /** Reports functions that are defined twice, and heads that are none. */
    static Program of(List<StatementContext> statements, Diagnostics diagnostics) {
        Map<String, Function> functions = new LinkedHashMap<>();
        List<StatementContext> main = new ArrayList<>();
        List<DerivativeRuleContext> rules = new ArrayList<>();
        boolean mainIsLast = false;
        for (StatementContext statement : statements) {
            if (statement instanceof DerivativeRuleContext rule) {
                rules.add(rule);
                continue;
            }
            Function function = statement instanceof DefinitionContext definition ? function(definition) : null;
            if (function == null) {
                main.add(statement);
            } else {
                add(function, functions, diagnostics);
            }
            mainIsLast = function == null;
        }
        FunctionParameters functionParameters = new FunctionParameters(functions);
        return new Program(
                functions,
                main,
                mainIsLast,
                RuleText.of(rules, functions, functionParameters, diagnostics),
                functionParameters);
    }

    private static void add(Function function, Map<String, Function> functions, Diagnostics diagnostics) {
        Token name = function.name();
        Function earlier = functions.put(name.getText(), function);
        if (earlier != null) {
            diagnostics.error(
                    Tokens.span(diagnostics.source(), name),
                    "function '" + name.getText() + "' is defined twice",
                    "the first one is in line " + earlier.name().getLine());
        }
        if (Transforms.reads(name.getText(), function.parameters().size())) {
            diagnostics.warning(
                    Tokens.span(diagnostics.source(), name),
                    "function '" + name.getText() + "' hides the derivative of that name",
                    "give it another name if the program needs both");
        }
        Parameters.check(function.parameters(), diagnostics);
    }

    /** The parameters that the statements outside of functions declare. */
    List<ArgumentContext> declarations() {
        return main.stream()
                .filter(DeclarationContext.class::isInstance)
                .map(statement -> ((DeclarationContext) statement).argument())
                .toList();
    }

    /**
     * The names that the statements outside of functions assign, and that have a value at their end, the last one at
     * the end.
     */
    List<String> mainNames() {
        return Assigned.behind(main);
    }

    /** {@code f(x, y) = …} and {@code f(x, y) { … }}; null for every other statement. */
    private static Function function(DefinitionContext definition) {
        PostfixContext target = definition.values(0).expression().size() > 1
                ? null
                : Trees.postfix(definition.values(0).expression(0));
        boolean isCall = target != null && target.suffix().size() == 1 && target.suffix(0) instanceof CallContext
                && Trees.name(target.atom()) != null;
        if (!isCall || definition.values().size() == 1 && definition.block() == null) {
            return null;
        }
        List<ArgumentContext> parameters = ((CallContext) target.suffix(0)).argument();
        return definition.block() == null
                ? new Function(target.getStart(), parameters, definition.values(1), List.of())
                : new Function(target.getStart(), parameters, null, definition.block().statement());
    }
}
