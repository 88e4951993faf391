package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.hypot;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.logaddexp;
import static dev.autodiff.graph.Algebra.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.autodiff.check.TrueDerivatives;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.simplify.Simplifier.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rewrite is the equation that its list promises. */
@Tag("oracle")
class RulesTest {
    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, 0.7, -3, Double.MIN_VALUE, -Double.MIN_NORMAL / 2, Double.MAX_VALUE, -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    /** Far enough from each other and from 0 that nothing cancels by more than two digits. */
    private static final double[] ORDINARY = {0.3, 0.5, 0.7, 2, 4, -0.4, -1.3, 2.6};

    /** Some twenty roundings at most on either side, two digits of cancellation. */
    private static final double ROUNDING = 1e-13;

    /** Ordinary, tiny, huge and edge arguments, by the number of wildcards: of several there are all combinations. */
    private static final double[][] GRIDS = {
        {
            0,
            1,
            -1,
            0.3,
            -0.7,
            2.6,
            -5,
            40,
            -40,
            800,
            -800,
            1e-300,
            1e-160,
            -1e-20,
            1e-10,
            -1e-5,
            0.999999,
            -1.0000001,
            3e8,
            1e160,
            -1e300
        },
        {0, 1, -0.7, 800, -801, 1e-170, 1e-9, 1e170},
        {0, -0.7, 300},
        {0.6, -2}
    };

    /**
     * One of so many combinations of arguments is tried, as decimal arithmetic takes its time; a prime, so that every
     * value has its turn. All with {@code -Devery=1}.
     */
    private static final int EVERY = Integer.getInteger("every", 37);

    static Stream<Rule> fast() {
        return Rules.FAST.stream().map(RulesTest::alone);
    }

    static Stream<Rule> exact() {
        return Rules.EXACT.stream().map(RulesTest::alone);
    }

    static Stream<Rule> stable() {
        return Rules.STABLE.stream().map(RulesTest::alone);
    }

    static Stream<Rule> inexact() {
        return Stream.concat(stable(), fast());
    }

    /**
     * The rule on a graph of its own: what looks at a whole graph, as each evaluation does, then sees no other
     * rules.
     */
    private static Rule alone(Rule rule) {
        Graph graph = new Graph();
        Map<Node, Node> copies = new HashMap<>();
        return new Rule(copy(rule.left(), graph, copies), copy(rule.right(), graph, copies), rule.condition());
    }

    private static Node copy(Node node, Graph graph, Map<Node, Node> copies) {
        if (!copies.containsKey(node)) {
            Node[] inputs = node.inputs().stream().map(input -> copy(input, graph, copies)).toArray(Node[]::new);
            copies.put(node, node.op() instanceof Leaf.Parameter wildcard
                    ? graph.parameter(wildcard.name(), node.type()) : graph.node(node.op(), inputs));
        }
        return copies.get(node);
    }

    @ParameterizedTest
    @MethodSource("exact")
    void anExactRuleKeepsEveryBit(Rule rule) {
        forEachPoint(rule, SPECIAL, (arguments) -> {
            double left = value(rule.left(), arguments);
            double right = value(rule.right(), arguments);
            assertThat(Double.doubleToLongBits(right))
                    .as("%s at %s: %s, %s", rule, arguments, left, right)
                    .isEqualTo(Double.doubleToLongBits(left));
        });
    }

    @ParameterizedTest
    @MethodSource("inexact")
    void everyRuleIsAnEquationOfRealNumbers(Rule rule) {
        int[] compared = new int[1];
        forEachPoint(rule, ORDINARY, arguments -> {
            double left = value(rule.left(), arguments);
            double right = value(rule.right(), arguments);
            if (!Double.isNaN(left) && !Double.isInfinite(left)) {
                compared[0]++;
                assertThat(Math.abs(left - right)).as("%s at %s: %s, %s", rule, arguments, left, right)
                        .isLessThanOrEqualTo(ROUNDING * Math.max(1, Math.abs(left)));
            }
        });
        assertThat(compared[0]).as("points where " + rule + " is defined").isPositive();
    }

    @ParameterizedTest
    @MethodSource("stable")
    void aStableRuleIsDefinedWhereverTheLeftSideIs(Rule rule) {
        forEachPoint(rule, SPECIAL, arguments -> {
            double left = value(rule.left(), arguments);
            double right = value(rule.right(), arguments);
            boolean isReal = arguments.values().stream().noneMatch(argument -> Double.isInfinite(argument));
            // a pole that only rounding reaches is no part of the function
            boolean isPole = left == Double.NEGATIVE_INFINITY
                    && isReal
                    && TrueDerivatives.value(rule.left(), arguments).isEmpty();
            if (isReal && !Double.isNaN(left) && !isPole) {
                assertThat(right)
                        .as("%s at %s: %s, %s", rule, arguments, left, right)
                        .isNotNaN();
            }
        });
    }

