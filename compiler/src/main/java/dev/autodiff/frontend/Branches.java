package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.not;

import dev.autodiff.frontend.Scope.Gap;
import dev.autodiff.frontend.Scope.Layer;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.grammar.FormulaParser.BlockContext;
import dev.autodiff.grammar.FormulaParser.BranchContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code if}: all branches are run, each under its condition, and of what they assign the conditions choose. */
final class Branches {
    /**
     * What a branch has assigned and returned, if it returns; the one without a condition is what is left if no
     * condition holds.
     */
    private record Arm(Node condition, Layer layer, Results results) {}

    private final Lowering lowering;
    private final Scope scope;
    private final Expressions expressions;
    private final Attempts attempts;
    private final Assignments assignments;

    Branches(Lowering lowering, Scope scope, Expressions expressions, Attempts attempts, Assignments assignments) {
        this.lowering = lowering;
        this.scope = scope;
        this.expressions = expressions;
        this.attempts = attempts;
        this.assignments = assignments;
    }

    void run(BranchContext branch, Consumer<BlockContext> run) {
        // elements are replaced under the condition of the branch: the next one goes on with the same tensor
        Set<String> inParts = Assigned.inParts(List.of(branch));
        List<Arm> arms = arms(branch, block -> {
            run.accept(block);
            return null;
        }, () -> null, inParts);
        Set<String> names = new LinkedHashSet<>();
        arms.forEach(arm -> names.addAll(arm.layer().assigned()));
        names.stream().filter(name -> !inParts.contains(name)).forEach(name -> merge(name, arms, branch));
        arms.forEach(arm -> arm.layer().gaps().forEach((name, gap) -> {
            if (!names.contains(name)) {
                scope.leave(name, gap);
            }
        }));
    }

    /**
     * What a function returns that ends in these branches.
     *
     * @param rest what is run if no condition holds and there is no 'else'
     */
    Results results(BranchContext branch, Function<BlockContext, Results> run, Supplier<Results> rest) {
        List<Arm> arms = arms(branch, run, rest, Set.of());
        arms.forEach(arm -> arm.layer().assigned().stream().filter(arm.layer()::isUnread)
                .forEach(name -> assignments.warnUnused(name, arm.layer().place(name))));
        List<Results> ways = arms.stream().map(Arm::results).toList();
        if (ways.contains(null)) {
            attempts.error(
                    branch.getStart(),
                    "nothing is returned where no branch of this 'if' is taken",
                    "add else { return … }");
            return Results.of(lowering.standIn());
        }
        if (ways.stream().anyMatch(way -> way.isOne() && lowering.isStandIn(way.value()))) {
            return Results.of(lowering.standIn());
        }
        List<Integer> counts = ways.stream().map(Results::count).distinct().toList();
        if (counts.size() > 1) {
            attempts.error(
                    branch.getStart(),
                    "some branches of this 'if' return " + counts.get(0) + (counts.get(0) == 1 ? " value" : " values")
                            + ", and others " + counts.get(1),
                    "let all return as many");
            return Results.of(lowering.standIn());
        }
        return chosen(ways, arms, branch);
    }

