package dev.autodiff.frontend;

import dev.autodiff.frontend.library.Gathering;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.frontend.values.Range;
import dev.autodiff.frontend.values.Site;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.IndexContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.grammar.FormulaParser.SubscriptContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * {@code x[i, 1:3, ::2]} as NumPy has it: what is known now is one slice, whose axes of single indices are dropped, and
 * indices that are computed take rows from it.
 */
final class Subscripts {
    /**
     * What is taken along one axis: a range, of which a single index is dropped, or the elements of an index that is
     * computed.
     *
     * @param index what is computed, or a single index as it was written
     * @param uncertain the indices of a range that may not be there, and are wanted only under a condition, or that
     *     begins at a computed index; else null
     * @param isMoving whether the range begins at a computed index
     */
    private record Selection(Range range, boolean isDropped, Node index, Node uncertain, boolean isMoving) {
        Selection(Range range, boolean isDropped, Node index) {
            this(range, isDropped, index, null);
        }

        Selection(Range range, boolean isDropped, Node index, Node uncertain) {
            this(range, isDropped, index, uncertain, false);
        }

        static Selection all(Dimension length) {
            return new Selection(Range.all(length), false, null);
        }

        /** The same in a tensor that has nothing else along the axis. */
        Selection alone(Graph graph) {
            return isDropped
                    ? new Selection(Range.all(range.length()), true, graph.constant(0, Type.WHOLE))
                    : all(range.length());
        }

        boolean isComputed() {
            return index != null && !isDropped;
        }

        boolean isSingle() {
            return index != null && index.type().isScalar();
        }
    }

    /** A start, a stop and a step, each null where it is left out; or a single index, the start. */
    record Bounds(boolean isRange, ExpressionContext from, ExpressionContext to, ExpressionContext step) {
        static Bounds of(SubscriptContext context) {
            ExpressionContext[] parts = new ExpressionContext[3];
            int colons = 0;
            for (ParseTree child : context.children) {
                if (child instanceof TerminalNode word && word.getSymbol().getType() == FormulaLexer.COLON) {
                    colons++;
                } else {
                    parts[colons] = (ExpressionContext) child;
                }
            }
            return new Bounds(colons > 0, parts[0], parts[1], parts[2]);
        }
    }

    private final Expressions expressions;
    private final Lowering lowering;

    Subscripts(Expressions expressions, Lowering lowering) {
        this.expressions = expressions;
        this.lowering = lowering;
    }

    Node index(Node indexed, PostfixContext whole, IndexContext brackets) {
        if (lowering.isStandIn(indexed)) {
            return indexed;
        }
        List<Selection> selections = selections(indexed, whole, brackets);
        if (selections == null) {
            return lowering.standIn();
        }
        Node x = indexed;
        for (int axis = 0; axis < selections.size(); axis++) {
            if (selections.get(axis).uncertain() != null) {
                x = Gathering.takeIf(
                        lowering.guards(), x, axis, selections.get(axis).uncertain(), lowering.site(whole, brackets));
                selections.set(axis, selections.get(axis).alone(x.graph()));
            }
        }
        Site site = lowering.site(whole, brackets);
        if (isElement(selections)) {
            List<Selection> ranges = new ArrayList<>(selections);
            for (int axis = 0; axis < ranges.size(); axis++) {
                if (ranges.get(axis).isDropped()) {
                    ranges.set(axis, Selection.all(x.shape().dimension(axis)));
                }
            }
            return take(slice(x, ranges), selections.stream().map(Selection::index).toList(), site);
        }
        List<Integer> kept = IntStream.range(0, selections.size())
                .filter(axis -> !selections.get(axis).isDropped())
                .boxed()
                .toList();
        return take(
                slice(x, selections),
                kept.stream().map(axis -> selections.get(axis).index()).toList(),
                site.with(kept));
    }

    /**
     * Whether the first axes have single indices, some of them computed, and the others are whole: then one index takes
     * all.
     */
    private static boolean isElement(List<Selection> selections) {
        int singles = 0;
        while (singles < selections.size() && selections.get(singles).isSingle()) {
            singles++;
        }
        boolean isComputed = selections.subList(0, singles).stream().anyMatch(Selection::isComputed);
        return isComputed
                && selections.subList(singles, selections.size()).stream()
                        .noneMatch(selection -> selection.index() != null);
    }

