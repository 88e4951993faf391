package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.DeclarationContext;
import dev.autodiff.grammar.FormulaParser.DefinitionContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.NoGradContext;
import dev.autodiff.grammar.FormulaParser.ResultContext;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;

/** Runs the statements of one function, or of the program outside of functions, under one scope. */
final class Body {
    /** What a bare expression at the end of a program is called. */
    private static final String UNNAMED_RESULT = "result";

    private static final String NESTED_FUNCTION = "functions are defined outside of functions and blocks";

    private final Lowering lowering;
    private final Scope scope;
    private final Parameters programParameters;
    private final Expressions expressions;
    private final boolean isPrelude;
    private final Map<String, Node> assigned = new LinkedHashMap<>();
    private int noGradBlocks;
    private boolean returnsInside;

    private Body(Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.lowering = lowering;
        this.scope = scope;
        this.programParameters = programParameters;
        this.isPrelude = isPrelude;
        this.expressions = new Expressions(lowering, scope, programParameters, isPrelude);
    }

    /** The statements outside of functions: what they read and do not assign are parameters. */
    static Body ofProgram(Lowering lowering, Scope scope, Parameters parameters) {
        return new Body(lowering, scope, parameters, false);
    }

    static Body ofFunction(Lowering lowering, Scope scope, boolean isPrelude) {
        return new Body(lowering, scope, null, isPrelude);
    }

    /** Runs the program. */
    Formula run(List<StatementContext> statements) {
        String name = null;
        for (int i = 0; i < statements.size(); i++) {
            StatementContext statement = statements.get(i);
            boolean isLast = i == statements.size() - 1;
            String target = statement instanceof DefinitionContext definition && isLast && isBare(definition)
                    ? result(definition.expression(0))
                    : execute(statement);
            name = target != null ? target : name;
        }
        if (name == null) {
            lowering.diagnostics().throwIfErrors();
            throw new Failure(null, "the program computes nothing", "write a formula, such as z = x^2");
        }
        return formula(name, programParameters.all(), assigned.get(name));
    }

    /** A bare expression at the end is the result, under a name that nothing else has. */
    private String result(ExpressionContext expression) {
        Node value = attempt(expression, () -> expressions.value(expression));
        String name = UNNAMED_RESULT;
        while (programParameters.contains(name) || assigned.containsKey(name)) {
            name += "_";
        }
        value.suggestName(name);
        assigned.put(name, value);
        return name;
    }

    /** The formula that has been built; a single truth is a number at its border. */
    Formula formula(String name, List<Formula.Parameter> parameters, Node result) {
        Formula formula = new Formula(name, parameters, assigned, result);
        return formula.map(value -> value.type().isScalar() ? expressions.number(value) : value);
    }

    /** The value of the function under this scope. */
    Node result(Function function) {
        if (function.expression() != null) {
            return attempt(function.expression(), () -> expressions.value(function.expression()));
        }
        List<StatementContext> statements = function.statements();
        Node result = null;
        for (StatementContext statement : statements) {
            if (result != null) {
                error(statement, "this statement is never reached", "'return' ends the function");
            }
            if (statement instanceof ResultContext returned) {
                result = attempt(statement, () -> expressions.value(returned.expression()));
            } else {
                execute(statement);
            }
        }
        if (result == null && returnsInside) {
            return lowering.standIn();
        }
        if (result == null) {
            Span place = lowering.span(function.name());
            lowering.diagnostics().error(place, "function '" + function.name().getText() + "' returns nothing", "end it with 'return …'");
            return lowering.standIn();
        }
        if (!isPrelude) {
            scope.unread().forEach((name, place) -> lowering.diagnostics()
                    .warning(place, "variable '" + name + "' is never used", "remove it, or use it"));
        }
        return result;
    }

    /** Runs one statement; the last name that it assigns, or null. */
    private String execute(StatementContext statement) {
        if (statement instanceof DefinitionContext definition) {
            return define(definition);
        }
        if (statement instanceof NoGradContext block) {
            return noGrad(block);
        }
        if (statement instanceof DeclarationContext declaration) {
            declare(declaration);
            return null;
        }
        if (statement instanceof ResultContext) {
            if (programParameters == null) {
                error(statement, "'return' inside of no_grad", "put it behind the block");
                returnsInside = true;
            } else {
                error(statement, "'return' outside of a function", "the last assigned variable is the result");
            }
            return null;
        }
        throw new AssertionError(statement);
    }

