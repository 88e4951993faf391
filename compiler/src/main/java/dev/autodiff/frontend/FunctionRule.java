package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.TensorOp;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The derivatives of a function of the program that are given beside it; by its other parameters it is differentiated
 * through its body. An expression is lowered when a derivative is taken, with the node itself for the function's value:
 * so rules may need each other, and the value's derivatives, to any order.
 *
 * <p>The expression is {@code ∂y/∂x} element by element, if x and the expression both stretch to the shape of y; else
 * it has the shape of y followed by that of x.
 */
final class FunctionRule implements OwnDerivative.Rule {
    private record Place(Node y, int argument) {}

    private final Lowering lowering;
    private final Function function;
    private final Map<Integer, RuleText> texts;
    private final Map<Place, Node> known = new HashMap<>();

    FunctionRule(Lowering lowering, Function function, Map<Integer, RuleText> texts) {
        this.lowering = lowering;
        this.function = function;
        this.texts = texts;
    }

    @Override
    public String name() {
        return function.name().getText();
    }

    @Override
    public String given(int argument) {
        return texts.containsKey(argument) ? texts.get(argument).name() : null;
    }

    @Override
    public Node partial(int argument, Node y) {
        Node x = OwnDerivative.arguments(y).get(argument);
        if (!texts.containsKey(argument)) {
            boolean isOfNumbers = x.type().isScalar() && y.type().isScalar();
            return isOfNumbers ? lowering.differentiator().derivative(OwnDerivative.value(y), x) : null;
        }
        Node expression = expression(argument, y);
        return stretches(expression.shape(), y.shape()) && x.shape().equals(y.shape())
                ? TensorAlgebra.as(expression, y.type())
                : null;
    }

    @Override
    public Node pullback(int argument, Node y, Node g) {
        Node x = OwnDerivative.arguments(y).get(argument);
        if (!texts.containsKey(argument)) {
            return lowering.differentiator().vjp(OwnDerivative.value(y), x, g);
        }
        Node expression = expression(argument, y);
        if (stretches(x.shape(), y.shape()) && stretches(expression.shape(), y.shape())) {
            Node each = g.times(TensorAlgebra.as(expression, y.type()));
            Node stretched = TensorAlgebra.broadcast(x, y.shape());
            return stretched == x ? each : ((TensorOp) stretched.op()).pullback(0, stretched, each);
        }
        String rows = letters(0, y.shape());
        String columns = letters(y.shape().rank(), x.shape());
        return rows.isEmpty()
                ? g.times(expression)
                : TensorAlgebra.contract(rows, rows + columns, columns, g, expression);
    }

    @Override
    public Node pushforward(int argument, Node y, Node v) {
        Node x = OwnDerivative.arguments(y).get(argument);
        if (!texts.containsKey(argument)) {
            return lowering.differentiator().jvp(OwnDerivative.value(y), x, v);
        }
        Node expression = expression(argument, y);
        if (stretches(x.shape(), y.shape()) && stretches(expression.shape(), y.shape())) {
            return TensorAlgebra.broadcast(v, y.shape()).times(TensorAlgebra.as(expression, y.type()));
        }
        String rows = letters(0, y.shape());
        String columns = letters(y.shape().rank(), x.shape());
        return TensorAlgebra.contract(rows + columns, columns, rows, expression, v);
    }

    private static String letters(int from, Shape shape) {
        StringBuilder letters = new StringBuilder();
        for (int i = from; i < from + shape.rank(); i++) {
            letters.appendCodePoint('a' + i);
        }
        return letters.toString();
    }

    private static boolean stretches(Shape from, Shape to) {
        try {
            return from.broadcast(to, "derivative").equals(to);
        } catch (ShapeException e) {
            return false;
        }
    }

    /**
     * Says what is wrong with the rules for arguments like these.
     *
     * @param y a call of the function
     */
    void check(Node y) {
        for (RuleText text : texts.values()) {
            try {
                requireFitting(text, expression(text.variable(), y), y);
            } catch (Failure failure) {
                lowering.report(failure);
            }
        }
    }

    /** Says that the function has more results than rules can be about. */
    void refuseSeveral(int count) {
        for (RuleText text : texts.values()) {
            lowering.diagnostics()
                    .error(
                            Tokens.span(lowering.diagnostics().source(), text.place()),
                            "'" + name() + "' has " + count + " results, and a derivative of its own is that of one",
                            "make each a function of its own");
        }
    }

    private void requireFitting(RuleText text, Node expression, Node y) {
        Shape x = OwnDerivative.arguments(y).get(text.variable()).shape();
        boolean isElementwise = stretches(x, y.shape()) && stretches(expression.shape(), y.shape());
        Shape whole = y.shape().followedBy(x);
        if (!lowering.isStandIn(expression) && !isElementwise && !expression.shape().equals(whole)) {
            throw Failure.ofShapes(
                    Tokens.span(lowering.diagnostics().source(), text.expression()),
                    "the " + text.name() + " has the shape " + expression.shape() + ", and must have " + whole,
                    stretches(x, y.shape()) && !x.isScalar()
                            ? "that of the value followed by that of '"
                                    + text.parameters().get(text.variable()) + "', or " + y.shape()
                                    + " where it goes element by element"
                            : "that of the value followed by that of '"
                                    + text.parameters().get(text.variable()) + "'");
        }
    }

    private Node expression(int argument, Node y) {
        Node expression = known.get(new Place(y, argument));
        if (expression == null) {
            expression = lowered(texts.get(argument), y);
            known.put(new Place(y, argument), expression);
        }
        return expression;
    }

    /**
     * The expression of a rule for one call; behind the arguments may stand the condition under which the call is made.
     */
    private Node lowered(RuleText text, Node y) {
        int count = function.parameters().size();
        List<Node> arguments = OwnDerivative.arguments(y).subList(0, count);
        Scope scope = lowering.scope(List.of(text.expression()));
        if (function.hasTypes()) {
            scope.bindDimensions(CallTypes.dimensions(function, arguments, lowering));
        }
        for (int i = 0; i < count; i++) {
            scope.bind(text.parameters().get(i), arguments.get(i));
        }
        boolean isConditional = OwnDerivative.arguments(y).size() > count;
        if (isConditional) {
            lowering.guards().enter(OwnDerivative.arguments(y).get(count));
        }
        int depth = lowering.guards().depth();
        try {
            return lowering.besides(function, arguments, y, () -> {
                Expressions expressions = new Expressions(lowering, scope, null, false);
                return expressions.number(expressions.value(text.expression()));
            });
        } finally {
            lowering.guards().leaveTo(isConditional ? depth - 1 : depth);
        }
    }
}
