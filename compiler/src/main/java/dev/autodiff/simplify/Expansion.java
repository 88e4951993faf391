package dev.autodiff.simplify;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A short sum of products of powers, multiplied out: by it two formulas are seen to be the same, however they are
 * written.
 */
record Expansion(List<PowerProduct> terms) {
    /** A formula that is looked at here is no deeper. */
    private static final int MAX_DEPTH = 10;

    private static final int MAX_TERMS = 36;

    /** Constants such as √2 are rounded, and so are their products: relative to the largest term of the same powers. */
    private static final double ROUNDING = 16 * 0x1p-53;

    /** Null if it is too long. */
    static Expansion of(Node node) {
        return of(node, MAX_DEPTH);
    }

    private static Expansion of(Node node, int depth) {
        if (depth > 0 && node.op() instanceof IntegerPower power && power.exponent() == 2) {
            Expansion base = of(node.input(0), depth - 1);
            return combined(Pointwise.MUL, base, base);
        }
        if (depth == 0 || !(node.op() instanceof Pointwise row)) {
            return new Expansion(List.of(PowerProduct.of(node)));
        }
        return switch (row) {
            case ADD, SUB, MUL -> combined(row, of(node.input(0), depth - 1), of(node.input(1), depth - 1));
            case NEG -> combined(
                    Pointwise.MUL,
                    of(node.input(0), depth - 1),
                    new Expansion(List.of(new PowerProduct(-1, Map.of()))));
            case DIV -> combined(
                    Pointwise.MUL,
                    of(node.input(0), depth - 1),
                    new Expansion(List.of(PowerProduct.of(node.input(1)).power(-1))));
            default -> new Expansion(List.of(PowerProduct.of(node)));
        };
    }

    private static Expansion combined(Pointwise row, Expansion a, Expansion b) {
        if (a == null || b == null) {
            return null;
        }
        Expansion result = row == Pointwise.MUL ? a.times(b) : a.plus(row == Pointwise.ADD ? b : b.times(-1));
        return result.terms.size() > MAX_TERMS ? null : result;
    }

    Expansion plus(Expansion other) {
        List<PowerProduct> sum = new ArrayList<>(terms);
        sum.addAll(other.terms);
        return new Expansion(sum);
    }

    /** With one term for all that have the same powers, and none for those that cancel. */
    Expansion combined() {
        Map<Map<Node, Integer>, double[]> sums = new LinkedHashMap<>();
        terms.forEach(term -> add(
                sums.computeIfAbsent(term.exponents(), powers -> new double[2]), term.constant()));
        return new Expansion(sums.entrySet().stream()
                .filter(sum -> !isRounding(sum.getValue()))
                .map(sum -> new PowerProduct(sum.getValue()[0], sum.getKey()))
                .toList());
    }

    /** The difference without the variable terms that are the same in both; null if there are none, or nothing else. */
    Expansion withoutCommon(Expansion other) {
        Map<Map<Node, Integer>, Double> sums = new LinkedHashMap<>();
        terms.forEach(term -> sums.merge(term.exponents(), term.constant(), Double::sum));
        other.terms.forEach(term -> sums.merge(term.exponents(), -term.constant(), Double::sum));
        boolean isCommon = sums.entrySet().stream().anyMatch(sum -> sum.getValue() == 0 && !sum.getKey().isEmpty());
        sums.values().removeIf(sum -> sum == 0);
        return !isCommon || sums.isEmpty()
                ? null
                : new Expansion(sums.entrySet().stream()
                        .map(sum -> new PowerProduct(sum.getValue(), sum.getKey()))
                        .toList());
    }

    Expansion times(Expansion other) {
        return new Expansion(terms.stream().flatMap(a -> other.terms.stream().map(a::times)).toList());
    }

    Expansion times(double factor) {
        return new Expansion(terms.stream()
                .map(term -> new PowerProduct(factor * term.constant(), term.exponents()))
                .toList());
    }

    /** The same terms with factors of their own, those with 0 left out. */
    Expansion weighted(int[] weights) {
        List<PowerProduct> weighted = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                weighted.add(new PowerProduct(weights[i] * terms.get(i).constant(), terms.get(i).exponents()));
            }
        }
        return new Expansion(weighted);
    }

    /** Whether the difference of the two is 0 but for the rounding of constants. */
    boolean isSameAs(Expansion other) {
        Map<Map<Node, Integer>, double[]> sums = new HashMap<>();
        terms.forEach(term -> add(sums, term.withoutRoots(), 1));
        other.terms.forEach(term -> add(sums, term.withoutRoots(), -1));
        return sums.values().stream().allMatch(Expansion::isRounding);
    }

    private static void add(Map<Map<Node, Integer>, double[]> sums, PowerProduct term, int sign) {
        add(sums.computeIfAbsent(term.exponents(), powers -> new double[2]), sign * term.constant());
    }

    /** @param sum a sum of constants, and its largest term */
    static void add(double[] sum, double term) {
        sum[0] += term;
        sum[1] = Math.max(sum[1], Math.abs(term));
    }

    /** Whether nothing is left of a sum of constants, of which the largest term is known, but their rounding. */
    static boolean isRounding(double[] sum) {
        return Math.abs(sum[0]) <= ROUNDING * sum[1];
    }

    /** The sum with what all terms have in common in front. */
    Node node(Graph graph) {
        PowerProduct common = terms.get(0);
        for (PowerProduct term : terms) {
            common = common.shared(term);
        }
        PowerProduct divisor = common.power(-1);
        Node sum = null;
        for (PowerProduct term : terms) {
            PowerProduct rest = term.times(divisor);
            boolean isSubtracted = sum != null && rest.constant() < 0;
            Node summand = (isSubtracted ? new PowerProduct(-rest.constant(), rest.exponents()) : rest).node(graph);
            sum = sum == null ? summand : isSubtracted ? sum.minus(summand) : sum.plus(summand);
        }
        return common.isOne() ? sum : sum.times(common.node(graph));
    }
}
