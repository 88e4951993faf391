package dev.autodiff.derivatives;

import dev.autodiff.graph.MatrixAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second derivatives of every function of matrices, in both modes, against differences. */
class MatrixDerivativesTest {
    /** A function and the shapes of its inputs, whose matrices have a heavy diagonal. */
    record Case(String name, Slopes.Function function, List<Shape> shapes) {
        @Override
        public String toString() {
            return name + " " + shapes;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(inverses(), systems(), powers(), symmetric(), rectangular(), parts()).flatMap(cases -> cases);
    }

    private static Stream<Case> inverses() {
        return Stream.of(Shape.of(4, 4), Shape.of(2, 3, 3), Shape.of(1, 1), Shape.of(0, 0))
                .flatMap(shape -> Stream.of(
                        of("inv", in -> MatrixAlgebra.inv(in.get(0)), shape),
                                of("det", in -> MatrixAlgebra.det(in.get(0)), shape),
                        of("sign of det", in -> MatrixAlgebra.signOfDet(in.get(0)), shape),
                                of("log |det|", in -> MatrixAlgebra.logAbsDet(in.get(0)), shape),
                        of("log det", in -> MatrixAlgebra.logDet(in.get(0)), shape),
                                of("cholesky", in -> MatrixAlgebra.cholesky(in.get(0)), shape)));
    }

    private static Stream<Case> systems() {
        Slopes.Function solve = in -> MatrixAlgebra.solve(in.get(0), in.get(1));
        return Stream.of(
                of("solve", solve, Shape.of(4, 4), Shape.of(4)),
                of("solve", solve, Shape.of(2, 3, 3), Shape.of(2, 3)),
                of("solve", solve, Shape.of(2, 3, 3), Shape.of(3, 2)),
                of("solve", solve, Shape.of(3, 3), Shape.of(2, 3, 1)),
                of("solve", solve, Shape.of(3, 3), Shape.of(3, 0)),
                of(
                        "solve lower",
                        in -> MatrixAlgebra.solveTriangular(in.get(0), in.get(1), false),
                        Shape.of(4, 4),
                        Shape.of(4, 2)),
                of(
                        "solve upper",
                        in -> MatrixAlgebra.solveTriangular(in.get(0), in.get(1), true),
                        Shape.of(2, 3, 3),
                        Shape.of(2, 3, 2)));
    }

    private static Stream<Case> powers() {
        return Stream.of(Shape.of(3, 3), Shape.of(2, 2, 2), Shape.of(1, 1), Shape.of(0, 0)).flatMap(shape -> Stream.of(
                of("fifth power", in -> MatrixAlgebra.matrixPower(in.get(0), 5), shape),
                of("power -2", in -> MatrixAlgebra.matrixPower(in.get(0), -2), shape),
                of("power 0", in -> MatrixAlgebra.matrixPower(in.get(0), 0), shape),
                of("expm", in -> MatrixAlgebra.expm(in.get(0).over(in.get(0).constant(4))), shape)));
    }

    private static Stream<Case> symmetric() {
        return Stream.of(Shape.of(4, 4), Shape.of(2, 3, 3), Shape.of(1, 1), Shape.of(0, 0)).flatMap(shape -> Stream.of(
                of("eigenvalues", in -> MatrixAlgebra.eigenvalues(in.get(0)), shape),
                of("eigenvectors", in -> MatrixAlgebra.eigenvectors(in.get(0)), shape)));
    }

    private static Stream<Case> rectangular() {
        return Stream.of(Shape.of(3, 3), Shape.of(2, 4, 3), Shape.of(2, 4), Shape.of(1, 1), Shape.of(2, 0))
                .flatMap(shape -> Stream.of(
                        of("singular values", in -> MatrixAlgebra.singularValues(in.get(0)), shape),
                        of("left vectors", in -> MatrixAlgebra.leftVectors(in.get(0)), shape),
                        of("right vectors", in -> MatrixAlgebra.rightVectors(in.get(0)), shape),
                        of("pinv", in -> MatrixAlgebra.pinv(in.get(0)), shape),
                        of("q", in -> MatrixAlgebra.orthogonalFactor(in.get(0)), shape),
                        of("r", in -> MatrixAlgebra.triangularFactor(in.get(0)), shape)));
    }

    private static Stream<Case> parts() {
        return Stream.of(
                of("trace", in -> MatrixAlgebra.trace(in.get(0)), Shape.of(2, 3, 3)),
                of("trace", in -> MatrixAlgebra.trace(in.get(0)), Shape.of(2, 3)),
                of("diagonal", in -> MatrixAlgebra.diagonal(in.get(0)), Shape.of(3, 2)),
                of("tril", in -> MatrixAlgebra.tril(in.get(0), -1), Shape.of(2, 3, 3)),
                of("triu", in -> MatrixAlgebra.triu(in.get(0), 1), Shape.of(2, 3, 3)));
    }

    private static Case of(String name, Slopes.Function function, Shape... shapes) {
        return new Case(name, function, List.of(shapes));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreeWithDifferences(Case test) {
        Random random = new Random(42);
        List<double[]> point = test.shapes().stream().map(shape -> heavy(shape, random)).toList();
        new Slopes(
                        test.function(),
                        test.shapes().stream()
                                .map(shape -> new Type(DType.F64, shape))
                                .toList(),
                        point)
                .check();
    }

    /** Random numbers, with 2, 3, 4, … added on the diagonal, so that eigenvalues and singular values lie apart. */
    private static double[] heavy(Shape shape, Random random) {
        int[] lengths = shape.lengths(Map.of());
        double[] x = random.doubles(Arrays.stream(lengths).reduce(1, (a, b) -> a * b), -0.5, 0.5).toArray();
        int rank = lengths.length;
        int n = lengths[rank - 1];
        int m = rank > 1 ? lengths[rank - 2] : 0;
        for (int i = 0; i < x.length; i++) {
            x[i] += m > 0 && i / n % m == i % n ? 2 + i % n : 0;
        }
        return x;
    }
}
