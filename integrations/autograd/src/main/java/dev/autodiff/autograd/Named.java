// Written by OperationsSourceTest from the tables of the language; run it with -Dgolden=update.
package dev.autodiff.autograd;

/**
 * An argument that a function gets by its name: {@code sum(x, axis(1), keepdims(true))}.
 *
 * @param value a variable, a number, a boolean or {@code int[]}
 */
public record Named(String name, Object value) {

    /** Of {@code celu, elu}. */
    public static Named a(double value) {
        return new Named("a", value);
    }

    /** Of {@code pad}. */
    public static Named after(int value) {
        return new Named("after", value);
    }

    /** Of {@code addmm}. */
    public static Named alpha(Variable value) {
        return new Named("alpha", value);
    }

    /** Of {@code allclose, isclose}. */
    public static Named atol(Variable value) {
        return new Named("atol", value);
    }

    /** Of {@code all, amax, amin, any, argmax, argmin, argsort, concat, …}. */
    public static Named axis(int... value) {
        return new Named("axis", Call.oneOrAll(value));
    }

    /** Of {@code transpose}. */
    public static Named axis1(int value) {
        return new Named("axis1", value);
    }

    /** Of {@code transpose}. */
    public static Named axis2(int value) {
        return new Named("axis2", value);
    }

    /** Of {@code addmm, smooth_l1, smooth_l1_loss}. */
    public static Named beta(double value) {
        return new Named("beta", value);
    }

    /** Of {@code batch_norm, batch_norm_eval, conv1d, conv2d, group_norm, layer_norm}. */
    public static Named bias(Variable value) {
        return new Named("bias", value);
    }

    /** Of {@code std, var}. */
    public static Named correction(double value) {
        return new Named("correction", value);
    }

    /** Of {@code huber, huber_loss}. */
    public static Named delta(double value) {
        return new Named("delta", value);
    }

    /** Of {@code argsort, sort}. */
    public static Named descending(boolean value) {
        return new Named("descending", value);
    }

    /** Of {@code conv1d, conv2d}. */
    public static Named dilation(int value) {
        return new Named("dilation", value);
    }

    /** Of {@code batch_norm, batch_norm_eval, cosine_similarity, gaussian_nll_loss, group_norm, layer_norm, normalize, pairwise_distance, …}. */
    public static Named eps(double value) {
        return new Named("eps", value);
    }

    /** Of {@code heaviside}. */
    public static Named half(double value) {
        return new Named("half", value);
    }

    /** Of {@code cross_entropy, nll_loss}. */
    public static Named ignore_index(double value) {
        return new Named("ignore_index", value);
    }

    /** Of {@code amax, amin}. */
    public static Named initial(double value) {
        return new Named("initial", value);
    }

    /** Of {@code diag, tril, triu}. */
    public static Named k(int value) {
        return new Named("k", value);
    }

    /** Of {@code all, amax, amin, any, argmax, argmin, count_nonzero, logsumexp, …}. */
    public static Named keepdims(boolean value) {
        return new Named("keepdims", value);
    }

    /** Of {@code cross_entropy, nll_loss}. */
    public static Named label_smoothing(double value) {
        return new Named("label_smoothing", value);
    }

    /** Of {@code eye}. */
    public static Named m(int value) {
        return new Named("m", value);
    }

    /** Of {@code triplet_margin_loss}. */
    public static Named margin(Variable value) {
        return new Named("margin", value);
    }

    /** Of {@code nan_to_num}. */
    public static Named neginf(Variable value) {
        return new Named("neginf", value);
    }

    /** Of {@code nan_to_num}. */
    public static Named number(Variable value) {
        return new Named("number", value);
    }

    /** Of {@code cdist, dropout, norm, normalize, pairwise_distance, triplet_margin_loss}. */
    public static Named p(double value) {
        return new Named("p", value);
    }

    /** Of {@code conv1d, conv2d}. */
    public static Named padding(int value) {
        return new Named("padding", value);
    }

    /** Of {@code bce_with_logits}. */
    public static Named pos_weight(Variable value) {
        return new Named("pos_weight", value);
    }

    /** Of {@code nan_to_num}. */
    public static Named posinf(Variable value) {
        return new Named("posinf", value);
    }

    /** Of {@code zeta}. */
    public static Named q(Variable value) {
        return new Named("q", value);
    }

    /** Of {@code allclose, isclose}. */
    public static Named rtol(Variable value) {
        return new Named("rtol", value);
    }

    /** Of {@code gamcdf, gaminv, gampdf}. */
    public static Named scale(Variable value) {
        return new Named("scale", value);
    }

    /** Of {@code dropout, rand, randn}. */
    public static Named seed(int value) {
        return new Named("seed", value);
    }

    /** Of {@code leaky_relu}. */
    public static Named slope(double value) {
        return new Named("slope", value);
    }

    /** Of {@code arange}. */
    public static Named step(double value) {
        return new Named("step", value);
    }

    /** Of {@code arange}. */
    public static Named stop(double value) {
        return new Named("stop", value);
    }

    /** Of {@code avg_pool1d, avg_pool2d, conv1d, conv2d, max_pool1d, max_pool2d}. */
    public static Named stride(int value) {
        return new Named("stride", value);
    }

    /** Of {@code dropout}. */
    public static Named training(boolean value) {
        return new Named("training", value);
    }

    /** Of {@code solve_triangular}. */
    public static Named upper(boolean value) {
        return new Named("upper", value);
    }

    /** Of {@code addcdiv, addcmul, pad}. */
    public static Named value(double value) {
        return new Named("value", value);
    }

    /** Of {@code batch_norm, batch_norm_eval, cross_entropy, group_norm, layer_norm, nll_loss, rms_norm}. */
    public static Named weight(Variable value) {
        return new Named("weight", value);
    }

    /** Of {@code hardshrink, softshrink}. */
    public static Named width(Variable value) {
        return new Named("width", value);
    }
}
