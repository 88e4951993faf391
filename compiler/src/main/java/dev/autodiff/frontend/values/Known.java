package dev.autodiff.frontend.values;

import dev.autodiff.graph.Concat;
import dev.autodiff.graph.Conversion;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.SymbolicOp;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What is known of values while the program is compiled: numbers without parameters, and formulas of dimensions. */
public final class Known {
    /** Whole numbers beyond are no exact doubles. */
    private static final double MAX_WHOLE = 0x1p53;

    /** More equal numbers are not written out. */
    private static final int MAX_ELEMENTS = 1 << 20;

    /** A deeper formula is not meant to be known. */
    private static final int MAX_DEPTH = 500;

    private final Map<Node, Double> numbers = new IdentityHashMap<>();
    private final Map<Node, Dimension> dimensions = new IdentityHashMap<>();

    private final Set<Node> lengths = new HashSet<>();
    private final boolean takesParameters;
    private int depth;

    private Known() {
        this(false);
    }

    /** @param takesParameters whether a whole number that is a parameter may be a length */
    private Known(boolean takesParameters) {
        this.takesParameters = takesParameters;
    }

    /** The number, 1 or 0 for a truth; null if it depends on parameters or dimensions. */
    public static Double number(Node node) {
        return node.type().isScalar() ? new Known().value(node) : null;
    }

    /** The whole number or formula of dimensions; null if it is none. */
    public static Dimension dimension(Node node) {
        return node.type().isScalar() ? new Known().length(node) : null;
    }

    /** The same, where whole numbers that are parameters are lengths: those are lengths from now on. */
    public static Dimension dimensionOfParameters(Node node) {
        Known known = new Known(true);
        Dimension dimension = node.type().isScalar() ? known.length(node) : null;
        if (dimension != null) {
            known.lengths.forEach(node.graph()::addLength);
        }
        return dimension;
    }

    /** The numbers of a list, row by row; null if they are not known. */
    public static double[] numbers(Node node) {
        if (node.op() instanceof Leaf.Array array) {
            return array.values();
        }
        if (node.op() instanceof Leaf.Constant constant
                && node.shape().isLiteral()
                && node.shape().size().literal() <= MAX_ELEMENTS) {
            double[] values = new double[(int) node.shape().size().literal()];
            Arrays.fill(values, constant.value());
            return values;
        }
        return node.op() instanceof Identity || isWholeConversion(node) ? numbers(node.input(0)) : null;
    }

    private static boolean isWholeConversion(Node node) {
        return node.op() instanceof Conversion conversion && conversion.dtype() == DType.INT && isWhole(node.input(0));
    }

    /** Whether the node consists of known whole numbers. */
    public static boolean isWhole(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return isWhole(constant.value());
        }
        double[] values = numbers(node);
        return values != null && Arrays.stream(values).allMatch(Known::isWhole);
    }

    /** Whether the node is a whole number that is known now, or a formula of dimensions. */
    public static boolean isWholeNumber(Node node) {
        return dimension(node) != null;
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= MAX_WHOLE;
    }

    /** The elements of a list of dimensions; null if it is none. */
    public static List<Dimension> list(Node node) {
        if (node.shape().rank() != 1) {
            return null;
        }
        if (numbers(node) != null && isWhole(node)) {
            return Arrays.stream(numbers(node)).mapToObj(value -> Dimension.literal((long) value)).toList();
        }
        if (!(node.op() instanceof Concat)) {
            return null;
        }
        List<Dimension> list = new ArrayList<>();
        for (Node part : node.inputs()) {
            Node element = part.op() instanceof View.Reshape ? part.input(0) : part;
            Dimension length = part.shape().size().is(1) ? new Known().length(element) : null;
            if (length == null) {
                return null;
            }
            list.add(length);
        }
        return list;
    }

    private Double value(Node node) {
        if (!numbers.containsKey(node)) {
            depth++;
            numbers.put(node, depth > MAX_DEPTH ? null : compute(node));
            depth--;
        }
        return numbers.get(node);
    }

    private Double compute(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return constant.value();
        }
        if (node.op() instanceof Leaf.Truth truth) {
            return truth.value() ? 1.0 : 0.0;
        }
        if (node.op() instanceof Identity) {
            return value(node.input(0));
        }
        if (!(node.op() instanceof ScalarOp op) || op instanceof SymbolicOp) {
            return null;
        }
        Double[] inputs = IntStream.range(0, 3)
                .mapToObj(i -> i < op.arity() ? value(node.input(i)) : Double.valueOf(0))
                .toArray(Double[]::new);
        return Arrays.asList(inputs).contains(null) ? null : Double.valueOf(op.value(inputs[0], inputs[1], inputs[2]));
    }

    private Dimension length(Node node) {
        if (!dimensions.containsKey(node)) {
            depth++;
            dimensions.put(node, depth > MAX_DEPTH ? null : computeLength(node));
            depth--;
        }
        return dimensions.get(node);
    }

    private Dimension computeLength(Node node) {
        if (node.op() instanceof Leaf.Extent extent) {
            return extent.dimension();
        }
        if (takesParameters && node.op() instanceof Leaf.Parameter parameter && node.type().equals(Type.WHOLE)) {
            lengths.add(node);
            return Dimension.named(parameter.name());
        }
        Double number = value(node);
        if (number != null) {
            return isWhole(number) ? Dimension.literal(number.longValue()) : null;
        }
        if (node.op() instanceof Identity || node.op() instanceof Conversion) {
            return length(node.input(0));
        }
        Dimension a =
                node.op() instanceof Pointwise || node.op() instanceof IntegerPower ? length(node.input(0)) : null;
        if (a == null || node.op() instanceof IntegerPower) {
            return a != null && ((IntegerPower) node.op()).exponent() == 2 ? a.times(a) : null;
        }
        if (node.op() == Pointwise.NEG) {
            return a.times(-1);
        }
        Dimension b = node.inputs().size() == 2 ? length(node.input(1)) : null;
        return b == null ? null : combined((Pointwise) node.op(), a, b);
    }

    private static Dimension combined(Pointwise op, Dimension a, Dimension b) {
        return switch (op) {
            case ADD -> a.plus(b);
            case SUB -> a.minus(b);
            case MUL -> a.times(b);
            case DIV -> b.is(0) ? null : a.dividedBy(b);
            default -> null;
        };
    }
}
