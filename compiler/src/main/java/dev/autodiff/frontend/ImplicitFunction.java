package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Solved;
import dev.autodiff.graph.Template;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Solutions of equations {@code r(x) = 0}: {@code root} has r = f, {@code fixpoint} has r(x) = f(x) - x, and {@code
 * minimize} has r = ∂f/∂x. A solver of the language finds the value, and {@link ImplicitRule} knows its derivatives.
 */
final class ImplicitFunction {
    private final Lowering lowering;
    private final String name;
    private final HigherOrder.OfValues function;
    private final Span place;

    /** @param function that of the user */
    ImplicitFunction(Lowering lowering, String name, HigherOrder.OfValues function, Span place) {
        this.lowering = lowering;
        this.name = name;
        this.function = function;
        this.place = place;
    }

    /** @param start where the search begins */
    Node of(Node start) {
        Node x0 = start.type().isReal() ? start : TensorAlgebra.as(start, start.type().with(DType.F64));
        Node x = lowering.graph().variable("", x0);
        Node residual = residual(x);
        if (lowering.isStandIn(residual)) {
            return residual;
        }
        Template equation = new Template(residual, x);
        if (!equation.dependsOnArgument()) {
            throw new Failure(place, "the function that '" + name + "' takes does not depend on its argument", "");
        }
        Node condition = lowering.guards().condition(List.of(x0, residual));
        OwnDerivative.Rule rule = new ImplicitRule(name, equation, condition != null, lowering.differentiator());
        List<Node> inputs = new ArrayList<>(List.of(solution(x0, condition)));
        for (Node captured : equation.captured()) {
            inputs.add(captured.type().isReal() ? lowering.graph().variable("", captured) : captured);
        }
        if (condition != null) {
            inputs.add(condition);
        }
        return lowering.graph().node(new OwnDerivative(rule), inputs.toArray(new Node[0]));
    }

    /** What is zero at the solution. */
    private Node residual(Node x) {
        Node y = function.apply(List.of(x));
        if (lowering.isStandIn(y)) {
            return y;
        }
        Shape expected = name.equals("minimize") ? Shape.SCALAR : x.shape();
        if (!y.shape().equals(expected)) {
            throw Failure.ofShapes(
                    place,
                    "'" + name + "' needs a function "
                            + (name.equals("minimize")
                                    ? "whose value is a number"
                                    : "from " + x.type() + " to the same shape")
                            + ", and the value of this one is " + y.type(),
                    "");
        }
        return switch (name) {
            case "root" -> TensorAlgebra.as(y, x.type());
            case "fixpoint" -> TensorAlgebra.as(y, x.type()).minus(x);
            default -> gradient(y, x);
        };
    }

    private Node gradient(Node y, Node x) {
        return derived(() ->
                TensorAlgebra.as(lowering.differentiator().vjp(y, x, y.graph().constant(1, y.type())), x.type()));
    }

    /** The value, found from a start; an error where it is not found, if the call is made. */
    private Node solution(Node x0, Node condition) {
        Node value = function(elements -> Results.of(function.apply(elements)));
        Node linearized = function(this::linearized);
        Results found = switch (name) {
            case "root" -> solver("newton", List.of(linearized, x0));
            case "fixpoint" -> solver("fixed_point", List.of(value, linearized, x0));
            default -> solver("minimum", List.of(value, function(this::derivatives), linearized, x0));
        };
        Node best = found.values().get(0);
        Node isFound = Arguments.numeric(
                condition == null
                        ? found.values().get(2)
                        : Algebra.or(Algebra.not(condition), found.values().get(2)));
        Node line = lowering.graph().constant(place == null ? 0 : lowering.diagnostics().source().line(place));
        return best.times(lowering.graph().node(Solved.SOLVED, isFound, found.values().get(1), line));
    }

    private Results solver(String solver, List<Node> arguments) {
        Function method = Solvers.find(solver);
        return derived(() -> lowering.call(method, arguments, place));
    }

    private Node function(java.util.function.Function<List<Node>, Results> meaning) {
        return FunctionArguments.node(lowering, name, (arguments, call) -> meaning.apply(arguments));
    }

    /** The residual at a point, and the step of Newton's method from there. */
    private Results linearized(List<Node> arguments) {
        Node x = lowering.graph().variable("", arguments.get(0));
        Node residual = residual(x);
        return results(residual, step(residual, x, null));
    }

    /**
     * The value at a point, its gradient, the step of Newton's method with a shifted Hessian, and the largest element
     * of that.
     */
    private Results derivatives(List<Node> arguments) {
        Node x = lowering.graph().variable("", arguments.get(0));
        Node value = function.apply(List.of(x));
        Node gradient = gradient(value, x);
        Node slopes = slopes(gradient, x);
        Node largest = slopes.type().isScalar() ? Algebra.abs(slopes)
                : TensorAlgebra.largestMagnitude(slopes, List.of(0, 1));
        Node size = Algebra.where(Algebra.equal(largest, x.constant(0)), x.constant(1), largest);
        return results(value, gradient, step(gradient, x, arguments.get(1)), size);
    }

    private static Results results(Node... values) {
        return new Results(Collections.nCopies(values.length, null), List.of(values));
    }

    private Node slopes(Node residual, Node x) {
        return derived(() -> ImplicitRule.slopes(residual, x, lowering.differentiator()));
    }

    /** @param shift of the diagonal, or null */
    private Node step(Node residual, Node x, Node shift) {
        Node slopes = slopes(residual, x);
        if (x.type().isScalar()) {
            return solver("newton_step_of_number", List.of(residual, shift == null ? slopes : slopes.plus(shift), x))
                    .value();
        }
        Node vector = TensorAlgebra.reshape(residual, new Shape(List.of(x.shape().size())));
        Node shifted = shift == null ? slopes : solver("shifted", List.of(slopes, shift)).value();
        return TensorAlgebra.reshape(solver("newton_step", List.of(vector, shifted)).value(), x.shape());
    }

    private <T> T derived(Supplier<T> derivative) {
        try {
            return derivative.get();
        } catch (UnsupportedOperationException e) {
            throw new Failure(
                    place,
                    "'" + name + "' needs derivatives of its function, and '" + e.getMessage() + "' has none",
                    "");
        }
    }
}