    /** The tensor with other elements in the place that the left side of an assignment names. */
    Node update(Node x, PostfixContext left, Node value) {
        if (left.suffix().size() > 1) {
            throw new Failure(
                    lowering.span(left),
                    "an element of an element cannot be assigned",
                    "write all indices in one pair of brackets: s[i, j] = …");
        }
        List<Selection> selections = selections(x, left, (IndexContext) left.suffix(0));
        if (selections == null) {
            return lowering.standIn();
        }
        List<ElementAssignment.Place> places = new ArrayList<>();
        for (Selection selection : selections) {
            if (!selection.isSingle() && selection.isComputed()) {
                throw new Failure(
                        lowering.span(left),
                        "elements are assigned by single indices and ranges, and this index is "
                                + selection.index().type(),
                        "assign them one by one in a loop");
            }
            places.add(new ElementAssignment.Place(
                    selection.range(), selection.index(), selection.isMoving() ? selection.uncertain() : null));
        }
        return ElementAssignment.replaced(x, places, value, lowering.guards(), lowering.site(left));
    }

    /** What is taken along each axis, or null if it is not known because of an error. */
    private List<Selection> selections(Node x, PostfixContext whole, IndexContext brackets) {
        List<SubscriptContext> subscripts = brackets.subscript();
        if (x.type().isScalar()) {
            throw Failure.ofShapes(
                    lowering.span(whole),
                    "numbers have no elements",
                    "declare a tensor with its dimensions: input x: f64[n]");
        }
        if (subscripts.size() > x.shape().rank()) {
            throw Failure.ofShapes(lowering.span(whole), subscripts.size() + " indices are too many for " + x.type(),
                    x.shape().rank() == 1 ? "it has 1 axis" : "it has " + x.shape().rank() + " axes");
        }
        List<Selection> selections = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            Dimension length = x.shape().dimension(axis);
            Selection selection =
                    axis < subscripts.size() ? selection(x.shape(), axis, subscripts.get(axis)) : Selection.all(length);
            if (selection == null) {
                return null;
            }
            selections.add(selection);
        }
        return selections;
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

    /** @param given one for each axis, null where all of it stays */
    private Node take(Node x, List<Node> given, Site site) {
        List<Node> indices = given.stream()
                .map(index -> index == null ? null : lowering.guards().harmless(index, List.of(x)))
                .toList();
        long tensors = indices.stream().filter(index -> index != null && !index.type().isScalar()).count();
        long singles = indices.stream().filter(index -> index != null && index.type().isScalar()).count();
        if (tensors > 1 || tensors == 0 && singles > 1) {
            return Gathering.takeTogether(x, indices, site);
        }
        Node taken = x;
        for (int axis = indices.size() - 1; axis >= 0; axis--) {
            Node index = indices.get(axis);
            taken = index == null ? taken : Gathering.take(taken, axis, index, site);
        }
        return taken;
    }

    private Selection selection(Shape shape, int axis, SubscriptContext context) {
        Bounds bounds = Bounds.of(context);
        if (bounds.isRange()) {
            Selection moving = bounds.from() == null || bounds.to() == null || bounds.step() != null
                    ? null
                    : moving(shape, axis, bounds);
            if (moving != null) {
                return moving;
            }
            Dimension step = bounds.step() == null ? Dimension.ONE : bound(bounds.step());
            if (!step.isLiteral() || step.is(0) || Math.abs(step.literal()) > Integer.MAX_VALUE) {
                throw new Failure(
                        lowering.span(bounds.step()),
                        "the step of a slice is a constant whole number other than 0, and this is " + step,
                        "");
            }
            return range(
                    Range.of(bound(bounds.from()), bound(bounds.to()), (int) step.literal(), shape.dimension(axis)),
                    shape.dimension(axis));
        }
        Node index = expressions.value(bounds.from());
        return lowering.isStandIn(index) ? null : single(shape, axis, index, bounds.from());
    }

