package dev.autodiff.graph;

import static dev.autodiff.graph.TensorAlgebra.isSplat;
import static dev.autodiff.graph.TensorAlgebra.splatNumber;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a formula of numbers becomes as one of its variables goes to 0, as far as it is smooth there. The other numbers
 * that it is made of are taken for finite, so that a product with 0 is 0, and what depends on the variable for
 * different from what it is compared with.
 */
public final class AtZero {
    /** What has a kink where its value is 0. */
    private static final Set<Pointwise> KINKED_AT_ZERO =
            EnumSet.of(Pointwise.ABS, Pointwise.SIGN, Pointwise.SQRT, Pointwise.CBRT, Pointwise.HYPOT);

    private static final Set<Pointwise> JUMPING = EnumSet.of(
            Pointwise.FLOOR, Pointwise.CEIL, Pointwise.ROUND, Pointwise.TRUNC, Pointwise.FMOD, Pointwise.COPYSIGN,
            Pointwise.SOFTSIGN);

    private static final Set<Pointwise> ORDERING = EnumSet.of(
            Pointwise.LT, Pointwise.LE, Pointwise.GT, Pointwise.GE, Pointwise.MIN, Pointwise.MAX);

    private final Map<Node, Node> images = new HashMap<>();

    /** What is not smooth; conditions may ask for its size nevertheless. */
    private final Set<Node> rough = new HashSet<>();

    private boolean isExpanded;

    private AtZero() {}

    /** On the same graph; null if the formula is infinite, undefined or not smooth where the variable is 0. */
    public static Node of(Node formula, Node variable) {
        AtZero evaluation = new AtZero();
        evaluation.images.put(variable, variable.constant(0));
        return evaluation.of(formula);
    }

    /** What is in the place of an operator has not been looked at, be it of the variable or not. */
    private Node ofExpanded(Node formula) {
        boolean wasExpanded = isExpanded;
        isExpanded = true;
        Node image = of(formula);
        isExpanded = wasExpanded;
        return image;
    }

    private Node of(Node formula) {
        for (Node node : ShortFormula.nodes(formula, Integer.MAX_VALUE, node -> !images.containsKey(node))) {
            Node image = image(node);
            if (image == null) {
                return null;
            }
            images.put(node, image);
        }
        return rough.contains(formula) ? null : images.get(formula);
    }

    private Node image(Node node) {
        Node[] operands = node.inputs().stream().map(images::get).toArray(Node[]::new);
        boolean isSame = Arrays.asList(operands).equals(node.inputs());
        boolean isTest = node.op() == Pointwise.EQ || node.op() == Pointwise.NE;
        boolean isKnown = operands.length > 0 && Arrays.stream(operands).allMatch(TensorAlgebra::isSplat);
        if (isSame && !isKnown && (!isExpanded || operands.length == 0 || isTest && !isSplat(operands[0]))) {
            return node;
        }
        if (!(node.op() instanceof ScalarOp op)) {
            return null;
        }
        if (isRough(op, operands)) {
            rough.add(node);
            return node.graph().node(op, operands);
        }
        Node image = image(node, op, operands);
        if (image != null && !isSplat(image) && decisive(node, operands).anyMatch(rough::contains)) {
            rough.add(node);
        }
        return image;
    }

    /** The inputs that make the node rough if they are: none of a comparison, and not what is not chosen. */
    private static Stream<Node> decisive(Node node, Node[] operands) {
        if (node.op() == Pointwise.WHERE && isSplat(operands[0])) {
            return Stream.of(node.input(operands[0].isTruth(true) ? 1 : 2));
        }
        boolean isComparison = node.type().isTruth() && !node.input(0).type().isTruth();
        return isComparison ? Stream.empty() : node.inputs().stream();
    }

    private Node image(Node node, ScalarOp op, Node[] operands) {
        if (op instanceof SymbolicOp symbolic) {
            return ofExpanded(symbolic.expand(List.of(operands)));
        }
        if (op instanceof IntegerPower power && isZero(operands[0])) {
            return power.exponent() > 0 ? operands[0] : null;
        }
        if (op instanceof Pointwise row) {
            Node simple = simple(row, operands);
            if (simple != null) {
                return simple;
            }
        }
        Node image = node.graph().node(op, operands);
        if (!Arrays.stream(operands).allMatch(TensorAlgebra::isSplat)) {
            return isInfinite(op, operands) ? null : image;
        }
        double[] numbers = Arrays.copyOf(Arrays.stream(operands).mapToDouble(TensorAlgebra::splatNumber).toArray(), 3);
        double value = op.value(numbers[0], numbers[1], numbers[2]);
        return !Double.isFinite(value)
                ? null
                : image.type().isTruth() ? node.graph().truth(value != 0) : node.constant(value);
    }

    /** Whether the operator has a kink, or a jump, at these inputs, one of which depends on the variable. */
    private static boolean isRough(ScalarOp op, Node[] operands) {
        if (op instanceof Norm || KINKED_AT_ZERO.contains(op)) {
            return Arrays.stream(operands).allMatch(AtZero::isZero);
        }
        boolean isTie = ORDERING.contains(op)
                && (operands[0] == operands[1]
                        || isSplat(operands[0])
                                && isSplat(operands[1])
                                && splatNumber(operands[0]) == splatNumber(operands[1]));
        return isTie || JUMPING.contains(op);
    }

    private static boolean isInfinite(ScalarOp op, Node[] operands) {
        return op == Pointwise.DIV && isZero(operands[1]) || op == Pointwise.POW && isZero(operands[0]);
    }

    private static boolean isZero(Node node) {
        return isSplat(node) && splatNumber(node) == 0;
    }

    /** One of the operands, or a constant, that the node is equal to; or null. */
    private static Node simple(Pointwise row, Node[] operands) {
        Node a = operands[0];
        Node b = operands[operands.length > 1 ? 1 : 0];
        return switch (row) {
            case ADD -> isZero(a) ? b : isZero(b) ? a : null;
            case SUB -> isZero(b) ? a : a == b ? a.constant(0) : null;
            case MUL -> isZero(a) || b.isConstant(1) ? a : isZero(b) || a.isConstant(1) ? b : null;
            case DIV -> b.isConstant(1) || isZero(a) && !isZero(b) ? a : null;
            case POW -> isZero(b) ? a.constant(1) : b.isConstant(1) || a.isConstant(1) ? a : null;
            case EQ, NE -> a.graph().truth(row == Pointwise.NE);
            case NOT -> isSplat(a) ? a.graph().truth(a.isTruth(false)) : null;
            case AND -> a.isTruth(false) || b.isTruth(true) ? a : b.isTruth(false) || a.isTruth(true) ? b : null;
            case OR -> a.isTruth(true) || b.isTruth(false) ? a : b.isTruth(true) || a.isTruth(false) ? b : null;
            case WHERE -> a.isTruth(true) || operands[1] == operands[2] ? operands[1]
                    : a.isTruth(false) ? operands[2] : null;
            default -> null;
        };
    }
}
