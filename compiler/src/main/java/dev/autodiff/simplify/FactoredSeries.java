package dev.autodiff.simplify;

import dev.autodiff.graph.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sum of series in one variable, each of them multiplied by a product of powers of nodes that do not depend on it:
 * {@code v (u - u²/2 + …) + (g/k)(u²/2 - …)}. None of the series is 0.
 *
 * @param parts the series by the exponents of their factors
 */
record FactoredSeries(Map<Map<Node, Integer>, Series> parts) {
    /** The formulas that people write have fewer. */
    private static final int MOST_PARTS = 4;

    /** What has no such series, or none that is known; nor has what is computed of it. */
    static final FactoredSeries UNKNOWN = new FactoredSeries(Map.of(Map.of(), Series.UNKNOWN));

    static FactoredSeries of(Series series) {
        return of(PowerProduct.ONE, series);
    }

    static FactoredSeries of(PowerProduct factor, Series series) {
        return !series.isKnown()
                ? UNKNOWN
                : series.isZero()
                        ? new FactoredSeries(Map.of())
                        : new FactoredSeries(Map.of(factor.exponents(), series.times(factor.constant())));
    }

    boolean isKnown() {
        return this != UNKNOWN;
    }

    boolean isZero() {
        return parts.isEmpty();
    }

    boolean isFinite() {
        return isKnown() && valuation() >= 0;
    }

    /** The least of all parts. */
    int valuation() {
        return parts.values().stream().mapToInt(Series::valuation).min().orElse(0);
    }

    /** Whether there is nothing but powers. */
    boolean isPower() {
        return isKnown() && parts.values().stream().allMatch(Series::isPower);
    }

    /** The one series without a factor; unknown if there are others. */
    Series alone() {
        return isZero() ? Series.constant(0)
                : parts.size() == 1 && parts.containsKey(Map.of()) ? parts.get(Map.of())
                : Series.UNKNOWN;
    }

    FactoredSeries plus(FactoredSeries b, double sign) {
        if (!isKnown() || !b.isKnown()) {
            return UNKNOWN;
        }
        Map<Map<Node, Integer>, Series> sum = new LinkedHashMap<>(parts);
        b.parts.forEach((factor, series) ->
                sum.merge(factor, series.times(sign), (left, right) -> left.plus(right, 1)));
        return known(sum);
    }

    FactoredSeries times(double factor) {
        Map<Map<Node, Integer>, Series> product = new LinkedHashMap<>();
        parts.forEach((nodes, series) -> product.put(nodes, series.times(factor)));
        return isKnown() ? known(product) : UNKNOWN;
    }

    FactoredSeries times(FactoredSeries b) {
        if (!isKnown() || !b.isKnown() || parts.size() * b.parts.size() > MOST_PARTS * MOST_PARTS) {
            return UNKNOWN;
        }
        Map<Map<Node, Integer>, Series> product = new LinkedHashMap<>();
        parts.forEach((left, series) -> b.parts.forEach((right, other) -> product.merge(
                new PowerProduct(1, left).times(new PowerProduct(1, right)).exponents(),
                series.times(other),
                (first, second) -> first.plus(second, 1))));
        return known(product);
    }

    /** Unknown if the divisor is 0, or a sum. */
    FactoredSeries over(FactoredSeries b) {
        return b.isKnown() && b.parts.size() == 1 ? times(b.power(-1)) : UNKNOWN;
    }

    /** Unknown if the exponent is negative, and this is 0 or a sum. */
    FactoredSeries power(int n) {
        if (parts.size() == 1 && isKnown()) {
            Map.Entry<Map<Node, Integer>, Series> part = parts.entrySet().iterator().next();
            return of(new PowerProduct(1, part.getKey()).power(n), part.getValue().power(n));
        }
        FactoredSeries power = n < 0 ? UNKNOWN : of(Series.constant(1));
        for (int i = 0; i < n && power.isKnown(); i++) {
            power = power.times(this);
        }
        return power;
    }

    private static FactoredSeries known(Map<Map<Node, Integer>, Series> parts) {
        parts.values().removeIf(Series::isZero);
        return parts.size() > MOST_PARTS || !parts.values().stream().allMatch(Series::isKnown)
                ? UNKNOWN
                : new FactoredSeries(parts);
    }
}
