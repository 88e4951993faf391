package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The coordinates of J and of JᵀJ are what the dense Jacobian says, in random programs that compute rows: in maps, on
 * whole tensors, or in loops that fill a row by elements and slices in any order, in both precisions. {@code
 * -Drows=2000} tries so many programs.
 */
class RandomRowsTest {
    private static final int PROGRAMS = Integer.getInteger("rows", 30);

    /** The roundings of some hundred operations and sums of some ten products, relative to the largest element. */
    private static final double ROUNDINGS = 300;

    private static final double DOUBLE = 0x1p-53;
    private static final double SINGLE = 0x1p-24;

    /** One program. */
    private static final class Generator {
        private final Random random;
        private final String type;

        Generator(Random random, boolean isDouble) {
            this.random = random;
            this.type = isDouble ? "f64" : "f32";
        }

        String program() {
            String parameters = "x: TYPE[n, 3], y: TYPE[m, 2], c: TYPE[2], "
                    + "const j: int[p], const l: int[p], const t: TYPE[p]";
            List<String> results = IntStream.rangeClosed(1, 1 + random.nextInt(2)).mapToObj(i -> "r" + i).toList();
            String body = results.stream().map(this::rows).collect(Collectors.joining("; "));
            return "f(" + parameters.replace("TYPE", type) + ") { " + body
                    + "; return " + String.join(", ", results) + " }";
        }

        private String rows(String name) {
            return switch (random.nextInt(4)) {
                case 0 -> name + " = map((u, v, s) -> " + list(1 + random.nextInt(3), "u[%d]", "v[%d]", "s")
                        + ", x[j], y[l], t)";
                case 1 -> name + " = " + expression(3, "x[j][:, %d]", "y[:, %d][l]", "t");
                case 2 -> inLoop(name, "zeros(%d*p)", "%s[%d*i + %d]", "%s[%d*i + %d:%d*i + %d]");
                default -> inLoop(name, "zeros(p, %d)", "%1$s[i, %3$d]", "%1$s[i, %3$d:%5$d]");
            };
        }

        /** With the elements of a row in pieces of one or more, which are written in any order. */
        private String inLoop(String name, String zeros, String element, String slice) {
            int height = 2 + random.nextInt(3);
            List<String> writings = new ArrayList<>();
            for (int from = 0, length; from < height; from += length) {
                length = 1 + random.nextInt(height - from);
                boolean isOne = length == 1 && random.nextBoolean();
                String place = isOne
                        ? element.formatted(name, height, from)
                        : slice.formatted(name, height, from, height, from + length);
                String value = list(length, "x[j[i], %d]", "y[l[i], %d]", "t[i]");
                writings.add(place + " = " + (isOne ? value.substring(1, value.length() - 1) : value));
            }
            Collections.shuffle(writings, random);
            return name + " = " + zeros.formatted(height) + "; for i in 0:p { " + String.join("; ", writings) + " }";
        }

        private String list(int length, String x, String y, String t) {
            return IntStream.range(0, length)
                    .mapToObj(i -> expression(3, x, y, t))
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        /** @param x what an element of x is called, by its column */
        private String expression(int depth, String x, String y, String t) {
            if (depth == 0) {
                return switch (random.nextInt(5)) {
                    case 0, 1 -> x.formatted(random.nextInt(3));
                    case 2 -> y.formatted(random.nextInt(2));
                    case 3 -> "c[" + random.nextInt(2) + "]";
                    default -> t;
                };
            }
            String a = expression(depth - 1, x, y, t);
            String b = expression(random.nextInt(depth), x, y, t);
            return switch (random.nextInt(6)) {
                case 0 -> "sin(" + a + ")";
                case 1 -> "(" + a + " + " + b + ")";
                case 2 -> a + "*" + b;
                case 3 -> a + "/(2 + (" + b + ")^2)";
                case 4 -> "exp(-(" + a + ")^2)";
                default -> x.formatted(0) + "*(" + b + ") - 3*" + t;
            };
        }
    }

    @Test
    void coordinatesSayWhatTheDenseJacobianSays() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            boolean isDouble = seed % 3 != 0;
            String program = new Generator(new Random(seed), isDouble).program();
            Analysis analysis = CoordinatesTest.analyze(program, DerivativeKind.JACOBIAN);
            List<Tensor> arguments = CoordinatesTest.arguments(analysis.function().signature());
            int columns = CoordinatesTest.size(analysis, arguments);
            List<Tensor> dense = List.copyOf(
                    CoordinatesTest.dense(analysis, DerivativeKind.JACOBIAN, arguments).values());
            int results = analysis.function().formula().results().size();
            List<Tensor> residuals = dense.subList(0, results);
            double[][] jacobian =
                    CoordinatesTest.matrix(dense.subList(results, dense.size()), residuals, columns);
            double tolerance = ROUNDINGS * (isDouble ? DOUBLE : SINGLE);

            CompiledFunction function = Autodiff.compile(program);
            Tensor[] point = arguments.toArray(new Tensor[0]);
            CompiledFunction.Sparse sparse = function.sparseJacobian(point);
            assertClose(program, CoordinatesTest.sum(sparse, jacobian.length, columns), jacobian, tolerance);

            CompiledFunction.Sparse normal = function.sparseNormalEquations(point);
            double[] r = residuals.stream()
                    .flatMapToDouble(tensor -> Arrays.stream(CoordinatesTest.elements(tensor)))
                    .toArray();
            assertClose(program, CoordinatesTest.sum(normal, columns, columns), lower(jacobian, columns), tolerance);
            double[] gradient = normal.outputs().stream().skip(1)
                    .flatMapToDouble(tensor -> Arrays.stream(CoordinatesTest.elements(tensor)))
                    .toArray();
            assertClose(program, new double[][] {gradient}, new double[][] {times(r, jacobian, columns)}, tolerance);
            double cost = Arrays.stream(r).map(element -> element * element / 2).sum();
            assertThat(normal.outputs().get(0).item()).as(program).isCloseTo(cost, within(tolerance * cost));
        }
    }

    private static double[] times(double[] r, double[][] jacobian, int columns) {
        double[] product = new double[columns];
        for (int k = 0; k < r.length; k++) {
            for (int i = 0; i < columns; i++) {
                product[i] += r[k] * jacobian[k][i];
            }
        }
        return product;
    }

    private static double[][] lower(double[][] jacobian, int columns) {
        double[][] product = new double[columns][];
        for (int i = 0; i < columns; i++) {
            int column = i;
            double[] row = times(
                    Arrays.stream(jacobian).mapToDouble(slopes -> slopes[column]).toArray(), jacobian, columns);
            Arrays.fill(row, i + 1, columns, 0);
            product[i] = row;
        }
        return product;
    }

    /** @param tolerance relative to the largest element */
    private static void assertClose(String program, double[][] actual, double[][] expected, double tolerance) {
        double largest = Arrays.stream(expected).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(program).containsExactly(expected[i], within(tolerance * Math.max(1, largest)));
        }
    }
}
