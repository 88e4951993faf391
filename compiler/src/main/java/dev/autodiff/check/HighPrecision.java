package dev.autodiff.check;

import dev.autodiff.graph.Conversion;
import dev.autodiff.graph.Derivative;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Regions;
import dev.autodiff.graph.Solved;
import dev.autodiff.graph.SymbolicOp;
import dev.autodiff.runtime.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a graph's nodes in decimal arithmetic: an interpreter that shares nothing with the one in doubles. What
 * has no value, or only an infinite one, takes the nodes that use it along, and no others: {@code where} asks for the
 * chosen branch only. Constants are the exact numbers that the doubles stand for. A {@link Derivative} is a difference
 * of values.
 */
final class HighPrecision {
    /** An exponent that no value has. */
    private static final int BEYOND_ALL = Integer.MAX_VALUE / 2;

    /** Digits of the nodes that the steps of loops evaluate, all together: a tenth of a second. */
    private static final long MOST_DIGITS = 1_000_000;

    private final Graph graph;
    private final MathContext mc;
    private final Regions regions;
    /** What is known before the evaluation: parameters, and nodes that were moved. */
    private final Map<Node, BigDecimal> given;
    private final Map<Node, BigDecimal> factors;
    /** By id; null where there is no value. */
    private final BigDecimal[] values;
    private final boolean[] needed;
    private final Map<Node, BigDecimal[]> finals;
    private final Map<Node, List<BigDecimal>> histories;
    private final Map<Integer, Integer> stepNumbers = new HashMap<>();
    private long digits;

    /**
     * @param result whose loops have been settled
     * @param given the values of the parameters, and of other nodes that are not what they would be
     * @param factors numbers near 1 that the values of nodes are multiplied by, to see what an error there does
     * @throws ExhaustedException if loops make too many steps
     */
    HighPrecision(Node result, Map<Node, BigDecimal> given, Map<Node, BigDecimal> factors, MathContext mc) {
        this.graph = result.graph();
        this.mc = mc;
        this.given = given;
        this.factors = factors;
        this.regions = new Regions(List.of(result));
        this.values = new BigDecimal[result.id() + 1];
        this.needed = graph.reachable(List.of(result));
        this.finals = new HashMap<>();
        this.histories = new HashMap<>();
        evaluate(regions.outside());
    }

    private HighPrecision(HighPrecision origin, Node variable, BigDecimal value) {
        this.graph = origin.graph;
        this.mc = origin.mc;
        this.regions = origin.regions;
        this.given = new HashMap<>(origin.given);
        // the value is what it is moved to, without what was done to the one before
        this.factors = new HashMap<>(origin.factors);
        factors.remove(variable);
        this.values = origin.values.clone();
        this.needed = origin.needed;
        this.finals = new HashMap<>(origin.finals);
        this.histories = new HashMap<>(origin.histories);
        given.put(variable, value);
        boolean[] dependent = dependents(variable);
        evaluate(regions.outside().stream().filter(node -> dependent[node.id()]).toList());
    }

    /**
     * What is computed from a node, itself included. Detached values stay what they are: they are constants to a
     * derivative.
     */
    private boolean[] dependents(Node variable) {
        boolean[] dependent = new boolean[values.length];
        dependent[variable.id()] = true;
        for (int id = variable.id() + 1; id < values.length; id++) {
            Node node = graph.get(id);
            for (Node input : needed[id] && node.op() != Identity.Detach.DETACH ? node.inputs() : List.<Node>of()) {
                dependent[id] |= dependent[input.id()];
            }
        }
        return dependent;
    }

