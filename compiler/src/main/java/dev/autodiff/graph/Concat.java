package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Any number of tensors one behind the other along an axis; its transpose cuts it into slices.
 *
 * @param starts where along the axis each input begins: a pass over all inputs stays linear, since none adds up those
 *     before it
 */
public record Concat(int axis, List<Dimension> starts) implements TensorOp {
    public Concat {
        starts = List.copyOf(starts);
    }

    /**
     * For inputs of these shapes.
     *
     * @throws dev.autodiff.runtime.ShapeException if they do not fit
     */
    public static Concat of(int axis, List<Shape> shapes) {
        Shape.concat(shapes, axis);
        List<Dimension> starts = new ArrayList<>();
        Dimension next = Dimension.ZERO;
        for (Shape shape : shapes) {
            starts.add(next);
            next = next.plus(shape.dimension(axis));
        }
        return new Concat(axis, starts);
    }

    @Override
    public List<String> attributes(Node y) {
        return List.of("axis=" + axis);
    }

    @Override
    public String symbol() {
        return "concat";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type().with(Shape.concat(inputs.stream().map(Node::shape).toList(), axis));
    }

    /** Where the input of this number goes in an array of y's shape. */
    public Access place(int index, Node y) {
        return steps(index, y).through(Access.dense(y.shape()));
    }

    private View.Steps steps(int index, Node y) {
        List<Dimension> corner = new ArrayList<>(Collections.nCopies(y.shape().rank(), Dimension.ZERO));
        corner.set(axis, starts.get(index));
        return new View.Steps(corner, Collections.nCopies(y.shape().rank(), 1));
    }

    @Override
    public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
        double[] all = new double[Tensor.size(y.shape().lengths(sizes))];
        for (int k = 0; k < inputs.size(); k++) {
            int[] places = Dense.places(inputs.get(k).lengths(), place(k, y), sizes);
            for (int i = 0; i < places.length; i++) {
                all[places[i]] = inputs.get(k).data()[i];
            }
        }
        return all;
    }

    @Override
    public Node pullback(int index, Node y, Node g) {
        return TensorAlgebra.slice(g, steps(index, y), y.input(index).shape());
    }

    @Override
    public boolean isLinear() {
        return true;
    }

    @Override
    public boolean movesCotangents() {
        return true;
    }
}