    private Results chosen(List<Results> ways, List<Arm> arms, BranchContext branch) {
        List<String> given = Results.commonNames(ways);
        List<Node> values = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String what = given.size() == 1
                    ? "the returned value"
                    : given.get(i) == null ? "returned value " + (i + 1) : "the returned '" + given.get(i) + "'";
            List<Node> candidates = Results.column(ways, i);
            values.add(attempts.value(branch, () -> chosen(what, candidates, arms, branch)));
        }
        return new Results(given, values);
    }

    /** @param inParts names whose values each branch hands on to the next one */
    private List<Arm> arms(
            BranchContext branch, Function<BlockContext, Results> run, Supplier<Results> rest, Set<String> inParts) {
        List<Arm> arms = new ArrayList<>();
        // the parser's tree looks through all parts of the statement for each one that it is asked for
        List<ExpressionContext> tests = branch.expression();
        List<BlockContext> blocks = branch.block();
        int conditions = tests.size();
        for (int i = 0; i < conditions; i++) {
            Node condition = expressions.singleTruth(tests.get(i), attempts);
            BlockContext block = blocks.get(i);
            lowering.guards().enter(condition);
            arms.add(arm(condition, () -> run.apply(block), inParts));
            lowering.guards().leave();
            lowering.guards().enter(not(condition));
        }
        boolean hasElse = blocks.size() > conditions;
        arms.add(arm(null, hasElse ? () -> run.apply(blocks.get(conditions)) : rest, inParts));
        tests.forEach(condition -> lowering.guards().leave());
        return arms;
    }

    private Arm arm(Node condition, Supplier<Results> run, Set<String> inParts) {
        scope.open();
        Results results = run.get();
        Layer layer = scope.close();
        layer.assigned().stream().filter(inParts::contains)
                .forEach(name -> assignments.settle(name, layer.value(name), layer.place(name), layer.isUnread(name)));
        return new Arm(condition, layer, results);
    }

    /** Gives a name that some branches assign the value of the one that is taken. */
    private void merge(String name, List<Arm> arms, BranchContext branch) {
        Node before = assignments.before(name);
        List<Node> values = new ArrayList<>();
        for (Arm arm : arms) {
            values.add(arm.layer().assigned().contains(name) ? arm.layer().value(name) : before);
        }
        List<Layer> assigning = arms.stream().map(Arm::layer).filter(layer -> layer.assigned().contains(name)).toList();
        boolean isUnread = assigning.stream().allMatch(layer -> layer.isUnread(name));
        Layer last = assigning.get(assigning.size() - 1);
        if (values.stream().anyMatch(Objects::isNull)) {
            if (isUnread) {
                assignments.warnUnused(name, last.place(name));
            }
            scope.leave(name, gap(name, arms, branch));
            return;
        }
        Node value = attempts.value(branch, () -> chosen("'" + name + "'", wholes(name, values), arms, branch));
        if (assigning.size() == arms.size()) {
            assignments.replace(name, value, last.place(name), isUnread);
        } else {
            assignments.settle(name, value, last.place(name), isUnread);
        }
    }

    /** What is used as an index stays a whole number if it is one in every branch. */
    private List<Node> wholes(String name, List<Node> values) {
        boolean areWhole = scope.isIndex(name)
                && values.stream().allMatch(value -> Operations.isWhole(value) || Known.isWholeNumber(value));
        return areWhole
                ? values.stream()
                        .map(value -> TensorAlgebra.as(value, value.type().with(DType.INT)))
                        .toList()
                : values;
    }

    private Node chosen(String what, List<Node> values, List<Arm> arms, BranchContext branch) {
        if (lowering.hasStandIn(values)) {
            return lowering.standIn();
        }
        Node chosen = values.get(values.size() - 1);
        for (int i = arms.size() - 2; i >= 0; i--) {
            Node value = values.get(i);
            if (!value.shape().equals(chosen.shape())) {
                throw Failure.ofShapes(
                        lowering.span(branch.getStart()),
                        what + " has different shapes in the branches: " + value.type() + " and " + chosen.type(),
                        "begin with the larger shape: zeros(…)");
            }
            chosen = value == chosen ? chosen : expressions.choose(arms.get(i).condition(), value, chosen);
        }
        return chosen;
    }

    private Gap gap(String name, List<Arm> arms, BranchContext branch) {
        int line = branch.getStart().getLine();
        boolean isFirst = arms.size() == 2 && arms.get(0).layer().value(name) != null;
        String condition =
                branch.expression(0).getStart().getLine() == line ? "the condition in line " + line : "a condition";
        if (arms.size() > 2) {
            return new Gap(
                    "'" + name + "' is not assigned in every branch of the 'if' in line " + line,
                    "assign it in the others too, or before");
        }
        return isFirst
                ? new Gap(
                        "'" + name + "' is assigned only if " + condition + " holds",
                        "assign it in 'else' too, or before")
                : new Gap(
                        "'" + name + "' is assigned only if " + condition + " does not hold",
                        "assign it in the first branch too, or before");
    }
}
