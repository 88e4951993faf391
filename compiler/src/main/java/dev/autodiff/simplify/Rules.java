package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.cosh;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.erfc;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.hypot;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.logaddexp;
import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.min;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.or;
import static dev.autodiff.graph.Algebra.sigmoid;
import static dev.autodiff.graph.Algebra.sin;
import static dev.autodiff.graph.Algebra.sinh;
import static dev.autodiff.graph.Algebra.softplus;
import static dev.autodiff.graph.Algebra.sqrt;
import static dev.autodiff.graph.Algebra.where;
import static dev.autodiff.graph.Algebra.xlogx;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import java.util.List;

/** The rewrites, as equations in three lists. Within a list the first that matches wins. */
public final class Rules {
    private static final Graph GRAPH = new Graph();
    private static final Node x = GRAPH.parameter("x");
    private static final Node y = GRAPH.parameter("y");
    private static final Node z = GRAPH.parameter("z");
    private static final Node w = GRAPH.parameter("w");
    private static final Node v = GRAPH.parameter("v");
    private static final Node p = GRAPH.parameter("p");
    private static final Node q = GRAPH.parameter("q");
    private static final Node c = GRAPH.parameter("c");
    private static final Node c2 = GRAPH.parameter("c2");
    private static final Node zero = GRAPH.constant(0);
    private static final Node one = GRAPH.constant(1);
    private static final Node two = GRAPH.constant(2);
    private static final Node ln2 = GRAPH.constant(0.6931471805599453);
    private static final Node half = GRAPH.constant(0.5);
    private static final Node rootHalf = GRAPH.constant(0.7071067811865476);
    private static final Node minusOne = GRAPH.constant(-1);
    private static final Node yes = GRAPH.truth(true);
    private static final Node no = GRAPH.truth(false);

    private Rules() {}

    /**
     * A quotient by or of a logarithm near 1, where both vanish.
     *
     * @param distance of the logarithm's argument from 1
     * @param row whose value at the distance, times a factor, is the quotient
     */
    private static Rule nearOne(Node quotient, Node distance, Node factor, Pointwise row) {
        Node near = factor.times(GRAPH.node(row, distance));
        return rule(quotient, where(less(abs(distance), half), near, quotient));
    }

    /**
     * Both sides are the same IEEE 754 double for every argument, ±0, ±∞ and NaN included. Not among them: {@code x +
     * 0}, which is not -0 for x = -0; {@code 0 * x}, {@code x - x} and {@code x / x}, which are NaN for some x; and
     * {@code -(x - y) = y - x}, which differs in the sign of zero.
     */
    public static final List<Rule> EXACT = List.of(
            rule(one.times(x), x),
            rule(minusOne.times(x), x.negate()),
            rule(x.over(one), x),
            rule(x.over(minusOne), x.negate()),
            rule(x.minus(zero), x),
            rule(x.plus(GRAPH.constant(-0.0)), x),
            rule(x.negate().negate(), x),
            rule(x.plus(y.negate()), x.minus(y)),
            rule(x.minus(y.negate()), x.plus(y)),
            rule(x.negate().times(y), x.times(y).negate()),
            rule(x.negate().over(y), x.over(y).negate()),
            rule(x.over(y.negate()), x.over(y).negate()),
            rule(c.times(x).negate(), c.negate().times(x)),
            rule(c.over(x).negate(), c.negate().over(x)),
            rule(x.plus(x), two.times(x)),
            rule(x.power(2).times(x.power(2)), x.power(4)),
            rule(x.times(x), x.power(2)),
            rule(x.power(2).times(x), x.power(3)),
            rule(x.power(-1), one.over(x)),
            // whose derivative is one power, and no quotient of two that may be infinite
            rule(one.over(x.power(2)), x.power(-2)),
            rule(one.over(x.power(3)), x.power(-3)),
            rule(one.over(x.power(4)), x.power(-4)),
            rule(one.over(x.power(5)), x.power(-5)),
            rule(one.over(x.power(6)), x.power(-6)),
            rule(x.negate().power(2), x.power(2)),
            rule(abs(x).power(2), x.power(2)),
            rule(abs(x).power(4), x.power(4)),
            rule(abs(x).power(6), x.power(6)),
            rule(abs(x).power(8), x.power(8)),
            rule(abs(x).over(y).power(2), x.over(y).power(2)),
            rule(abs(x).times(y).power(2), x.times(y).power(2)),
            rule(abs(x.negate()), abs(x)),
            rule(abs(abs(x)), abs(x)),
            rule(abs(c.times(abs(x))), c.times(abs(x)), Rules::isPositive),
            rule(abs(x.power(2)), x.power(2)),
            rule(max(x, x), x),
            rule(min(x, x), x),
            rule(not(not(p)), p),
            rule(and(p, p), p),
            rule(and(yes, p), p),
            rule(and(no, p), no),
            rule(and(p, not(p)), no),
            rule(or(p, p), p),
            rule(or(no, p), p),
            rule(or(yes, p), yes),
            rule(or(p, not(p)), yes),
            rule(or(p, or(p, q)), or(p, q)),
            rule(and(p, and(p, q)), and(p, q)),
            rule(or(p, and(p, q)), p),
            rule(or(p, and(q, p)), p),
            rule(and(p, or(p, q)), p),
            rule(where(yes, x, y), x),
            rule(where(no, x, y), y),
            rule(where(p, x, x), x),
            rule(where(not(p), x, y), where(p, y, x)),
            rule(where(p, where(p, x, y), z), where(p, x, z)),
            rule(where(p, x, where(p, y, z)), where(p, x, z)),
            rule(where(p, x, where(and(not(p), q), y, z)), where(p, x, where(q, y, z))),
            rule(where(p, where(p, x, y).plus(where(p, z, w)), v), where(p, x.plus(z), v)),
            rule(where(p, v, where(p, x, y).plus(where(p, z, w))), where(p, v, y.plus(w))));

