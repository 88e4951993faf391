package dev.autodiff.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.vectors.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the vector module computes of each form is what the form says, to the last bit: before the JIT has compiled it
 * and after.
 */
@Tag("vectors")
class RegisterFormsTest {
    private static final int RANDOM_POINTS = 300;

    static Stream<FormSubject> subjects() {
        return Arrays.stream(Pointwise.values()).flatMap(row -> Arrays.stream(Precision.values())
                .flatMap(precision -> FormSubject.of(row, precision).stream()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void registersGiveTheBitsOfTheForm(FormSubject subject) {
        SplittableRandom random = new SplittableRandom(5);
        List<double[]> points = new ArrayList<>(subject.edges());
        while (points.size() < subject.edges().size() + RANDOM_POINTS
                || points.size() % subject.precision().group() != 0) {
            points.add(subject.point(random));
        }
        assertBitsOfTheForm(subject, points, Vectors.function(program(subject)));
        assertBitsOfTheForm(subject, points, Vectors.warmFunction(program(subject)));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void tilesWithUnusualArgumentsAndWithoutGiveTheBitsOfTheForm(FormSubject subject) {
        SplittableRandom random = new SplittableRandom(6);
        List<double[]> points = new ArrayList<>(Stream.generate(() -> subject.usualPoint(random))
                .limit(3 * Stages.TILE)
                .toList());
        List<double[]> edges = subject.edges();
        for (int i = Stages.TILE; i < 2 * Stages.TILE; i++) {
            points.set(i, random.nextInt(50) == 0 ? edges.get(random.nextInt(edges.size())) : points.get(i));
        }
        assertBitsOfTheForm(subject, points, Vectors.warmFunction(program(subject)));
    }

    private static void assertBitsOfTheForm(FormSubject subject, List<double[]> points, CompiledFunction function) {
        double[] results = run(subject, points, function);
        for (int i = 0; i < results.length; i++) {
            double expected = subject.machine().run(points.get(i));
            assertThat(Double.compare(results[i], expected))
                    .as(
                            "%s of %s: %s, and the form says %s",
                            subject, Arrays.toString(points.get(i)), results[i], expected)
                    .isZero();
        }
    }

    private static List<String> names(FormSubject subject) {
        return List.of("a", "b").subList(0, subject.row().arity());
    }

    private static DType dtype(FormSubject subject) {
        return subject.precision() == Precision.F64 ? DType.F64 : DType.F32;
    }

    private static String program(FormSubject subject) {
        String parameters = String.join(
                ", ",
                names(subject).stream()
                        .map(name -> name + ": " + dtype(subject) + "[n]")
                        .toList());
        return "z(" + parameters + ") = " + subject.row().symbol() + "(" + String.join(", ", names(subject)) + ")";
    }

    private static double[] run(FormSubject subject, List<double[]> points, CompiledFunction function) {
        Tensor[] arguments = new Tensor[subject.row().arity()];
        for (int i = 0; i < arguments.length; i++) {
            int index = i;
            arguments[i] = Tensor.of(points.stream().mapToDouble(point -> point[index]).toArray()).as(dtype(subject));
        }
        return function.value(arguments).toArray();
    }
}
