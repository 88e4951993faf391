package dev.autodiff;

import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.derivatives.Forward;
import dev.autodiff.derivatives.Jacobian;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.frontend.Differentiator;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.simplify.ProportionalLengths;
import dev.autodiff.simplify.Simplifier;
import dev.autodiff.simplify.StrengthReduction;
import dev.autodiff.source.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Derivatives of all kinds, each taken of the simplified value: so the derivative is one of the stable form. */
class Derivatives implements Differentiator {
    private final Simplifier.Level level;
    private final LoopOp.Limits limits;
    private final NestedDerivatives nested;
    private final SharedGradients shared = new SharedGradients(this::slopes);

    Derivatives(Options options, Diagnostics diagnostics) {
        this.level = options.level().internal();
        this.limits = options.limits().ofLoops();
        this.nested = new NestedDerivatives(diagnostics, options.limits().order());
    }

    @Override
    public Node derivative(Node z, Node x) {
        NestedDerivatives.Nesting nesting = nested.nest(z, x, 1);
        return nested.noted(
                nesting.isTangent()
                        ? tangents(List.of(z), List.of(x), List.of(z.graph().constant(1, x.type())))
                                .get(0)
                        : nesting.order() == 1 ? shared.gradient(z, x) : slopes(z, List.of(x)).get(0),
                nesting);
    }

    @Override
    public Node jacobian(Node y, Node x) {
        NestedDerivatives.Nesting nesting = nested.nest(y, x, 1);
        return nested.noted(jacobian(List.of(y), List.of(x)).get(0).get(0), nesting);
    }

    @Override
    public Node hessian(Node z, Node x) {
        NestedDerivatives.Nesting nesting = nested.nest(z, x, 2);
        return nested.noted(hessian(slopes(z, List.of(x)), List.of(x)).get(0).get(0), nesting);
    }

    @Override
    public Node jvp(Node y, Node x, Node v) {
        NestedDerivatives.Nesting nesting = nested.nest(y, x, 1);
        return nested.noted(tangents(List.of(y), List.of(x), List.of(v)).get(0), nesting);
    }

    @Override
    public Node vjp(Node y, Node x, Node v) {
        NestedDerivatives.Nesting nesting = nested.nest(y, x, 1);
        return nested.noted(pullback(List.of(y), List.of(x), List.of(v)).get(0), nesting);
    }

    @Override
    public Node hvp(Node z, Node x, Node v) {
        NestedDerivatives.Nesting nesting = nested.nest(z, x, 2);
        return nested.noted(tangents(slopes(z, List.of(x)), List.of(x), List.of(v)).get(0), nesting);
    }

    /** The derivatives of one number by each variable. */
    List<Node> gradient(Node z, List<Node> variables) {
        return pullback(List.of(z), variables, List.of(z.graph().constant(1, z.type())));
    }

    /** The gradient in a form that may be differentiated again. */
    List<Node> slopes(Node z, List<Node> variables) {
        List<Node> cotangents = List.of(z.graph().constant(1, z.type()));
        return variables.isEmpty()
                ? List.of()
                : pullback(List.of(z), variables, cotangents, simplified(List.of(z), variables, true));
    }

    /** The sum over the results of {@code cotangent · ∂result/∂variable}, for each variable. */
    List<Node> pullback(List<Node> results, List<Node> variables, List<Node> cotangents) {
        return variables.isEmpty()
                ? List.of()
                : pullback(results, variables, cotangents, simplified(results, variables));
    }

    private static List<Node> pullback(
            List<Node> results, List<Node> variables, List<Node> cotangents, UnaryOperator<Node> simplified) {
        return Reverse.gradient(
                results.stream().map(simplified).toList(),
                variables.stream().map(simplified).toList(),
                cotangents);
    }

    /** How each result changes along a direction of the variables. */
    List<Node> tangents(List<Node> results, List<Node> variables, List<Node> directions) {
        if (variables.isEmpty()) {
            return results.stream().map(result -> result.graph().constant(0, result.type())).toList();
        }
        UnaryOperator<Node> simplified = simplified(results, variables);
        return Forward.tangents(
                results.stream().map(simplified).toList(),
                variables.stream().map(simplified).toList(),
                directions);
    }

    /** The blocks {@code ∂result/∂variable}, by results and then by variables. */
    List<List<Node>> jacobian(List<Node> results, List<Node> variables) {
        UnaryOperator<Node> simplified = simplified(results, variables);
        return Jacobian.of(
                results.stream().map(simplified).toList(),
                variables.stream().map(simplified).toList(),
                limits);
    }

