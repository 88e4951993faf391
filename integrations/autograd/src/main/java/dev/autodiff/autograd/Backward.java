package dev.autodiff.autograd;

import dev.autodiff.runtime.Tensor;

/**
 * How {@link Variable#backward(Backward)} goes: {@code backward(retainGraph())}.
 *
 * @param cotangent of the result, of its shape; null for 1, if it has one element
 * @param retainsGraph whether the recording may be gone through again
 * @param createsGraph whether the gradients are recorded, so that they have derivatives too; then the recording is
 *     retained
 */
public record Backward(Variable cotangent, boolean retainsGraph, boolean createsGraph) {
    static final Backward DEFAULT = new Backward(null, false, false);

    /** The recording may be gone through again. */
    public static Backward retainGraph() {
        return new Backward(null, true, false);
    }

    /** The gradients are recorded, so that they have derivatives too. */
    public static Backward createGraph() {
        return new Backward(null, true, true);
    }

    /** The same with a cotangent. */
    public Backward withCotangent(Variable other) {
        return new Backward(other, retainsGraph, createsGraph);
    }

    void run(Variable result) {
        requireCotangent(result.value());
        if (createsGraph) {
            Sweep.record(result, cotangent);
        } else {
            Tensor seed = cotangent == null ? Tensors.full(1, result.lengths()) : cotangent.tensor();
            Sweep.backward(result.value(), seed.as(result.dtype()), retainsGraph);
        }
    }

    private void requireCotangent(Value result) {
        if (cotangent == null && !result.type().shape().size().is(1)) {
            throw Place.error(
                    "backward() is for one element, and this has the shape " + result.type().shape(),
                    "give its cotangent, backward(v), or go backward from its sum() or mean()");
        }
        if (cotangent != null && !cotangent.value().type().shape().equals(result.type().shape())) {
            throw Place.error(
                    "the cotangent has the shape " + cotangent.value().type().shape() + ", and the result "
                            + result.type().shape(),
                    "they must be equal");
        }
    }
}
