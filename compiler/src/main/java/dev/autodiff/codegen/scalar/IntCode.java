package dev.autodiff.codegen.scalar;

import static dev.autodiff.kernel.Exprs.*;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of nodes as ints: {@link WholeNumbers}, which are computed so, and what counts the steps of loops, which may
 * be a long.
 */
public final class IntCode {
    /** Checks an index against the length of an axis. */
    public static final MethodRef PLACE =
            MethodRef.of(Support.class, "place", Kind.INT, Kind.INT, Kind.INT, Kind.STRING);

    private final ScalarCode code;
    private final WholeNumbers numbers;
    private final Map<Node, Expr> known = new HashMap<>();

    IntCode(ScalarCode code, WholeNumbers numbers) {
        this.code = code;
        this.numbers = numbers;
    }

    /** Whether the value can be computed in ints. */
    public boolean contains(Node node) {
        return numbers.contains(node);
    }

    /** Makes an int or a long the value of a node, a {@code double} where it is read as one. */
    public void bind(Node node, Expr counter) {
        known.put(node, counter);
        code.bind(node, cast(Kind.F64, counter));
    }

    /** The int or long that is the value of a node; null if there is none. */
    Expr counter(Node node) {
        return known.get(node);
    }

    /** The value as an int. */
    public Expr value(Node node) {
        Expr counter = known.get(node);
        if (counter != null) {
            return cast(Kind.INT, counter);
        }
        return code.isInline(node) ? compute(node) : cast(Kind.INT, code.value(node));
    }

    /** Computes the value from others, wherever it may be kept already. */
    Expr compute(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return integer((int) constant.value());
        }
        if (node.op() == Pointwise.WHERE) {
            Node always = numbers.always(node);
            return always != null
                    ? value(always)
                    : choose(code.value(node.input(0)), value(node.input(1)), value(node.input(2)));
        }
        return combined(node, node.inputs().stream().map(this::value).toList());
    }

    private static Expr combined(Node node, List<Expr> values) {
        Expr first = values.get(0);
        if (node.op() instanceof Placed placed) {
            return new Expr.Call(PLACE, List.of(first, values.get(1), string(placed.axis())), node.line());
        }
        if (!(node.op() instanceof Pointwise operator)) {
            // only the rounding of its type is left to do, which a whole number does not need
            return first;
        }
        return switch (operator) {
            case ADD -> Integers.sum(first, values.get(1));
            case SUB -> Integers.sum(first, Integers.minus(values.get(1)));
            case MUL -> multiply(first, values.get(1));
            case MIN, MAX -> math(operator.symbol(), first, values.get(1));
            default -> first;
        };
    }
}
