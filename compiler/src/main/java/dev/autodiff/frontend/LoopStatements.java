package dev.autodiff.frontend;

import dev.autodiff.frontend.Scope.Gap;
import dev.autodiff.frontend.Scope.Layer;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.grammar.FormulaParser.BlockContext;
import dev.autodiff.grammar.FormulaParser.ForLoopContext;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.grammar.FormulaParser.WhileLoopContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loops. The state of a loop is what its body assigns and what had a value before; all other variables are local to a
 * step. The body is run once on nodes that stand for the state, and again if the state turns out to be of a more
 * general type than what it begins with.
 */
final class LoopStatements {
    /** A run of the body: the loop's number, what was seen of the state, and what the body has assigned. */
    private record Pass(int number, List<Type> types, Node condition, Layer seen, Layer assigned) {}

    private final Lowering lowering;
    private final Graph graph;
    private final Scope scope;
    private final Expressions expressions;
    private final Attempts attempts;
    private final Assignments assignments;
    private final Map<StatementContext, Map<String, DType>> found = new HashMap<>();

    LoopStatements(
            Lowering lowering,
            Scope scope,
            Expressions expressions,
            Attempts attempts,
            Assignments assignments) {
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.scope = scope;
        this.expressions = expressions;
        this.attempts = attempts;
        this.assignments = assignments;
    }

    void run(StatementContext statement, Consumer<BlockContext> run) {
        Trips trips = trips(statement);
        BlockContext block =
                statement instanceof WhileLoopContext loop ? loop.block() : ((ForLoopContext) statement).block();
        Set<String> assigned = Assigned.in(block.statement());
        assigned.remove(trips.variable());
        List<String> carried = assigned.stream()
                .filter(name -> assignments.before(name) != null && !lowering.isStandIn(assignments.before(name)))
                .toList();
        List<Node> initials = carried.stream().map(assignments::before).toList();
        List<Type> types = begin(statement, carried, initials);
        while (true) {
            Pass pass = pass(statement, trips, assigned, carried, types, () -> run.accept(block));
            List<Node> nexts = nexts(pass, carried);
            List<Type> joined = joined(types, nexts);
            if (nexts.contains(lowering.standIn()) || joined.equals(types)) {
                finish(statement, trips, pass, carried, initials, nexts);
                forget(statement, trips, pass, assigned, carried);
                return;
            }
            types = joined;
            for (int i = 0; i < carried.size(); i++) {
                found.computeIfAbsent(statement, loop -> new HashMap<>()).put(carried.get(i), types.get(i).dtype());
            }
        }
    }

    private Trips trips(StatementContext statement) {
        attempts.at(statement);
        return statement instanceof ForLoopContext loop
                ? new TripsReader(lowering, expressions, attempts).read(loop)
                : Trips.endless(graph);
    }