    /** What a formula takes too long for: nothing is known then, which is not to say that there is nothing. */
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private ExhaustedException() {
            super("loops with more than " + MOST_DIGITS + " digits");
        }
    }

    /** The same with another value for one node. */
    HighPrecision moved(Node variable, BigDecimal value) {
        return new HighPrecision(this, variable, value);
    }

    /** Whether the result depends on the node, if only in form. */
    boolean needs(Node node) {
        return node.id() < values.length && needed[node.id()];
    }

    /**
     * Whether the node is in a branch that is taken on the way to the result; others do not move it while the same are
     * taken.
     */
    boolean isMovedBy(Node variable) {
        boolean[] moving = new boolean[values.length];
        moving[values.length - 1] = true;
        for (int id = values.length - 1; id > variable.id(); id--) {
            if (moving[id]) {
                takenInputs(graph.get(id)).forEach(input -> moving[input.id()] = true);
            }
        }
        return moving[variable.id()];
    }

    private List<Node> takenInputs(Node node) {
        if (node.op() == Pointwise.WHERE) {
            BigDecimal condition = values[node.input(0).id()];
            return List.of(node.input(condition != null && condition.signum() != 0 ? 1 : 2));
        }
        if (node.op() == Pointwise.MAX || node.op() == Pointwise.MIN) {
            int taken = taken(node);
            return taken < 0 ? node.inputs() : List.of(node.input(taken));
        }
        return node.inputs();
    }

    /** The input that a maximum or minimum is; -1 if they are equal, or one has no value. */
    private int taken(Node node) {
        BigDecimal a = values[node.input(0).id()];
        BigDecimal b = values[node.input(1).id()];
        int comparison = a == null || b == null ? 0 : a.compareTo(b);
        return comparison == 0 ? -1 : comparison > 0 == (node.op() == Pointwise.MAX) ? 0 : 1;
    }

    static Optional<BigDecimal> evaluate(Node result, Map<Node, BigDecimal> arguments, MathContext mc) {
        return new HighPrecision(result, arguments, Map.of(), mc).value(result);
    }

    /** The value of the result or of a node outside of loops that it needs. */
    Optional<BigDecimal> value(Node node) {
        return Optional.ofNullable(values[node.id()]);
    }

    private void evaluate(List<Node> nodes) {
        for (Node node : nodes) {
            values[node.id()] = disturbed(node);
        }
    }

    private void evaluateBody(List<Node> nodes) {
        digits += (long) nodes.size() * mc.getPrecision();
        if (digits > MOST_DIGITS) {
            throw new ExhaustedException();
        }
        evaluate(nodes);
    }

    /** The number of steps; null if a condition has no value, and the state at the end has none then. */
    private BigDecimal run(Node node, LoopOp.Loop loop) {
        Regions.Body body = regions.bodyOf(node);
        List<List<BigDecimal>> records = loop.recorded(node).stream()
                .<List<BigDecimal>>map(record -> new ArrayList<>())
                .toList();
        BigDecimal[] state = new BigDecimal[loop.carried()];
        Arrays.setAll(state, i -> values[loop.initial(node, i).id()]);
        BigDecimal count = loop.isOpen(node) ? null : values[loop.count(node).id()];
        boolean isKnown = loop.isOpen(node) || count != null;
        int steps = 0;
        for (; isKnown && (count == null || count.compareTo(BigDecimal.valueOf(steps)) > 0); steps++) {
            enter(node, loop, state, steps);
            evaluateBody(body.head());
            BigDecimal condition = values[loop.condition(node).id()];
            isKnown = condition != null;
            if (!isKnown || condition.signum() == 0) {
                break;
            }
            evaluateBody(body.tail());
            for (int i = 0; i < records.size(); i++) {
                records.get(i).add(values[loop.recorded(node).get(i).id()]);
            }
            Arrays.setAll(state, i -> values[loop.next(node, i).id()]);
        }
        for (int i = 0; i < records.size(); i++) {
            histories.put(body.histories().get(i), records.get(i));
        }
        finals.put(node, isKnown ? state : new BigDecimal[state.length]);
        return isKnown ? BigDecimal.valueOf(steps) : null;
    }

    /** Sets up what the body sees of the loop. */
    private void enter(Node node, LoopOp.Loop loop, BigDecimal[] state, int steps) {
        for (int i = 0; i < state.length; i++) {
            values[loop.state(node, i).id()] = state[i];
        }
        stepNumbers.put(loop.number(), steps);
    }

    private BigDecimal disturbed(Node node) {
        BigDecimal value = given.containsKey(node) ? given.get(node) : valueIfAny(node);
        BigDecimal factor = factors.get(node);
        return value == null || factor == null ? value : value.multiply(factor, mc);
    }

    private BigDecimal valueIfAny(Node node) {
        try {
            return value(node, node.op());
        } catch (ArithmeticException noValueHere) {
            return null;
        }
    }

    private BigDecimal value(Node node, Op op) {
        if (op instanceof Pointwise row) {
            return apply(row, node.inputs());
        }
        if (op instanceof IntegerPower power) {
            BigDecimal x = values[node.input(0).id()];
            return x == null ? null : BigFunctions.pow(x, BigDecimal.valueOf(power.exponent()), mc);
        }
        if (op instanceof SymbolicOp symbolic) {
            return expanded(symbolic, node);
        }
        if (op instanceof Identity) {
            return values[node.input(0).id()];
        }
        if (op instanceof Conversion conversion) {
            return converted(conversion, values[node.input(0).id()]);
        }
        if (op == Solved.SOLVED) {
            return BigDecimal.ONE;
        }
        if (op instanceof Derivative) {
            return new Oracle(node.input(0), given).derivative(node.input(1), mc.getPrecision()).orElse(null);
        }
        return op instanceof LoopOp loop ? ofLoop(node, loop) : leaf(node);
    }

    /** By the formula for which the operator stands, on a graph of its own. */
    private BigDecimal expanded(SymbolicOp op, Node node) {
        Graph own = new Graph();
        Map<Node, BigDecimal> inputs = new LinkedHashMap<>();
        for (Node input : node.inputs()) {
            inputs.put(own.parameter("x", input.type()), values[input.id()]);
        }
        return inputs.containsValue(null)
                ? null
                : evaluate(op.expand(List.copyOf(inputs.keySet())), inputs, mc).orElse(null);
    }

    private BigDecimal converted(Conversion conversion, BigDecimal x) {
        if (conversion.dtype() == DType.F32) {
            throw new AssertionError(conversion);
        }
        return x == null || conversion.dtype() != DType.INT ? x : BigFunctions.trunc(x, mc);
    }

    private BigDecimal ofLoop(Node node, LoopOp op) {
        if (op instanceof LoopOp.Loop loop) {
            return run(node, loop);
        }
        if (op instanceof LoopOp.Final end) {
            return finals.get(node.input(0))[end.index()];
        }
        if (op instanceof LoopOp.Recall recall) {
            List<BigDecimal> history = histories.get(node.input(0));
            int step = stepNumbers.get(recall.loop());
            return history.get(recall.backwards() ? history.size() - 1 - step : step);
        }
        return null;
    }

    private BigDecimal leaf(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return Double.isFinite(constant.value()) ? new BigDecimal(constant.value()) : null;
        }
        if (node.op() instanceof Leaf.Truth truth) {
            return BigOperators.truth(truth.value());
        }
        if (node.op() instanceof Leaf.Carried) {
            return values[node.id()];
        }
        if (node.op() instanceof Leaf.StepNumber step) {
            return BigDecimal.valueOf(stepNumbers.get(step.loop()));
        }
        if (node.op() instanceof Leaf.Parameter) {
            throw new IllegalArgumentException("no value for parameter '" + node.op().symbol() + "'");
        }
        throw new AssertionError(node.op());
    }

    private BigDecimal apply(Pointwise row, List<Node> inputs) {
        if (row == Pointwise.WHERE) {
            BigDecimal condition = values[inputs.get(0).id()];
            return condition == null ? null : values[inputs.get(condition.signum() != 0 ? 1 : 2).id()];
        }
        List<BigDecimal> operands = new ArrayList<>(inputs.size());
        for (Node input : inputs) {
            BigDecimal operand = values[input.id()];
            operands.add(operand == null && row.type(inputs).isTruth() ? besideEverything(input) : operand);
        }
        return operands.contains(null) ? null : BigOperators.of(row).apply(operands, mc);
    }

    /** For comparisons with the constants ±inf: a number beyond all others. */
    private static BigDecimal besideEverything(Node node) {
        if (node.op() instanceof Leaf.Constant constant && Double.isInfinite(constant.value())) {
            return BigDecimal.valueOf((long) Math.signum(constant.value())).scaleByPowerOfTen(BEYOND_ALL);
        }
        return null;
    }
}