    private String define(DefinitionContext definition) {
        ExpressionContext left = definition.expression(0);
        boolean isCall = Trees.isCall(left);
        if (isCall) {
            lowering.addBroken(Trees.postfix(left).atom().getText());
        }
        if (definition.block() != null) {
            error(left, isCall ? NESTED_FUNCTION : "this does not name a function", isCall ? "" : "write f(x, y) { … }");
            return null;
        }
        if (isBare(definition)) {
            error(left, "this value is not used", Trees.isEquation(left) ? "to assign, write '='" : "give it a name: y = …");
            return null;
        }
        String name = Trees.name(left);
        if (name != null) {
            return assign(name, left, definition.expression(1));
        }
        if (Trees.isTruth(left)) {
            error(left, "'" + left.getText() + "' is a constant", "choose another name");
        } else {
            error(left, isCall ? NESTED_FUNCTION : "the left side of '=' must be a name", "");
        }
        return null;
    }

    private static boolean isBare(DefinitionContext definition) {
        return definition.block() == null && definition.expression().size() == 1;
    }

    private String assign(String name, ParserRuleContext place, ExpressionContext expression) {
        Node value = attempt(expression, () -> expressions.value(expression));
        if (Names.CONSTANTS.containsKey(name)) {
            error(place, "'" + name + "' is a constant", "choose another name");
            return null;
        }
        if (programParameters != null && programParameters.contains(name) && !scope.contains(name)) {
            error(place, "'" + name + "' is read before it is assigned, so it is a parameter", "assign it first, or choose another name");
            return null;
        }
        if (noGradBlocks > 0) {
            value = lowering.graph().node(Identity.Detach.DETACH, value);
        }
        value.suggestName(name);
        scope.assign(name, value, lowering.span(place.getStart()), (overwritten, earlier) -> lowering.diagnostics()
                .warning(earlier, "the value of '" + overwritten + "' is never used", "it is assigned again before anything reads it"));
        assigned.put(name, scope.peek(name));
        return name;
    }

    private String noGrad(NoGradContext block) {
        noGradBlocks++;
        String last = null;
        for (StatementContext statement : block.block().statement()) {
            String name = execute(statement);
            last = name != null ? name : last;
        }
        noGradBlocks--;
        return last;
    }

    private void declare(DeclarationContext declaration) {
        if (programParameters == null) {
            error(declaration, "'" + declaration.keyword.getText() + "' inside of a function", "declare parameters in its head: f(x: f64)");
            String name = Trees.name(declaration.argument().expression(0));
            if (name != null) {
                scope.bind(name, lowering.standIn());
            }
            return;
        }
        String name = Trees.name(declaration.argument().expression(0));
        Node declared = attempt(declaration, () -> {
            boolean isUsed = name != null && (scope.contains(name) || programParameters.contains(name));
            if (isUsed && !programParameters.isDeclared(name)) {
                throw new Failure(span(declaration), "'" + name + "' is declared after it was used", "declare parameters at the top");
            }
            Formula.Parameter parameter = programParameters.declareInput(declaration.argument(), declaration.keyword.getType() == FormulaLexer.CONST);
            scope.declare(parameter);
            scope.bindDimensions(programParameters.dimensions());
            return parameter.node();
        });
        if (lowering.isStandIn(declared) && name != null && !scope.contains(name)) {
            scope.bind(name, declared);
        }
    }

    private interface Step {
        Node run();
    }

    /** What the step computes, or a stand-in after reporting why it failed. */
    private Node attempt(ParserRuleContext context, Step step) {
        try {
            lowering.graph().at(isPrelude ? 0 : context.getStart().getLine());
            return step.run();
        } catch (Failure failure) {
            if (isPrelude) {
                // the call is to blame: it has a place in the user's text
                throw failure;
            }
            lowering.report(failure);
            return lowering.standIn();
        } catch (ArithmeticException e) {
            lowering.report(Failure.ofShapes(span(context), "a tensor has more elements than there are whole numbers", ""));
            return lowering.standIn();
        }
    }

    private void error(ParserRuleContext context, String message, String remedy) {
        lowering.diagnostics().error(span(context), message, remedy);
    }

    private Span span(ParserRuleContext context) {
        return lowering.span(context);
    }
}
