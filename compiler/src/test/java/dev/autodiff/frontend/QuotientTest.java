package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whole quotients are those of the exact numbers, and go with the remainders, also where a/b rounds up to a whole
 * number.
 */
class QuotientTest {
    private static final CompiledFunction FLOOR = Autodiff.compile("input a; input b; z = div_floor(a, b)");
    private static final CompiledFunction TRUNC = Autodiff.compile("input a; input b; z = div_trunc(a, b)");
    private static final CompiledFunction REMAINDER = Autodiff.compile("input a; input b; z = remainder(a, b)");
    private static final CompiledFunction FMOD = Autodiff.compile("input a; input b; z = fmod(a, b)");

    private static double exact(double a, double b, RoundingMode mode) {
        return new BigDecimal(a).divide(new BigDecimal(b), 0, mode).doubleValue();
    }

    @Test
    void areThoseOfTheExactNumbers() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double b =
                    (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(1000)) * Math.pow(10, random.nextInt(8) - 6);
            // near multiples of b, where a/b is often rounded to a whole number
            double a = (random.nextInt(2000) - 1000) * b * (1 + (random.nextInt(5) - 2) * 0x1p-52);
            String point = a + ", " + b;

            assertThat(FLOOR.value(a, b)).as(point).isEqualTo(exact(a, b, RoundingMode.FLOOR));
            assertThat(TRUNC.value(a, b)).as(point).isEqualTo(exact(a, b, RoundingMode.DOWN));
        }
    }

    @Test
    void areTheSlopesOfTheRemainders() {
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            double b = (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(1000)) / 100.0;
            double a = (random.nextInt(2000) - 1000) / 100.0;

            assertThat(FMOD.gradient(a, b)[1]).isEqualTo(-TRUNC.value(a, b) + 0.0);
            assertThat(REMAINDER.gradient(a, b)[1]).isEqualTo(-FLOOR.value(a, b) + 0.0);
        }
    }
}