    /** The types that the state has at first: an index is a whole number, as far as is known before the body is run. */
    private List<Type> begin(StatementContext statement, List<String> carried, List<Node> initials) {
        // a loop that is run again as a part of another one begins with what its types have become
        Map<String, DType> known = found.getOrDefault(statement, Map.of());
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < initials.size(); i++) {
            Node initial = initials.get(i);
            boolean isReal = scope.isDifferentiated(carried.get(i));
            boolean isIndex = scope.isIndex(carried.get(i)) && Known.isWholeNumber(initial);
            DType dtype = isReal && !initial.type().isReal()
                    ? DType.F64
                    : isIndex && !isReal ? DType.INT : initial.type().dtype();
            types.add(initial.type().with(DType.join(dtype, known.getOrDefault(carried.get(i), dtype))));
        }
        return types;
    }

    private Pass pass(
            StatementContext statement,
            Trips trips,
            Set<String> assigned,
            List<String> carried,
            List<Type> types,
            Runnable body) {
        int number = graph.newLoop();
        int line = statement.getStart().getLine();
        scope.open();
        Map<String, Integer> indices = new HashMap<>();
        carried.forEach(name -> indices.put(name, indices.size()));
        for (String name : assigned) {
            Integer index = indices.get(name);
            if (index != null) {
                scope.settle(name, graph.carried(number, index, types.get(index)), lowering.span(statement), true);
            } else if (assignments.before(name) == null && !assignments.isParameter(name)) {
                scope.leave(
                        name,
                        new Gap(
                                "'" + name + "' has no value in the first step of the loop in line " + line,
                                "assign it before the loop"));
            }
        }
        lowering.guards().enterLoop(number);
        if (trips.variable() != null) {
            scope.bind(trips.variable(), trips.element().apply(graph.stepNumber(number)));
        }
        Node condition = statement instanceof WhileLoopContext loop
                ? expressions.singleTruth(loop.expression(), attempts)
                : graph.truth(true);
        scope.open();
        body.run();
        Layer inner = scope.close();
        lowering.guards().leave();
        return new Pass(number, types, condition, scope.close(), inner);
    }

    /** The state after a step; a stand-in where it cannot be that of the next one. */
    private List<Node> nexts(Pass pass, List<String> carried) {
        List<Node> nexts = new ArrayList<>();
        for (int i = 0; i < carried.size(); i++) {
            Node next = pass.assigned().value(carried.get(i));
            Type type = pass.types().get(i);
            if (next == null) {
                nexts.add(lowering.standIn());
            } else if (lowering.isStandIn(next) || next.shape().equals(type.shape())) {
                nexts.add(next);
            } else {
                String message = "'" + carried.get(i) + "' changes its shape in the loop: it begins as " + type
                        + " and becomes " + next.type();
                lowering.report(Failure.ofShapes(pass.assigned().place(carried.get(i)), message, remedy(type, next)));
                nexts.add(lowering.standIn());
            }
        }
        return nexts;
    }

    private static String remedy(Type type, Node next) {
        String lengths = next.shape().toString();
        return !type.isScalar()
                ? "assign the elements of a tensor that is large enough: s[i] = …"
                : "begin with zeros(" + lengths.substring(1, lengths.length() - 1) + ")";
    }

    private static List<Type> joined(List<Type> types, List<Node> nexts) {
        List<Type> joined = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            joined.add(types.get(i).with(DType.join(types.get(i).dtype(), nexts.get(i).type().dtype())));
        }
        return joined;
    }

    /** Builds the loop, and binds what it ends with. */
    private void finish(
            StatementContext statement,
            Trips trips,
            Pass pass,
            List<String> carried,
            List<Node> initials,
            List<Node> nexts) {
        Node loop = lowering.hasStandIn(nexts) || lowering.isStandIn(trips.count()) ? lowering.standIn()
                : loop(statement, trips, pass, initials, nexts);
        for (int i = 0; i < carried.size(); i++) {
            String name = carried.get(i);
            Node value = lowering.isStandIn(loop) ? loop : graph.finalValue(loop, i);
            boolean isAssigned = pass.assigned().assigned().contains(name);
            boolean isUnread = isAssigned && pass.assigned().isUnread(name) && pass.seen().isUnread(name);
            assignments.settle(
                    name, value, isAssigned ? pass.assigned().place(name) : lowering.span(statement), isUnread);
        }
    }

    private Node loop(StatementContext statement, Trips trips, Pass pass, List<Node> initials, List<Node> nexts) {
        attempts.at(statement);
        List<Node> inputs = new ArrayList<>(List.of(pass.condition()));
        for (int i = 0; i < initials.size(); i++) {
            inputs.add(TensorAlgebra.as(initials.get(i), pass.types().get(i)));
        }
        for (int i = 0; i < nexts.size(); i++) {
            inputs.add(TensorAlgebra.as(nexts.get(i), inputs.get(1 + i).type()));
        }
        inputs.add(0, lowering.guards().harmless(trips.count(), inputs));
        return graph.node(
                new LoopOp.Loop(pass.number(), initials.size(), lowering.limits()), inputs.toArray(new Node[0]));
    }

    /** Variables that only a step knows are gone behind the loop. */
    private void forget(
            StatementContext statement, Trips trips, Pass pass, Set<String> assigned, List<String> carried) {
        Set<String> local = new LinkedHashSet<>(assigned);
        // removeAll of a list as long as the set would look through the list for every name
        carried.forEach(local::remove);
        if (trips.variable() != null) {
            local.add(trips.variable());
        }
        for (String name : local) {
            if (pass.assigned().isUnread(name)) {
                assignments.warnUnused(name, pass.assigned().place(name));
            }
            if (assignments.before(name) == null && !assignments.isParameter(name)) {
                String message = "'" + name + "' exists inside of the loop in line "
                        + statement.getStart().getLine() + " only";
                scope.leave(
                        name,
                        new Gap(
                                message,
                                name.equals(trips.variable())
                                        ? "assign it to another variable"
                                        : "assign it before the loop"));
            }
        }
    }
}
