package dev.autodiff.autodiff;

import dev.autodiff.graph.MatrixAlgebra;
import dev.autodiff.graph.TensorAlgebra;
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
    /** A function and the shapes of its inputs, whose square matrices have a heavy diagonal. */
    record Case(String name, Slopes.Function function, List<Shape> shapes) {
        @Override
        public String toString() {
            return name + " " + shapes;
        }
    }

    static Stream<Case> cases() {
        Shape batch = Shape.of(2, 3, 3);
        Shape square = Shape.of(4, 4);
        return Stream.of(
                of("inv", in -> MatrixAlgebra.inv(in.get(0)), square), of("inv", in -> MatrixAlgebra.inv(in.get(0)), batch),
                of("inv", in -> MatrixAlgebra.inv(in.get(0)), Shape.of(1, 1)), of("inv", in -> MatrixAlgebra.inv(in.get(0)), Shape.of(0, 0)),
                of("det", in -> MatrixAlgebra.det(in.get(0)), square), of("det", in -> MatrixAlgebra.det(in.get(0)), batch),
                of("det", in -> MatrixAlgebra.det(in.get(0)), Shape.of(1, 1)), of("det", in -> MatrixAlgebra.det(in.get(0)), Shape.of(0, 0)),
                of("sign of det", in -> MatrixAlgebra.signOfDet(in.get(0)), square),
                of("log |det|", in -> MatrixAlgebra.logAbsDet(in.get(0)), batch), of("log det", in -> MatrixAlgebra.logDet(in.get(0)), square),
                of("cholesky", in -> MatrixAlgebra.cholesky(in.get(0)), square), of("cholesky", in -> MatrixAlgebra.cholesky(in.get(0)), batch),
                of("solve", in -> MatrixAlgebra.solve(in.get(0), in.get(1)), square, Shape.of(4)),
                of("solve", in -> MatrixAlgebra.solve(in.get(0), in.get(1)), batch, Shape.of(2, 3)),
                of("solve", in -> MatrixAlgebra.solve(in.get(0), in.get(1)), batch, Shape.of(3, 2)),
                of("solve", in -> MatrixAlgebra.solve(in.get(0), in.get(1)), Shape.of(3, 3), Shape.of(2, 3, 1)),
                of("solve", in -> MatrixAlgebra.solve(in.get(0), in.get(1)), Shape.of(3, 3), Shape.of(3, 0)),
                of("solve lower", in -> MatrixAlgebra.solveTriangular(in.get(0), in.get(1), false), square, Shape.of(4, 2)),
                of("solve upper", in -> MatrixAlgebra.solveTriangular(in.get(0), in.get(1), true), batch, Shape.of(2, 3, 2)),
                of("matrix power", in -> MatrixAlgebra.matrixPower(in.get(0), 5), Shape.of(3, 3)),
                of("matrix power", in -> MatrixAlgebra.matrixPower(in.get(0), -2), batch),
                of("matrix power", in -> MatrixAlgebra.matrixPower(in.get(0), 0), batch),
                of("trace", in -> MatrixAlgebra.trace(in.get(0)), batch), of("trace", in -> MatrixAlgebra.trace(in.get(0)), Shape.of(2, 3)),
                of("diagonal", in -> MatrixAlgebra.diagonal(in.get(0)), Shape.of(3, 2)),
                of("tril", in -> MatrixAlgebra.tril(in.get(0), -1), batch), of("triu", in -> MatrixAlgebra.triu(in.get(0), 1), batch),
                of("an inverse of a product", in -> MatrixAlgebra.inv(TensorAlgebra.contract("ij", "jk", "ik", in.get(0), in.get(1))), square, square));
    }

    private static Case of(String name, Slopes.Function function, Shape... shapes) {
        return new Case(name, function, List.of(shapes));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreeWithDifferences(Case test) {
        Random random = new Random(42);
        List<double[]> point = test.shapes().stream().map(shape -> heavy(shape, random)).toList();
        new Slopes(test.function(), test.shapes().stream().map(shape -> new Type(DType.F64, shape)).toList(), point).check();
    }

    /** Random numbers, with 2, 3, 4, … added on the diagonal of a square matrix. */
    private static double[] heavy(Shape shape, Random random) {
        int[] lengths = shape.lengths(Map.of());
        double[] x = random.doubles(Arrays.stream(lengths).reduce(1, (a, b) -> a * b), -0.5, 0.5).toArray();
        int rank = lengths.length;
        int n = lengths[rank - 1];
        for (int i = 0; rank > 1 && lengths[rank - 2] == n && i < x.length / Math.max(1, n); i++) {
            x[i * n + i % n] += 2 + i % n;
        }
        return x;
    }
}
