package dev.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cases of {@code torch-tensor.json} as programs of ours: by case or by operator, one expression for each output.
 * Without an entry the recorded call itself is the program.
 */
final class TorchPrograms {
    private static final String SEPARATOR = " ;; ";

    /** What we do not compute, and why. */
    static final Map<String, String> UNCOVERED =
            Map.of("masked_select", "the shape of x[mask] depends on values; where(mask, x, 0) keeps it");

    private static final Map<String, String> PROGRAMS = new HashMap<>();

    static {
        row("masked_fill", "where(m, -1.5, x)");
        row("expand", "broadcast_to(x, 4, 3)");
        row("repeat", "repeat(x, [2, 3])");
        for (String name : List.of("sum", "mean", "logsumexp", "amax", "amin", "var", "std", "prod")) {
            row(name, name + "(x)");
            row(name + "#2", name + "(x, axis=1, keepdims=true)");
            row(name + "#4", name + "(x, axis=[0, 2])");
        }
        row("prod#4", "prod(x)");
        row("cumprod", "cumprod(x)");
        row("cumprod#4", "cumprod(x, axis=1)");
        row("max_all", "max(x)");
        row("max_dim", "max(x, axis=1) ;; argmax(x, axis=1)");
        row("min_dim", "min(x, axis=0) ;; argmin(x, axis=0)");
        row("median", "median(x)");
        row("cumsum", "cumsum(x, axis=0)");
        row("logcumsumexp", "logcumsumexp(x, axis=0)");
        row("softmax#0", "softmax(x, axis=0)");
        row("log_softmax#0", "log_softmax(x, axis=0)");
        row("cummax", "cummax(x) ;; int(0*x)");
        List<String> orders = List.of("1", "2", "3", "0.5", "inf", "-inf", "0", "2", "inf");
        for (int i = 0; i < orders.size(); i++) {
            row("norm#" + 2 * i, "norm(x, " + orders.get(i) + ")");
        }
        row("cosine_similarity", "cosine_similarity(x, y, axis=1)");
        row("normalize", "normalize(x, axis=1)");
        row("var_mean", "var(x) ;; mean(x)");
        row("mv", "A @ x");
        row("bmm", "x @ y");
        row("einsum", "einsum(\"ij,jk->ik\", x, y)");
        row("einsum#2", "einsum(\"ii->\", x)");
        row("slogdet", "signdet(A) ;; logabsdet(A)");
        row("cholesky#4", "cholesky((A + transpose(A))/2)");
        row("matrix_power", "matrix_power(A, 3)");
        row("matrix_exp", "expm(A)");
        row("eigvalsh", "eigvalsh((A + transpose(A))/2)");
        row("qr_r_abs", "abs(qr_r(A))");
        row("select", "x[:, 2]");
        row("narrow", "x[1:1 + 2]");
        row("masked_select", "x[m]");
        row("concat", "concat(x, y, axis=1)");
        row("stack", "stack(x, y, axis=0)");
        row("split", "x[0:2] ;; x[2:4] ;; x[4:]");
        row("flip", "flip(x, 0)");
        row("pad", "pad(x, 1, 2, value=0.5)");
        row("sort", "sort(x) ;; argsort(x)");
        row("topk", "topk(x, 2) ;; argsort(-x)[0:2]");
        row("meshgrid_sum", "unsqueeze(x, 1)*unsqueeze(y, 0)");
        row("triangular_vec", "triu(outer(x, y))");
        row("smooth_l1_loss", "smooth_l1_loss(x, y, beta=0.75)");
        row("huber_loss", "huber_loss(x, y, delta=0.75)");
        row("bce_loss", "bce_loss(p, y)");
        row("bce_with_logits", "mean(bce_with_logits(x, y))");
        row("cross_entropy", "cross_entropy(x, t)");
        row("cross_entropy#2", "-gather(log_softmax(x), 1, unsqueeze(t, 1))[:, 0]");
        row("cross_entropy#4", "cross_entropy(x, t, label_smoothing=0.1)");
        row("nll_loss", "nll_loss(x, t)");
        row("nll_loss#2", "-x[arange(3), t]");
        row("kl_div", "kl_div(x, p)");
        row("batch_norm", "batch_norm(x, w, b)");
        row("batch_norm#2", "batch_norm(x)");
        row("conv1d#2", "conv1d(x, w, b, padding=2, dilation=2)");
        row("conv2d", "conv2d(x, w, b, padding=1)");
        row("attention", "softmax(q @ transpose(k)/sqrt(size(q, 1))) @ v");
        row("chain_30", "sin(".repeat(30) + "x" + ")".repeat(30));
        row("ackley2", "-20*exp(-0.2*sqrt(mean(x**2))) - exp(mean(cos(2*pi*x))) + exp(1) + 20");
    }

    private TorchPrograms() {}

    private static void row(String operator, String program) {
        PROGRAMS.put(operator, program);
    }

    /** One expression for each output. */
    static String[] outputs(String id, String call) {
        String operator = id.substring(0, id.indexOf('#'));
        return PROGRAMS.getOrDefault(id, PROGRAMS.getOrDefault(operator, call)).split(SEPARATOR);
    }
}