    /**
     * Both sides are the same real function wherever the left one is defined; the right one is computed with less
     * rounding, without overflow on the way, or is defined where the left one is an indefinite form.
     */
    public static final List<Rule> STABLE = List.of(
            rule(x.times(one.over(y)), x.over(y)),
            rule(x.times(minusOne.over(y)), x.over(y).negate()),
            rule(x.over(one.over(y)), x.times(y)),
            // the derivatives of log(x/y), which are 1/x and -1/y
            rule(x.over(y.over(z)).over(z), x.over(y)),
            rule(x.over(y).times(z.over(x)), z.over(y)),
            rule(x.over(y).over(x), one.over(y)),
            rule(c.times(c2.times(x)), c.times(c2).times(x), Rules::isNormalProduct),
            rule(c.times(x).times(c2.times(y)), c.times(c2).times(x).times(y), Rules::isSmallScaling),
            rule(GRAPH.node(Pointwise.POW, x, half), sqrt(x)),
            rule(GRAPH.node(Pointwise.POW, x, GRAPH.constant(-0.5)), one.over(sqrt(x))),
            rule(sqrt(x.power(2)), abs(x)),
            rule(sqrt(c.times(x.power(2))), sqrt(c).times(abs(x)), Rules::isPositive),
            rule(sqrt(x.power(4)), x.power(2)),
            rule(sqrt(x.power(6)), abs(x).power(3)),
            rule(sqrt(x.power(8)), x.power(4)),
            // the derivatives of products with a root, which are 0/0 at 0
            rule(x.over(sqrt(x)), sqrt(x)),
            rule(x.over(c.times(sqrt(x))), sqrt(x).over(c), Rules::isNonzero),
            rule(c.times(sqrt(x)).over(c2.times(sqrt(x))), c.over(c2), Rules::areNonzero),
            rule(
                    GRAPH.node(Pointwise.POW, x, c).over(c2.times(sqrt(x))),
                    GRAPH.node(Pointwise.POW, x, c.minus(half)).over(c2),
                    Rules::areNonzero),
            rule(sqrt(x.power(2).plus(y.power(2))), hypot(x, y)),
            rule(sqrt(c.times(x.power(2).plus(y.power(2)))), sqrt(c).times(hypot(x, y)), Rules::isPositive),

            // a length has no second derivative at 0, but its square has
            rule(hypot(x, y).power(2), x.power(2).plus(y.power(2))),
            rule(hypot(x, y).power(4), x.power(2).plus(y.power(2)).power(2)),
            rule(hypot(x, y).power(6), x.power(2).plus(y.power(2)).power(3)),
            rule(hypot(x, y).power(8), x.power(2).plus(y.power(2)).power(4)),
            // for z = 0 an infinity, where one of x and y may be 0
            rule(
                    hypot(x, y).over(z).power(2),
                    where(
                            equal(z, zero),
                            abs(x).plus(abs(y)).over(z).power(2),
                            x.over(z).power(2).plus(y.over(z).power(2)))),
            rule(
                    c.times(hypot(x, y)).power(2),
                    c.times(x).power(2).plus(c.times(y).power(2))),
            rule(log(one.plus(exp(x))), softplus(x)),
            rule(log1p(exp(x)), softplus(x)),
            rule(log(exp(x).plus(exp(x.negate()))), logCosh(x).plus(ln2)),
            rule(log(half.times(exp(x).plus(exp(x.negate())))), logCosh(x)),
            rule(log(exp(x).plus(exp(x.negate())).over(two)), logCosh(x)),
            rule(log(cosh(x)), logCosh(x)),
            rule(log(exp(x).plus(exp(y))), logaddexp(x, y)),
            rule(x.plus(softplus(y.minus(x))), logaddexp(x, y)),
            rule(x.plus(logaddexp(y.minus(x), z.minus(x))), logaddexp(y, z)),
            rule(max(x, y).plus(softplus(abs(x.minus(y)).negate())), logaddexp(x, y)),
            rule(max(x, zero).plus(softplus(abs(x).negate())), softplus(x)),
            rule(log(exp(x)), x),
            rule(log(exp(x).minus(exp(y))), x.plus(log(expm1(y.minus(x)).negate()))),
            rule(log(expm1(x)), x.plus(log(expm1(x.negate()).negate()))),
            rule(log(expm1(x).negate()), where(less(x, minusOne), log1p(exp(x).negate()), log(expm1(x).negate()))),
            rule(log1p(exp(x).negate()), where(less(x, minusOne), log1p(exp(x).negate()), log(expm1(x).negate()))),
            rule(log(sigmoid(x)), softplus(x.negate()).negate()),
            rule(log(one.plus(x)), log1p(x)),
            rule(log(one.minus(x)), log1p(x.negate())),
            rule(exp(x).minus(one), expm1(x)),
            rule(one.minus(exp(x)), expm1(x).negate()),
            rule(one.over(one.plus(exp(x.negate()))), sigmoid(x)),
            rule(one.over(one.plus(exp(x))), sigmoid(x.negate())),
            rule(exp(x).over(one.plus(exp(x))), sigmoid(x)),
            rule(exp(x).over(exp(x).plus(exp(y))), sigmoid(x.minus(y))),
            rule(x.over(one.plus(exp(y))), x.times(sigmoid(y.negate()))),
            rule(exp(x).minus(exp(x.negate())).over(exp(x).plus(exp(x.negate()))), GRAPH.node(Pointwise.TANH, x)),
            // activations, which are 0 at -∞, and those with a slope of their own
            vanishing(x, sigmoid(x)),
            vanishing(x, sigmoid(c.times(x))),
            vanishing(x, sigmoid(y.times(x))),
            vanishing(x, of(Pointwise.NORMCDF, x)),
            vanishing(x, erfc(x.over(c))),
            vanishing(x, erfc(c.times(x))),
            vanishing(x, erfc(x.over(c).negate())),
            vanishing(x, of(Pointwise.TANH, softplus(x))),
            vanishing(c.times(x), erfc(x.over(c2).negate())),
            vanishing(c.times(x), erfc(c2.times(x))),
            rule(one.over(one.plus(x.power(2))), of(ClosedForm.ATAN_SLOPE, x)),
            rule(x.times(exp(y)).over(expm1(y)), x.over(expm1(y.negate())).negate()),
            rule(
                    x.times(exp(y)).over(expm1(y).power(2)),
                    x.over(expm1(y)).over(expm1(y.negate())).negate()),
            rule(exp(y).over(expm1(y)), one.over(expm1(y.negate())).negate()),
            rule(
                    exp(y).over(expm1(y).power(2)),
                    one.over(expm1(y)).over(expm1(y.negate())).negate()),
            rule(x.over(expm1(y)), GRAPH.node(ClosedForm.OVER_EXPM1, x, y)),
            rule(one.minus(sigmoid(x)), sigmoid(x.negate())),
            rule(x.times(log(x)), xlogx(x)),
            rule(GRAPH.node(Pointwise.XLOGY, x, x), xlogx(x)),
            rule(x.times(log(x.over(y))), GRAPH.node(ClosedForm.RELATIVE_ENTROPY, x, y)),
            nearOne(log(x).over(x.minus(one)), x.minus(one), one, Pointwise.LOG1P_OVER_X),
            nearOne(x.minus(one).over(log(x)), x.minus(one), one, Pointwise.X_OVER_LOG1P),
            nearOne(x.minus(y).over(log(x.over(y))), x.minus(y).over(y), y, Pointwise.X_OVER_LOG1P),
            nearOne(
                    w.times(x.minus(y)).over(log(x.over(y))),
                    x.minus(y).over(y),
                    w.times(y),
                    Pointwise.X_OVER_LOG1P),
            rule(x.power(2).times(log(x)), GRAPH.node(ClosedForm.SQUARE_LOG, x)),
            rule(x.power(3).times(log(x)), GRAPH.node(ClosedForm.CUBE_LOG, x)),
            rule(one.minus(cos(x)), two.times(sin(half.times(x)).power(2))),
            rule(one.minus(sin(x).power(2)), cos(x).power(2)),
            rule(one.minus(cos(x).power(2)), sin(x).power(2)),
            rule(x.power(2).minus(y.power(2)), squareDifference(x, y)),
            rule(c.minus(x.power(2)), squareDifference(sqrt(c), x), Rules::hasRoot),
            rule(x.power(2).minus(c), squareDifference(x, sqrt(c)), Rules::hasRoot),
            rule(x.minus(y).times(x.plus(y)), squareDifference(x, y)),
            rule(x.minus(y).times(y.plus(x)), squareDifference(x, y)),
            rule(
                    log(squareDifference(one, x)),
                    where(less(abs(x), half), log1p(x.power(2).negate()), log1p(x).plus(log1p(x.negate())))),
            rule(cos(x).minus(cos(y)), GRAPH.node(ClosedForm.COS_DIFFERENCE, x, y)),
            rule(sin(x).minus(sin(y)), GRAPH.node(ClosedForm.SIN_DIFFERENCE, x, y)),
            rule(cos(x).minus(one), GRAPH.constant(-2).times(sin(half.times(x)).power(2))),
            rule(cosh(x).minus(one), two.times(sinh(half.times(x)).power(2))),
            rule(
                    one.minus(cosh(x)),
                    GRAPH.constant(-2).times(sinh(half.times(x)).power(2))),
            rule(sqrt(one.plus(x)).minus(one), of(Pointwise.SQRT1PM1, x)),
            rule(one.minus(sqrt(one.plus(x))), of(Pointwise.SQRT1PM1, x).negate()),
            rule(sqrt(one.minus(x)).minus(one), of(Pointwise.SQRT1PM1, x.negate())),
            rule(
                    one.minus(sqrt(one.minus(x))),
                    of(Pointwise.SQRT1PM1, x.negate()).negate()),
            rule(softplus(x).minus(x), softplus(x.negate())),
            rule(logaddexp(x, y).minus(x), softplus(y.minus(x))),
            rule(logaddexp(x, y).minus(y), softplus(x.minus(y))),
            rule(x.minus(logaddexp(x, y)), softplus(y.minus(x)).negate()),
            rule(y.minus(logaddexp(x, y)), softplus(x.minus(y)).negate()),
            rule(
                    one.minus(of(Pointwise.TANH, x)),
                    two.times(sigmoid(GRAPH.constant(-2).times(x)))),
            rule(one.plus(of(Pointwise.TANH, x)), two.times(sigmoid(two.times(x)))),
            rule(
                    exp(x).plus(exp(x.negate())).minus(two),
                    GRAPH.constant(4).times(sinh(half.times(x)).power(2))),
            rule(log(one.plus(x).over(one.minus(x))), two.times(of(Pointwise.ATANH, x))),
            rule(
                    norm(one, x).minus(one),
                    where(
                            less(abs(x), one),
                            of(Pointwise.SQRT1PM1, x.power(2)),
                            norm(one, x).minus(one))),
            rule(
                    norm(x, one).minus(one),
                    where(
                            less(abs(x), one),
                            of(Pointwise.SQRT1PM1, x.power(2)),
                            norm(x, one).minus(one))),
            rule(one.over(x).minus(one.over(x.plus(c))), c.over(x).over(x.plus(c)), Rules::isNonzero),
            rule(x.over(one.plus(abs(x))), of(Pointwise.SOFTSIGN, x)),
            rule(x.minus(sin(x)), of(Pointwise.X_MINUS_SIN, x)),
            rule(sin(x).minus(x), of(Pointwise.X_MINUS_SIN, x).negate()),
            rule(sinh(x).minus(x), of(Pointwise.SINH_MINUS_X, x)),
            rule(x.minus(sinh(x)), of(Pointwise.SINH_MINUS_X, x).negate()),
            rule(of(Pointwise.TAN, x).minus(x), of(Pointwise.TAN_MINUS_X, x)),
            rule(x.minus(of(Pointwise.TAN, x)), of(Pointwise.TAN_MINUS_X, x).negate()),
            rule(x.minus(of(Pointwise.TANH, x)), of(Pointwise.TANHSHRINK, x)),
            rule(of(Pointwise.TANH, x).minus(x), of(Pointwise.TANHSHRINK, x).negate()),
            rule(expm1(x).minus(x), of(Pointwise.EXPM1_MINUS_X, x)),
            rule(x.minus(expm1(x)), of(Pointwise.EXPM1_MINUS_X, x).negate()),
            rule(exp(x).minus(x).minus(one), of(Pointwise.EXPM1_MINUS_X, x)),
            rule(exp(x).minus(one.plus(x)), of(Pointwise.EXPM1_MINUS_X, x)),
            rule(one.plus(x).minus(exp(x)), of(Pointwise.EXPM1_MINUS_X, x).negate()),
            rule(log1p(x).minus(x), of(Pointwise.LOG1P_MINUS_X, x)),
            rule(x.minus(log1p(x)), of(Pointwise.LOG1P_MINUS_X, x).negate()),
            rule(GRAPH.node(Pointwise.POW, x, y).minus(one), GRAPH.node(Pointwise.POWM1, x, y)),
            rule(
                    one.minus(GRAPH.node(Pointwise.POW, x, y)),
                    GRAPH.node(Pointwise.POWM1, x, y).negate()),
            rule(GRAPH.node(Pointwise.POWM1, x, y).over(y), GRAPH.node(Pointwise.BOXCOX, x, y)),
            rule(one.over(of(Pointwise.TANH, x)).minus(one.over(x)), of(Pointwise.LANGEVIN, x)),
            rule(
                    one.over(x).minus(one.over(of(Pointwise.TANH, x))),
                    of(Pointwise.LANGEVIN, x).negate()),
            rule(
                    one.over(sin(x)).minus(one.over(x)),
                    where(
                            less(abs(x), one),
                            x.times(of(Pointwise.X_MINUS_SIN_OVER_X3, x)).over(of(Pointwise.SIN_OVER_X, x)),
                            one.over(sin(x)).minus(one.over(x)))),
            rule(
                    one.over(x).minus(one.over(sin(x))),
                    where(
                            less(abs(x), one),
                            x.times(of(Pointwise.X_MINUS_SIN_OVER_X3, x))
                                    .over(of(Pointwise.SIN_OVER_X, x))
                                    .negate(),
                            one.over(x).minus(one.over(sin(x))))),
            beside0(one.over(x).minus(one.over(of(Pointwise.TAN, x))), cotangentGap()),
            beside0(one.over(of(Pointwise.TAN, x)).minus(one.over(x)), cotangentGap().negate()),
            beside0(one.over(x).minus(GRAPH.node(ClosedForm.OVER_EXPM1, one, x)), bernoulliGap()),
            beside0(GRAPH.node(ClosedForm.OVER_EXPM1, one, x).minus(one.over(x)), bernoulliGap().negate()),
            rule(exp(x).minus(exp(x.negate())), two.times(sinh(x))),
            rule(exp(x.negate()).minus(exp(x)), GRAPH.constant(-2).times(sinh(x))),
            rule(two.times(sinh(x)).over(exp(x).plus(exp(x.negate()))), of(Pointwise.TANH, x)),
            // the slopes of functions between two points, which at x = y are those of their tangents
            rule(squareDifference(x, y).over(x.minus(y)), x.plus(y)),
            rule(squareDifference(x, y).over(y.minus(x)), x.plus(y).negate()),
            rule(squareDifference(x, y).over(x.plus(y)), x.minus(y)),
            besideEachOther(
                    GRAPH.node(ClosedForm.SIN_DIFFERENCE, x, y).over(x.minus(y)), cos(middle()).times(halfSinc())),
            besideEachOther(
                    GRAPH.node(ClosedForm.COS_DIFFERENCE, x, y).over(x.minus(y)),
                    sin(middle()).times(halfSinc()).negate()),
            nearOne(log(x.over(y)).over(x.minus(y)), x.minus(y).over(y), one.over(y), Pointwise.LOG1P_OVER_X),
            nearOne(log(x).minus(log(y)).over(x.minus(y)), x.minus(y).over(y), one.over(y), Pointwise.LOG1P_OVER_X),
            nearOne(log(x).over(one.minus(x)), x.minus(one), minusOne, Pointwise.LOG1P_OVER_X),
            nearOne(one.minus(x).over(log(x)), x.minus(one), minusOne, Pointwise.X_OVER_LOG1P),
            nearOne(y.minus(x).over(log(x.over(y))), x.minus(y).over(y), y.negate(), Pointwise.X_OVER_LOG1P),
            nearOne(x.minus(y).over(log(x).minus(log(y))), x.minus(y).over(y), y, Pointwise.X_OVER_LOG1P),
            nearOne(y.minus(x).over(log(x).minus(log(y))), x.minus(y).over(y), y.negate(), Pointwise.X_OVER_LOG1P),
            rule(
                    GRAPH.node(Pointwise.POWM1, x, y.minus(z)).over(z.minus(y)),
                    GRAPH.node(Pointwise.BOXCOX, x, y.minus(z)).negate()),
            beside0(GRAPH.node(ClosedForm.COMPOUND, x, y.over(x)), exp(y.times(of(Pointwise.LOG1P_OVER_X, x)))),
            beside0(bessel(1).over(x), half.times(bessel(0).plus(bessel(2)))),
            beside0(c.times(bessel(1)).over(x), half.times(c).times(bessel(0).plus(bessel(2)))),
            rule(
                    GRAPH.node(ClosedForm.COMPOUND_MINUS_ONE, x, y).over(y),
                    where(
                            less(abs(y.times(log1p(x))), half),
                            log1p(x).times(of(Pointwise.EXPM1_OVER_X, y.times(log1p(x)))),
                            GRAPH.node(ClosedForm.COMPOUND_MINUS_ONE, x, y).over(y))),
            rule(
                    GRAPH.node(Pointwise.POW, x, z).minus(GRAPH.node(Pointwise.POW, y, z)).over(z),
                    where(
                            and(less(abs(z), half), and(less(zero, x), less(zero, y))),
                            GRAPH.node(Pointwise.BOXCOX, x, z).minus(GRAPH.node(Pointwise.BOXCOX, y, z)),
                            GRAPH.node(Pointwise.POW, x, z).minus(GRAPH.node(Pointwise.POW, y, z)).over(z))),
            // differences over a step y, which at y = 0 are derivatives
            besideStep(exp(x.plus(y)).minus(exp(x)), exp(x).times(of(Pointwise.EXPM1_OVER_X, y))),
            // far from 0 both are 1 but for the last digits; the hyperbolic sine of a larger step overflows
            rule(
                    of(Pointwise.TANH, x.plus(y)).minus(of(Pointwise.TANH, x)).over(y),
                    where(
                            less(abs(y), GRAPH.constant(300)),
                            of(Pointwise.SECH, x.plus(y))
                                    .times(of(Pointwise.SECH, x))
                                    .times(of(Pointwise.SINH_OVER_X, y)),
                            of(Pointwise.TANH, x.plus(y)).minus(of(Pointwise.TANH, x)).over(y))),
            rule(one.over(x.plus(y)).minus(one.over(x)).over(y), minusOne.over(x).over(x.plus(y))),
            rule(squareDifference(x.plus(y), x).over(y), two.times(x).plus(y)),
            besideStep(
                    x.plus(y).power(3).minus(x.power(3)),
                    GRAPH.constant(3).times(x.power(2)).plus(y.times(GRAPH.constant(3).times(x).plus(y)))),
            rule(sqrt(x).minus(sqrt(y)).over(x.minus(y)), one.over(sqrt(x).plus(sqrt(y)))),
            rule(one.over(x).minus(one.over(y)).over(x.minus(y)), minusOne.over(x).over(y)),
            besideEachOther(
                    x.power(3).minus(y.power(3)).over(x.minus(y)),
                    x.power(2).plus(x.times(y)).plus(y.power(2))),
            besideEachOther(
                    of(Pointwise.TANH, x).minus(of(Pointwise.TANH, y)).over(x.minus(y)),
                    of(Pointwise.SECH, x).times(of(Pointwise.SECH, y)).times(of(Pointwise.SINH_OVER_X, x.minus(y)))),
            besideEachOther(
                    sigmoid(x).minus(sigmoid(y)).over(x.minus(y)),
                    GRAPH.constant(0.25)
                            .times(of(Pointwise.SECH, half.times(x)))
                            .times(of(Pointwise.SECH, half.times(y)))
                            .times(of(Pointwise.SINH_OVER_X, half.times(x.minus(y))))),
            rule(
                    of(Pointwise.ATAN, x).minus(of(Pointwise.ATAN, y)).over(x.minus(y)),
                    where(
                            less(abs(x.minus(y)), half.times(one.plus(x.times(y)))),
                            of(Pointwise.ATAN_OVER_X, x.minus(y).over(one.plus(x.times(y)))).over(one.plus(x.times(y))),
                            of(Pointwise.ATAN, x).minus(of(Pointwise.ATAN, y)).over(x.minus(y)))),
            rule(
                    xlogx(x).minus(xlogx(y)).over(x.minus(y)),
                    where(
                            less(abs(x.minus(y)), half.times(y)),
                            log(x).plus(of(Pointwise.LOG1P_OVER_X, x.minus(y).over(y))),
                            xlogx(x).minus(xlogx(y)).over(x.minus(y)))),
            rule(sin(x.negate()), sin(x).negate()),
            rule(cos(x.negate()), cos(x)),
            rule(sin(x).over(cos(x)), GRAPH.node(Pointwise.TAN, x)),
            rule(sinh(x).over(cosh(x)), GRAPH.node(Pointwise.TANH, x)),
            rule(one.over(cosh(x)), of(Pointwise.SECH, x)),
            rule(cosh(x).over(sinh(x)), one.over(GRAPH.node(Pointwise.TANH, x))),
            rule(one.minus(GRAPH.node(Pointwise.ERF, x)), erfc(x)),
            rule(one.plus(of(Pointwise.ERF, x)), erfc(x.negate())),
            rule(x.over(of(Pointwise.ERFCX, y)), GRAPH.node(ClosedForm.OVER_ERFCX, x, y)),
            rule(one.minus(erfc(x)), GRAPH.node(Pointwise.ERF, x)),
            rule(log(erfc(x)), of(Pointwise.LOG_ERFC, x)),
            rule(log1p(of(Pointwise.ERF, x)), of(Pointwise.LOG_ERFC, x.negate())),
            rule(log(of(Pointwise.NORMCDF, x)), of(Pointwise.LOG_NDTR, x)),
            rule(log1p(of(Pointwise.NORMCDF, x).negate()), of(Pointwise.LOG_NDTR, x.negate())),
            rule(log(of(Pointwise.ERF, x)), where(less(half, x), log1p(erfc(x).negate()), log(of(Pointwise.ERF, x)))),
            rule(log1p(erfc(x).negate()), where(less(half, x), log1p(erfc(x).negate()), log(of(Pointwise.ERF, x)))),
            rule(one.minus(GRAPH.node(Pointwise.NORMCDF, x)), GRAPH.node(Pointwise.NORMCDF, x.negate())),
            // within a tail both are 1 but for the last digits: the difference is that of their complements
            rule(
                    of(Pointwise.ERF, x).minus(of(Pointwise.ERF, y)),
                    where(
                            less(half, min(x, y)),
                            erfc(y).minus(erfc(x)),
                            where(
                                    less(max(x, y), GRAPH.constant(-0.5)),
                                    erfc(x.negate()).minus(erfc(y.negate())),
                                    of(Pointwise.ERF, x).minus(of(Pointwise.ERF, y))))),
            rule(
                    of(Pointwise.NORMCDF, x).minus(of(Pointwise.NORMCDF, y)),
                    where(
                            less(half, min(x, y)),
                            half.times(erfc(rootHalf.times(y)).minus(erfc(rootHalf.times(x)))),
                            where(
                                    less(max(abs(x), abs(y)), half),
                                    half.times(of(Pointwise.ERF, rootHalf.times(x))
                                            .minus(of(Pointwise.ERF, rootHalf.times(y)))),
                                    of(Pointwise.NORMCDF, x).minus(of(Pointwise.NORMCDF, y))))));

