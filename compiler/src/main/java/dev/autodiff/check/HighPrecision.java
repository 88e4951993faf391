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
    private final Graph graph;
    private final MathContext mc;
    private final Map<Node, BigDecimal> given;
    private final Map<Node, BigDecimal> factors;
    /** By id; null where there is no value. */
    private final BigDecimal[] values;

    /**
     * @param given the values of the parameters, and of other nodes whose own value shall not count
     * @param factors numbers near 1 that the values of nodes are multiplied by, to see what an error there does
     */
    HighPrecision(Node result, Map<Node, BigDecimal> given, Map<Node, BigDecimal> factors, MathContext mc) {
        this.graph = result.graph();
        this.mc = mc;
        this.given = given;
        this.factors = factors;
        this.values = new BigDecimal[result.id() + 1];
        boolean[] needed = graph.reachable(List.of(result));
        for (int id = 0; id < values.length; id++) {
            if (needed[id]) {
                values[id] = disturbed(graph.get(id));
            }
        }
    }

    static Optional<BigDecimal> evaluate(Node result, Map<Node, BigDecimal> given, MathContext mc) {
        return new HighPrecision(result, given, Map.of(), mc).value(result);
    }

    /** The value of the result or of a node that it needs. */
    Optional<BigDecimal> value(Node node) {
        return Optional.ofNullable(values[node.id()]);
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
            throw new IllegalArgumentException("no value for parameter '" + op.symbol() + "'");
        }
        throw new AssertionError(op);
    }

    private BigDecimal apply(Pointwise row, List<Node> inputs) {
        if (row == Pointwise.WHERE) {
            BigDecimal condition = values[inputs.get(0).id()];
            return condition == null ? null : values[inputs.get(condition.signum() != 0 ? 1 : 2).id()];
        }
        List<BigDecimal> arguments = new ArrayList<>(inputs.size());
        for (Node input : inputs) {
            BigDecimal argument = values[input.id()];
            arguments.add(argument == null && row.type(inputs).isTruth() ? besideEverything(input) : argument);
        }
        return arguments.contains(null) ? null : BigOperators.of(row).apply(arguments, mc);
    }

    /** For comparisons with the constants ±inf: a number beyond all others. */
    private static BigDecimal besideEverything(Node node) {
        boolean infinite = node.op() instanceof Leaf.Constant constant && Double.isInfinite(constant.value());
        return infinite ? BigDecimal.valueOf(((Leaf.Constant) node.op()).value() > 0 ? 1 : -1).scaleByPowerOfTen(Integer.MAX_VALUE / 2) : null;
    }
}
