package dev.autodiff.graph;

/**
 * Where an operator's argument may lie, with a range inside it for samples that stay clear of its ends.
 *
 * @param text the set in mathematical notation
 */
public record Domain(String text, double low, double high) {
    static final Domain REAL = new Domain("ℝ", -3, 3);
    static final Domain POSITIVE = new Domain("(0, ∞)", 0.1, 4);
    static final Domain NEGATIVE = new Domain("(-∞, 0)", -4, -0.1);
    static final Domain NONNEGATIVE = new Domain("[0, ∞)", 0.1, 4);
    static final Domain ABOVE_MINUS_ONE = new Domain("(-1, ∞)", -0.9, 3);
    static final Domain UNIT = new Domain("[-1, 1]", -0.9, 0.9);
    static final Domain OPEN_UNIT = new Domain("(-1, 1)", -0.9, 0.9);
    static final Domain PROBABILITY = new Domain("(0, 1)", 0.05, 0.95);
    static final Domain BELOW_ONE = new Domain("(-∞, 1)", -3, 0.9);
    static final Domain ABOVE_ONE = new Domain("[1, ∞)", 1.1, 4);
    static final Domain NONZERO = new Domain("ℝ \\ {0}", 0.2, 3);
    static final Domain NO_POLES = new Domain("ℝ \\ {0, -1, -2, …}", 0.2, 5);
    static final Domain BEYOND_ONE = new Domain("(1, ∞)", 1.1, 4);
    static final Domain ABOVE_BRANCH = new Domain("[-1/e, ∞)", -0.35, 3);
    static final Domain ORDER = new Domain("{0, 1, 2, …}", 0, 3);
    static final Domain TRUTH = new Domain("{false, true}", 0, 1);
}