    /**
     * {@code k:k + 3}, a range of known length at a computed index; null if the index is known, or the length is not.
     */
    private Selection moving(Shape shape, int axis, Bounds bounds) {
        Node from = expressions.value(bounds.from());
        Node to = expressions.value(bounds.to());
        boolean isComputed = !lowering.isStandIn(from)
                && !lowering.isStandIn(to)
                && from.type().isScalar()
                && to.type().isScalar()
                && Known.dimension(from) == null
                && Operations.isWhole(from);
        Dimension length = isComputed ? Distance.between(from, to) : null;
        if (length == null) {
            return null;
        }
        Dimension axisLength = shape.dimension(axis);
        if (length.isLiteral()
                && (length.literal() < 0 || axisLength.isLiteral() && length.literal() > axisLength.literal())) {
            throw Failure.ofShapes(
                    lowering.span(bounds.from()).to(lowering.span(bounds.to())),
                    "a slice of " + length + " elements does not fit axis " + axis + " of " + shape,
                    "");
        }
        Node start = lowering.guards().harmless(TensorAlgebra.as(from, Type.WHOLE), List.of());
        return new Selection(
                new Range(Dimension.ZERO, length, 1),
                false,
                null,
                ElementAssignment.numbersFrom(start, length, axisLength),
                true);
    }

    /** Under a condition, a range of known length need not be there if the condition does not hold. */
    private Selection range(Range range, Dimension length) {
        boolean isCertain = length.isLiteral() || !range.length().isLiteral() || range.length().is(0);
        Node uncertain = isCertain || !lowering.guards().isConditional()
                ? null
                : ElementAssignment.numbers(lowering.graph(), range, length);
        return new Selection(range, false, null, uncertain);
    }

    /** A bound of a slice, null where it is left out. */
    private Dimension bound(ExpressionContext context) {
        if (context == null) {
            return null;
        }
        Node node = expressions.value(context);
        Dimension bound = lowering.isStandIn(node) ? Dimension.ONE : Known.dimensionOfParameters(node);
        if (bound == null) {
            throw new Failure(
                    lowering.span(context),
                    "the bounds of a slice must be whole numbers that are known now, or dimensions, and this is "
                            + (node.type().isReal() && Known.number(node) != null ? Known.number(node) : "computed"),
                    "a length cannot depend on values: write x[k:k + 3], with k of type int, for a computed start");
        }
        return bound;
    }

    private Selection single(Shape shape, int axis, Node index, ExpressionContext context) {
        Dimension length = shape.dimension(axis);
        Dimension known = Known.dimension(index);
        if (known != null) {
            Node written = TensorAlgebra.as(index, index.type().with(DType.INT));
            if (!lowering.guards().isConditional() || isInside(known, length)) {
                return new Selection(new Range(place(shape, axis, known, context), Dimension.ONE, 1), true, written);
            }
            return new Selection(
                    new Range(Dimension.ZERO, Dimension.ONE, 1),
                    true,
                    written,
                    TensorAlgebra.reshape(written, new Shape(List.of(Dimension.ONE))));
        }
        if (index.type().isTruth()) {
            throw new Failure(lowering.span(context), "an index must be whole numbers, and this is " + index.type(),
                    "where(condition, x, 0) keeps the shape, which cannot depend on values");
        }
        if (!Operations.isWhole(index) && !Known.isWhole(index)) {
            Double number = Known.number(index);
            throw new Failure(
                    lowering.span(context),
                    "an index must be a whole number, and this is " + (number != null ? number : index.type()),
                    "declare it int, or write int(…)");
        }
        double[] values = Known.numbers(index);
        for (int i = 0; values != null && i < values.length; i++) {
            place(shape, axis, Dimension.literal((long) values[i]), context);
        }
        return new Selection(Range.all(length), false, TensorAlgebra.as(index, index.type().with(DType.INT)));
    }

    private static boolean isInside(Dimension index, Dimension length) {
        return index.isLiteral() && length.isLiteral() && Placed.exists(index.literal(), length.literal());
    }

    /** The index from the front, if there is such an element as far as that is known. */
    private Dimension place(Shape shape, int axis, Dimension index, ExpressionContext context) {
        Dimension length = shape.dimension(axis);
        Dimension place = index.isLiteral() && index.literal() < 0 ? length.plus(index) : index;
        Dimension beyond = place.minus(length);
        boolean isBefore = place.isLiteral() && place.literal() < 0;
        if (isBefore || beyond.isLiteral() && beyond.literal() >= 0) {
            String range = length.is(0)
                    ? "that axis is empty"
                    : "they go from 0 to " + length.plus(-1) + ", and from the end from -1 to " + length.times(-1);
            throw Failure.ofShapes(
                    lowering.span(context),
                    "there is no index " + index + " in axis " + axis + " of " + shape + ", which has the length "
                            + length,
                    range);
        }
        return place;
    }
}
