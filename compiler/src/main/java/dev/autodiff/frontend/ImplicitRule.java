package dev.autodiff.frontend;

import dev.autodiff.frontend.library.Creation;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.MatrixAlgebra;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Template;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The derivatives of a solution x of {@code r(x, p) = 0} by what the equation depends on, by the implicit function
 * theorem:
 *
 * <pre>   ∂x/∂p = -(∂r/∂x)⁻¹ · ∂r/∂p</pre>
 *
 * <p>The equation is put together again for x and p as they stand where the derivative is taken, so that the derivative
 * depends on x, and has derivatives by the same theorem.
 */
final class ImplicitRule implements OwnDerivative.Rule {
    /**
     * The equation at a solution.
     *
     * @param x the solution
     * @param fixed the solution as a constant, which what it depends on does not change
     * @param residual at the fixed solution
     * @param slopes the derivatives of the residual by the solution, a matrix unless they are one number
     */
    private record Equation(Node x, Node fixed, Node residual, Node slopes) {
        /**
         * A derivative of the residual with the solution itself in the place of the fixed one, so that it can be
         * differentiated again.
         */
        Node atSolution(Node derivative) {
            Template template = new Template(derivative, fixed);
            return template.apply(x, template.captured());
        }
    }

    private final String name;
    private final Template equation;
    private final boolean isConditional;
    private final Differentiator differentiator;
    private final Map<Node, Equation> known = new HashMap<>();

    /**
     * @param equation of what is captured, from a solution to the residual
     * @param isConditional whether the last argument is the condition under which there is a solution
     */
    ImplicitRule(String name, Template equation, boolean isConditional, Differentiator differentiator) {
        this.name = name;
        this.equation = equation;
        this.isConditional = isConditional;
        this.differentiator = differentiator;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String given(int argument) {
        return null;
    }

    @Override
    public Node partial(int argument, Node y) {
        Node p = OwnDerivative.arguments(y).get(argument);
        if (!y.type().isScalar() || !p.type().isScalar()) {
            return null;
        }
        Equation at = equation(y);
        return at.atSolution(differentiator.jvp(at.residual(), p, p.graph().constant(1, p.type())))
                .over(at.slopes())
                .negate();
    }

    @Override
    public Node pullback(int argument, Node y, Node g) {
        Equation at = equation(y);
        Node multiplier = y.type().isScalar()
                ? g.over(at.slopes())
                : TensorAlgebra.reshape(
                        MatrixAlgebra.solve(TensorAlgebra.transpose(at.slopes()), vector(g)), y.shape());
        return at.atSolution(
                differentiator.vjp(at.residual(), OwnDerivative.arguments(y).get(argument), multiplier.negate()));
    }

    @Override
    public Node pushforward(int argument, Node y, Node v) {
        Equation at = equation(y);
        Node change = at.atSolution(differentiator.jvp(
                        at.residual(), OwnDerivative.arguments(y).get(argument), v))
                .negate();
        return y.type().isScalar()
                ? change.over(at.slopes())
                : TensorAlgebra.reshape(MatrixAlgebra.solve(at.slopes(), vector(change)), y.shape());
    }

    private static Node vector(Node x) {
        return TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size())));
    }

    /**
     * The derivative of a residual by what it is one of: a number, or a matrix with a row for each element of the
     * residual.
     */
    static Node slopes(Node residual, Node x, Differentiator differentiator) {
        if (x.type().isScalar()) {
            return TensorAlgebra.as(differentiator.jvp(residual, x, x.graph().constant(1, x.type())), x.type());
        }
        Dimension size = x.shape().size();
        Shape whole = x.shape().followedBy(x.shape());
        return TensorAlgebra.reshape(
                TensorAlgebra.broadcast(differentiator.jacobian(residual, x), whole), new Shape(List.of(size, size)));
    }

    private Equation equation(Node y) {
        return known.computeIfAbsent(y, this::atSolution);
    }

    private Equation atSolution(Node y) {
        List<Node> arguments = OwnDerivative.arguments(y);
        List<Node> captured = arguments.subList(0, equation.captured().size());
        Node x = y.graph().variable("", y);
        Node fixed = y.graph().variable("", y.graph().node(Identity.Detach.DETACH, y));
        Node slopes = slopes(equation.apply(x, captured), x, differentiator);
        if (isConditional && !y.type().isScalar()) {
            // where there is no solution, there need not be an inverse
            Node isSolved = TensorAlgebra.broadcast(arguments.get(arguments.size() - 1), slopes.shape());
            slopes = Algebra.where(isSolved, slopes, Creation.identity(y.graph(), slopes.shape()));
        }
        return new Equation(x, fixed, equation.apply(fixed, captured), slopes);
    }
}
