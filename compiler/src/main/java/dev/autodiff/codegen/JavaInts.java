package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.choice;
import static dev.autodiff.codegen.JavaExpression.prefix;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.kernel.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes {@link WholeNumbers} in ints in Java, as {@link IntCode} does in bytecode. */
final class JavaInts {
    private final JavaMethod method;
    private final WholeNumbers numbers;
    private final Map<Node, JavaExpression> variables = new HashMap<>();

    JavaInts(JavaMethod method, WholeNumbers numbers) {
        this.method = method;
        this.numbers = numbers;
    }

    boolean canWrite(Node node) {
        return numbers.contains(node);
    }

    /** Makes an int the value of a node, which is a double where that is needed. */
    void bind(Node node, JavaExpression value) {
        variables.put(node, value);
        method.bind(node, prefix("(double) ", value));
    }

    /** The value as an int. */
    JavaExpression expression(Node node) {
        if (variables.containsKey(node)) {
            return variables.get(node);
        }
        if (!method.isInline(node)) {
            return prefix("(int) ", method.expression(node));
        }
        return compute(node);
    }

    /** Computes the value from others, wherever it may be kept already. */
    JavaExpression compute(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return JavaExpression.integer((int) constant.value(), "");
        }
        if (node.op() == Pointwise.WHERE) {
            Node always = numbers.always(node);
            return always != null ? expression(always) : choice(method.expression(node.input(0)), expression(node.input(1)), expression(node.input(2)));
        }
        return combined(node, node.inputs().stream().map(this::expression).toList());
    }

    private JavaExpression combined(Node node, List<JavaExpression> values) {
        if (node.op() == Pointwise.ADD) {
            return JavaExpression.sum(values.get(0), values.get(1));
        }
        if (node.op() == Pointwise.SUB || node.op() == Pointwise.MUL) {
            return JavaExpression.infix(values.get(0), node.op().symbol(), values.get(1));
        }
        if (node.op() instanceof Placed placed) {
            return atom(method.placeMethod() + "(" + values.get(0).text() + ", " + values.get(1).text() + ", " + SourceText.literal(placed.axis()) + ")");
        }
        boolean isCall = node.op() == Pointwise.MIN || node.op() == Pointwise.MAX;
        return isCall ? atom("Math." + node.op().symbol() + "(" + values.get(0).text() + ", " + values.get(1).text() + ")") : values.get(0);
    }
}
