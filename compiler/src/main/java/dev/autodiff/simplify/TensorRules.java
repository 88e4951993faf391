package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.TensorAlgebra.isSplat;
import static dev.autodiff.graph.TensorAlgebra.splat;

import dev.autodiff.graph.AlongAxes;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.LogShare;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.Share;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites of operators on tensors, whose shapes no pattern of nodes can name. The exact ones change no bit: what is
 * computed from repeated values is computed once and repeated. The stable ones compute sums of equal numbers as
 * products, and sums of exponentials and of squares without overflow.
 */
final class TensorRules {
    private TensorRules() {}

    /** The node in another form, or null if no rule applies. */
    static Node rewrite(Node node, boolean stable) {
        if (node.op() instanceof View) {
            return view(node);
        }
        if (node.op() instanceof Reduction reduction) {
            return stable && reduction.fold() == Fold.SUM ? sumOfRepeated(node, reduction) : null;
        }
        if (node.op() instanceof ScalarOp) {
            Node rewritten = stable ? stable(node) : null;
            return rewritten != null ? rewritten : isMaskOfPadding(node) ? node.input(1) : beforeBroadcast(node);
        }
        return stable && node.op() instanceof AlongAxes along ? unshifted(node, along) : null;
    }

    private static Node stable(Node node) {
        Node rewritten = node.op() instanceof IntegerPower power
                ? squaredNorm(node, power)
                : node.op() == Pointwise.SUB
                        ? difference(node)
                        : node.op() == Pointwise.DIV ? share(node) : composite(node);
        return rewritten != null ? rewritten : ExponentialReductions.rewrite(node);
    }

    /** Shares stay where all exponents change by the same number. */
    private static Node unshifted(Node node, AlongAxes along) {
        Node x = node.input(0);
        boolean isShifted = x.op() == Pointwise.SUB
                && x.input(1).op() instanceof View.Broadcast
                && x.input(1).input(0).shape().stretchedAxes(x.shape()).containsAll(along.axes())
                && x.input(0).type().equals(x.type());
        return isShifted ? node.graph().node(along, x.input(0)) : null;
    }

    /**
     * A view of one number in every place is that number; a view of the same kind goes through to the inner one's
     * input.
     */
    private static Node view(Node node) {
        Node x = node.input(0);
        boolean keepsAll = !(node.op() instanceof View.Pad) || x.isConstant(0) || x.isTruth(false);
        if (isSplat(x) && keepsAll) {
            return splat(x, node.shape());
        }
        if (node.op() instanceof View.Broadcast && x.op() instanceof View.Broadcast) {
            return TensorAlgebra.broadcast(x.input(0), node.shape());
        }
        if (node.op() instanceof View.Broadcast && x.op() instanceof View.Reshape) {
            Node direct = TensorAlgebra.broadcast(x, node.shape());
            return direct == node ? null : direct;
        }
        return node.op() instanceof View.Reshape && x.op() instanceof View.Reshape
                ? TensorAlgebra.reshape(x.input(0), node.shape())
                : null;
    }

    /** {@code where(c, pad(x), 0)} where c is the part that is not padded, or the same views of both. */
    private static boolean isMaskOfPadding(Node node) {
        return node.op() == Pointwise.WHERE && node.input(2).isConstant(0) && isPlace(node.input(0), node.input(1));
    }

    /** Whether the truth holds in all places where the value is not padded. */
    private static boolean isPlace(Node truth, Node value) {
        if (!(truth.op() instanceof View) || !truth.op().equals(value.op())) {
            return false;
        }
        return truth.op() instanceof View.Pad && truth.input(0).isTruth(true)
                || isPlace(truth.input(0), value.input(0));
    }

    /** {@code f(broadcast(x), broadcast(y), 2)} is {@code broadcast(f(x, y, 2))}. */
    private static Node beforeBroadcast(Node node) {
        Shape source = null;
        for (Node input : node.inputs()) {
            if (input.op() instanceof View.Broadcast && (source == null || source.equals(input.input(0).shape()))) {
                source = input.input(0).shape();
            } else if (!isSplat(input)) {
                return null;
            }
        }
        if (source == null) {
            return null;
        }
        List<Node> inputs = new ArrayList<>();
        for (Node input : node.inputs()) {
            inputs.add(input.op() instanceof View.Broadcast ? input.input(0) : splat(input, source));
        }
        return TensorAlgebra.broadcast(node.graph().node(node.op(), inputs.toArray(new Node[0])), node.shape());
    }

