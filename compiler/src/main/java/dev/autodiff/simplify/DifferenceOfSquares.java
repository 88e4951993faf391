package dev.autodiff.simplify;

import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The difference {@code v² - u} of a square and another sum, multiplied out once: whether it is a square itself is then
 * asked of many sums of the terms of v, whose products are the same but for their signs.
 */
final class DifferenceOfSquares {
    private final Expansion v;
    private final int size;

    /** By the number of a power product: what u and v² have of it, u - v², and the largest term among them. */
    private final List<double[]> sums = new ArrayList<>();

    private final Map<Map<Node, Integer>, Integer> numbers = new HashMap<>();

    /** The products of two terms of v: by places i and j, the number of their power product, and their constant. */
    private final int[] products;

    private final double[] constants;

    DifferenceOfSquares(Expansion u, Expansion v) {
        this.v = v;
        this.size = v.terms().size();
        this.products = new int[size * size];
        this.constants = new double[size * size];
        u.terms().forEach(term -> add(term.withoutRoots(), 1));
        for (int i = 0; i < products.length; i++) {
            PowerProduct product = v.terms().get(i / size).times(v.terms().get(i % size)).withoutRoots();
            constants[i] = product.constant();
            products[i] = add(product, -1);
        }
    }

    private int add(PowerProduct term, int sign) {
        int number = numbers.computeIfAbsent(term.exponents(), powers -> numbers.size());
        if (number == sums.size()) {
            sums.add(new double[2]);
        }
        Expansion.add(sums.get(number), sign * term.constant());
        return number;
    }

    /** The w, a sum of some of the terms of v with signs of their own, for which {@code u = v² - w²}; or null. */
    Expansion root() {
        int[] signs = new int[size];
        for (int choice = 1; choice < Math.pow(3, size); choice++) {
            int digits = choice;
            int last = 0;
            for (int i = 0; i < size; i++) {
                signs[i] = digits % 3 - (digits % 3 == 2 ? 3 : 0);
                last = signs[i] == 0 ? last : signs[i];
                digits /= 3;
            }
            // of w and -w, which have one square, the first one was tried before
            if (last > 0 && isSquareOf(signs)) {
                return v.weighted(signs);
            }
        }
        return null;
    }

    private boolean isSquareOf(int[] signs) {
        double[][] rest = sums.stream().map(double[]::clone).toArray(double[][]::new);
        for (int i = 0; i < products.length; i++) {
            int sign = signs[i / size] * signs[i % size];
            if (sign != 0) {
                Expansion.add(rest[products[i]], sign * constants[i]);
            }
        }
        for (double[] sum : rest) {
            if (!Expansion.isRounding(sum)) {
                return false;
            }
        }
        return true;
    }
}
