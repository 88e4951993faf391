package dev.autodiff.simplify;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sums of logarithms of which the terms of first order cancel where two numbers are nearly the same, as those of a
 * deviance, {@code x log(x/y) - x + y}, or of a relative entropy do: with {@code a log(a/b) = D(a, b) + a - b} the rest
 * is seen to be 0. So it is with {@code exp(u) = E(u) + 1 + u} where u is nearly 0.
 */
final class EntropyRules {
    /** The formulas that people write are shorter. */
    private static final int MOST_TERMS = 8;

    private static final int MOST_FUNCTIONS = 3;

    /** The logarithm of a quotient is half of that of the squares. */
    private static final int HIGHEST_POWER = 2;

    private static final Expansion ZERO = new Expansion(List.of());

    /** A term of a sum, as a sum of a part of first order and the rest. */
    private interface Function {
        /** Null if it is long, or there is none. */
        Expansion linear();

        Node rest(Graph graph);

        /** All ways to take the term apart. */
        List<Function> ways();
    }

    /** {@code factor exp(u)}. */
    private record Exponential(PowerProduct factor, Node exponent) implements Function {
        @Override
        public Expansion linear() {
            Expansion of = Expansion.of(exponent);
            return of == null ? null : of.plus(ONE).times(new Expansion(List.of(factor)));
        }

        @Override
        public Node rest(Graph graph) {
            return factor.times(graph.node(Pointwise.EXPM1_MINUS_X, exponent), 1).node(graph);
        }

        @Override
        public List<Function> ways() {
            return List.of(this);
        }
    }

    /** {@code factor log(a/b)}. */
    private record Logarithm(PowerProduct factor, Node a, Node b) implements Function {
        /** Null if the node is no logarithm. */
        static Logarithm of(PowerProduct rest, Node node) {
            if (node.op() == Pointwise.LOG) {
                return of(rest, node.input(0), node.constant(1));
            }
            if (node.op() == Pointwise.XLOGX) {
                return of(rest.times(node.input(0), 1), node.input(0), node.constant(1));
            }
            if (node.op() == Pointwise.XLOGY) {
                return of(rest.times(PowerProduct.of(node.input(0))), node.input(1), node.constant(1));
            }
            if (node.op() == Pointwise.LOG1P) {
                Node u = node.input(0);
                Node one = node.constant(1);
                return of(rest, u.op() == Pointwise.NEG ? one.minus(u.input(0)) : one.plus(u), one);
            }
            if (node.op() == ClosedForm.RELATIVE_ENTROPY) {
                return of(rest.times(PowerProduct.of(node.input(0))), node.input(0), node.input(1));
            }
            Node sum = TwoForms.form(node, 2);
            boolean isDifference = sum.op() == Pointwise.SUB
                    && sum.input(0).op() == Pointwise.LOG
                    && sum.input(1).op() == Pointwise.LOG;
            return isDifference ? of(rest, sum.input(0).input(0), sum.input(1).input(0)) : null;
        }

        private static Logarithm of(PowerProduct factor, Node a, Node b) {
            return a.op() == Pointwise.DIV && b.isConstant(1)
                    ? new Logarithm(factor, a.input(0), a.input(1))
                    : new Logarithm(factor, a, b);
        }

        /** The logarithm of the quotient of two whose factors are each other's negative; null if they are not. */
        Logarithm minus(Logarithm other) {
            boolean areOpposite = factor.exponents().equals(other.factor.exponents())
                    && factor.constant() == -other.factor.constant()
                    && b.isConstant(1)
                    && other.b.isConstant(1);
            return areOpposite ? new Logarithm(factor, a, other.a) : null;
        }

        /** As the logarithm of a quotient or of its reciprocal, or of the powers of both. */
        @Override
        public List<Function> ways() {
            List<Function> ways = new ArrayList<>();
            for (int power = 1; power <= HIGHEST_POWER; power++) {
                PowerProduct part = factor.times(new PowerProduct(1.0 / power, Map.of()));
                ways.add(new Logarithm(part, a.power(power), b.power(power)));
                ways.add(new Logarithm(part.times(MINUS_ONE), b.power(power), a.power(power)));
            }
            return ways;
        }

        /** The c of {@code c a log(a/b)}. */
        private PowerProduct multiple() {
            return factor.times(PowerProduct.of(a).power(-1));
        }

        /** {@code c (a - b)}. */
        @Override
        public Expansion linear() {
            Expansion difference = difference();
            return a == b || difference == null
                    ? null
                    : difference.times(new Expansion(List.of(multiple().times(MINUS_ONE))));
        }

        /** {@code b - a}; null if it is always 0, or no sum of products. */
        private Expansion difference() {
            Expansion from = Expansion.of(a);
            Expansion to = from == null ? null : Expansion.of(b);
            Expansion difference = to == null ? null : to.plus(from.times(-1)).combined();
            return difference == null || difference.terms().isEmpty() ? null : difference;
        }

