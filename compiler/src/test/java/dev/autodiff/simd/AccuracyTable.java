package dev.autodiff.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prints the table of {@code docs/accuracy.md}; it takes minutes and runs only where it is named. */
class AccuracyTable {
    private static final int POINTS = Integer.getInteger("accuracy.points", 1_000);

    /** The largest error found, in units in the last place, and where. */
    private record Worst(double error, double[] point) {
        Worst or(double otherError, double[] otherPoint) {
            return otherError > error ? new Worst(otherError, otherPoint) : this;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.2f at %s",
                    error,
                    String.join(
                            ", ",
                            Arrays.stream(point)
                                    .mapToObj(x -> String.format(Locale.ROOT, "%.5g", x))
                                    .toList()));
        }
    }

    private record Errors(FormSubject subject, Worst scalar, Worst vector) {}

    @Test
    void everyErrorIsBelowTwoUnitsInTheLastPlace() {
        List<Errors> all = Arrays.stream(Pointwise.values())
                .flatMap(row -> Stream.of(Precision.values()).map(precision -> FormSubject.of(row, precision)))
                .flatMap(Optional::stream).filter(subject -> !subject.isExact()).toList()
                .parallelStream().map(AccuracyTable::measured).toList();
        System.out.println(
                "| function | scalar f64 | vector f64 | vector f32 | operations f64 | f32 |\n|---|---|---|---|---|---|");
        for (int i = 0; i < all.size(); i += 2) {
            Errors wide = all.get(i);
            Errors narrow = all.get(i + 1);
            System.out.printf(
                    "| `%s` | %s | %s | %s | %d | %d |%n",
                    wide.subject().row().symbol(),
                    wide.scalar().text(),
                    wide.vector().text(),
                    narrow.vector().text(),
                    wide.subject().machine().operations(),
                    narrow.subject().machine().operations());
        }
        assertThat(all).allSatisfy(errors -> assertThat(errors.vector().error()).isLessThan(2));
    }

    private static Errors measured(FormSubject subject) {
        SplittableRandom random = new SplittableRandom(2);
        Worst scalar = new Worst(0, new double[0]);
        Worst vector = new Worst(0, new double[0]);
        for (int i = 0; i < POINTS; i++) {
            double[] point = subject.point(random);
            Optional<BigDecimal> truth = subject.truth(point);
            if (truth.isPresent()) {
                scalar = scalar.or(
                        subject.error(subject.precision().round(subject.scalar(point)), truth.get(), point), point);
                vector = vector.or(subject.error(subject.machine().run(point), truth.get(), point), point);
            }
        }
        return new Errors(subject, scalar, vector);
    }
}