    /** The same real function up to rounding, for finite arguments inside the domain: only on request. */
    public static final List<Rule> FAST = List.of(
            rule(x.plus(zero), x),
            rule(zero.times(x), zero),
            rule(zero.over(x), zero),
            rule(x.minus(x), zero),
            rule(x.over(x), one),
            rule(x.plus(y).minus(y), x),
            rule(x.times(y).over(y), x),
            rule(x.over(y).times(y), x),
            rule(x.over(c), one.over(c).times(x)),
            rule(x.times(y).plus(x.times(z)), x.times(y.plus(z))),
            rule(x.times(y).plus(x), x.times(y.plus(one))),
            rule(exp(x).times(exp(y)), exp(x.plus(y))),
            rule(exp(log(x)), x));

    /**
     * Then the product of the constants neither overflows nor loses digits, and the one multiplication that is left
     * rounds once.
     */
    private static boolean isNormalProduct(double c, double c2) {
        double product = Math.abs(c * c2);
        return product >= Double.MIN_NORMAL && product <= Double.MAX_VALUE;
    }

    private static boolean isPositive(double c, double unused) {
        return c >= Double.MIN_NORMAL && c <= Double.MAX_VALUE;
    }

    private static boolean isNonzero(double c, double unused) {
        return c != 0 && Double.isFinite(c);
    }

