package dev.autodiff.graph;

import dev.autodiff.runtime.Special;
import dev.autodiff.runtime.Type;
import dev.autodiff.simd.LaneForm;
import dev.autodiff.simd.Powers;
import dev.autodiff.simd.ScalarMethod;
import dev.autodiff.simd.Trigonometry;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What takes the place of powers, quotients, sines and cosines when all derivatives have been taken, and something that
 * is computed anyway makes them cheaper. In vector registers the third input is of no use: there a choice costs both of
 * its branches; and what functions of one argument have in common is shared as it is.
 */
public enum Reduced implements ScalarOp {
    /** {@code xᵉ} by the power with the exponent e + 1. */
    POWER("lowerPower", Special::lowerPower, inputs -> Powers.pow(inputs.get(0), inputs.get(1))),

    /** {@code xᵉ} by the power with the exponent e + 1, less 1. */
    POWER_BY_POWM1(
            "lowerPowerByPowm1", Special::lowerPowerByPowm1, inputs -> Powers.pow(inputs.get(0), inputs.get(1))),

    /** {@code xᵉ} beside another power of x. */
    POWER_BESIDE_POWER("powBesidePow", 2, (x, e, unused) -> Special.powBesidePow(x, e), LaneForm.binary(Powers::pow)),

    /** {@code xᵉ - 1} beside another power of x. */
    POWM1_BESIDE_POWER(
            "powm1BesidePow",
            2,
            (x, e, unused) -> Special.powm1BesidePow(x, e),
            LaneForm.byLane(new ScalarMethod(Code.Call.SPECIAL, "powm1"))),

    /** {@code a/b} by the reciprocal of b. */
    QUOTIENT("byReciprocal", Special::byReciprocal, inputs -> inputs.get(0).over(inputs.get(1))),

    /** {@code sin(x)} beside {@link #COSINE}. */
    SINE("sinBesideCos", Special::sinBesideCos, LaneForm.unary(Trigonometry::sin)),

    /** {@code cos(x)} beside {@link #SINE}. */
    COSINE("cosBesideSin", Special::cosBesideSin, LaneForm.unary(Trigonometry::cos));

    /** The value of an operator with three inputs. */
    private interface Value {
        double of(double a, double b, double c);
    }

    private final String method;
    private final int arity;
    private final Value value;
    private final Code code;

    Reduced(String method, DoubleUnaryOperator value, LaneForm form) {
        this(method, 1, (a, b, c) -> value.applyAsDouble(a), form);
    }

    Reduced(String method, Value value, LaneForm form) {
        this(method, 3, value, form);
    }

    Reduced(String method, int arity, Value value, LaneForm form) {
        this.method = method;
        this.arity = arity;
        this.value = value;
        this.code = new Code.Call(Code.Call.SPECIAL, method, false, form);
    }

    @Override
    public String symbol() {
        return method;
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public double value(double a, double b, double c) {
        return value.of(a, b, c);
    }

    @Override
    public Node partial(int index, Node y) {
        throw new UnsupportedOperationException(method);
    }

    @Override
    public Code code() {
        return code;
    }
}