        @Override
        public Node rest(Graph graph) {
            Node difference = difference().node(graph);
            Node divergence = graph.node(ClosedForm.DIVERGENCE, a, b, difference);
            return multiple().times(PowerProduct.of(divergence)).node(graph);
        }
    }

    /** Another term, and what it is the sum of, if it is a product with one. */
    private record Other(Node whole, List<Node> parts) {}

    private static final PowerProduct MINUS_ONE = new PowerProduct(-1, Map.of());
    private static final Expansion ONE = new Expansion(List.of(PowerProduct.ONE));

    private final List<Function> functions = new ArrayList<>();

    private final List<Other> others = new ArrayList<>();

    private EntropyRules() {}

    /** Another form of a sum, or null. */
    static Node rewrite(Node node) {
        boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
        List<Terms.Term> terms = isSum ? Terms.ofFew(node, MOST_TERMS) : null;
        if (terms == null) {
            return null;
        }
        EntropyRules sum = new EntropyRules();
        terms.forEach(sum::add);
        boolean isShort = !sum.functions.isEmpty() && sum.functions.size() <= MOST_FUNCTIONS;
        return isShort ? sum.withoutLinearParts(node.graph()) : null;
    }

    private void add(Terms.Term term) {
        PowerProduct product = PowerProduct.of(term.node()).times(new PowerProduct(term.factor(), Map.of()));
        for (Map.Entry<Node, Integer> power : product.exponents().entrySet()) {
            Node node = power.getKey();
            PowerProduct rest = product.times(node, -1);
            if (power.getValue() == 1 && node.op() == Pointwise.EXP) {
                functions.add(new Exponential(rest, node.input(0)));
                return;
            }
            Logarithm logarithm = power.getValue() == 1 ? Logarithm.of(rest, node) : null;
            if (logarithm != null) {
                add(logarithm);
                return;
            }
            List<Terms.Term> terms = power.getValue() == 1 && node.op() == Pointwise.ADD
                    ? Terms.ofFew(node, MOST_TERMS)
                    : null;
            if (terms != null) {
                List<Node> parts = terms.stream()
                        .map(each -> rest.times(PowerProduct.of(each.product())).node(node.graph()))
                        .toList();
                others.add(new Other(term.product(), parts));
                return;
            }
        }
        others.add(new Other(term.product(), List.of(term.product())));
    }

    private void add(Logarithm logarithm) {
        for (int i = 0; i < functions.size(); i++) {
            Logarithm difference = functions.get(i) instanceof Logarithm other ? other.minus(logarithm) : null;
            if (difference != null) {
                functions.set(i, difference);
                return;
            }
        }
        functions.add(logarithm);
    }

    /** The sum taken apart in the first way in which the parts of first order cancel; or null. */
    private Node withoutLinearParts(Graph graph) {
        List<List<Function>> ways = List.of(List.of());
        for (Function function : functions) {
            ways = ways.stream()
                    .flatMap(before -> function.ways().stream()
                            .map(way -> Stream.concat(before.stream(), Stream.of(way)).toList()))
                    .toList();
        }
        for (List<Function> way : ways) {
            Expansion linear = linear(way);
            List<Node> rest = linear == null ? null : withoutThose(linear);
            if (rest != null) {
                return Terms.fold(
                        Stream.concat(way.stream().map(part -> part.rest(graph)), rest.stream()).toList(),
                        Node::plus);
            }
        }
        return null;
    }

    private static Expansion linear(List<Function> functions) {
        Expansion sum = ZERO;
        for (Function function : functions) {
            Expansion linear = function.linear();
            if (linear == null) {
                return null;
            }
            sum = sum.plus(linear);
        }
        return sum;
    }

    /** The other terms without those that cancel a sum; null if there are none that do. */
    private List<Node> withoutThose(Expansion sum) {
        Set<Map<Node, Integer>> powers = sum.combined().terms().stream()
                .map(PowerProduct::exponents)
                .collect(Collectors.toSet());
        List<Node> rest = new ArrayList<>();
        Expansion left = sum;
        for (Other other : others) {
            List<Node> kept = new ArrayList<>();
            for (Node part : other.parts()) {
                if (isOf(powers, part)) {
                    left = left.plus(Expansion.of(part));
                } else {
                    kept.add(part);
                }
            }
            rest.addAll(kept.size() == other.parts().size() ? List.of(other.whole()) : kept);
        }
        return left.isSameAs(ZERO) ? rest : null;
    }

    private static boolean isOf(Set<Map<Node, Integer>> powers, Node part) {
        Expansion terms = Expansion.of(part);
        return terms != null && terms.terms().stream().allMatch(term -> powers.contains(term.exponents()));
    }
}