    /** Value, first and second derivatives: no rule may pay with the digits of one for those of another. */
    @ParameterizedTest
    @MethodSource("stable")
    void aStableRuleIsAtLeastAsGoodWithItsDerivatives(Rule rule) {
        assertNoFault(rule, Level.STABLE);
    }

    @ParameterizedTest
    @MethodSource("exact")
    void anExactRuleIsAtLeastAsGoodWithItsDerivatives(Rule rule) {
        assertNoFault(rule, Level.EXACT);
    }

    @ParameterizedTest
    @MethodSource("fast")
    void aFastRuleIsAtLeastAsGoodWithItsDerivativesWhereItIsDefined(Rule rule) {
        assertNoFault(rule, Level.FAST);
    }

    /** What were rules once, and are right as equations. */
    @Test
    void aRewriteThatPaysWithDerivativesIsFound() {
        Graph graph = new Graph();
        Node x = graph.parameter("x");
        Node y = graph.parameter("y");
        Node z = graph.parameter("z");
        Node one = graph.constant(1);
        assertThat(new Rewrite(one.minus(x.power(2)), one.minus(x).times(one.plus(x)), List.of(x), Level.EXACT)
                        .fault(Map.of(x, 1e-20)))
                .contains("d/dx");
        assertThat(new Rewrite(
                                sqrt(x.power(2).plus(y.power(2)).plus(z.power(2))),
                                hypot(hypot(x, y), z),
                                List.of(x, y, z),
                                Level.EXACT)
                        .fault(Map.of(x, 0.0, y, 0.0, z, 2.0)))
                .contains("d²/dxdx");
        assertThat(new Rewrite(
                                log(exp(x).plus(exp(y)).plus(exp(z))),
                                logaddexp(logaddexp(x, y), z),
                                List.of(x, y, z),
                                Level.EXACT)
                        .fault(Map.of(x, 1.0, y, 0.5, z, 60.0)))
                .contains("d²/dxdy");
    }

    private static void assertNoFault(Rule rule, Level level) {
        List<Node> variables = wildcards(rule.left()).stream()
                .filter(node -> !isTruth(node) && !name(node).startsWith("c"))
                .toList();
        Rewrite rewrite = new Rewrite(rule.left(), rule.right(), variables, level);
        StringBuilder faults = new StringBuilder();
        boolean isOfOne = wildcards(rule.left()).size() == 1;
        int[] number = new int[1];
        forEachPoint(rule, GRIDS[Math.min(wildcards(rule.left()).size(), GRIDS.length) - 1], arguments -> {
            if (isOfOne || number[0]++ % EVERY == 0) {
                faults.append(rewrite.fault(arguments));
            }
        });
        assertThat(faults).as(rule.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inexact")
    void everyRuleAppliesToItsOwnLeftSide(Rule rule) {
        assumeThat(wildcards(rule.left())).noneMatch(wildcard -> name(wildcard).startsWith("c"));
        assertThat(rule.rewrite(rule.left(), node -> node)).as(rule.toString()).isNotNull();
    }

    private static double value(Node side, Map<Node, Double> arguments) {
        return Interpreter.evaluate(List.of(side), arguments)[0];
    }

    /**
     * All combinations of the values for the wildcards of the left side; truths are 0 and 1, constants fulfil the
     * rule's condition.
     */
    private static void forEachPoint(Rule rule, double[] values, Consumer<Map<Node, Double>> test) {
        assign(wildcards(rule.left()), 0, values, new HashMap<>(), arguments -> {
            if (rule.condition() == null || holds(rule, arguments)) {
                test.accept(arguments);
            }
        });
    }

    private static boolean holds(Rule rule, Map<Node, Double> arguments) {
        double[] constants = wildcards(rule.left()).stream()
                .filter(node -> name(node).startsWith("c"))
                .mapToDouble(arguments::get)
                .toArray();
        return rule.condition().holds(constants[0], constants.length > 1 ? constants[1] : Double.NaN);
    }

    private static void assign(
            List<Node> wildcards,
            int next,
            double[] values,
            Map<Node, Double> arguments,
            Consumer<Map<Node, Double>> test) {
        if (next == wildcards.size()) {
            test.accept(arguments);
            return;
        }
        for (double value : isTruth(wildcards.get(next)) ? new double[] {0, 1} : values) {
            arguments.put(wildcards.get(next), value);
            assign(wildcards, next + 1, values, arguments, test);
        }
    }

    private static boolean isTruth(Node wildcard) {
        return name(wildcard).equals("p") || name(wildcard).equals("q");
    }

    private static List<Node> wildcards(Node left) {
        Graph graph = left.graph();
        boolean[] needed = graph.reachable(List.of(left));
        List<Node> wildcards = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && graph.get(id).op() instanceof Leaf.Parameter) {
                wildcards.add(graph.get(id));
            }
        }
        return wildcards;
    }

    private static String name(Node wildcard) {
        return wildcard.op().symbol();
    }
}
