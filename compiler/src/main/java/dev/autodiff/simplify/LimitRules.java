package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.AtZero;
import dev.autodiff.graph.ClosedForm;
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
        if (!node.type().isReal() || !node.type().isScalar()) {
            return null;
        }
        if (node.op() == ClosedForm.OVER_EXPM1) {
            return ofFormulas(node, PowerProduct.of(node.input(0)).times(expm1(node.input(1)), -1));
        }
        return node.op() == Pointwise.MUL || node.op() == Pointwise.DIV ? ofProduct(node)
                : node.op() == Pointwise.ADD || node.op() == Pointwise.SUB ? ofSum(node) : null;
    }

    /**
     * A product of factors that are no longer chosen at the points where they have limits, so that the whole is looked
     * at; null if there is no such factor.
     */
    static Node withoutGuards(Node node) {
        boolean isProduct = node.op() == Pointwise.MUL || node.op() == Pointwise.DIV;
        if (!isProduct || node.inputs().stream().noneMatch(LimitRules::isGuarded)) {
            return null;
        }
        Node[] factors = node.inputs().stream()
                .map(input -> isGuarded(input) ? input.input(2) : input)
                .toArray(Node[]::new);
        return node.graph().node(node.op(), factors);
    }

    private static boolean isGuarded(Node node) {
        return node.op() == Pointwise.WHERE
                && node.input(0).op() == Pointwise.EQ
                && PowerProduct.of(node.input(1)).exponents().keySet().stream()
                        .anyMatch(factor -> factor.op() instanceof LimitAtZero);
    }

    private static Node ofProduct(Node node) {
        PowerProduct product = PowerProduct.of(node);
        Node limit = ofQuotient(node, product);
        limit = limit == null ? ofFormulas(node, product) : limit;
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
        Node choice = node;
        for (Node variable : product.exponents().keySet()) {
            if (product.exponentOf(variable) < 0 && isVariable(variable)) {
                choice = atZero(variable, limit(product, variable, node.graph()), choice);
            }
        }
        return choice == node ? null : choice;
    }

    /** @param limit null if there is none */
    private static Node atZero(Node variable, Node limit, Node elsewhere) {
        return limit == null ? elsewhere : where(equal(variable, variable.constant(0)), limit, elsewhere);
    }

    /** Of a product with negative powers of the variable its limit, or null. */
    private static Node limit(PowerProduct product, Node variable, Graph graph) {
        int power = -product.exponentOf(variable);
        PowerProduct dividend = PowerProduct.ONE;
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Node base = factor.getKey();
            if (factor.getValue() > 0 && base != variable && dependsOn(base, atom(variable))) {
                dividend = dividend.times(base, factor.getValue());
            }
        }
        Node limit = dividend.isOne() ? null : limit(dividend.node(graph), variable, power);
        PowerProduct rest = product.times(dividend.power(-1)).times(variable, power);
        return limit == null || rest.isOne() ? limit : rest.node(graph).times(limit);
    }

    /** A quotient by formulas that vanish where a variable is 0: each is a power of it, times what is not 0 there. */
    private static Node ofFormulas(Node node, PowerProduct product) {
        Set<Node> variables = new LinkedHashSet<>();
        product.exponents().forEach((factor, exponent) -> {
            if (exponent < 0) {
                variables.addAll(vanishingWith(factor));
            }
        });
        Node choice = node;
        for (Node variable : variables) {
            PowerProduct withPowers = product;
            for (Node divisor : product.exponents().keySet()) {
                int exponent = product.exponentOf(divisor);
                Node slope = exponent < 0 && divisor != variable ? leadingFactor(divisor, variable) : null;
                if (slope != null) {
                    int order = ((LimitAtZero) slope.op()).divisor();
                    withPowers = withPowers.times(divisor, -exponent)
                            .times(variable, order * exponent)
                            .times(slope, exponent);
                }
            }
            Node limit = withPowers == product ? null
                    : withPowers.exponentOf(variable) < 0
                            ? limit(withPowers, variable, node.graph())
                            : withPowers.node(node.graph());
            choice = atZero(variable, limit, choice);
        }
        return choice == node ? null : choice;
    }

    /** The variables of a short formula with each of which it is 0, as far as its value does not depend on others. */
    private static List<Node> vanishingWith(Node formula) {
        List<Node> nodes = formula.op() instanceof ScalarOp
                ? ShortFormula.nodes(formula, MOST_NODES, node -> node.op() instanceof ScalarOp)
                : null;
        return nodes == null
                ? List.of()
                : nodes.stream()
                        .flatMap(node -> node.inputs().stream())
                        .filter(input -> isAtom(input) && input.type().isScalar())
                        .distinct()
                        .filter(atom -> {
                            Double value = FormulaValue.atZero(formula, atom, MOST_NODES);
                            return value != null && value == 0;
                        })
                        .toList();
    }

    /** What a formula that vanishes with a variable is, over the power of it that it vanishes as; or null. */
    private static Node leadingFactor(Node formula, Node variable) {
        FormulaOfVariable own =
                vanishingWith(formula).contains(variable) ? FormulaOfVariable.of(formula, variable) : null;
        int order = own == null ? 0 : own.order();
        return order == 0 ? null : own.limit(order);
    }

    private static Node ofSum(Node node) {
        List<PowerProduct> terms = terms(node);
        for (Map.Entry<Node, Integer> divisor : divisors(terms).entrySet()) {
            Node variable = divisor.getKey();
            int power = divisor.getValue();
            PowerProduct factor = new PowerProduct(1, Map.of(variable, power));
            Node limit = limit(sum(terms, factor, node.graph()), variable, power);
            if (limit != null) {
                return atZero(variable, limit, node);
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
        FormulaOfVariable formula = power > HIGHEST_POWER ? null : FormulaOfVariable.of(numerator, variable);
        return formula == null || isZero(formula.copy()) || !formula.hasLimit(power) ? null : formula.limit(power);
    }

    /** A formula of numbers, of which the variable is the first, and its copy on a graph of their own. */
    private record FormulaOfVariable(Node copy, List<Node> parameters, List<Node> arguments) {
        /** Null if it is long, or not one of numbers that are independent of the variable. */
        static FormulaOfVariable of(Node formula, Node variable) {
            Node atom = atom(variable);
            List<Node> nodes =
                    ShortFormula.nodes(formula, MOST_NODES, node -> node.op() instanceof ScalarOp && node != atom);
            if (nodes == null || nodes.isEmpty() || nodes.stream().anyMatch(node -> !node.type().isScalar())) {
                return null;
            }
            List<Node> arguments = LimitRules.arguments(nodes, variable);
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
            return new FormulaOfVariable(LimitRules.copy(formula, arguments, parameters), parameters, arguments);
        }

        /** Whether the formula and its first derivatives vanish, and the one that counts is finite. */
        boolean hasLimit(int power) {
            Node derivative = copy;
            for (int n = 0; n < power; n++) {
                derivative = isZero(atZero(derivative)) ? slope(derivative) : null;
                if (derivative == null) {
                    return false;
                }
            }
            return atZero(derivative) != null;
        }

        /** The power of the variable that the formula vanishes as; 0 if it does not, or that is not seen. */
        int order() {
            Node derivative = copy;
            for (int n = 0; n <= HIGHEST_POWER && derivative != null; n++) {
                Node value = atZero(derivative);
                if (!isZero(value)) {
                    return value == null ? 0 : n;
                }
                derivative = slope(derivative);
            }
            return 0;
        }

        Node limit(int power) {
            Graph graph = arguments.get(0).graph();
            return graph.node(new LimitAtZero(copy, parameters, power), arguments.toArray(new Node[0]));
        }

        private Node atZero(Node formula) {
            return AtZero.of(formula, parameters.get(0));
        }

        private Node slope(Node formula) {
            return FormulaSlope.of(formula, parameters.get(0), MOST_NODES_OF_SLOPES);
        }
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
        if (value == null || TensorAlgebra.isSplat(value)) {
            return value != null && TensorAlgebra.splatNumber(value) == 0;
        }
        Expansion terms = Expansion.of(value);
        return terms != null && terms.isSameAs(new Expansion(List.of()));
    }
}
