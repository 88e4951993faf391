package dev.autodiff.runtime;

import java.io.Serializable;
import java.util.Map;

/** The derivatives that a function has where there is no compiler: null where nobody had asked for one before. */
public record KnownDerivatives(
        DerivedFunction jacobian,
        DerivedFunction hessian,
        DerivedFunction normal,
        DerivedFunction jvp,
        DerivedFunction hvp,
        Map<DerivedFunction.Matrix, DerivedFunction> sparseMatrices,
        Map<DerivedFunction.Matrix, DerivedFunction> valuesOfSparse)
        implements DerivedFunction.Source, Serializable {
    private static final long serialVersionUID = 2L;

    public KnownDerivatives {
        sparseMatrices = Map.copyOf(sparseMatrices);
        valuesOfSparse = Map.copyOf(valuesOfSparse);
    }

    @Override
    public DerivedFunction jacobian() {
        return required("jacobian", jacobian);
    }

    @Override
    public DerivedFunction hessian() {
        return required("hessian", hessian);
    }

    @Override
    public DerivedFunction normal() {
        return required("normalEquations", normal);
    }

    @Override
    public DerivedFunction sparse(DerivedFunction.Matrix matrix) {
        return required(method(matrix), sparseMatrices.get(matrix));
    }

    @Override
    public DerivedFunction sparseValues(DerivedFunction.Matrix matrix) {
        return required(method(matrix) + "(pattern, …)", valuesOfSparse.get(matrix));
    }

    private static String method(DerivedFunction.Matrix matrix) {
        return switch (matrix) {
            case JACOBIAN -> "sparseJacobian";
            case HESSIAN -> "sparseHessian";
            case NORMAL -> "sparseNormalEquations";
        };
    }

    @Override
    public DerivedFunction jvp() {
        return required("jvp", jvp);
    }

    @Override
    public DerivedFunction hvp() {
        return required("hvp", hvp);
    }

    @Override
    public RowSum rowSum(Map<String, Shape> rows) {
        throw new IllegalStateException(
                "to take a function apart into rows needs the compiler: do that before the function is serialised");
    }

    @Override
    public String text() {
        throw new IllegalStateException("formulas of derivatives need the compiler: ask the function that was sent");
    }

    @Override
    public KnownDerivatives known() {
        return this;
    }

    private static DerivedFunction required(String method, DerivedFunction known) {
        if (known == null) {
            throw new IllegalStateException("the function came without this derivative, and to compile it needs the"
                    + " compiler: call '" + method + "' once before the function is serialised");
        }
        return known;
    }
}
