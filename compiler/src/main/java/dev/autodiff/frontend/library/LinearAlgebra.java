package dev.autodiff.frontend.library;

import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.graph.MatrixAlgebra;

/** Functions of matrices, which are the last two axes of a tensor. */
final class LinearAlgebra {
    private LinearAlgebra() {}

    static void add(Table table) {
        table.add("inv(a)", a -> MatrixAlgebra.inv(a.number("a")));
        table.add("inverse(a)", a -> MatrixAlgebra.inv(a.number("a")));
        table.add("pinv(a)", a -> MatrixAlgebra.pinv(a.number("a")));
        table.add("det(a)", a -> MatrixAlgebra.det(a.number("a")));
        table.add("logdet(a)", a -> MatrixAlgebra.logDet(a.number("a")));
        // what other libraries return together as slogdet
        table.add("logabsdet(a)", a -> MatrixAlgebra.logAbsDet(a.number("a")));
        table.add("signdet(a)", a -> MatrixAlgebra.signOfDet(a.number("a")));
        table.add("cholesky(a)", a -> MatrixAlgebra.cholesky(a.number("a")));
        table.add("solve(a, b)", a -> MatrixAlgebra.solve(a.number("a"), a.number("b")));
        table.add(
                "solve_triangular(a, b, upper?)",
                a -> MatrixAlgebra.solveTriangular(a.number("a"), a.number("b"), a.flag("upper", false)));
        table.add("eigvalsh(a)", a -> MatrixAlgebra.eigenvalues(a.number("a")));
        table.add("eigvecsh(a)", a -> MatrixAlgebra.eigenvectors(a.number("a")));
        table.add("svdvals(a)", a -> MatrixAlgebra.singularValues(a.number("a")));
        table.add("qr_q(a)", a -> MatrixAlgebra.orthogonalFactor(a.number("a")));
        table.add("qr_r(a)", a -> MatrixAlgebra.triangularFactor(a.number("a")));
        table.add("expm(a)", a -> MatrixAlgebra.expm(a.number("a")));
    }
}