    /** The sum along repeated axes is a product with their length; what others repeat is summed before that. */
    private static Node sumOfRepeated(Node node, Reduction sum) {
        Node x = node.input(0);
        if (isSplat(x) && !x.type().isTruth()) {
            return times(node, splat(x, node.shape()), TensorAlgebra.count(x, sum.axes()));
        }
        if (!(x.op() instanceof View.Broadcast)) {
            return null;
        }
        Node inner = x.input(0);
        List<Integer> repeated = new ArrayList<>(inner.shape().stretchedAxes(x.shape()));
        repeated.retainAll(sum.axes());
        int added = x.shape().rank() - inner.shape().rank();
        if (repeated.isEmpty()) {
            List<Integer> axes = sum.axes().stream().map(axis -> axis - added).toList();
            return TensorAlgebra.broadcast(TensorAlgebra.sum(inner, axes), node.shape());
        }
        List<Integer> dropped = repeated.stream().filter(axis -> axis >= added).map(axis -> axis - added).toList();
        Node rest = TensorAlgebra.broadcast(
                TensorAlgebra.reshape(inner, inner.shape().without(dropped)),
                x.shape().without(repeated));
        List<Integer> axes = sum.axes().stream().filter(axis -> !repeated.contains(axis))
                .map(axis -> axis - (int) repeated.stream().filter(other -> other < axis).count()).toList();
        return times(node, TensorAlgebra.sum(rest, axes), TensorAlgebra.count(x, repeated));
    }

    private static Node times(Node node, Node value, Node count) {
        return TensorAlgebra.as(value.times(TensorAlgebra.as(count, node.type().with(Shape.SCALAR))), node.type());
    }

    /** {@code log(sum(exp(x)))} and {@code sqrt(sum(x²))}, with the axes kept or not. */
    private static Node composite(Node node) {
        if (node.op() != Pointwise.LOG && node.op() != Pointwise.SQRT) {
            return null;
        }
        Node share = node.op() == Pointwise.LOG ? logOfShare(node.input(0)) : null;
        if (share != null) {
            return share;
        }
        Node sum = node.input(0).op() instanceof View.Reshape ? node.input(0).input(0) : node.input(0);
        if (!(sum.op() instanceof Reduction reduction) || reduction.fold() != Fold.SUM) {
            return null;
        }
        Node term = sum.input(0);
        Composite composite = null;
        if (node.op() == Pointwise.LOG && term.op() == Pointwise.EXP) {
            composite = new Composite(Composite.Kind.LOGSUMEXP, reduction.axes());
        } else if (node.op() == Pointwise.SQRT && isSquare(term)) {
            composite = new Composite(Composite.Kind.NORM, reduction.axes());
        }
        return composite == null
                ? null
                : TensorAlgebra.reshape(node.graph().node(composite, term.input(0)), node.shape());
    }

    /**
     * {@code x - logsumexp(x)}, or the difference the other way round, of all elements or of those that a view leaves:
     * near 0 all digits of the difference would cancel.
     */
    private static Node logShare(Node node) {
        Node share = logShare(node.input(0), node.input(1));
        if (share == null) {
            share = logShare(node.input(1), node.input(0));
            share = share == null ? null : share.negate();
        }
        return share == null || share.type().equals(node.type()) ? share : null;
    }

    /** {@code log(softmax(x))}, of all elements or of those that a view leaves. */
    private static Node logOfShare(Node element) {
        Node share = viewed(element);
        return share.op() instanceof Share of
                ? sameView(element, share, share.graph().node(new LogShare(of.axes()), share.input(0)))
                : null;
    }

    /** {@code exp(x)/sum(exp(x))}, of all elements or of those that a view leaves. */
    private static Node share(Node quotient) {
        Node sum = reduced(quotient.input(1));
        boolean isOfExponentials = sum.op() instanceof Reduction reduction
                && reduction.fold() == Fold.SUM
                && sum.input(0).op() == Pointwise.EXP;
        if (!isOfExponentials) {
            return null;
        }
        List<Integer> axes = ((Reduction) sum.op()).axes();
        Node x = sum.input(0).input(0);
        Node share = x.graph().node(new Share(axes), x);
        Node dividend = quotient.input(0);
        if (dividend == sum.input(0)) {
            return isRepeated(sum, axes, quotient.input(1), x.shape()) ? share : null;
        }
        Node part = !sum.type().isScalar()
                ? null
                : viewed(dividend) == sum.input(0)
                        ? sameView(dividend, sum.input(0), share)
                        : dividend.op() == Pointwise.EXP ? sameView(dividend.input(0), x, share) : null;
        return part == null || part.type().equals(quotient.type()) ? part : null;
    }

