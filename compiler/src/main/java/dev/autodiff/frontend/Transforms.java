package dev.autodiff.frontend;

import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Shape;
import dev.autodiff.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * Derivatives as expressions: of a value by a variable, which stands for itself and not for its value. By elements of a
 * variable, {@code x[i]} or {@code x[1:3]}, a derivative is the part of the one by x that belongs to them.
 */
final class Transforms {
    /** What is written, by the name of the transform. */
    private static final Map<String, String> USAGES = Map.of(
            "grad",
            "grad(z, x)",
            "jacobian",
            "jacobian(y, x)",
            "hessian",
            "hessian(z, x)",
            "jvp",
            "jvp(y, x, v)",
            "vjp",
            "vjp(y, x, v)",
            "hvp",
            "hvp(z, x, v)");

    static final Set<String> NAMES = USAGES.keySet();

    private static final Set<String> OF_ONE_NUMBER = Set.of("grad", "hessian", "hvp");

    /** The name in the call, its arguments, and where they stand. */
    private record Request(
            String name,
            Node value,
            Node variable,
            String variableName,
            PostfixContext indexed,
            Node direction,
            CallContext call) {
        boolean isElement() {
            return !indexed.suffix().isEmpty();
        }
    }

    private final Expressions expressions;
    private final Lowering lowering;
    private final Scope scope;
    private final Binding binding;
    private final boolean isPrelude;

    Transforms(Expressions expressions, Lowering lowering, Scope scope, Binding binding, boolean isPrelude) {
        this.expressions = expressions;
        this.lowering = lowering;
        this.scope = scope;
        this.binding = binding;
        this.isPrelude = isPrelude;
    }

    /**
     * The variable that a call differentiates by, whether its name is that of a transform or not; null if there is
     * none.
     */
    static String variable(CallContext call) {
        return call.argument().size() < 2 ? null : Trees.target(call.argument(1).expression(0));
    }

    /** The variables that derivatives are taken by somewhere in the trees. */
    static Set<String> differentiated(List<? extends ParserRuleContext> trees) {
        Set<String> names = new HashSet<>();
        trees.forEach(tree -> collectDifferentiated(tree, names));
        return names;
    }

    private static void collectDifferentiated(ParseTree tree, Set<String> names) {
        if (tree instanceof PostfixContext postfix
                && !postfix.suffix().isEmpty()
                && postfix.suffix(0) instanceof CallContext call
                && Trees.name(postfix.atom()) != null
                && NAMES.contains(Trees.name(postfix.atom()))
                && variable(call) != null) {
            names.add(variable(call));
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            collectDifferentiated(tree.getChild(i), names);
        }
    }

    /** Whether a call with so many arguments reads like a derivative. */
    static boolean reads(String name, int arguments) {
        return NAMES.contains(name) && arguments == arity(name);
    }

    private static int arity(String name) {
        return USAGES.get(name).split(",").length;
    }

    /** The derivative that a call of one of the names stands for. */
    Node of(String name, CallContext call) {
        String usage = USAGES.get(name);
        int count = arity(name);
        if (call.argument().size() != count) {
            throw new Failure(
                    place(call),
                    "'" + name + "' takes " + count + " arguments, and got "
                            + call.argument().size(),
                    "write " + usage);
        }
        Node value = expressions.number(binding.positional(name, call.argument(0)));
        ArgumentContext variable = call.argument(1);
        String target = variable.getChildCount() == 1 ? variable(call) : null;
        if (target == null || Names.CONSTANTS.containsKey(target) && !scope.contains(target)) {
            throw new Failure(
                    lowering.span(variable),
                    "the second argument of '" + name + "' must be a variable",
                    "give the expression a name first");
        }
        PostfixContext indexed = Trees.postfix(variable.expression(0));
        Node x = expressions.visit(indexed.atom());
        Node direction = count == 3 ? expressions.number(binding.positional(name, call.argument(2))) : null;
        if (lowering.isStandIn(value) || lowering.isStandIn(x) || direction != null && lowering.isStandIn(direction)) {
            return lowering.standIn();
        }
        return checked(new Request(name, value, x, target, indexed, direction, call));
    }

    private Node checked(Request request) {
        Span place = lowering.span(request.call().argument(0));
        Node value = request.value();
        if (value.op() == Identity.Detach.DETACH) {
            throw new Failure(place, "this value is detached: it has no derivative", "compute it outside of no_grad");
        }
        if (OF_ONE_NUMBER.contains(request.name()) && !value.type().isScalar()) {
            String remedy = "differentiate its sum: " + USAGES.get(request.name()).replace("z", "sum(z)");
            throw Failure.ofShapes(
                    place,
                    "'" + request.name() + "' differentiates a number, and this has the shape " + value.shape(),
                    request.name().equals("grad") ? remedy + ", or write jacobian(z, x)" : remedy);
        }
        if (!request.variable().type().isReal()) {
            throw new Failure(
                    lowering.span(request.call().argument(1)),
                    "'" + request.variableName() + "' is of type "
                            + request.variable().type() + ": it has no derivative",
                    "differentiate by variables of type f64 or f32");
        }
        try {
            Node derivative = derivative(request);
            if (derivative.isConstant(0) && !isPrelude) {
                lowering.diagnostics()
                        .warning(
                                place(request.call()),
                                "the derivative by '" + request.variableName() + "' is 0 everywhere",
                                zeroRemedy(request));
            }
            return derivative;
        } catch (UnsupportedOperationException e) {
            throw new Failure(
                    place(request.call()),
                    "'" + e.getMessage() + "' has no derivative by '" + request.variableName() + "'",
                    "detach(…) makes it a constant");
        }
    }

