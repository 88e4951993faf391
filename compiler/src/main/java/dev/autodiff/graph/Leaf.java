package dev.autodiff.graph;

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
        public String symbol() {
            return name;
        }
    }

    /** A number, compared by its bits so that -0.0 is not 0.0 and NaN equals NaN. */
    record Constant(double value) implements Leaf {
        @Override
        public String symbol() {
            return Printer.number(value);
        }
    }

    /** True or false. */
    record Truth(boolean value) implements Leaf {
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
