package dev.autodiff.graph;

import dev.autodiff.runtime.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A number as people write it, where a formula has left nothing but its digits: {@code sqrt(2*pi)} for
 * 2.5066282746310002. For readers only: it is found by its value, within a unit in the last place.
 *
 * @param text in the language
 * @param latex as mathematics
 */
public record SymbolicNumber(double value, String text, String latex) {
    /** Numbers of fewer digits are read as they are. */
    private static final int MIN_DIGITS = 12;

    private static final int MOST = 12;
    private static final int MOST_OVER_ROOT = 4;

    /** Built when somebody wants to read a number. */
    private static final class Known {
        static final List<SymbolicNumber> ALL = build();
    }

    /** The form of a positive number, or null if none is known, or its digits are few. */
    public static SymbolicNumber of(double value) {
        if (!(value > 0) || Numbers.print(value).length() < MIN_DIGITS) {
            return null;
        }
        for (SymbolicNumber known : Known.ALL) {
            if (Math.abs(known.value - value) <= Math.ulp(value)) {
                return known;
            }
        }
        return null;
    }

    private static List<SymbolicNumber> build() {
        List<SymbolicNumber> all = new ArrayList<>();
        all.add(new SymbolicNumber(Math.E, "exp(1)", "e"));
        for (int n : new int[] {2, 3, 5, 10}) {
            all.add(new SymbolicNumber(Math.log(n), "log(" + n + ")", "\\log " + n));
            all.add(new SymbolicNumber(1 / Math.log(n), "1/log(" + n + ")", "\\frac{1}{\\log " + n + "}"));
        }
        for (int q = 1; q <= MOST; q++) {
            for (int p = 1; p <= MOST; p++) {
                if (isReduced(p, q)) {
                    addQuotients(all, p, q);
                }
            }
        }
        return all;
    }

    private static boolean isReduced(int p, int q) {
        for (int d = 2; d <= Math.min(p, q); d++) {
            if (p % d == 0 && q % d == 0) {
                return false;
            }
        }
        return true;
    }

    private static void addQuotients(List<SymbolicNumber> all, int p, int q) {
        double ratio = (double) p / q;
        String pi = p == 1 ? "pi" : p + "*pi";
        String latexPi = (p == 1 ? "" : p) + "\\pi";
        add(all, ratio, "" + p, "" + p, "" + q, "" + q);
        add(all, Math.PI * ratio, pi, latexPi, "" + q, "" + q);
        if (q > 1) {
            return;
        }
        // those of squares are numbers of few digits
        String root = "sqrt(" + p + ")";
        String latexRoot = "\\sqrt{" + p + "}";
        if (Math.rint(Math.sqrt(p)) != Math.sqrt(p)) {
            add(all, Math.sqrt(p), root, latexRoot, "1", "1");
            add(all, 1 / Math.sqrt(p), "1", "1", root, latexRoot);
        }
        add(all, Math.sqrt(p * Math.PI), "sqrt(" + pi + ")", "\\sqrt{" + latexPi + "}", "1", "1");
        for (int n = 1; n <= MOST_OVER_ROOT; n++) {
            add(all, n / Math.sqrt(p * Math.PI), "" + n, "" + n, "sqrt(" + pi + ")", "\\sqrt{" + latexPi + "}");
        }
    }

    private static void add(
            List<SymbolicNumber> all, double value, String above, String latexAbove, String below, String latexBelow) {
        boolean isWhole = below.equals("1");
        all.add(new SymbolicNumber(
                value,
                isWhole ? above : above + "/" + below,
                isWhole ? latexAbove : "\\frac{" + latexAbove + "}{" + latexBelow + "}"));
    }
}
