package dev.autodiff.check;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a graph's nodes in decimal arithmetic: an interpreter that shares nothing with the one in doubles. What has
 * no value, or only an infinite one, takes the nodes that use it along, and no others: {@code where} asks for the chosen
 * branch only. Constants are the exact numbers that the doubles stand for.
 */
final class HighPrecision {
    /** An exponent that no value has. */
    private static final int BEYOND_ALL = Integer.MAX_VALUE / 2;

    private final Graph graph;
    private final MathContext mc;
    private final Map<Node, BigDecimal> arguments;
    private final Map<Node, BigDecimal> factors;
    private final boolean[] needed;
    /** By id; null where there is no value. */
    private final BigDecimal[] values;

    /**
     * @param arguments the values of the parameters
     * @param factors numbers near 1 that the values of nodes are multiplied by, to see what an error there does
     */
    HighPrecision(Node result, Map<Node, BigDecimal> arguments, Map<Node, BigDecimal> factors, MathContext mc) {
        this.graph = result.graph();
        this.mc = mc;
        this.arguments = arguments;
        this.factors = factors;
        this.needed = graph.reachable(List.of(result));
        this.values = new BigDecimal[result.id() + 1];
        for (int id = 0; id < values.length; id++) {
            if (needed[id]) {
                values[id] = disturbed(graph.get(id));
            }
        }
    }

    private HighPrecision(HighPrecision origin) {
        this.graph = origin.graph;
        this.mc = origin.mc;
        this.arguments = origin.arguments;
        this.factors = origin.factors;
        this.needed = origin.needed;
        this.values = origin.values.clone();
    }

    /** The same with another value for one node. Detached values stay what they are: they are constants to a derivative. */
    HighPrecision moved(Node variable, BigDecimal value) {
        HighPrecision moved = new HighPrecision(this);
        moved.values[variable.id()] = value;
        boolean[] influenced = graph.influencedBy(List.of(variable));
        for (int id = variable.id() + 1; id < values.length; id++) {
            if (needed[id] && influenced[id] && graph.get(id).op() != Identity.Detach.DETACH) {
                moved.values[id] = moved.disturbed(graph.get(id));
            }
        }
        return moved;
    }

    /** Whether the result depends on the node, if only in form. */
    boolean needs(Node node) {
        return node.id() < values.length && needed[node.id()];
    }

    static Optional<BigDecimal> evaluate(Node result, Map<Node, BigDecimal> arguments, MathContext mc) {
        return new HighPrecision(result, arguments, Map.of(), mc).value(result);
    }

    /** The value of the result or of a node that it needs. */
    Optional<BigDecimal> value(Node node) {
        return Optional.ofNullable(values[node.id()]);
    }

    private BigDecimal disturbed(Node node) {
        BigDecimal value = valueIfAny(node);
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
        if (op instanceof Identity) {
            return values[node.input(0).id()];
        }
        if (op instanceof Leaf.Constant constant) {
            return Double.isFinite(constant.value()) ? new BigDecimal(constant.value()) : null;
        }
        if (op instanceof Leaf.Truth truth) {
            return BigOperators.truth(truth.value());
        }
        if (op instanceof Leaf.Parameter) {
            return argument(node);
        }
        throw new AssertionError(op);
    }

    private BigDecimal argument(Node parameter) {
        BigDecimal argument = arguments.get(parameter);
        if (argument == null) {
            throw new IllegalArgumentException("no value for parameter '" + parameter.op().symbol() + "'");
        }
        return argument;
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
