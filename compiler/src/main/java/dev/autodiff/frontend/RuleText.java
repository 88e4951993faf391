package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.DerivativeRuleContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Span;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * A derivative that the program gives one of its functions, as {@code derivative f(x, y) by x = expression}.
 *
 * @param parameters the names that the expression has for the function's parameters, in their order
 * @param variable the number of the parameter that the derivative is by
 */
record RuleText(Token place, List<String> parameters, int variable, ExpressionContext expression) {
    private static final String FORM = "write derivative f(x) by x = …";

    /** How a message calls the rule. */
    String name() {
        return "derivative " + place.getText() + " by " + parameters.get(variable);
    }

    /** The rules of each function by the numbers of its parameters; what is wrong with the others is reported. */
    static Map<String, Map<Integer, RuleText>> of(
            List<DerivativeRuleContext> statements,
            Map<String, Function> functions,
            FunctionParameters functionParameters,
            Diagnostics diagnostics) {
        Map<String, Map<Integer, RuleText>> rules = new LinkedHashMap<>();
        for (DerivativeRuleContext statement : statements) {
            try {
                RuleText rule = new Reader(functions, functionParameters, diagnostics).read(statement);
                RuleText earlier = rules.computeIfAbsent(rule.place().getText(), name -> new LinkedHashMap<>())
                        .put(rule.variable(), rule);
                if (earlier != null) {
                    throw new Failure(
                            Tokens.span(diagnostics.source(), statement.expression(1)),
                            "the " + rule.name() + " is given twice",
                            "the first one is in line " + earlier.place().getLine());
                }
            } catch (Failure failure) {
                diagnostics.error(failure.span(), failure.getMessage(), failure.remedy());
            }
        }
        return rules;
    }

    /** Reads one statement. */
    private record Reader(
            Map<String, Function> functions, FunctionParameters functionParameters, Diagnostics diagnostics) {
        RuleText read(DerivativeRuleContext statement) {
            PostfixContext head = Trees.postfix(statement.expression(0));
            if (head == null
                    || Trees.name(head.atom()) == null
                    || head.suffix().size() != 1
                    || !(head.suffix(0) instanceof CallContext call)) {
                throw new Failure(
                        span(statement.expression(0)), "'derivative' needs a function with its parameters", FORM);
            }
            Function function = function(head.getStart());
            List<String> parameters = parameters(call, function);
            String variable = Trees.name(statement.expression(1));
            int index = parameters.indexOf(variable);
            if (index < 0) {
                throw new Failure(
                        span(statement.expression(1)),
                        "'" + diagnostics.source().text(span(statement.expression(1))) + "' is no parameter of '"
                                + function.name().getText() + "'",
                        Suggestion.didYouMean(
                                String.valueOf(variable),
                                parameters,
                                "its parameters are " + Suggestion.listed(parameters)));
            }
            requireDifferentiable(function, index, statement.expression(1));
            return new RuleText(head.getStart(), parameters, index, statement.expression(2));
        }

        private Function function(Token name) {
            Function function = functions.get(name.getText());
            if (function != null && !functionParameters.of(function).isEmpty()) {
                throw new Failure(
                        Tokens.span(diagnostics.source(), name),
                        "'" + name.getText()
                                + "' takes functions, which may depend on anything, and has no derivative of its own",
                        "give one to a function of values");
            }
            if (function != null) {
                return function;
            }
            boolean isOfLanguage = Builtins.find(name.getText()) != null
                    || Prelude.functions().containsKey(name.getText())
                    || TensorFunctions.find(name.getText()) != null;
            throw new Failure(
                    Tokens.span(diagnostics.source(), name),
                    isOfLanguage
                            ? "'" + name.getText() + "' is a function of the language, which has its derivative"
                            : "there is no function '" + name.getText() + "'",
                    isOfLanguage
                            ? "define a function that calls it, and give that one a derivative"
                            : Suggestion.didYouMean(
                                    name.getText(), functions.keySet(), "define it: " + name.getText() + "(…) = …"));
        }

        private List<String> parameters(CallContext call, Function function) {
            List<String> names = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (ArgumentContext argument : call.argument()) {
                String name = argument.getChildCount() == 1 ? Trees.name(argument.expression(0)) : null;
                if (name == null || Names.CONSTANTS.containsKey(name)) {
                    throw new Failure(
                            span(argument),
                            "a derivative names the parameters of its function, and nothing else",
                            "types belong to the definition: " + FORM);
                }
                if (!seen.add(name)) {
                    throw new Failure(span(argument), "parameter '" + name + "' is named twice", "");
                }
                names.add(name);
            }
            int count = function.parameters().size();
            if (names.size() != count) {
                throw new Failure(
                        span(call.getParent()),
                        "'" + function.name().getText() + "' has " + count + (count == 1 ? " parameter" : " parameters")
                                + ", and this names " + names.size(),
                        "write derivative " + function.name().getText() + "("
                                + Suggestion.listed(function.parameterNames()) + ") by …");
            }
            return names;
        }

        private void requireDifferentiable(Function function, int parameter, ExpressionContext place) {
            ArgumentContext declared = function.parameters().get(parameter);
            String name = function.parameterNames().get(parameter);
            if (declared.getStart().getText().equals("const")) {
                throw new Failure(
                        span(place),
                        "'" + name + "' is declared const, so there is no derivative by it",
                        "remove 'const', or this rule");
            }
            String type = declared.type() == null ? "f64" : declared.type().NAME().getText();
            if (type.equals("int") || type.equals("bool")) {
                throw new Failure(
                        span(place),
                        "'" + name + "' is declared " + type + ", and derivatives are by real numbers",
                        "declare it f64, or remove this rule");
            }
        }

        private Span span(ParserRuleContext context) {
            return Tokens.span(diagnostics.source(), context);
        }
    }
}
