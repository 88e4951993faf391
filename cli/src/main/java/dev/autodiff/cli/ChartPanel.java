package dev.autodiff.cli;

import java.math.BigDecimal;

/** Axes of a chart, and what is drawn between them. */
final class ChartPanel {
    /** Of the range of the numbers, so that none lies on an axis. */
    private static final double MARGIN = 0.04;

    private static final int MOST_TICKS_ACROSS = 8;
    private static final int PIXELS_BETWEEN_TICKS = 30;
    private static final double RADIUS = 2.6;

    /**
     * An interval of an axis.
     *
     * @param low below the high end
     */
    record Extent(double low, double high) {
        /** All finite numbers, with a margin; around a single one, something. */
        static Extent of(double[]... numbers) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] each : numbers) {
                for (double number : each) {
                    low = Double.isFinite(number) ? Math.min(low, number) : low;
                    high = Double.isFinite(number) ? Math.max(high, number) : high;
                }
            }
            if (low > high) {
                return new Extent(0, 1);
            }
            double margin = low < high ? MARGIN * (high - low) : Math.max(Math.abs(low) / 2, 1e-300);
            return Double.isFinite(margin) ? new Extent(low - margin, high + margin) : new Extent(low, high);
        }

        /** Where a number lies, from 0 to 1. */
        double fraction(double number) {
            return (number / 2 - low / 2) / (high / 2 - low / 2);
        }
    }

    private final double left;
    private final double top;
    private final double width;
    private final double height;
    private final Extent across;
    private final Extent up;
    private final StringBuilder out = new StringBuilder();

    ChartPanel(double left, double top, double width, double height, Extent across, Extent up) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        this.across = across;
        this.up = up;
    }

    private String x(double number) {
        return Svg.number(left + width * across.fraction(number));
    }

    private String y(double number) {
        return Svg.number(top + height * (1 - up.fraction(number)));
    }

    ChartPanel axes(String nameAcross, String nameUp) {
        out.append("  <rect class=\"frame\" x=\"" + Svg.number(left) + "\" y=\"" + Svg.number(top) + "\" width=\""
                + Svg.number(width) + "\" height=\"" + Svg.number(height) + "\"/>\n");
        String bottom = Svg.number(top + height);
        for (BigDecimal tick : Ticks.between(across.low(), across.high(), MOST_TICKS_ACROSS).values()) {
            String x = x(tick.doubleValue());
            out.append("  <path class=\"grid\" d=\"M" + x + " " + Svg.number(top) + "V" + bottom + "\"/>\n");
            text(x, Svg.number(top + height + 16), "middle", Ticks.text(tick));
        }
        for (BigDecimal tick : Ticks.between(up.low(), up.high(), (int) (height / PIXELS_BETWEEN_TICKS)).values()) {
            String y = y(tick.doubleValue());
            out.append("  <path class=\"grid\" d=\"M" + Svg.number(left) + " " + y + "H" + Svg.number(left + width)
                    + "\"/>\n");
            text(
                    Svg.number(left - 6),
                    Svg.number(top + height * (1 - up.fraction(tick.doubleValue())) + 4),
                    "end",
                    Ticks.text(tick));
        }
        text(Svg.number(left + width / 2), Svg.number(top + height + 36), "middle", nameAcross);
        text(Svg.number(left), Svg.number(top - 8), "start", nameUp);
        return this;
    }

    private void text(String x, String y, String anchor, String text) {
        out.append("  <text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">" + Svg.escaped(text)
                + "</text>\n");
    }

    ChartPanel points(double[] xs, double[] ys) {
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
                out.append("  <circle cx=\"" + x(xs[i]) + "\" cy=\"" + y(ys[i]) + "\" r=\"" + RADIUS + "\"/>\n");
            }
        }
        return this;
    }

    /** A line through points, broken where one is not finite. */
    ChartPanel line(double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        boolean isDown = false;
        for (int i = 0; i < xs.length; i++) {
            boolean isFinite = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            if (isFinite) {
                path.append(isDown ? "L" : "M").append(x(xs[i])).append(' ').append(y(ys[i]));
            }
            isDown = isFinite;
        }
        out.append("  <path class=\"line\" d=\"" + path + "\"/>\n");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
