package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.frontend.values.Axes;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;

/**
 * The loss of classes by the logarithms of their probabilities: the mean over rows of {@code -logp[target]}, or of
 * {@code -Σ target·logp} where the target is a distribution. As in PyTorch a row counts as much as its class weighs,
 * one of the class {@code ignore_index} not at all, and label smoothing takes a part of each target and shares it among
 * all classes.
 */
final class Likelihood {
    private final Arguments a;
    private final Node logp;
    private final int axis;
    private final Shape rows;

    private Likelihood(Arguments a) {
        this.a = a;
        this.logp = a.number("logp");
        this.axis = a.axis("axis", -1, logp.shape());
        this.rows = logp.shape().without(List.of(axis));
    }

    static void add(Table table) {
        table.add("nll_loss(logp, target, axis?, weight?, ignore_index?, label_smoothing?)", a -> new Likelihood(a)
                .loss());
    }

    private Node loss() {
        Node target = a.number("target");
        if (target.shape().equals(rows)) {
            return ofClasses();
        }
        if (target.shape().equals(logp.shape())) {
            return ofDistributions(target);
        }
        throw a.shapeFailure(
                "'nll_loss' cannot use a target of the shape " + target.shape() + " for " + logp.shape()
                        + ", with classes along axis " + axis,
                "a target is the class of each row, of the shape " + rows + ", or a distribution for each row");
    }

    private Node ofClasses() {
        Node given = Gathering.whole(a.indices("target"));
        Node ignored = a.has("ignore_index") ? equal(given, given.constant(a.whole("ignore_index", 0))) : null;
        Node index = ignored == null ? given : where(ignored, given.constant(0), given);
        Node weight = a.has("weight") ? at(weights(), index) : TensorAlgebra.splat(logp.constant(1), rows);
        Node likelihood = at(logp, index);
        Node total = ignored == null && !a.has("weight")
                ? TensorAlgebra.count(likelihood, Axes.of(rows.rank()))
                : sum(counting(ignored, weight));
        Node loss = sum(counting(ignored, a.has("weight") ? weight.times(likelihood) : likelihood))
                .over(total)
                .negate();
        return smoothed(loss, sum(counting(ignored, TensorAlgebra.sum(weighted(logp), List.of(axis)))).over(total));
    }

    private Node ofDistributions(Node target) {
        if (a.has("ignore_index")) {
            throw a.failure(
                    "ignore_index",
                    "'ignore_index' needs targets that are classes, and these are distributions",
                    "give rows to be ignored a distribution of zeros");
        }
        Node weighted = weighted(logp);
        Node share = where(equal(target, target.constant(0)), logp.constant(0), target.times(weighted));
        Node count = TensorAlgebra.count(logp, Axes.of(logp.shape().rank())).over(classes());
        return smoothed(sum(share).over(count).negate(), sum(weighted).over(count));
    }

    /** The loss with a part of it from all classes alike, whose sum of logarithms is given. */
    private Node smoothed(Node loss, Node ofAll) {
        if (!a.has("label_smoothing")) {
            return loss;
        }
        Node part = a.number("label_smoothing");
        Node mixture = part.constant(1).minus(part).times(loss).minus(part.times(ofAll.over(classes())));
        return where(equal(part, part.constant(0)), loss, mixture);
    }

    private Node classes() {
        return TensorAlgebra.count(logp, List.of(axis));
    }

    private Node weighted(Node x) {
        return a.has("weight") ? x.times(weights()) : x;
    }

    /** The weight of each class, in every row. */
    private Node weights() {
        Node weight = a.number("weight");
        Dimension classes = logp.shape().dimension(axis);
        if (!weight.shape().equals(new Shape(List.of(classes)))) {
            throw a.failure(
                    "weight",
                    "'weight' has the shape " + weight.shape() + ", and there are " + classes + " classes along axis "
                            + axis,
                    "it is one number for each class");
        }
        return TensorAlgebra.alongAxis(weight, axis, logp.shape());
    }

    /** The element of each row that the index names. */
    private Node at(Node x, Node index) {
        Node column = TensorAlgebra.reshape(index, x.shape().with(axis, Dimension.ONE));
        return TensorAlgebra.reshape(Gathering.gather(x, axis, column, a.site()), rows);
    }

    /** What ignored rows contribute is 0, whatever is in them. */
    private static Node counting(Node ignored, Node x) {
        return ignored == null ? x : where(ignored, x.constant(0), x);
    }

    private static Node sum(Node x) {
        return TensorAlgebra.sum(x, Axes.of(x.shape().rank()));
    }
}
