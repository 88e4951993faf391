package dev.autodiff.hipparchus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The limited memory of L-BFGS: the latest changes s of the point and y of the gradient, which stand for the inverse of
 * the Hessian (Nocedal, Updating quasi-Newton matrices with limited storage, Mathematics of Computation 35, 1980).
 */
final class CurvaturePairs {
    /** More of them help little. */
    private static final int MEMORY = 10;

    /** A pair tells of positive curvature only if the cosine of its vectors is above this. */
    private static final double SMALL_COSINE = 1e-12;

    private final Deque<Pair> latestFirst = new ArrayDeque<>();

    private record Pair(double[] s, double[] y) {}

    void add(double[] s, double[] y) {
        if (hasCurvature(s, y)) {
            latestFirst.addFirst(new Pair(s, y));
            if (latestFirst.size() > MEMORY) {
                latestFirst.removeLast();
            }
        }
    }

    boolean isEmpty() {
        return latestFirst.isEmpty();
    }

    private static boolean hasCurvature(double[] s, double[] y) {
        double product = dot(s, y);
        return Double.isFinite(product) && product > SMALL_COSINE * Math.sqrt(dot(s, s)) * Math.sqrt(dot(y, y));
    }

    /**
     * The step of Newton's method with the approximate Hessian, in the space of the elements that are free: -H g.
     *
     * @param isHeld elements that stay as they are
     */
    double[] direction(double[] gradient, boolean[] isHeld) {
        List<Pair> pairs = new ArrayList<>();
        for (Pair pair : latestFirst) {
            Pair part = new Pair(free(pair.s, isHeld), free(pair.y, isHeld));
            if (hasCurvature(part.s, part.y)) {
                pairs.add(part);
            }
        }
        double[] q = free(gradient, isHeld);
        double[] alphas = new double[pairs.size()];
        for (int i = 0; i < alphas.length; i++) {
            Pair pair = pairs.get(i);
            alphas[i] = dot(pair.s, q) / dot(pair.s, pair.y);
            add(q, -alphas[i], pair.y);
        }
        if (!pairs.isEmpty()) {
            scale(q, dot(pairs.get(0).s, pairs.get(0).y) / dot(pairs.get(0).y, pairs.get(0).y));
        }
        for (int i = alphas.length - 1; i >= 0; i--) {
            Pair pair = pairs.get(i);
            add(q, alphas[i] - dot(pair.y, q) / dot(pair.s, pair.y), pair.s);
        }
        scale(q, -1);
        return q;
    }

    static double[] free(double[] vector, boolean[] isHeld) {
        double[] part = vector.clone();
        for (int i = 0; i < part.length; i++) {
            part[i] = isHeld[i] ? 0 : part[i];
        }
        return part;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] vector) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * vector[i];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }
}
