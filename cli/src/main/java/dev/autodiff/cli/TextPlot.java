package dev.autodiff.cli;

import dev.autodiff.cli.ChartPanel.Extent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** A curve in characters, each of which has two by four dots (Braille patterns). */
final class TextPlot {
    private static final int COLUMNS = 64;
    private static final int ROWS = 16;
    private static final int BLANK = 0x2800;

    /** The bits of the dots of a character, by row and column. */
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final String nameAcross;
    private final String nameUp;
    private final double[] xs;
    private final double[] ys;
    private final int[][] cells = new int[ROWS][COLUMNS];

    TextPlot(String nameAcross, String nameUp, double[] xs, double[] ys) {
        this.nameAcross = nameAcross;
        this.nameUp = nameUp;
        this.xs = xs;
        this.ys = ys;
    }

    String draw() {
        Extent across = Extent.of(xs);
        Extent up = Extent.of(ys);
        for (int i = 1; i < xs.length; i++) {
            if (Double.isFinite(ys[i - 1]) && Double.isFinite(ys[i])) {
                line(across.fraction(xs[i - 1]), up.fraction(ys[i - 1]), across.fraction(xs[i]), up.fraction(ys[i]));
            }
        }
        String high = number(up.high());
        String low = number(up.low());
        int margin = Math.max(high.length(), low.length());
        StringBuilder out = new StringBuilder(" ".repeat(margin + 1) + nameUp + "\n");
        for (int row = 0; row < ROWS; row++) {
            String label = row == 0 ? high : row == ROWS - 1 ? low : "";
            out.append(" ".repeat(margin - label.length())).append(label).append(" │");
            Arrays.stream(cells[row]).forEach(dots -> out.appendCodePoint(BLANK | dots));
            out.append('\n');
        }
        String first = number(xs[0]);
        String last = number(xs[xs.length - 1]);
        int space = COLUMNS - first.length() - last.length() - nameAcross.length();
        out.append(" ".repeat(margin + 1)).append('└').append("─".repeat(COLUMNS)).append('\n');
        return out.append(" ".repeat(margin + 2)).append(first).append(" ".repeat(Math.max(1, space / 2)))
                .append(nameAcross).append(" ".repeat(Math.max(1, space - space / 2))).append(last).toString();
    }

    private static String number(double value) {
        return Ticks.text(new BigDecimal(value).round(new MathContext(4)));
    }

    private void line(double x0, double y0, double x1, double y1) {
        int steps = 2 + (int) Math.max(2 * COLUMNS * Math.abs(x1 - x0), 4 * ROWS * Math.abs(y1 - y0));
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            dot(x0 + t * (x1 - x0), y0 + t * (y1 - y0));
        }
    }

    private void dot(double x, double y) {
        int column = (int) Math.min(2 * COLUMNS - 1, Math.max(0, 2 * COLUMNS * x));
        int row = (int) Math.min(4 * ROWS - 1, Math.max(0, 4 * ROWS * (1 - y)));
        cells[row / 4][column / 2] |= DOTS[row % 4][column % 2];
    }
}
