package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever shapes do not fit: the message has both of them, the axis or the lengths, and the place of the operation.
 */
class ShapeErrorTest {
    private static final int PER_OPERATION = 15;

    /** Operations on x and y whose shapes must stretch to each other. */
    private static final List<String> ELEMENTWISE = List.of(
            "x + y",
            "x - y",
            "x*y",
            "x/y",
            "x^y",
            "x < y",
            "x == y",
            "x > 0 and y > 0",
            "x if y > 0 else y",
            "where(x > 0, x, y)",
            "max(x, y)",
            "min(x, y)",
            "atan2(x, y)",
            "hypot(x, y)",
            "fmod(x, y)",
            "copysign(x, y)",
            "xlogy(x, y)",
            "logaddexp(x, y)",
            "pow(x, y)",
            "add(x, y)",
            "remainder(x, y)",
            "fmax(x, y)",
            "lerp(x, y, 0.5)",
            "clamp(x, y, 2)",
            "heaviside(x, y)",
            "leaky_relu(x, y)",
            "bce_with_logits(x, y)",
            "huber(x, y)",
            "mse_loss(x, y)",
            "l1_loss(x, y)",
            "bce_loss(x, y)",
            "kl_div(x, y)",
            "cosine_similarity(x, y)",
            "x + (-y)",
            "1 + x*2 - y",
            "sum(x*y)",
            "grad(sum(x*y), x)",
            "1 if all(x < y) else 2");

    record Mistake(String program, String operation, String first, String second) {
        @Override
        public String toString() {
            return program;
        }
    }

    static Stream<Mistake> mistakes() {
        Random random = new Random(20);
        List<Mistake> mistakes = new ArrayList<>();
        for (String operation : ELEMENTWISE) {
            for (int i = 0; i < PER_OPERATION; i++) {
                List<String> first = dimensions(random, 1 + random.nextInt(4));
                List<String> second = new ArrayList<>(first.subList(random.nextInt(first.size()), first.size()));
                int axis = random.nextInt(second.size());
                second.set(axis, different(random, second.get(axis)));
                mistakes.add(
                        random.nextBoolean() ? mistake(operation, first, second) : mistake(operation, second, first));
            }
        }
        for (int i = 0; i < PER_OPERATION; i++) {
            addProducts(random, mistakes);
            addArrangements(random, mistakes);
        }
        return mistakes.stream();
    }

    private static void addProducts(Random random, List<Mistake> mistakes) {
        List<String> batch = dimensions(random, random.nextInt(3));
        String inner = different(random, "1");
        List<String> left = joined(batch, List.of(different(random, "1"), inner));
        List<String> right = joined(batch, List.of(different(random, inner), different(random, "1")));
        mistakes.add(mistake("x @ y", left, right));
        mistakes.add(mistake("matmul(x, y)", left, List.of(different(random, inner))));
        mistakes.add(mistake("dot(x, y)", List.of(inner), List.of(different(random, inner))));
        mistakes.add(
                mistake("einsum(\"ij,jk->ik\", x, y)", List.of("2", inner), List.of(different(random, inner), "2")));
        mistakes.add(mistake("einsum(\"i,i\", x, y)", List.of(inner), List.of(different(random, inner))));
        List<String> stacked = new ArrayList<>(joined(batch, List.of(inner, "2", "3")));
        mistakes.add(mistake("x @ y", stacked, joined(batch, List.of(different(random, inner), "3", "2"))));
        mistakes.add(mistake("cross(x, y)", List.of("2", "3"), List.of("4", "3")));
    }

    private static void addArrangements(Random random, List<Mistake> mistakes) {
        List<String> first = dimensions(random, 2 + random.nextInt(2));
        List<String> second = new ArrayList<>(first);
        second.set(1, different(random, first.get(1)));
        mistakes.add(mistake("concat(x, y)", first, second));
        mistakes.add(mistake("stack(x, y)", first, second));
        mistakes.add(mistake(
                "broadcast_to(x, " + String.join(", ", numbers(second)) + ")", numbers(first), numbers(second)));
        mistakes.add(
                mistake("reshape(x, " + String.join(", ", numbers(second)) + ")", numbers(first), numbers(second)));
        mistakes.add(mistake("[x, y]", first, second));
        mistakes.add(mistake("gather(x, 0, int(y))", first, first.subList(1, first.size())));
        String shape = String.join(", ", second);
        mistakes.add(new Mistake(
                "g(v: f64[" + shape + "], w: f64[" + shape + "]) = v + w\nf(x: f64[" + String.join(", ", first)
                        + "], y: f64[" + shape + "]) = g(y, x)",
                "x",
                "[" + shape + "]",
                first.toString()));
    }

    private static Mistake mistake(String operation, List<String> first, List<String> second) {
        String program =
                "f(x: f64[" + String.join(", ", first) + "], y: f64[" + String.join(", ", second) + "]) = " + operation;
        return new Mistake(program, operation, first.toString(), second.toString());
    }

    private static List<String> dimensions(Random random, int rank) {
        return IntStream.range(0, rank).mapToObj(axis -> different(random, "1")).toList();
    }

    /** Another dimension, which does not stretch. */
    private static String different(Random random, String dimension) {
        List<String> choices = List.of("0", "2", "3", "4", "7", "n", "m");
        String choice = choices.get(random.nextInt(choices.size()));
        return choice.equals(dimension) ? "5" : choice;
    }

    /** The same with numbers only, none of them 0, and different where they were. */
    private static List<String> numbers(List<String> dimensions) {
        return dimensions.stream().map(dimension -> switch (dimension) {
            case "n" -> "11";
            case "m" -> "13";
            case "0" -> "17";
            default -> dimension;
        }).toList();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldWithBothShapesAndThePlace(Mistake mistake) {
        CompileException failure = catchThrowableOfType(
                CompileException.class,
                () -> Autodiff.analyze(new Source("shapes.ad", mistake.program()), Options.DEFAULT));

        assertThat(failure).as(mistake.program()).isNotNull();
        assertThat(failure.diagnostics()).hasSize(1);
        Diagnostic diagnostic = failure.diagnostics().get(0);
        assertThat(diagnostic.message()).contains(mistake.first()).contains(mistake.second());
        assertThat(mistake.program()
                        .substring(
                                diagnostic.span().offset(),
                                diagnostic.span().offset() + diagnostic.span().length()))
                .isNotBlank()
                .satisfies(text -> assertThat(mistake.operation()).contains(text));
    }
}
