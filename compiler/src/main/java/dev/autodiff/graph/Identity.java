package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/** Nodes whose value is that of their input; they guide differentiation and are gone before code generation. */
public sealed interface Identity extends Op permits Identity.Variable, Identity.Detach, OwnDerivative {
    @Override
    default Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    /**
     * A variable that something is differentiated with respect to. The {@code serial} keeps it apart from an equal
     * expression that is written out, and from another call's variable of the same name: derivatives go by identity.
     */
    record Variable(String name, int serial) implements Identity {
        @Override
        public boolean equals(Object other) {
            return other instanceof Variable that && serial == that.serial && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + serial;
        }

        @Override
        public String symbol() {
            return name;
        }
    }

    /** The value without its derivative: {@code detach(x)}, and what a {@code no_grad} block assigns. */
    enum Detach implements Identity {
        DETACH;

        @Override
        public String symbol() {
            return "detach";
        }
    }
}
