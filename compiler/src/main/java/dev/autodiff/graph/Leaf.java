package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/** Nodes without inputs. */
public sealed interface Leaf extends Op {
    @Override
    default Type type(List<Node> inputs) {
        return Type.NUMBER;
    }

    /** An argument of the function; {@code index} makes it unique within its graph. */
    record Parameter(String name, int index) implements Leaf {
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

    /** A number, compared by its bits so that -0.0 is not 0.0 and NaN equals NaN. */
    record Constant(double value) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant that && Double.doubleToLongBits(value) == Double.doubleToLongBits(that.value);
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }

        @Override
        public String symbol() {
            return Printer.number(value);
        }
    }

    /** True or false. */
    record Truth(boolean value) implements Leaf {
        @Override
        public boolean equals(Object other) {
            return other instanceof Truth that && value == that.value;
        }

        @Override
        public int hashCode() {
            return Boolean.hashCode(value);
        }

        @Override
        public String symbol() {
            return Boolean.toString(value);
        }

        @Override
        public Type type(List<Node> inputs) {
            return Type.TRUTH;
        }
    }
}
