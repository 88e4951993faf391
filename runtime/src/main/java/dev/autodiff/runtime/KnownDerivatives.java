package dev.autodiff.runtime;

import java.io.Serializable;
import java.util.Map;

/** The derivatives that a function has where there is no compiler: null where nobody had asked for one before. */
public record KnownDerivatives(
        DerivedFunction jacobian,
        DerivedFunction hessian,
        DerivedFunction sparseJacobian,
        DerivedFunction sparseHessian,
        DerivedFunction jvp,
        DerivedFunction hvp)
        implements DerivedFunction.Source, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public DerivedFunction jacobian() {
        return required("jacobian", jacobian);
    }

    @Override
    public DerivedFunction hessian() {
        return required("hessian", hessian);
    }

    @Override
    public DerivedFunction sparseJacobian() {
        return required("sparseJacobian", sparseJacobian);
    }

    @Override
    public DerivedFunction sparseHessian() {
        return required("sparseHessian", sparseHessian);
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
