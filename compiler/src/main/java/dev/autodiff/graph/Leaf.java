package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.RandomNumbers;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Nodes without inputs. */
public sealed interface Leaf extends Op {
    Type type();

    @Override
    default Type type(List<Node> inputs) {
        return type();
    }

    /** An argument of the function; {@code index} makes it unique within its graph. */
    record Parameter(String name, int index, Type type) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Parameter that && index == that.index && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + index;
        }

        @Override
        public String symbol() {
            return name;
        }
    }

    /** One number in every place of a shape, compared by its bits so that -0.0 is not 0.0 and NaN equals NaN. */
    record Constant(double value, Type type) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant that
                    && Double.doubleToLongBits(value) == Double.doubleToLongBits(that.value)
                    && type.equals(that.type);
        }

        @Override
        public int hashCode() {
            return type == Type.NUMBER ? Double.hashCode(value) : 31 * Double.hashCode(value) + type.hashCode();
        }

        @Override
        public String symbol() {
            return Printer.number(value);
        }
    }

    /** True or false in every place of a shape. */
    record Truth(boolean value, Shape shape) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Truth that && value == that.value && shape.equals(that.shape);
        }

        @Override
        public int hashCode() {
            return shape.isScalar() ? Boolean.hashCode(value) : 31 * Boolean.hashCode(value) + shape.hashCode();
        }

        @Override
        public String symbol() {
            return Boolean.toString(value);
        }

        @Override
        public Type type() {
            return shape.isScalar() ? Type.TRUTH : new Type(DType.BOOL, shape);
        }
    }

    /** Numbers that stand in the program, in row-major order; their shape is literal. */
    record Array(double[] values, Type type) implements Leaf {
        /** A longer list is shown by its length. */
        private static final int MAX_PRINTED = 12;

        @Override
        public boolean equals(Object other) {
            return other instanceof Array that && type.equals(that.type) && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(values) + type.hashCode();
        }

        @Override
        public String symbol() {
            if (values.length > MAX_PRINTED || type.shape().rank() != 1) {
                return "array" + type.shape();
            }
            return Arrays.stream(values).mapToObj(Printer::number).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** The length of an axis as a number, where it is known only when the function is called. */
    record Extent(Dimension dimension) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Extent that && dimension.equals(that.dimension);
        }

        @Override
        public int hashCode() {
            return dimension.hashCode();
        }

        @Override
        public String symbol() {
            return dimension.toString();
        }

        @Override
        public Type type() {
            return Type.WHOLE;
        }
    }

    /** {@code 0, 1, 2, …, length - 1}. */
    record Iota(Dimension length) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Iota that && length.equals(that.length);
        }

        @Override
        public int hashCode() {
            return 31 * length.hashCode();
        }

        @Override
        public String symbol() {
            return "arange(" + length + ")";
        }

        @Override
        public Type type() {
            return new Type(DType.INT, new Shape(List.of(length)));
        }
    }

    /**
     * Random numbers that depend on nothing but the seed and the place: the same on every machine and in every order.
     */
    record Random(Distribution distribution, int seed, Shape shape) implements Leaf {
        /** How the numbers are spread: over [0, 1) evenly, or normally about 0 with variance 1. */
        public enum Distribution {
            UNIFORM("rand", "uniform", (in, y, n) -> RandomNumbers.uniform(y, 0, n[0], n[1])),
            NORMAL("randn", "normal", (in, y, n) -> RandomNumbers.normal(y, 0, n[0], n[1]));

            private final String symbol;
            private final String method;
            private final LibraryOp.Body body;

            Distribution(String symbol, String method, LibraryOp.Body body) {
                this.symbol = symbol;
                this.method = method;
                this.body = body;
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Random that
                    && distribution == that.distribution
                    && seed == that.seed
                    && shape.equals(that.shape);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * distribution.ordinal() + seed) + shape.hashCode();
        }

        /** The method of the library that draws the numbers. */
        public LibraryOp.Routine routine() {
            return new LibraryOp.Routine(
                    RandomNumbers.class,
                    distribution.method,
                    List.of(shape.size(), Dimension.literal(seed)),
                    distribution.body);
        }

        @Override
        public String symbol() {
            return distribution.symbol + "(" + shape + ", seed=" + seed + ")";
        }

        @Override
        public Type type() {
            return new Type(DType.F64, shape);
        }
    }

    /** A value of a loop's state before the step, seen from its body. */
    record Carried(int loop, int index, Type type) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Carried that && loop == that.loop && index == that.index;
        }

        @Override
        public int hashCode() {
            return 31 * loop + index + 7;
        }

        @Override
        public String symbol() {
            return "state" + loop + "_" + index;
        }
    }

    /** How many steps a loop has made before this one. */
    record StepNumber(int loop) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof StepNumber that && loop == that.loop;
        }

        @Override
        public int hashCode() {
            return 31 * loop + 5;
        }

        @Override
        public String symbol() {
            return "step" + loop;
        }

        @Override
        public Type type() {
            return Type.WHOLE;
        }
    }

    /**
     * A function that is the argument of another one, on its way to what calls it: there its body is lowered, and no
     * operator takes it.
     *
     * @param meaning what a call of it does, which the graph does not know; compared by identity
     */
    record Function(String name, Object meaning) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Function that && meaning == that.meaning;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String symbol() {
            return name;
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    /** What an optional argument is when it is left out: {@code none}. No operator takes it. */
    enum Absent implements Leaf {
        NONE;

        @Override
        public String symbol() {
            return "none";
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }
}
