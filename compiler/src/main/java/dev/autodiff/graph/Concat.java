package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Any number of tensors one behind the other along an axis; its transpose cuts it into slices. */
public record Concat(int axis) implements TensorOp {
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
        List<Dimension> starts = new ArrayList<>(Collections.nCopies(y.shape().rank(), Dimension.ZERO));
        for (int i = 0; i < index; i++) {
            starts.set(axis, starts.get(axis).plus(y.input(i).shape().dimension(axis)));
        }
        return new View.Steps(starts, Collections.nCopies(y.shape().rank(), 1));
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
