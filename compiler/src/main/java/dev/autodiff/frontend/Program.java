package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.DefinitionContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * A parsed program: functions with parameters, and the statements outside of them, which make up a function of their own.
 *
 * @param functions by name, in the order of the text
 * @param main the statements outside of functions, or empty
 * @param mainIsLast whether such a statement stands behind the last function, so that they are the default
 */
record Program(Map<String, Function> functions, List<StatementContext> main, boolean mainIsLast) {
    /** A function as it stands in the text: its body is one expression, or a list of statements. */
    record Function(Token name, List<ArgumentContext> parameters, ExpressionContext expression, List<StatementContext> statements) {
        List<? extends ParserRuleContext> body() {
            return expression != null ? List.of(expression) : statements;
        }

        List<String> parameterNames() {
            return parameters.stream().map(parameter -> parameter.expression(0).getText()).toList();
        }
    }

    /** Two functions of one name: the second one. */
    static final class DuplicateFunction extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Token name;

        DuplicateFunction(Token name) {
            this.name = name;
        }

        Token name() {
            return name;
        }
    }

    static Program of(List<StatementContext> statements) {
        Map<String, Function> functions = new LinkedHashMap<>();
        List<StatementContext> main = new ArrayList<>();
        boolean mainIsLast = false;
        for (StatementContext statement : statements) {
            Function function = statement instanceof DefinitionContext definition ? function(definition) : null;
            if (function == null) {
                main.add(statement);
            } else if (functions.put(function.name().getText(), function) != null) {
                throw new DuplicateFunction(function.name());
            }
            mainIsLast = function == null;
        }
        return new Program(functions, main, mainIsLast);
    }

    /** {@code f(x, y) = …} and {@code f(x, y) { … }}; null for every other statement. */
    private static Function function(DefinitionContext definition) {
        PostfixContext target = Trees.postfix(definition.expression(0));
        boolean isCall = target != null && target.suffix().size() == 1 && target.suffix(0) instanceof CallContext
                && Trees.name(target.atom()) != null;
        if (!isCall || definition.expression().size() == 1 && definition.block() == null) {
            return null;
        }
        List<ArgumentContext> parameters = ((CallContext) target.suffix(0)).argument();
        return definition.block() == null
                ? new Function(target.getStart(), parameters, definition.expression(1), List.of())
                : new Function(target.getStart(), parameters, null, definition.block().statement());
    }
}
