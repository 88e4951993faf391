package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceOfSquaresTest {
    private static final int SUMS = 80;

    private final Graph graph = new Graph();
    private final Node x = graph.parameter("x");
    private final Node y = graph.parameter("y");

    /** Of them, some are roots of one another. */
    private final List<Node> factors = List.of(x, y, Algebra.sqrt(x), Algebra.sqrt(graph.constant(2).times(y)));

    private Expansion sum(Random random) {
        List<PowerProduct> terms = new ArrayList<>();
        for (int count = random.nextInt(4); count >= 0; count--) {
            Node term = factors.get(random.nextInt(4)).over(factors.get(random.nextInt(4)));
            terms.add(PowerProduct.of(graph.constant(random.nextInt(3) - 1.5).times(term)));
        }
        return new Expansion(terms);
    }

    /** All sums with signs of some terms of v, in the order in which they are tried. */
    private static List<Expansion> parts(Expansion v) {
        List<Expansion> parts = new ArrayList<>();
        for (int choice = 1; choice < Math.pow(3, v.terms().size()); choice++) {
            int[] signs = new int[v.terms().size()];
            int digits = choice;
            for (int i = 0; i < signs.length; i++) {
                signs[i] = List.of(0, 1, -1).get(digits % 3);
                digits /= 3;
            }
            parts.add(v.weighted(signs));
        }
        return parts;
    }

    private static Expansion difference(Expansion v, Expansion w) {
        return v.times(v).plus(w.times(w).times(-1));
    }

    /** Found by multiplying out every one. */
    private static Expansion firstRoot(Expansion u, Expansion v) {
        return parts(v).stream().filter(w -> u.isSameAs(difference(v, w))).findFirst().orElse(null);
    }

    @Test
    void theRootIsTheFirstSumOfTermsWhoseSquareIsLeft() {
        Random random = new Random(3);
        for (int i = 0; i < SUMS; i++) {
            Expansion v = sum(random);
            List<Expansion> parts = parts(v);
            Expansion u = difference(v, parts.get(random.nextInt(parts.size())));

            assertThat(new DifferenceOfSquares(u, v).root())
                    .isNotNull()
                    .isEqualTo(firstRoot(u, v));
        }
    }

    @Test
    void otherSumsHaveNone() {
        Random random = new Random(4);
        for (int i = 0; i < SUMS; i++) {
            Expansion v = sum(random);
            Expansion u = sum(random);

            assertThat(new DifferenceOfSquares(u, v).root()).isEqualTo(firstRoot(u, v));
        }
    }
}