    private static String zeroRemedy(Request request) {
        boolean isSecond = request.name().startsWith("h")
                && request.value()
                        .graph()
                        .influencedBy(List.of(request.variable()))[
                        request.value().id()];
        return isSecond ? "nothing here depends on it other than linearly" : "nothing here depends on it";
    }

    private Node derivative(Request request) {
        Differentiator differentiator = lowering.differentiator();
        Node y = request.value();
        Node x = request.variable();
        return switch (request.name()) {
            case "grad" -> indexed(differentiator.derivative(y, x), request);
            case "jacobian" -> jacobian(request);
            case "hessian" -> hessian(request);
            case "jvp" -> differentiator.jvp(
                    y, x, embedded(direction(request, part(request).shape(), "'" + text(request) + "'"), request));
            case "vjp" -> indexed(differentiator.vjp(y, x, direction(request, y.shape(), "the value")), request);
            case "hvp" -> indexed(
                    differentiator.hvp(
                            y,
                            x,
                            embedded(direction(request, part(request).shape(), "'" + text(request) + "'"), request)),
                    request);
            default -> throw new AssertionError(request.name());
        };
    }

    private Node jacobian(Request request) {
        Node y = request.value();
        Node x = request.variable();
        if (!request.isElement()) {
            return lowering.differentiator().jacobian(y, x);
        }
        return part(request).type().isScalar() ? lowering.differentiator().jvp(y, x, embedded(one(x), request))
                : columns(lowering.differentiator().jacobian(y, x), y.shape(), request);
    }

    private Node hessian(Request request) {
        Node z = request.value();
        Node x = request.variable();
        if (request.isElement() && part(request).type().isScalar()) {
            return indexed(lowering.differentiator().hvp(z, x, embedded(one(x), request)), request);
        }
        Node hessian = lowering.differentiator().hessian(z, x);
        return request.isElement() ? columns(indexed(hessian, request), part(request).shape(), request) : hessian;
    }

    private static Node one(Node x) {
        return x.graph().constant(1);
    }

    /** The elements of the variable that a derivative is taken by. */
    private Node part(Request request) {
        return request.isElement() ? indexed(request.variable(), request) : request.variable();
    }

    /** The part of a derivative, whose first axes are those of the variable, that belongs to its elements. */
    private Node indexed(Node derivative, Request request) {
        return expressions.indexed(derivative, request.indexed());
    }

    /** The same where the axes of the variable stand behind others. */
    private Node columns(Node derivative, Shape leading, Request request) {
        return turned(indexed(turned(derivative, leading.rank()), request), part(request).shape().rank());
    }

    /** The first axes moved behind the others. */
    private static Node turned(Node x, int axes) {
        int rank = x.shape().rank();
        return TensorAlgebra.permute(x, IntStream.range(0, rank).map(axis -> (axis + axes) % rank).boxed().toList());
    }

    /** A direction of the whole variable, which is 0 beside the elements. */
    private Node embedded(Node direction, Request request) {
        Node x = request.variable();
        if (!request.isElement()) {
            return TensorAlgebra.as(direction, x.type());
        }
        try {
            return TensorAlgebra.as(
                    expressions.update(x.graph().constant(0, x.type()), request.indexed(), direction), x.type());
        } catch (Failure failure) {
            throw new Failure(
                    lowering.span(request.call().argument(1)),
                    "'" + request.name() + "' differentiates by elements and slices in one pair of brackets",
                    "write x[i, j] or x[1:3], or take a part of the derivative by the whole");
        }
    }

    /** The direction or cotangent, if it has the shape of what it belongs to; nothing is stretched. */
    private Node direction(Request request, Shape shape, String what) {
        Node v = request.direction();
        if (!v.shape().equals(shape)) {
            throw Failure.ofShapes(
                    lowering.span(request.call().argument(2)),
                    "'" + request.name() + "' needs a v of the shape of " + what + ", which is " + shape + ", and got "
                            + v.shape(),
                    v.type().isScalar() && !shape.isScalar()
                            ? "write " + lowering.text(request.call().argument(2)) + "*ones(" + lengths(shape) + ")"
                            : "");
        }
        return v;
    }

    private static String lengths(Shape shape) {
        String text = shape.toString();
        return text.substring(1, text.length() - 1);
    }

    private static String text(Request request) {
        return request.indexed().getText();
    }

    private Span place(CallContext call) {
        return lowering.span(call.getParent());
    }
}
