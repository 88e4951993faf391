package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stable rewrites of sums of weighted exponentials along axes, {@code sum(w*exp(x))}: of the logarithm, and of
 * quotients by the sum. The exponents are shifted by the largest one, as those of {@link ExponentialRules} are; a shift
 * that is written in a program goes.
 */
final class ExponentialReductions {
    /** A sum along axes, with the exponential in its terms. */
    private record Sum(Node node, Reduction reduction, Monomial term) {
        /** Null if it is none, or its exponents are shifted already. */
        static Sum of(Node node) {
            if (!(node.op() instanceof Reduction reduction) || reduction.fold() != Fold.SUM) {
                return null;
            }
            Monomial term = Monomial.of(node.input(0), 1);
            return term.exponent() == null || isShifted(term.exponent()) ? null : new Sum(node, reduction, term);
        }

        /** Of the exponents that count. */
        Node largest() {
            Node exponent = term.exponent();
            Node weight = term.weight();
            Node counting = weight == null ? exponent
                    : where(equal(weight, weight.constant(0)), exponent.constant(Double.NEGATIVE_INFINITY), exponent);
            return TensorAlgebra.max(counting, reduction.axes());
        }

        /** A reduced value once for each element. */
        Node each(Node reduced) {
            return TensorAlgebra.restore(reduced, reduction.axes(), node.input(0).shape());
        }

        /** The sum over {@code exp(shift)}. */
        Node over(Node shift) {
            return TensorAlgebra.sum(shifted(term, shift), reduction.axes());
        }

        Node shifted(Monomial monomial, Node shift) {
            return monomial.times(exp(monomial.exponent().minus(each(shift))));
        }
    }