    private static boolean areNonzero(double c, double c2) {
        return isNonzero(c, c2) && isNonzero(c2, c);
    }

    /**
     * The factors 2 and ½ of derivatives: they move an exponent by one, and with it the place where a product
     * overflows.
     */
    private static boolean isSmallScaling(double c, double c2) {
        return isNormalProduct(c, c2) && (isTwoOrHalf(c) || isTwoOrHalf(c2));
    }

    private static boolean isTwoOrHalf(double c) {
        return Math.abs(c) == 2 || Math.abs(c) == 0.5;
    }

    /** Whether the root of the constant is exact: it has at most half the digits. */
    private static boolean hasRoot(double c, double unused) {
        double root = Math.sqrt(c);
        return c > 0 && root == (float) root && root * root == c;
    }

    /** {@code log(cosh(x))}: near 0 half the logarithm of cosh² = 1 + sinh². */
    private static Node logCosh(Node x) {
        Node tail = softplus(GRAPH.constant(-2).times(abs(x)));
        return where(less(abs(x), one), half.times(log1p(sinh(x).power(2))), abs(x).plus(tail).minus(ln2));
    }

    /** {@code 1/x - 1/tan(x)}, which is {@code (tan(x) - x)/(x tan(x))}. */
    private static Node cotangentGap() {
        return x.times(of(Pointwise.TAN_MINUS_X_OVER_X3, x)).times(cos(x)).over(of(Pointwise.SIN_OVER_X, x));
    }

