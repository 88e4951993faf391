package dev.autodiff.check;

import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;

/** What an operator is, to far more digits than a double has. */
public final class TrueValue {
    /** 34 show errors of a unit in the last place to 17 digits; {@code -Daccuracy.digits} asks for more. */
    private static final MathContext DIGITS =
            new MathContext(Integer.getInteger("accuracy.digits", 34), RoundingMode.HALF_EVEN);

    private TrueValue() {}

    /** The value at finite arguments; none outside the domain, at a pole or beyond all numbers. */
    public static Optional<BigDecimal> of(Pointwise row, double... arguments) {
        try {
            return Optional.of(BigOperators.of(row)
                    .apply(Arrays.stream(arguments).mapToObj(BigDecimal::new).toList(), DIGITS));
        } catch (ArithmeticException | NumberFormatException noValueHere) {
            return Optional.empty();
        }
    }
}
