package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.AtZero;
import dev.autodiff.graph.FormulaSlope;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LimitAtZero;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.TensorAlgebra;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Quotients and sums of quotients of numbers that are 0/0 where a variable is 0, or where two are the same, and for
 * which there is no form that keeps all digits beside that point: at the point they have their limits, with all
 * derivatives, by de l'Hôpital's rule. Whether a numerator vanishes is seen by its terms, multiplied out.
 */
final class LimitRules {
    /** Formulas that people write are shorter. */
    private static final int MOST_NODES = 80;

    /** In the derivatives of a numerator. */
    private static final int MOST_NODES_OF_SLOPES = 200;

    private static final int MOST_TERMS = 8;

    private static final int HIGHEST_POWER = 4;

    private LimitRules() {}

    /** A choice between the limit and the node, or null. */
    static Node rewrite(Node node) {
        if (!(node.op() instanceof Pointwise row) || !node.type().isReal() || !node.type().isScalar()) {
            return null;
        }
        return switch (row) {
            case MUL, DIV -> ofProduct(node);
            case ADD, SUB -> ofSum(node);
            default -> null;
        };
    }

    private static Node ofProduct(Node node) {
        PowerProduct product = PowerProduct.of(node);
        Node limit = ofQuotient(node, product);
        for (Node factor : product.exponents().keySet()) {
            PowerProduct cleared = limit == null ? withoutDivisors(product, factor) : product;
            limit = cleared == product ? limit : ofQuotient(node, cleared);
        }
        return limit;
    }

    /** The product in which a sum such as {@code 1/k + 1} has become {@code (1 + k)/k}; the same if it is none. */
    private static PowerProduct withoutDivisors(PowerProduct product, Node sum) {
        List<PowerProduct> terms = product.exponentOf(sum) == 1 ? terms(sum) : List.of();
        Map<Node, Integer> divisors = divisors(terms);
        if (divisors.isEmpty()) {
            return product;
        }
        PowerProduct common = new PowerProduct(1, divisors);
        return product.times(sum, -1).times(common.power(-1)).times(sum(terms, common, sum.graph()), 1);
    }

    /** Those of a short sum; else none. */
    private static List<PowerProduct> terms(Node sum) {
        boolean isSum = sum.op() == Pointwise.ADD || sum.op() == Pointwise.SUB;
        List<Terms.Term> terms = isSum ? Terms.ofFew(sum, MOST_TERMS) : null;
        return terms == null
                ? List.of()
                : terms.stream()
                        .map(term -> PowerProduct.of(term.node())
                                .times(new PowerProduct(term.factor(), Map.of())))
                        .toList();
    }

    private static Node sum(List<PowerProduct> terms, PowerProduct factor, Graph graph) {
        return terms.stream().map(term -> term.times(factor).node(graph)).reduce(Node::plus).orElseThrow();
    }

    /** The highest powers of variables that terms are divided by. */
    private static Map<Node, Integer> divisors(List<PowerProduct> terms) {
        Map<Node, Integer> divisors = new LinkedHashMap<>();
        for (PowerProduct term : terms) {
            term.exponents().forEach((factor, exponent) -> {
                if (exponent < 0 && isVariable(factor)) {
                    divisors.merge(factor, -exponent, Math::max);
                }
            });
        }
        return divisors;
    }