    /** {@code 1 - softmax(x)}, the share of the others; and {@code x - logsumexp(x)}. */
    private static Node difference(Node node) {
        Node log = isSplat(node.input(0)) && node.input(0).isConstant(1) ? logOfShare(node.input(1)) : null;
        return log == null ? logShare(node) : expm1(log).negate();
    }

    /** What an element or a part is taken of. */
    private static Node viewed(Node element) {
        Node whole = element;
        while (whole.op() instanceof View.Slice || whole.op() instanceof View.Reshape) {
            whole = whole.input(0);
        }
        return whole;
    }

    /** Whether a value is a reduced one, once for each element. */
    private static boolean isRepeated(Node reduced, List<Integer> axes, Node value, Shape shape) {
        return reduced.type().isScalar() || value == TensorAlgebra.restore(reduced, axes, shape);
    }

    /** What is repeated or has its axes back. */
    private static Node reduced(Node node) {
        Node reduced = node;
        while (reduced.op() instanceof View.Reshape || reduced.op() instanceof View.Broadcast) {
            reduced = reduced.input(0);
        }
        return reduced;
    }

    private static Node logShare(Node element, Node sum) {
        Node reduced = reduced(sum);
        if (!(reduced.op() instanceof Composite composite) || composite.kind() != Composite.Kind.LOGSUMEXP) {
            return null;
        }
        Node x = reduced.input(0);
        Node share = x.graph().node(new LogShare(composite.axes()), x);
        if (reduced.type().isScalar()) {
            return sameView(element, x, share);
        }
        return element == x && isRepeated(reduced, composite.axes(), sum, x.shape()) ? share : null;
    }

    /** The view that an element is of x, of its share; null if it is none. */
    private static Node sameView(Node element, Node x, Node share) {
        List<Node> views = new ArrayList<>();
        Node inner = element;
        while (inner != x && (inner.op() instanceof View.Slice || inner.op() instanceof View.Reshape)) {
            views.add(inner);
            inner = inner.input(0);
        }
        Node view = share;
        for (int i = views.size() - 1; i >= 0; i--) {
            view = view.graph().node(views.get(i).op(), view);
        }
        return inner == x ? view : null;
    }

    /**
     * {@code norm(x)²ᵏ} is {@code sum(x²)ᵏ}, with the axes kept or not, over or times another value or not: a norm has
     * no second derivative at 0, but its square has.
     */
    private static Node squaredNorm(Node node, IntegerPower power) {
        if (power.exponent() <= 0 || power.exponent() % 2 != 0) {
            return null;
        }
        Node base = node.input(0);
        if (base.op() == Pointwise.DIV || base.op() == Pointwise.MUL) {
            for (int i = 0; i < (base.op() == Pointwise.MUL ? 2 : 1); i++) {
                Node rewritten = isNorm(base.input(i)) ? squaredNorm(base, i) : null;
                if (rewritten != null) {
                    return rewritten.power(power.exponent() / 2);
                }
            }
            return null;
        }
        return isNorm(base) ? sumOfSquares(base, norm(base).input(0)).power(power.exponent() / 2) : null;
    }

    /**
     * The square of a norm, which is one of two factors or the dividend: the other operand goes to the elements, whose
     * squares do not overflow.
     */
    private static Node squaredNorm(Node base, int index) {
        Node of = base.input(index);
        Node elements = norm(of).input(0);
        Composite composite = (Composite) norm(of).op();
        Node other = base.input(1 - index);
        if (!base.type().equals(of.type())) {
            return null;
        }
        Node rest = TensorAlgebra.reshape(TensorAlgebra.as(other, of.type()), norm(of).shape());
        Node each = TensorAlgebra.restore(rest, composite.axes(), elements.shape());
        return sumOfSquares(of, elements.graph().node(base.op(), elements, each));
    }

    private static Node sumOfSquares(Node norm, Node elements) {
        return TensorAlgebra.reshape(
                TensorAlgebra.sum(elements.power(2), ((Composite) norm(norm).op()).axes()), norm.shape());
    }

    private static boolean isNorm(Node node) {
        return norm(node).op() instanceof Composite composite && composite.kind() == Composite.Kind.NORM;
    }

    /** What is reshaped to keep axes. */
    private static Node norm(Node node) {
        return node.op() instanceof View.Reshape ? node.input(0) : node;
    }

    private static boolean isSquare(Node node) {
        return node.op() instanceof IntegerPower power && power.exponent() == 2
                || node.op() == Pointwise.MUL && node.input(0) == node.input(1);
    }
}
