package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.IndexContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.grammar.FormulaParser.SubscriptContext;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * {@code x[i, 1:3, ::2]} as NumPy has it: what is known now is one slice, whose axes of single indices are dropped, and indices
 * that are computed take rows from it.
 */
final class Subscripts {
    /** What is taken along one axis: a range, of which a single index is dropped, or the elements of an index that is computed. */
    private record Selection(Range range, boolean isDropped, Node index) {}

    private final Expressions expressions;
    private final Lowering lowering;

    Subscripts(Expressions expressions, Lowering lowering) {
        this.expressions = expressions;
        this.lowering = lowering;
    }

    Node index(Node x, PostfixContext whole, IndexContext brackets) {
        if (lowering.isStandIn(x)) {
            return x;
        }
        List<SubscriptContext> subscripts = brackets.subscript();
        if (x.type().isScalar()) {
            throw Failure.ofShapes(lowering.span(whole), "numbers have no elements", "declare a tensor with its dimensions: input x: f64[n]");
        }
        if (subscripts.size() > x.shape().rank()) {
            throw Failure.ofShapes(lowering.span(whole), subscripts.size() + " indices are too many for " + x.type(),
                    x.shape().rank() == 1 ? "it has 1 axis" : "it has " + x.shape().rank() + " axes");
        }
        List<Selection> selections = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            Dimension length = x.shape().dimension(axis);
            Selection selection = axis < subscripts.size() ? selection(x.shape(), axis, subscripts.get(axis)) : new Selection(Range.all(length), false, null);
            if (selection == null) {
                return lowering.standIn();
            }
            selections.add(selection);
        }
        return take(slice(x, selections), selections.stream().filter(selection -> !selection.isDropped()).map(Selection::index).toList());
    }

    private static Node slice(Node x, List<Selection> selections) {
        List<Dimension> starts = selections.stream().map(selection -> selection.range().start()).toList();
        List<Integer> steps = selections.stream().map(selection -> selection.range().step()).toList();
        Shape sliced = new Shape(selections.stream().map(selection -> selection.range().length()).toList());
        List<Integer> dropped = new ArrayList<>();
        for (int axis = 0; axis < selections.size(); axis++) {
            if (selections.get(axis).isDropped()) {
                dropped.add(axis);
            }
        }
        Node slice = TensorAlgebra.slice(x, new View.Steps(starts, steps), sliced);
        return TensorAlgebra.reshape(slice, sliced.without(dropped));
    }

    /** @param indices one for each axis, null where all of it stays */
    private static Node take(Node x, List<Node> indices) {
        List<Integer> tensors = new ArrayList<>();
        for (int axis = 0; axis < indices.size(); axis++) {
            if (indices.get(axis) != null && !indices.get(axis).type().isScalar()) {
                tensors.add(axis);
            }
        }
        if (tensors.size() > 1) {
            return Gathering.takeTogether(x, indices);
        }
        Node taken = x;
        for (int axis = indices.size() - 1; axis >= 0; axis--) {
            taken = indices.get(axis) == null ? taken : Gathering.take(taken, axis, indices.get(axis));
        }
        return taken;
    }

    private Selection selection(Shape shape, int axis, SubscriptContext context) {
        ExpressionContext[] parts = new ExpressionContext[3];
        int colons = 0;
        for (ParseTree child : context.children) {
            if (child instanceof TerminalNode word && word.getSymbol().getType() == FormulaLexer.COLON) {
                colons++;
            } else {
                parts[colons] = (ExpressionContext) child;
            }
        }
        if (colons > 0) {
            Dimension step = parts[2] == null ? Dimension.ONE : bound(parts[2]);
            if (!step.isLiteral() || step.is(0) || Math.abs(step.literal()) > Integer.MAX_VALUE) {
                throw new Failure(lowering.span(parts[2]), "the step of a slice is a constant whole number other than 0, and this is " + step, "");
            }
            return new Selection(Range.of(bound(parts[0]), bound(parts[1]), (int) step.literal(), shape.dimension(axis)), false, null);
        }
        Node index = expressions.value(parts[0]);
        return lowering.isStandIn(index) ? null : single(shape, axis, index, parts[0]);
    }

    /** A bound of a slice, null where it is left out. */
    private Dimension bound(ExpressionContext context) {
        if (context == null) {
            return null;
        }
        Node node = expressions.value(context);
        Dimension bound = lowering.isStandIn(node) ? Dimension.ONE : Known.dimension(node);
        if (bound == null) {
            throw new Failure(lowering.span(context), "the bounds of a slice must be whole numbers that are known now, or dimensions, and this is "
                    + (node.type().isReal() && Known.number(node) != null ? Known.number(node) : "computed"), "a shape cannot depend on values");
        }
        return bound;
    }

    private Selection single(Shape shape, int axis, Node index, ExpressionContext context) {
        Dimension length = shape.dimension(axis);
        Dimension known = Known.dimension(index);
        if (known != null) {
            return new Selection(new Range(place(shape, axis, known, context), Dimension.ONE, 1), true, null);
        }
        if (index.type().isTruth()) {
            throw new Failure(lowering.span(context), "an index must be whole numbers, and this is " + index.type(),
                    "where(condition, x, 0) keeps the shape, which cannot depend on values");
        }
        if (!Operations.isWhole(index) && !Known.isWhole(index)) {
            Double number = Known.number(index);
            throw new Failure(lowering.span(context), "an index must be a whole number, and this is " + (number != null ? number : index.type()),
                    "declare it int, or write int(…)");
        }
        double[] values = Known.numbers(index);
        for (int i = 0; values != null && i < values.length; i++) {
            place(shape, axis, Dimension.literal((long) values[i]), context);
        }
        return new Selection(Range.all(length), false, TensorAlgebra.as(index, index.type().with(DType.INT)));
    }

    /** The index from the front, if there is such an element as far as that is known. */
    private Dimension place(Shape shape, int axis, Dimension index, ExpressionContext context) {
        Dimension length = shape.dimension(axis);
        Dimension place = index.isLiteral() && index.literal() < 0 ? length.plus(index) : index;
        Dimension beyond = place.minus(length);
        boolean isBefore = place.isLiteral() && place.literal() < 0;
        if (isBefore || beyond.isLiteral() && beyond.literal() >= 0) {
            String range = length.is(0) ? "that axis is empty" : "they go from 0 to " + length.plus(-1) + ", and from the end from -1 to " + length.times(-1);
            throw Failure.ofShapes(lowering.span(context), "there is no index " + index + " in axis " + axis + " of " + shape
                    + ", which has the length " + length, range);
        }
        return place;
    }
}
