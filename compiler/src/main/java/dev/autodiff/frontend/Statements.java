package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.BlockContext;
import dev.autodiff.grammar.FormulaParser.BranchContext;
import dev.autodiff.grammar.FormulaParser.DeclarationContext;
import dev.autodiff.grammar.FormulaParser.DefinitionContext;
import dev.autodiff.grammar.FormulaParser.DerivativeRuleContext;
import dev.autodiff.grammar.FormulaParser.ForLoopContext;
import dev.autodiff.grammar.FormulaParser.NoGradContext;
import dev.autodiff.grammar.FormulaParser.ResultContext;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.grammar.FormulaParser.ValuesContext;
import dev.autodiff.grammar.FormulaParser.WhileLoopContext;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Span;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** Runs the statements of one function, or of the program outside of functions, under one scope. */
final class Statements {
    /** What bare expressions at the end of a program are called. */
    private static final String UNNAMED_RESULT = "result";

    private final Lowering lowering;
    private final Scope scope;
    private final Parameters programParameters;
    private final Expressions expressions;
    private final boolean isPrelude;
    private final Attempts attempts;
    private final Assignments assignments;
    private final Branches branches;
    private final LoopStatements iteration;
    private int loops;
    private boolean returnsInside;

    private Statements(Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.lowering = lowering;
        this.scope = scope;
        this.programParameters = programParameters;
        this.isPrelude = isPrelude;
        this.expressions = new Expressions(lowering, scope, programParameters, isPrelude);
        this.attempts = new Attempts(lowering, isPrelude);
        this.assignments = new Assignments(lowering, scope, programParameters, expressions, attempts);
        this.branches = new Branches(lowering, scope, expressions, attempts, assignments);
        this.iteration = new LoopStatements(lowering, scope, expressions, attempts, assignments);
    }

    /** The statements outside of functions: what they read and do not assign are parameters. */
    static Statements ofProgram(Lowering lowering, Scope scope, Parameters parameters) {
        return new Statements(lowering, scope, parameters, false);
    }

    static Statements ofFunction(Lowering lowering, Scope scope, boolean isPrelude) {
        return new Statements(lowering, scope, null, isPrelude);
    }

    /** Runs the program. */
    Formula run(List<StatementContext> statements) {
        StatementContext last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
        ValuesContext bare = last instanceof DefinitionContext definition
                        && Assignments.isBare(definition)
                        && !Assignments.isJump(definition)
                ? definition.values(0)
                : null;
        statements.subList(0, statements.size() - (bare == null ? 0 : 1)).forEach(this::execute);
        return bare == null ? lastAssigned() : bare(bare);
    }

    private Formula lastAssigned() {
        String name = assignments.last();
        if (name == null) {
            lowering.diagnostics().throwIfErrors();
            throw new Failure(null, "the program computes nothing", "write a formula, such as z = x^2");
        }
        return formula(name, programParameters.all(), Results.of(assignments.outputs().get(name)));
    }

    /** Bare expressions at the end are the results; one of them has a name that nothing else has. */
    private Formula bare(ValuesContext values) {
        Results results = expressions.results(values, attempts);
        String name = UNNAMED_RESULT;
        while (programParameters.contains(name) || assignments.outputs().containsKey(name)) {
            name += "_";
        }
        scope.unread().forEach(assignments::warnHidden);
        if (results.isOne()) {
            results.value().suggestName(name);
            assignments.addOutput(name, results.value());
        }
        return formula(name, programParameters.all(), results);
    }

    /** The formula that has been built; a single truth is a number at its border. */
    Formula formula(String name, List<Formula.Parameter> parameters, Results results) {
        Map<String, Node> values = results.isOne() ? Map.of(name, results.value()) : results.byName();
        Formula formula = new Formula(name, parameters, assignments.outputs(), values);
        return formula.map(value -> value.type().isScalar() ? expressions.number(value) : value);
    }

    /** What the function returns under this scope. */
    Results results(Function function) {
        if (function.values() != null) {
            return expressions.results(function.values(), attempts);
        }
        Results results = returned(function.statements());
        if (results == null && returnsInside) {
            return Results.of(lowering.standIn());
        }
        if (results == null) {
            Span place = lowering.span(function.name());
            lowering.diagnostics()
                    .error(
                            place,
                            "function '" + function.name().getText() + "' returns nothing",
                            "end it with 'return …'");
            return Results.of(lowering.standIn());
        }
        if (!isPrelude) {
            scope.unread().forEach(assignments::warnUnused);
        }
        return results;
    }

