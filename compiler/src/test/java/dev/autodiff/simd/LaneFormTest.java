package dev.autodiff.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Pointwise;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions in vector registers against the oracle, and where IEEE 754 decides against the scalar functions. */
class LaneFormTest {
    private static final int POINTS = 300;

    static Stream<FormSubject> subjects() {
        return Arrays.stream(Pointwise.values())
                .flatMap(row -> Arrays.stream(Precision.values()).map(precision -> FormSubject.of(row, precision)))
                .flatMap(Optional::stream);
    }

    static Stream<FormSubject> exactSubjects() {
        return subjects().filter(FormSubject::isExact);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void edgesAreThoseOfTheScalarFunction(FormSubject subject) {
        for (double[] point : subject.edges()) {
            double expected = subject.scalar(point);

            double actual = subject.machine().run(point);

            assertThat(isSameKind(subject, point, actual, expected))
                    .as("%s at %s: %s instead of %s", subject, Arrays.toString(point), actual, expected)
                    .isTrue();
        }
    }

    /** The same NaN, infinity or signed zero; two numbers apart from the last bits. */
    private static boolean isSameKind(FormSubject subject, double[] point, double actual, double expected) {
        double smallest = subject.precision().smallestNormal()
                * Math.scalb(1.0, 1 - subject.precision().fractionBits());
        boolean vanishes = expected != 0 && Math.abs(expected) < smallest;
        if (vanishes) {
            return Math.abs(actual - expected) < smallest;
        }
        double rounded = subject.precision().round(expected);
        if (Double.isNaN(rounded) || Double.isInfinite(rounded) || rounded == 0) {
            return Double.compare(actual, rounded) == 0;
        }
        boolean isBesideZero = Math.abs(actual - rounded) <= 2 * subject.unit(rounded, point);
        return Double.isFinite(actual) && (Math.signum(actual) == Math.signum(rounded) || isBesideZero);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void errorsAreBelowTwoUnitsInTheLastPlace(FormSubject subject) {
        SplittableRandom random = new SplittableRandom(1);
        Stream<double[]> points = Stream.generate(() -> subject.point(random)).limit(POINTS);
        Stream<double[]> edges = subject.row().arity() == 1 ? subject.edges().stream() : Stream.empty();
        Stream.concat(points, edges).forEach(point -> {
            double actual = subject.machine().run(point);

            double error = subject.truth(point).map(truth -> subject.error(actual, truth, point)).orElse(0.0);

            assertThat(error).as("%s at %s: %s", subject, Arrays.toString(point), actual).isLessThan(2);
        });
    }

    @ParameterizedTest
    @MethodSource("exactSubjects")
    void exactOperatorsAreExact(FormSubject subject) {
        SplittableRandom random = new SplittableRandom(1);
        Stream<double[]> points = Stream.generate(() -> subject.point(random)).limit(100_000);
        Stream.concat(points, subject.edges().stream()).forEach(point -> {
            double expected = subject.precision().round(subject.scalar(point));

            double actual = subject.machine().run(point);

            // boxed: NaN is then itself, and −0 is not 0
            assertThat(actual).as("%s at %s", subject, Arrays.toString(point)).isEqualTo(Double.valueOf(expected));
        });
    }
}