    /**
     * The blocks {@code ∂²z/∂xᵢ∂xⱼ}, by rows: those of the lower triangle are derived, forward over reverse, and the
     * others are their transposes. Within a block on the diagonal, too, the lower triangle counts, so that the whole is
     * symmetric bit for bit.
     *
     * @param gradient of z by the variables
     */
    List<List<Node>> hessian(List<Node> gradient, List<Node> variables) {
        if (variables.isEmpty()) {
            return List.of();
        }
        List<List<Node>> rows = new ArrayList<>();
        variables.forEach(variable -> rows.add(new ArrayList<>()));
        UnaryOperator<Node> simplified = simplified(gradient, variables, true);
        List<Node> slopes = gradient.stream().map(simplified).toList();
        for (int j = 0; j < variables.size(); j++) {
            Node variable = simplified.apply(variables.get(j));
            List<List<Node>> column = Jacobian.forward(slopes.subList(j, slopes.size()), List.of(variable), limits);
            for (int i = j; i < variables.size(); i++) {
                Node block = column.get(i - j).get(0);
                rows.get(i).add(i == j ? symmetric(block) : block);
                if (i > j) {
                    rows.get(j).add(transposed(block, variables.get(i).shape().rank()));
                }
            }
        }
        return rows;
    }

    /** The block, of twice the shape of a variable, with its upper triangle replaced by the lower one. */
    static Node symmetric(Node block) {
        int rank = block.shape().rank() / 2;
        if (rank == 0 || block.isConstant(0)) {
            return block;
        }
        Dimension count = new Shape(block.shape().dimensions().subList(0, rank)).size();
        Node places = block.graph().node(new Leaf.Iota(count));
        Node isUpper = less(TensorAlgebra.reshape(places, new Shape(List.of(count, Dimension.ONE))), places);
        return where(TensorAlgebra.reshape(isUpper, block.shape()), transposed(block, rank), block);
    }

    /** @param leading how many axes move to the end */
    static Node transposed(Node block, int leading) {
        int rank = block.shape().rank();
        return TensorAlgebra.permute(
                block,
                IntStream.range(0, rank)
                        .map(axis -> (axis + leading) % rank)
                        .boxed()
                        .toList());
    }

    /** The nodes in the form that code is generated from. */
    List<Node> simplified(List<Node> nodes) {
        return nodes.isEmpty()
                ? nodes
                : nodes.stream().map(new Simplifier(nodes.get(0).graph(), level, false).simplify(nodes)).toList();
    }

    /** Numbers, and then derivatives of them, in the form that code is generated from when no more are taken. */
    List<Node> reduced(List<Node> values, List<Node> derivatives) {
        List<Node> simpleValues = simplified(values);
        List<Node> simple = simplified(derivatives);
        if (level == Simplifier.Level.EXACT || simple.isEmpty()) {
            List<Node> all = new ArrayList<>(simpleValues);
            all.addAll(simple);
            return all;
        }
        return StrengthReduction.of(simpleValues, simple);
    }

    /** The derivative of a number by another, which it depends on by loops or tensors. */
    private static Node slope(Node y, Node x) {
        return Forward.tangent(y, List.of(x), List.of(x.constant(1)));
    }

    /** As they are before they are differentiated. */
    UnaryOperator<Node> simplified(List<Node> results, List<Node> variables) {
        return simplified(results, variables, false);
    }

    /** @param isCurvature whether second derivatives are asked for */
    UnaryOperator<Node> simplified(List<Node> results, List<Node> variables, boolean isCurvature) {
        List<Node> all = new ArrayList<>(variables);
        all.addAll(results);
        Graph graph = all.get(0).graph();
        UnaryOperator<Node> simplified = simplifier(graph).simplify(all);
        UnaryOperator<Node> unified = level == Simplifier.Level.EXACT
                ? null
                : ProportionalLengths.unify(
                        graph,
                        variables.stream().map(simplified).toList(),
                        all.stream().map(simplified).toList(),
                        isCurvature);
        if (unified == null) {
            return simplified;
        }
        UnaryOperator<Node> again = simplifier(graph)
                .simplify(all.stream().map(node -> unified.apply(simplified.apply(node))).toList());
        return node -> again.apply(unified.apply(simplified.apply(node)));
    }

    private Simplifier simplifier(Graph graph) {
        return new Simplifier(graph, level, true, Derivatives::slope);
    }
}
