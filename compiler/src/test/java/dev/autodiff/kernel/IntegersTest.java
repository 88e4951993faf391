package dev.autodiff.kernel;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.multiply;
import static dev.autodiff.kernel.Exprs.negate;
import static dev.autodiff.kernel.Exprs.subtract;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums and products of integers read as people write them, and are what they would be as they come. */
class IntegersTest {
    private static final int TREES = 2000;

    private final Variable i = new Variable(Kind.INT, "i");
    private final Variable n = new Variable(Kind.INT, "n");

    @Test
    void sumsHaveTheirSignsInsteadOfZerosAndParentheses() {
        assertThat(Integers.sum(integer(0), i).text()).isEqualTo("i");
        assertThat(Integers.sum(integer(3), i).text()).isEqualTo("i + 3");
        assertThat(Integers.sum(integer(-1), n).text()).isEqualTo("n - 1");
        assertThat(Integers.sum(integer(2), integer(-5)).text()).isEqualTo("-3");
        assertThat(Integers.sum(i, Integers.product(integer(-5), n)).text()).isEqualTo("i - 5 * n");
        assertThat(Integers.sum(i, Integers.sum(n, subtract(i, integer(1)))).text()).isEqualTo("i + n + i - 1");
        assertThat(Integers.sum(i, Integers.minus(add(n, i))).text()).isEqualTo("i - (n + i)");
        assertThat(Integers.minus(Integers.product(integer(4), n)).text()).isEqualTo("-4 * n");
        assertThat(Integers.product(n, integer(4)).text()).isEqualTo("4 * n");
        assertThat(Integers.product(integer(1), n).text()).isEqualTo("n");
        assertThat(Integers.sum(i, integer(Integer.MIN_VALUE)).text()).isEqualTo("i + -2147483648");
    }

    /** An expression as it comes, and in the form of people. */
    private record Pair(Expr plain, Expr written) {}

    private Pair random(Random random, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            int[] literals = {0, 1, -1, 2, -7, 100_000, Integer.MIN_VALUE, Integer.MAX_VALUE};
            Expr leaf = random.nextInt(3) == 0
                    ? integer(literals[random.nextInt(literals.length)])
                    : random.nextBoolean() ? i : n;
            return new Pair(leaf, leaf);
        }
        Pair a = random(random, depth - 1);
        Pair b = random(random, depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> new Pair(multiply(a.plain, b.plain), Integers.product(a.written, b.written));
            case 1 -> new Pair(negate(a.plain), Integers.minus(a.written));
            default -> new Pair(add(a.plain, b.plain), Integers.sum(a.written, b.written));
        };
    }

    private int value(Expr expression, int first, int second) {
        Method f = new Method("f", true, List.of(i, n), Kind.INT, List.of(new Stmt.Return(expression)), null);
        return (int)
                new KernelInterpreter(new Unit("F", List.of(), List.of(f)), getClass().getClassLoader())
                        .call("f", first, second);
    }

    @Test
    void noFormChangesTheNumberWhateverOverflows() {
        for (int seed = 0; seed < TREES; seed++) {
            Pair pair = random(new Random(seed), 5);
            for (int[] at : new int[][] {{3, 10}, {-1, Integer.MAX_VALUE}, {Integer.MIN_VALUE, 65_537}}) {
                assertThat(value(pair.written, at[0], at[1]))
                        .as(() -> pair.plain.text() + " as " + pair.written.text())
                        .isEqualTo(value(pair.plain, at[0], at[1]));
            }
        }
    }
}
