package dev.autodiff;

import dev.autodiff.frontend.Prelude;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The functions of numbers that are written in the language itself, as they are defined there. */
public final class PreludeHeads {
    private static final Pattern DEFINITION = Pattern.compile("(?m)^(\\w+)\\(([^)]*)\\)");

    /**
     * Functions of tensors or of a count, and those that make random numbers; all that take an axis are some as
     * well.
     */
    private static final Set<String> OF_TENSORS = Set.of(
            "addmm",
            "cdist",
            "corrcoef",
            "cov",
            "dropout",
            "embedding",
            "flatten",
            "interp",
            "interp_cubic",
            "interval_of",
            "layer_norm",
            "multigammaln",
            "pairwise_distance",
            "percentile",
            "polyval",
            "quantile",
            "rms_norm",
            "scaled_dot_product_attention",
            "spline_slopes",
            "trapezoid",
            "triplet_margin_loss");

    private static final Set<String> OF_TRUTHS = Set.of("allclose", "isclose", "isfinite", "isinf", "isnan");

    /** Whose first parameter is an order, by which they have no derivative. */
    private static final Set<String> OF_ORDERS = Set.of("ive", "kve");

    private PreludeHeads() {}

    /** The head of a definition, {@code name(a, b = 1)}. */
    public record Head(String name, String parameters) {
        /** Whether each parameter must be given. */
        public boolean isPlain() {
            return !parameters.contains("=");
        }

        public boolean isOfTruths() {
            return OF_TRUTHS.contains(name);
        }

        /** The parameters as a function has to declare them that calls this one. */
        public String declared() {
            return (OF_ORDERS.contains(name) ? "const " : "") + parameters;
        }

        /** A call that takes no derivative by an order. */
        public String detached() {
            return OF_ORDERS.contains(name) ? toString().replaceFirst("\\((\\w+)", "(detach($1)") : toString();
        }

        public boolean isOfOrder() {
            return OF_ORDERS.contains(name);
        }

        public int arity() {
            return parameters.split(",").length;
        }

        @Override
        public String toString() {
            return name + "(" + parameters + ")";
        }
    }

    /** In the order of their definitions. */
    public static Stream<Head> all() {
        return DEFINITION
                .matcher(Prelude.text())
                .results()
                .map(match -> new Head(match.group(1), match.group(2)))
                .filter(head -> !head.parameters().contains("axis") && !OF_TENSORS.contains(head.name()));
    }
}