    private static Node ofQuotient(Node node, PowerProduct product) {
        for (Node variable : product.exponents().keySet()) {
            int power = -product.exponentOf(variable);
            if (power <= 0 || !isVariable(variable)) {
                continue;
            }
            PowerProduct dividend = PowerProduct.ONE;
            for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
                Node base = factor.getKey();
                if (factor.getValue() > 0 && base != variable && dependsOn(base, atom(variable))) {
                    dividend = dividend.times(base, factor.getValue());
                }
            }
            Node limit = dividend.isOne() ? null : limit(dividend.node(node.graph()), variable, power);
            if (limit != null) {
                PowerProduct rest = product.times(dividend.power(-1)).times(variable, power);
                Node atZero = rest.isOne() ? limit : rest.node(node.graph()).times(limit);
                return where(equal(variable, variable.constant(0)), atZero, node);
            }
        }
        return null;
    }

    private static Node ofSum(Node node) {
        List<PowerProduct> terms = terms(node);
        for (Map.Entry<Node, Integer> divisor : divisors(terms).entrySet()) {
            Node variable = divisor.getKey();
            int power = divisor.getValue();
            PowerProduct factor = new PowerProduct(1, Map.of(variable, power));
            Node limit = limit(sum(terms, factor, node.graph()), variable, power);
            if (limit != null) {
                return where(equal(variable, variable.constant(0)), limit, node);
            }
        }
        return null;
    }

    /** What may be 0 by chance: a number that is no formula, or the difference of two. */
    private static boolean isVariable(Node node) {
        return isAtom(node) || node.op() == Pointwise.SUB && isAtom(node.input(0)) && isAtom(node.input(1));
    }

    /** What a loop has recorded may be a length, of which {@link CurvatureAtOrigin} knows more. */
    private static boolean isAtom(Node node) {
        boolean isFormula = node.op() instanceof ScalarOp || node.op() instanceof LoopOp;
        return !isFormula && !node.isKnown() && node.type().isReal();
    }

    /** What is 0 with the variable, or equal to the other number of a difference. */
    private static Node atom(Node variable) {
        return isAtom(variable) ? variable : variable.input(0);
    }

    private static boolean dependsOn(Node formula, Node atom) {
        List<Node> nodes =
                ShortFormula.nodes(formula, MOST_NODES, node -> node.op() instanceof ScalarOp || node == atom);
        return nodes != null && nodes.contains(atom);
    }

    /** The limit of a quotient by a power of the variable; null if there is none, or it is not seen. */
    private static Node limit(Node numerator, Node variable, int power) {
        Node atom = atom(variable);
        List<Node> nodes = power > HIGHEST_POWER ? null
                : ShortFormula.nodes(numerator, MOST_NODES, node -> node.op() instanceof ScalarOp && node != atom);
        if (nodes == null || nodes.isEmpty() || nodes.stream().anyMatch(node -> !node.type().isScalar())) {
            return null;
        }
        List<Node> arguments = arguments(nodes, variable);
        boolean areIndependent = arguments.stream()
                .allMatch(argument -> argument == variable
                        || argument.op() instanceof Leaf
                        || argument.id() < atom.id());
        if (!areIndependent) {
            return null;
        }
        Graph own = new Graph();
        List<Node> parameters = new ArrayList<>();
        arguments.forEach(argument -> parameters.add(own.parameter("x" + parameters.size(), argument.type())));
        Node copy = copy(numerator, arguments, parameters);
        return !isZero(copy) && hasLimit(copy, parameters.get(0), power)
                ? numerator.graph().node(new LimitAtZero(copy, parameters, power), arguments.toArray(new Node[0]))
                : null;
    }

    /** The variable, and what else a formula is made of that is no formula: but for the number that it replaces. */
    private static List<Node> arguments(List<Node> formula, Node variable) {
        Node atom = atom(variable);
        Set<Node> arguments = new LinkedHashSet<>(List.of(variable));
        if (atom != variable) {
            arguments.add(variable.input(1));
        }
        formula.stream()
                .flatMap(node -> node.inputs().stream())
                .filter(input -> !(input.op() instanceof ScalarOp) && input != atom)
                .filter(input -> !TensorAlgebra.isSplat(input))
                .forEach(arguments::add);
        return List.copyOf(arguments);
    }

    /** A formula of other numbers, on their graph: x, of which a difference w = x - y is taken, is y + w. */
    private static Node copy(Node formula, List<Node> arguments, List<Node> parameters) {
        Map<Node, Node> images = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            images.put(arguments.get(i), parameters.get(i));
        }
        Node variable = arguments.get(0);
        if (!isAtom(variable)) {
            images.put(atom(variable), parameters.get(0).plus(images.get(variable.input(1))));
        }
        return ShortFormula.copy(formula, parameters.get(0).graph(), images, UnaryOperator.identity());
    }

    /** What is 0 everywhere stays 0/0 at 0. */
    private static boolean isZero(Node value) {
        Expansion terms = value == null ? null : Expansion.of(value);
        return terms != null && (value.isConstant(0) || terms.isSameAs(new Expansion(List.of())));
    }

    /** Whether the numerator and its first derivatives vanish, and the one that counts is finite. */
    private static boolean hasLimit(Node numerator, Node variable, int power) {
        Node derivative = numerator;
        for (int n = 0; n < power; n++) {
            if (!isZero(AtZero.of(derivative, variable))) {
                return false;
            }
            derivative = FormulaSlope.of(derivative, variable, MOST_NODES_OF_SLOPES);
            if (derivative == null) {
                return false;
            }
        }
        return AtZero.of(derivative, variable) != null;
    }
}
