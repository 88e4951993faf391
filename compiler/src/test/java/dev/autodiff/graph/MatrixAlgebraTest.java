package dev.autodiff.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.autodiff.derivatives.Reverse;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixAlgebraTest {
    private final Graph graph = new Graph();

    @Test
    void whatHasNoInverseIsAnError() {
        Node singular = matrix(2, 1, 2, 2, 4);

        assertThatThrownBy(() -> value(MatrixAlgebra.inv(singular)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the matrix is singular");
        assertThatThrownBy(() -> value(MatrixAlgebra.solve(singular, vector(1, 2))))
                .hasMessage("the matrix is singular");
        assertThatThrownBy(() -> value(MatrixAlgebra.solveTriangular(matrix(2, 1, 0, 3, 0), vector(1, 2), false)))
                .hasMessage("the matrix is singular");
    }

    @Test
    void aSingularMatrixHasTheDeterminantZero() {
        Node singular = matrix(2, 1, 2, 2, 4);

        assertThat(value(MatrixAlgebra.det(singular))).containsExactly(0);
        assertThat(value(MatrixAlgebra.signOfDet(singular))).containsExactly(0);
        assertThat(value(MatrixAlgebra.logDet(singular))).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(value(MatrixAlgebra.logDet(matrix(2, 0, 1, 1, 0)))).containsExactly(Double.NaN);
    }

    @Test
    void theSlopeOfASingularDeterminantIsTheCofactors() {
        Node rankTwo = matrix(3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Node rankOne = matrix(3, 1, 2, 3, 2, 4, 6, 3, 6, 9);

        assertThat(gradient(MatrixAlgebra.det(rankTwo), rankTwo))
                .containsExactly(new double[] {-3, 6, -3, 6, -12, 6, -3, 6, -3}, offset(1e-13));
        assertThat(gradient(MatrixAlgebra.det(rankOne), rankOne)).containsOnly(0);
    }

    @Test
    void theLogarithmOfADeterminantOutlastsTheDeterminant() {
        Node huge = matrix(2, 1e200, 0, 0, 1e200);

        assertThat(value(MatrixAlgebra.det(huge))).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(value(MatrixAlgebra.logDet(huge))[0]).isEqualTo(400 * Math.log(10), offset(1e-12));
        assertThat(gradient(MatrixAlgebra.logDet(huge), huge)).containsExactly(1e-200, 0, 0, 1e-200);
    }

    @Test
    void aProductOverflowsOnlyIfTheDeterminantDoes() {
        assertThat(value(MatrixAlgebra.det(matrix(3, 1e200, 0, 0, 0, 1e200, 0, 0, 0, 1e-300)))[0])
                .isEqualTo(1e100, offset(1e86));
    }

    @Test
    void theSlopeOfALogarithmThatIsInfiniteIsUnknown() {
        Node singular = matrix(2, 1, 2, 2, 4);

        assertThat(gradient(MatrixAlgebra.logAbsDet(singular), singular)).containsOnly(Double.NaN);
    }

    @Test
    void onlyPositiveDefiniteMatricesHaveCholeskyFactors() {
        assertThat(value(MatrixAlgebra.cholesky(matrix(2, 4, 2, 2, 10)))).containsExactly(2, 0, 1, 3);
        assertThatThrownBy(() -> value(MatrixAlgebra.cholesky(matrix(2, 1, 2, 2, 1))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the matrix is not positive definite");
    }

    @Test
    void nanIsNoError() {
        Node unknown = matrix(2, 0, Double.NaN, 0, 1);

        assertThat(value(MatrixAlgebra.inv(unknown))).containsOnly(Double.NaN);
        assertThat(value(MatrixAlgebra.det(unknown))).containsOnly(Double.NaN);
        assertThat(value(MatrixAlgebra.logDet(unknown))).containsOnly(Double.NaN);
        assertThat(value(MatrixAlgebra.solve(unknown, vector(1, 2)))).containsOnly(Double.NaN);
        assertThat(value(MatrixAlgebra.cholesky(matrix(2, Double.NaN, 0, 0, 1))))
                .containsExactly(Double.NaN, 0, Double.NaN, Double.NaN);
        assertThat(gradient(MatrixAlgebra.det(unknown), unknown)).containsOnly(Double.NaN);
    }

    @Test
    void aMatrixWithoutElementsHasTheDeterminantOne() {
        Node empty = parameter(Shape.of(0, 0));

        assertThat(value(MatrixAlgebra.det(empty), empty)).containsExactly(1);
        assertThat(value(MatrixAlgebra.logDet(empty), empty)).containsExactly(0);
        assertThat(value(MatrixAlgebra.inv(empty), empty)).isEmpty();
    }

    @Test
    void aBatchMayBeEmpty() {
        Node none = parameter(Shape.of(0, 2, 2));

        assertThat(value(MatrixAlgebra.inv(none), none)).isEmpty();
        assertThat(value(MatrixAlgebra.det(none), none)).isEmpty();
        assertThat(value(MatrixAlgebra.solve(none, none), none)).isEmpty();
    }

    @Test
    void wholeNumbersBecomeNumbersWithDerivatives() {
        Node whole = graph.node(new Leaf.Array(new double[] {2, 0, 0, 4}, new Type(DType.INT, Shape.of(2, 2))));

        assertThat(value(MatrixAlgebra.inv(whole))).containsExactly(0.5, 0, 0, 0.25);
        assertThat(value(MatrixAlgebra.matrixPower(whole, 0))).containsExactly(1, 0, 0, 1);
        assertThat(value(MatrixAlgebra.matrixPower(whole, 3))).containsExactly(8, 0, 0, 64);
    }

    @Test
    void theTrianglesShareTheDiagonal() {
        Node a = matrix(2, 1, 2, 3, 4);

        assertThat(value(MatrixAlgebra.tril(a, 0))).containsExactly(1, 0, 3, 4);
        assertThat(value(MatrixAlgebra.triu(a, 0))).containsExactly(1, 2, 0, 4);
        assertThat(value(MatrixAlgebra.tril(a, -1))).containsExactly(0, 0, 3, 0);
        assertThat(value(MatrixAlgebra.diagonal(a))).containsExactly(1, 4);
        assertThat(value(MatrixAlgebra.trace(a))).containsExactly(5);
    }

    @Test
    void aRightSideIsAVectorOrAMatrix() {
        Node a = matrix(2, 2, 0, 0, 4);

        assertThat(MatrixAlgebra.solve(a, vector(2, 4)).shape()).isEqualTo(Shape.of(2));
        assertThat(value(MatrixAlgebra.solve(a, vector(2, 4)))).containsExactly(1, 1);
        assertThat(value(MatrixAlgebra.solve(a, matrix(2, 2, 4, 4, 8)))).containsExactly(1, 2, 1, 2);
    }

    @Test
    void shapesMustFit() {
        Node flat = parameter(Shape.of(2, 3));

        assertThatThrownBy(() -> MatrixAlgebra.inv(flat)).isInstanceOf(ShapeException.class)
                .hasMessage("'inv' needs a square matrix, not the shape [2, 3]");
        assertThatThrownBy(() -> MatrixAlgebra.det(vector(1, 2)))
                .hasMessage("'det' needs a square matrix, not the shape [2]");
        assertThatThrownBy(() -> MatrixAlgebra.solve(matrix(2, 1, 0, 0, 1), parameter(Shape.of(3, 1))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("'solve' cannot take the shapes [2, 2] and [3, 1]");
        assertThatThrownBy(() -> MatrixAlgebra.solve(matrix(2, 1, 0, 0, 1), vector(1, 2, 3)))
                .hasMessage("'solve' cannot take the shapes [2, 2] and [3]");
        assertThatThrownBy(() -> MatrixAlgebra.solve(graph.constant(1), vector(1)))
                .hasMessage("'solve' cannot take the shapes [] and [1]");
        assertThatThrownBy(() -> MatrixAlgebra.tril(vector(1, 2), 0))
                .hasMessage("'tril' needs a matrix, not the shape [2]");
    }

    @Test
    void dimensionsMayHaveNames() {
        Dimension n = Dimension.named("n");
        Node a = parameter(new Shape(List.of(n, n)));
        Node solved = MatrixAlgebra.solve(a, MatrixAlgebra.inv(a));

        assertThat(Interpreter.evaluate(List.of(solved), Map.of(a, new double[] {2, 0, 0, 4}), Map.of("n", 2))
                        .get(0))
                .containsExactly(0.25, 0, 0, 0.0625);
        assertThat(Interpreter.evaluate(
                                List.of(MatrixAlgebra.trace(a)), Map.of(a, new double[] {2, 0, 0, 4}), Map.of("n", 2))
                        .get(0))
                .containsExactly(6);
    }

    @Test
    void eigenvaluesOfEqualSizeHaveASlopeAndTheirVectorsHaveNone() {
        Node one = matrix(2, 1, 0, 0, 1);

        assertThat(gradient(TensorAlgebra.sum(MatrixAlgebra.eigenvalues(one), List.of(0)), one))
                .containsExactly(1, 0, 0, 1);
        assertThat(gradient(TensorAlgebra.sum(MatrixAlgebra.eigenvectors(one), List.of(0, 1)), one))
                .contains(Double.NaN);
    }

    @Test
    void aMatrixMayHaveMoreColumnsThanRows() {
        Node wide = matrix(3, 3, 0, 6, 4, 0, 13);

        assertThat(value(MatrixAlgebra.orthogonalFactor(matrix(3, 3, 1, 6, 4, 8, 13))))
                .containsExactly(new double[] {0.6, -0.8, 0.8, 0.6}, offset(1e-15));
        assertThat(value(MatrixAlgebra.triangularFactor(wide))[2]).isEqualTo(14, offset(1e-14));
        assertThat(MatrixAlgebra.pinv(wide).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(MatrixAlgebra.rightVectors(wide).shape()).isEqualTo(Shape.of(3, 2));
    }

    @Test
    void aNameCountsAsMoreThanANumber() {
        Dimension n = Dimension.named("n");
        Node tall = parameter(new Shape(List.of(n, Dimension.literal(2))));
        Node values = MatrixAlgebra.singularValues(tall);

        assertThat(values.shape()).isEqualTo(Shape.of(2));
        assertThat(Interpreter.evaluate(List.of(values), Map.of(tall, new double[] {0, 3, 4, 0, 0, 0}), Map.of("n", 3))
                        .get(0))
                .containsExactly(4, 3);
        assertThatThrownBy(
                        () -> Interpreter.evaluate(List.of(values), Map.of(tall, new double[] {3, 4}), Map.of("n", 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("a matrix of the shape [1, 2] came, but 2 was taken for its shorter side");
        Node unknown = parameter(new Shape(List.of(n, Dimension.named("m"))));
        assertThatThrownBy(() -> MatrixAlgebra.singularValues(unknown))
                .hasMessage("'svdvals' cannot tell which of n and m is less");
        assertThat(MatrixAlgebra.pinv(unknown).shape()).hasToString("[m, n]");
    }

    @Test
    void singlePrecisionIsKept() {
        Node single = graph.parameter("a", new Type(DType.F32, Shape.of(2, 2)));

        assertThat(MatrixAlgebra.inv(single).type()).isEqualTo(single.type());
        assertThat(MatrixAlgebra.eigenvalues(single).type()).isEqualTo(new Type(DType.F32, Shape.of(2)));
        assertThat(MatrixAlgebra.matrixPower(single, 0).type()).isEqualTo(single.type());
        assertThat(MatrixAlgebra.tril(single, 0).type()).isEqualTo(single.type());
    }

    private Node matrix(int columns, double... elements) {
        return graph.node(new Leaf.Array(elements, new Type(DType.F64, Shape.of(elements.length / columns, columns))));
    }

    private Node vector(double... elements) {
        return graph.node(new Leaf.Array(elements, new Type(DType.F64, Shape.of(elements.length))));
    }

    private Node parameter(Shape shape) {
        return graph.parameter("a", new Type(DType.F64, shape));
    }

    private static double[] value(Node y) {
        return Interpreter.evaluate(List.of(y), Map.of(), Map.of()).get(0);
    }

    private static double[] value(Node y, Node empty) {
        return Interpreter.evaluate(List.of(y), Map.of(empty, new double[0]), Map.of()).get(0);
    }

    private static double[] gradient(Node y, Node by) {
        return value(Reverse.gradient(y, List.of(by), y.constant(1)).get(0));
    }
}
