package dev.autodiff.frontend.library;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.ArrayList;
import java.util.List;

/** Two stacks of matrices, whose product is a contraction: an axis of length 1 that is stretched has no letter. */
final class MatrixBatch {
    private static final char FIRST_LETTER = 'l';

    private final Node a;
    private final Node b;
    private final StringBuilder lettersA = new StringBuilder();
    private final StringBuilder lettersB = new StringBuilder();
    private final StringBuilder letters = new StringBuilder();
    private final List<Integer> droppedA = new ArrayList<>();
    private final List<Integer> droppedB = new ArrayList<>();

    MatrixBatch(Node a, Node b) {
        this.a = a;
        this.b = b;
    }

    Node product() {
        int rankA = a.shape().rank();
        int rankB = b.shape().rank();
        int batch = Math.max(0, Math.max(rankA, rankB) - 2);
        for (int axis = 0; axis < batch; axis++) {
            add((char) (FIRST_LETTER + axis), axis - batch - 2);
        }
        letters.append(rankA > 1 ? "i" : "").append(rankB > 1 ? "j" : "");
        lettersA.append(rankA > 1 ? "ik" : "k");
        lettersB.append(rankB > 1 ? "kj" : "k");
        return Products.contract(
                lettersA.toString(),
                lettersB.toString(),
                letters.toString(),
                without(a, droppedA),
                without(b, droppedB));
    }

    /** @param axis counted from the end */
    private void add(char letter, int axis) {
        Dimension inA = dimension(a.shape(), axis);
        Dimension inB = dimension(b.shape(), axis);
        boolean stretchesA = inA != null && inA.is(1) && inB != null && !inB.is(1);
        boolean stretchesB = inB != null && inB.is(1) && inA != null && !inA.is(1);
        if (inA != null && inB != null && !stretchesA && !stretchesB && !inA.equals(inB)) {
            throw new ShapeException(
                    "cannot multiply " + a.shape() + " by " + b.shape() + ": " + inA + " and " + inB
                            + " differ in axis " + axis,
                    "the axes before the last two must be equal or 1");
        }
        letters.append(letter);
        place(letter, inA, stretchesA, axis + a.shape().rank(), lettersA, droppedA);
        place(letter, inB, stretchesB, axis + b.shape().rank(), lettersB, droppedB);
    }

    private static void place(
            char letter,
            Dimension length,
            boolean isStretched,
            int axis,
            StringBuilder letters,
            List<Integer> dropped) {
        if (isStretched) {
            dropped.add(axis);
        } else if (length != null) {
            letters.append(letter);
        }
    }

    private static Dimension dimension(Shape shape, int axis) {
        return axis < -shape.rank() ? null : shape.dimension(shape.rank() + axis);
    }

    private static Node without(Node x, List<Integer> dropped) {
        return TensorAlgebra.reshape(x, x.shape().without(dropped));
    }
}