    /** {@code 1/x - 1/(eˣ - 1)}, since {@code 1/(eˣ - 1)} is half of {@code coth(x/2) - 1}. */
    private static Node bernoulliGap() {
        return half.minus(half.times(of(Pointwise.LANGEVIN, half.times(x))));
    }

    private static Node middle() {
        return half.times(x.plus(y));
    }

    private static Node halfSinc() {
        return of(Pointwise.SIN_OVER_X, half.times(x.minus(y)));
    }

    private static Node bessel(int order) {
        return GRAPH.node(Pointwise.BESSEL_J, GRAPH.constant(order), x);
    }

    /** An equation whose right side is used beside 0. */
    private static Rule beside0(Node left, Node right) {
        return rule(left, where(less(abs(x), half), right, left));
    }

    /** A difference over y whose other form is used where y is small. */
    private static Rule besideStep(Node difference, Node right) {
        return rule(difference.over(y), where(less(abs(y), half), right, difference.over(y)));
    }

    /** An equation whose right side is used where x and y are less than 1 apart. */
    private static Rule besideEachOther(Node left, Node right) {
        return rule(left, where(less(abs(x.minus(y)), one), right, left));
    }

    private static Node squareDifference(Node a, Node b) {
        return GRAPH.node(ClosedForm.SQUARE_DIFFERENCE, a, b);
    }

    private static Node norm(Node a, Node b) {
        return GRAPH.node(new Norm(2), a, b);
    }

    private static Node of(ScalarOp row, Node x) {
        return GRAPH.node(row, x);
    }

    private static Rule vanishing(Node x, Node vanishing) {
        return rule(x.times(vanishing), GRAPH.node(ClosedForm.VANISHING_PRODUCT, x, vanishing));
    }

    private static Rule rule(Node left, Node right) {
        return new Rule(left, right, null);
    }

    private static Rule rule(Node left, Node right, Rule.Condition condition) {
        return new Rule(left, right, condition);
    }
}