    private ExponentialReductions() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.LOG) {
            return logarithm(node, node.input(0));
        }
        if (node.op() == Pointwise.ADD) {
            Node unshifted = unshifted(node, node.input(0), node.input(1));
            return unshifted != null ? unshifted : unshifted(node, node.input(1), node.input(0));
        }
        return node.op() == Pointwise.DIV ? quotient(node) : null;
    }

    /**
     * {@code m + logsumexp(x - m)} is {@code logsumexp(x)}, which looks for the largest element itself; the derivatives
     * by m cancel, whether it is a constant or not.
     */
    private static Node unshifted(Node node, Node shift, Node logarithm) {
        Node sum = logarithm.op() instanceof View.Reshape ? logarithm.input(0) : logarithm;
        boolean isShifted = sum.op() instanceof Composite composite
                && composite.kind() == Composite.Kind.LOGSUMEXP
                && sum.input(0).op() == Pointwise.SUB
                && isRepeated(shift, composite.axes(), sum.input(0).input(1));
        return isShifted
                ? TensorAlgebra.reshape(sum.graph().node(sum.op(), sum.input(0).input(0)), node.shape())
                : null;
    }

    /** Whether the elements of a reduced value stand along its axes, each once and again. */
    private static boolean isRepeated(Node reduced, List<Integer> axes, Node each) {
        if (!(each.op() instanceof View.Broadcast)) {
            return false;
        }
        Node inner = each.input(0);
        return inner.shape().stretchedAxes(each.shape()).equals(axes) && flat(inner) == flat(reduced);
    }

    /** The same elements in the same order. */
    private static Node flat(Node node) {
        Node inner = node;
        while (inner.op() instanceof View.Reshape) {
            inner = inner.input(0);
        }
        return inner;
    }

    private static Node logarithm(Node node, Node argument) {
        if (argument.op() instanceof View.Reshape) {
            Node inner = argument.input(0);
            return Sum.of(inner) == null && factor(inner) < 0 ? null : TensorAlgebra.reshape(log(inner), node.shape());
        }
        Node product = product(node, argument);
        if (product != null) {
            return product;
        }
        int factor = factor(argument);
        if (factor >= 0) {
            Node sum = log(argument.input(factor));
            Node other = log(argument.input(1 - factor));
            Node form = argument.op() == Pointwise.DIV ? sum.minus(other) : sum.plus(other);
            return besideZero(argument, factor, form);
        }
        Sum sum = Sum.of(argument);
        if (sum == null) {
            return null;
        }
        Node largest = sum.largest();
        Node shift = shift(largest);
        return where(isFinite(largest), shift.plus(log(sum.over(shift))), node);
    }

    /**
     * The logarithm of a mean, {@code log(mean(exp(g x)))}, where it is nearly 0: {@code log1p(g mean((exp(g x) -
     * 1)/g))}, which keeps its digits and vanishes with the number g. Elsewhere the other form.
     */
    private static Node besideZero(Node mean, int factor, Node elsewhere) {
        Node sum = mean.input(factor).op() instanceof View.Reshape
                ? mean.input(factor).input(0)
                : mean.input(factor);
        Reduction reduction = (Reduction) sum.op();
        Node exponent = sum.input(0).input(0);
        double count = reduction.axes().stream()
                .map(axis -> exponent.shape().dimensions().get(axis))
                .mapToDouble(length -> length.isLiteral() ? length.literal() : Double.NaN)
                .reduce(1, (a, b) -> a * b);
        boolean isMean = mean.op() == Pointwise.DIV && mean.input(1).isConstant(count)
                || mean.op() == Pointwise.MUL && mean.input(1 - factor).isConstant(1 / count);
        PowerProduct product = isMean ? PowerProduct.of(exponent) : PowerProduct.ONE;
        Node g = product.exponents().keySet().stream()
                .filter(each -> product.exponentOf(each) == 1
                        && each.op() instanceof View.Broadcast
                        && each.input(0).type().isScalar())
                .findFirst()
                .orElse(null);
        if (g == null || product.exponents().size() == 1) {
            return elsewhere;
        }
        Node x = product.times(g, -1).node(g.graph());
        Node total = TensorAlgebra.sum(g.graph().node(Pointwise.EXPM1_OVER, g, x), reduction.axes());
        Node slope = elsewhere.constant(1 / count).times(TensorAlgebra.reshape(total, elsewhere.shape()));
        Node excess = TensorAlgebra.broadcast(g.input(0), elsewhere.shape()).times(slope);
        return where(less(abs(excess), excess.constant(0.5)), log1p(excess), elsewhere);
    }

    /**
     * {@code log(c s)} and {@code log(s/d)} of a sum s with weights, which may be negative as c and d may: the shift
     * goes in front, and the rest stays together. Of a product of matrices, {@code A @ exp(x)}, likewise.
     */
    private static Node product(Node node, Node argument) {
        Contraction contraction = argument.op() instanceof Contraction of ? of : null;
        if (contraction != null) {
            return contraction(node, argument, contraction);
        }
        if (argument.op() != Pointwise.MUL && argument.op() != Pointwise.DIV) {
            return null;
        }
        for (int i = 0; i < (argument.op() == Pointwise.MUL ? 2 : 1); i++) {
            Node written = argument.input(i);
            Node inner = written.op() instanceof View.Reshape ? written.input(0) : written;
            Sum sum = isSumOfExponentials(written) ? null : Sum.of(inner);
            if (sum != null) {
                Node largest = TensorAlgebra.reshape(sum.largest(), written.shape());
                Node shift = shift(sum.largest());
                Node shifted = TensorAlgebra.reshape(sum.over(shift), written.shape());
                Node other = argument.input(1 - i);
                Node rest = node.graph().node(argument.op(), i == 0 ? shifted : other, i == 0 ? other : shifted);
                return where(
                        isFinite(largest), TensorAlgebra.reshape(shift, written.shape()).plus(log(rest)), node);
            }
        }
        return null;
    }

    /** The largest exponent of all, of a vector or matrix that is multiplied, is in front. */
    private static Node contraction(Node node, Node argument, Contraction contraction) {
        boolean isPlain = !contraction.strongA() && !contraction.strongB();
        for (int i = 0; isPlain && i < 2; i++) {
            Node exponential = argument.input(i);
            if (exponential.op() == Pointwise.EXP && !isShifted(exponential.input(0))) {
                Node exponent = exponential.input(0);
                List<Integer> axes = IntStream.range(0, exponent.shape().rank()).boxed().toList();
                Node largest = TensorAlgebra.max(exponent, axes);
                Node shift = shift(largest);
                Node each = exp(exponent.minus(TensorAlgebra.restore(shift, axes, exponent.shape())));
                Node other = argument.input(1 - i);
                Node sum = node.graph().node(contraction, i == 0 ? each : other, i == 0 ? other : each);
                return where(
                        TensorAlgebra.broadcast(isFinite(largest), node.shape()),
                        TensorAlgebra.broadcast(shift, node.shape()).plus(log(sum)),
                        node);
            }
        }
        return null;
    }

    /**
     * Which factor, or the dividend, of a product or quotient is a sum of exponentials, as of a mean; -1 if there is
     * none.
     */
    private static int factor(Node product) {
        int candidates = product.op() == Pointwise.DIV ? 1 : product.op() == Pointwise.MUL ? 2 : 0;
        return IntStream.range(0, candidates).filter(i -> isSumOfExponentials(product.input(i))).findFirst().orElse(-1);
    }

    private static boolean isSumOfExponentials(Node node) {
        Node sum = node.op() instanceof View.Reshape ? node.input(0) : node;
        return sum.op() instanceof Reduction reduction
                && reduction.fold() == Fold.SUM
                && sum.input(0).op() == Pointwise.EXP;
    }

    /** {@code v exp(y)/sum(w exp(x))}, a softmax for v = w and y = x. */
    private static Node quotient(Node node) {
        Node inner = node.input(1);
        while (inner.op() instanceof View.Reshape || inner.op() instanceof View.Broadcast) {
            inner = inner.input(0);
        }
        Sum sum = Sum.of(inner);
        Node mean = sum == null ? null : mean(node, sum);
        if (mean != null) {
            return mean;
        }
        Monomial dividend = sum == null ? null : Monomial.of(node.input(0), 1);
        boolean isOfElements = dividend != null && dividend.exponent() != null
                && dividend.exponent().shape().equals(inner.input(0).shape()) && node.input(1) == sum.each(inner);
        if (!isOfElements) {
            return null;
        }
        Node shift = shift(sum.largest());
        return sum.shifted(dividend, shift).over(sum.each(sum.over(shift)));
    }

    /** {@code sum(v exp(x))/sum(w exp(x))}, a mean with exponential weights: both shifted by the same. */
    private static Node mean(Node node, Sum sum) {
        Node inner = node.input(0);
        while (inner.op() instanceof View.Reshape) {
            inner = inner.input(0);
        }
        Sum dividend = Sum.of(inner);
        boolean isMean = dividend != null
                && dividend.term().exponent() == sum.term().exponent()
                && dividend.reduction().equals(sum.reduction())
                && inner.type().equals(sum.node().type())
                && node.input(0).type().equals(node.input(1).type());
        if (!isMean) {
            return null;
        }
        Node shift = shift(sum.largest());
        return TensorAlgebra.reshape(dividend.over(shift).over(sum.over(shift)), node.shape());
    }

    private static Node shift(Node largest) {
        return largest.graph().node(Identity.Detach.DETACH, where(isFinite(largest), largest, largest.constant(0)));
    }

    private static Node isFinite(Node x) {
        return less(abs(x), x.constant(Double.POSITIVE_INFINITY));
    }

    /** Whether the exponent is a difference to a maximum along axes. */
    private static boolean isShifted(Node exponent) {
        Node shift = exponent.op() == Pointwise.SUB ? exponent.input(1) : exponent;
        while (shift.op() instanceof View || shift.op() == Identity.Detach.DETACH || shift.op() == Pointwise.WHERE) {
            shift = shift.input(shift.op() == Pointwise.WHERE ? 1 : 0);
        }
        return exponent.op() == Pointwise.SUB
                && shift.op() instanceof Reduction reduction
                && reduction.fold() == Fold.MAX;
    }
}