    /** What the statements return, or null. */
    private Results returned(List<StatementContext> statements) {
        Results results = null;
        for (int i = 0; i < statements.size(); i++) {
            StatementContext statement = statements.get(i);
            if (results != null) {
                attempts.error(statement, "this statement is never reached", "'return' ends the function");
            }
            if (statement instanceof ResultContext returned) {
                results = expressions.results(returned.values(), attempts);
            } else if (statement instanceof BranchContext branch && endsFunction(branch)) {
                boolean hasElse = branch.block().size() > branch.expression().size();
                results = returned(branch, hasElse ? null : statements.subList(i + 1, statements.size()));
                i = hasElse ? i : statements.size();
            } else {
                execute(statement);
            }
        }
        return results;
    }

    /** Whether the branches return; an error if only some of them do. */
    private boolean endsFunction(BranchContext branch) {
        boolean isWhole = branch.block().stream().allMatch(Trees::returns);
        if (!isWhole && !returnsInside && Trees.returns(branch)) {
            attempts.error(
                    branch.getStart(),
                    "only some branches of this 'if' return a value",
                    "let each end with 'return …', or assign a variable and return it");
            returnsInside = true;
        }
        return isWhole;
    }

    /** @param rest what is run where no branch is, or null if there is an 'else' */
    private Results returned(BranchContext branch, List<StatementContext> rest) {
        return branches.results(
                branch, block -> returned(block.statement()), rest == null ? null : () -> returned(rest));
    }

    private void execute(BlockContext block) {
        block.statement().forEach(this::execute);
    }

    private void execute(StatementContext statement) {
        if (Assigned.isEmpty(statement)) {
            Token word = statement.getStart();
            lowering.diagnostics()
                    .warning(
                            lowering.span(word),
                            "this '" + word.getText() + "' does nothing",
                            "remove it, or fill its block");
        }
        if (statement instanceof DefinitionContext definition) {
            assignments.define(definition);
        } else if (statement instanceof NoGradContext noGrad) {
            assignments.detached(() -> execute(noGrad.block()));
        } else if (statement instanceof BranchContext branch) {
            branches.run(branch, this::execute);
        } else if (statement instanceof WhileLoopContext || statement instanceof ForLoopContext) {
            loops++;
            iteration.run(statement, this::execute);
            loops--;
        } else if (statement instanceof DeclarationContext declaration) {
            declare(declaration);
        } else if (statement instanceof DerivativeRuleContext) {
            attempts.error(statement, "derivatives are given outside of functions and blocks", "");
        } else {
            refuseReturn(statement);
        }
    }

    private void refuseReturn(StatementContext statement) {
        if (programParameters != null) {
            attempts.error(statement, "'return' outside of a function", "the last assigned variable is the result");
            return;
        }
        if (returnsInside) {
            return;
        }
        returnsInside = true;
        if (loops > 0) {
            attempts.error(statement, "'return' inside of a loop", "assign a variable, and return it behind the loop");
        } else if (scope.isOutermost()) {
            attempts.error(statement, "'return' inside of no_grad", "put it behind the block");
        } else {
            attempts.error(
                    statement,
                    "'return' must end its branch, and the branch the function",
                    "assign a variable, and return it at the end");
        }
    }

    private void declare(DeclarationContext declaration) {
        String keyword = declaration.keyword.getText();
        String name = Trees.name(declaration.argument().expression(0));
        if (programParameters == null || !scope.isOutermost()) {
            boolean isFunction = programParameters == null;
            attempts.error(declaration, "'" + keyword + "' inside of a " + (isFunction ? "function" : "block"),
                    isFunction ? "declare parameters in its head: f(x: f64)" : "declare parameters at the top");
            if (name != null) {
                scope.bind(name, lowering.standIn());
            }
            return;
        }
        Node declared = attempts.value(declaration, () -> declared(declaration, name));
        if (lowering.isStandIn(declared) && name != null && !scope.contains(name)) {
            scope.bind(name, declared);
        }
    }

    private Node declared(DeclarationContext declaration, String name) {
        boolean isUsed = name != null && (scope.contains(name) || programParameters.contains(name));
        if (isUsed && !programParameters.isDeclared(name)) {
            throw new Failure(
                    lowering.span(declaration),
                    "'" + name + "' is declared after it was used",
                    "declare parameters at the top");
        }
        Formula.Parameter parameter = programParameters.declareInput(
                declaration.argument(), declaration.keyword.getType() == FormulaLexer.CONST);
        scope.declare(parameter);
        scope.bindDimensions(programParameters.dimensions());
        return parameter.node();
    }
}
