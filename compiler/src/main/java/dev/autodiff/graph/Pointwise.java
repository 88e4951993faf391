package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.atLeast;
import static dev.autodiff.graph.Algebra.atMost;
import static dev.autodiff.graph.Algebra.copysign;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.cosh;
import static dev.autodiff.graph.Algebra.digamma;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.hypot;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.polygamma;
import static dev.autodiff.graph.Algebra.round;
import static dev.autodiff.graph.Algebra.sech;
import static dev.autodiff.graph.Algebra.sigmoid;
import static dev.autodiff.graph.Algebra.sign;
import static dev.autodiff.graph.Algebra.sin;
import static dev.autodiff.graph.Algebra.sinh;
import static dev.autodiff.graph.Algebra.sqrt;
import static dev.autodiff.graph.Algebra.trigamma;
import static dev.autodiff.graph.Algebra.where;
import static dev.autodiff.graph.Domain.ABOVE_BRANCH;
import static dev.autodiff.graph.Domain.ABOVE_MINUS_ONE;
import static dev.autodiff.graph.Domain.ABOVE_ONE;
import static dev.autodiff.graph.Domain.BELOW_ONE;
import static dev.autodiff.graph.Domain.BEYOND_ONE;
import static dev.autodiff.graph.Domain.NEGATIVE;
import static dev.autodiff.graph.Domain.NONNEGATIVE;
import static dev.autodiff.graph.Domain.NONZERO;
import static dev.autodiff.graph.Domain.NO_POLES;
import static dev.autodiff.graph.Domain.OPEN_UNIT;
import static dev.autodiff.graph.Domain.ORDER;
import static dev.autodiff.graph.Domain.POSITIVE;
import static dev.autodiff.graph.Domain.PROBABILITY;
import static dev.autodiff.graph.Domain.REAL;
import static dev.autodiff.graph.Domain.TRUTH;
import static dev.autodiff.graph.Domain.UNIT;
import static org.objectweb.asm.Opcodes.DADD;
import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.DCMPL;
import static org.objectweb.asm.Opcodes.DDIV;
import static org.objectweb.asm.Opcodes.DMUL;
import static org.objectweb.asm.Opcodes.DNEG;
import static org.objectweb.asm.Opcodes.DREM;
import static org.objectweb.asm.Opcodes.DSUB;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.IXOR;

import dev.autodiff.runtime.Bessel;
import dev.autodiff.runtime.Beta;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Erf;
import dev.autodiff.runtime.Gamma;
import dev.autodiff.runtime.Integrals;
import dev.autodiff.runtime.Special;
import dev.autodiff.runtime.Type;
import dev.autodiff.simd.ErrorFunctions;
import dev.autodiff.simd.Exponentials;
import dev.autodiff.simd.Hyperbolics;
import dev.autodiff.simd.InverseTrigonometry;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.LaneForm;
import dev.autodiff.simd.Logarithms;
import dev.autodiff.simd.Powers;
import dev.autodiff.simd.Roots;
import dev.autodiff.simd.Rounding;
import dev.autodiff.simd.Sigmoids;
import dev.autodiff.simd.Signs;
import dev.autodiff.simd.Trigonometry;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Every pointwise operator: its name, its value, its partial derivatives, its code and its domain. A row is all that an
 * operator needs: parser, printers, emitters, documentation and tests read it here.
 *
 * <p>The letters are fixed: {@code x}, or {@code a} and {@code b}, are the inputs and {@code y} the result. A partial
 * of the form {@code where(c, p, 0)} or {@code where(c, 0, p)} is a strong zero: where it is 0, nothing is multiplied
 * by it. What happens at kinks and at the edges of domains is listed in {@code docs/edge-cases.md}.
 */
public enum Pointwise implements ScalarOp {
    //  name, domains           y =                 ∂y/∂a, ∂y/∂b                                   code
    ADD("+", REAL, REAL, () -> of((a, b) -> a + b, Pointwise::one, Pointwise::one, exact(DADD, "+"))),
    SUB("-", REAL, REAL, () -> of((a, b) -> a - b, Pointwise::one, (a, b, y) -> y.constant(-1), exact(DSUB, "-"))),
    MUL("*", REAL, REAL, () -> of((a, b) -> a * b, (a, b, y) -> b, (a, b, y) -> a, exact(DMUL, "*"))),
    DIV("/", REAL, NONZERO, () -> of(
            (a, b) -> a / b, (a, b, y) -> y.constant(1).over(b), (a, b, y) -> y.over(b).negate(), exact(DDIV, "/"))),
    POW("pow", POSITIVE, REAL, () -> of(
            Math::pow, (a, b, y) -> powerSlope(a, b), Pointwise::exponentSlope, math("pow", Powers::pow))),

    //  name, domain            y =                 dy/dx                                          code
    NEG("neg", REAL, () -> of(x -> -x, (x, y) -> y.constant(-1), exact(DNEG, "-"))),
    ABS("abs", REAL, () -> of(Math::abs, (x, y) -> sign(x), exactMath("abs", Signs::abs))),
    SIGN("sign", REAL, () -> of(Math::signum, Pointwise::zero, exactMath("signum", Signs::sign))),
    SQRT("sqrt", NONNEGATIVE, () -> of(
            Math::sqrt, (x, y) -> y.constant(1).over(y.constant(2).times(y)), exactMath("sqrt", Lane::sqrt))),
    CBRT("cbrt", REAL, () -> of(
            Math::cbrt, (x, y) -> y.constant(Constants.THIRD).times(y.power(-2)), math("cbrt", Roots::cbrt))),
    EXP("exp", REAL, () -> of(Math::exp, (x, y) -> vanishing(x, y), math("exp", Exponentials::exp))),
    EXP2("exp2", REAL, () -> of(Special::exp2, (x, y) -> vanishing(x, y.times(y.constant(Constants.LN2))),
            special("exp2", Exponentials::exp2))),
    EXPM1("expm1", REAL, () -> of(Math::expm1, (x, y) -> vanishing(x, exp(x)), math("expm1", Exponentials::expm1))),
    LOG("log", POSITIVE, () -> of(Math::log, (x, y) -> y.constant(1).over(x), math("log", Logarithms::log))),
    LOG1P("log1p", ABOVE_MINUS_ONE, () -> of(
            Math::log1p, (x, y) -> y.constant(1).over(y.constant(1).plus(x)), math("log1p", Logarithms::log1p))),
    LOG1MEXP("log1mexp", NEGATIVE, () -> of(
            Special::log1mexp, (x, y) -> y.graph().node(ClosedForm.OVER_EXPM1, x.constant(-1), x.negate()),
            special("log1mexp"))),
    LOG2("log2", POSITIVE, () -> of(Special::log2, (x, y) -> y.constant(1).over(x.times(y.constant(Constants.LN2))),
            special("log2", Logarithms::log2))),
    LOG10("log10", POSITIVE, () -> of(Math::log10, (x, y) -> y.constant(1).over(x.times(y.constant(Constants.LN10))),
            math("log10", Logarithms::log10))),

    SIN("sin", REAL, () -> of(Math::sin, (x, y) -> cos(x), math("sin", Trigonometry::sin))),
    COS("cos", REAL, () -> of(Math::cos, (x, y) -> sin(x).negate(), math("cos", Trigonometry::cos))),
    TAN("tan", REAL, () -> of(Math::tan, (x, y) -> y.constant(1).plus(y.power(2)), math("tan", Trigonometry::tan))),
    ASIN("asin", UNIT, () -> of(Math::asin, (x, y) -> y.constant(1).over(sqrt(oneMinusSquare(x))),
            math("asin", InverseTrigonometry::asin))),
    ACOS("acos", UNIT, () -> of(Math::acos, (x, y) -> y.constant(-1).over(sqrt(oneMinusSquare(x))),
            math("acos", InverseTrigonometry::acos))),
    ATAN("atan", REAL, () -> of(Math::atan, (x, y) -> growing(x, y.graph().node(ClosedForm.ATAN_SLOPE, x)),
            math("atan", InverseTrigonometry::atan))),
    // a/(a² + b²), divided twice so that the squares neither overflow nor vanish
    ATAN2("atan2", REAL, POSITIVE, () -> of(Math::atan2, (a, b, y) -> b.over(hypot(a, b)).over(hypot(a, b)),
            (a, b, y) -> a.over(hypot(a, b)).over(hypot(a, b)).negate(), math("atan2", InverseTrigonometry::atan2))),
    SINH("sinh", REAL, () -> of(Special::sinh, (x, y) -> cosh(x), special("sinh", Hyperbolics::sinh))),
    COSH("cosh", REAL, () -> of(Special::cosh, (x, y) -> sinh(x), special("cosh", Hyperbolics::cosh))),
    TANH("tanh", REAL, () -> of(Math::tanh, (x, y) -> levelling(x, slopeOfTanh(x)), math("tanh", Sigmoids::tanh))),
    SECH("sech", REAL, () -> of(
            Special::sech, (x, y) -> y.times(y.graph().node(TANH, x)).negate(), special("sech", Hyperbolics::sech))),
    ASINH("asinh", REAL, () -> of(
            Special::asinh, (x, y) -> y.graph().node(ClosedForm.ASINH_SLOPE, x), special("asinh", Hyperbolics::asinh))),
    ACOSH("acosh", ABOVE_ONE, () -> of(
            Special::acosh, (x, y) -> y.graph().node(ClosedForm.ACOSH_SLOPE, x), special("acosh", Hyperbolics::acosh))),
    ATANH("atanh", OPEN_UNIT, () -> of(
            Special::atanh, (x, y) -> y.constant(1).over(oneMinusSquare(x)), special("atanh", Hyperbolics::atanh))),

    SIGMOID("sigmoid", REAL, () -> of(
            Special::sigmoid, (x, y) -> levelling(x, sigmoidSlope(x)), special("sigmoid", Sigmoids::sigmoid))),
    SOFTPLUS("softplus", REAL, () -> of(
            Special::softplus, (x, y) -> vanishing(x, sigmoid(x)), special("softplus", Sigmoids::softplus))),
    LOGADDEXP("logaddexp", REAL, REAL, () -> of(
            Special::logaddexp, (a, b, y) -> share(sigmoid(a.minus(b)), y), (a, b, y) -> share(sigmoid(b.minus(a)), y),
            special("logaddexp", Sigmoids::logaddexp))),
    LOGADDEXP2("logaddexp2", REAL, REAL, () -> of(
            Special::logaddexp2, (a, b, y) -> share(sigmoid(y.constant(Constants.LN2).times(a.minus(b))), y),
            (a, b, y) -> share(sigmoid(y.constant(Constants.LN2).times(b.minus(a))), y),
            special("logaddexp2", Sigmoids::logaddexp2))),
    XLOGY("xlogy", REAL, POSITIVE, () -> of(
            Special::xlogy, (a, b, y) -> log(b), (a, b, y) -> ratio(a, b), special("xlogy", Logarithms::xlogy))),
    XLOG1PY("xlog1py", REAL, ABOVE_MINUS_ONE, () -> of(
            Special::xlog1py, (a, b, y) -> log1p(b), (a, b, y) -> ratio(a, b.constant(1).plus(b)),
            special("xlog1py", Logarithms::xlog1py))),
    XLOGX("xlogx", POSITIVE, () -> of(
            Special::xlogx, (x, y) -> log(x).plus(y.constant(1)), special("xlogx", Logarithms::xlogx))),

    ERF("erf", REAL, () -> of(
            Erf::erf, (x, y) -> normal(x, gaussian(x, Constants.TWO_OVER_SQRT_PI)), erf("erf", ErrorFunctions::erf))),
    ERFC("erfc", REAL, () -> of(Erf::erfc, (x, y) -> normal(x, gaussian(x, -Constants.TWO_OVER_SQRT_PI)),
            erf("erfc", ErrorFunctions::erfc))),
    ERFINV("erfinv", OPEN_UNIT, () -> of(
            Erf::erfinv, (x, y) -> y.constant(Constants.HALF_SQRT_PI).times(exp(y.power(2))), erf("erfinv"))),
    NORMINV("norminv", PROBABILITY, () -> of(
            Erf::norminv, (p, y) -> y.graph().node(ClosedForm.NORMINV_SLOPE, p, y), erf("norminv"))),
    NORMCDF("normcdf", REAL, () -> of(Erf::normcdf,
            (x, y) -> normal(
                    x,
                    y.constant(Constants.ONE_OVER_SQRT_TWO_PI)
                            .times(exp(y.constant(-0.5).times(x.power(2))))),
            erf("normcdf", ErrorFunctions::normcdf))),
    // exp(x²) erfc(x) with all its derivatives, and the logarithms of tails, whose slopes are 1/erfcx: nothing in them
    // under- or overflows
    DERIVATIVE_OF_ERFCX("derivative_of_erfcx", ORDER, REAL, () -> of(
            Erf::derivativeOfErfcx, Pointwise::none, Pointwise::nextOrder, erf("derivativeOfErfcx"))),
    ERFCX("erfcx", REAL, () -> of(Erf::erfcx, (x, y) -> slope(DERIVATIVE_OF_ERFCX, x), erf("erfcx"))),
    DERIVATIVE_OF_LOG_ERFCX("derivative_of_log_erfcx", REAL, () -> of(Erf::derivativeOfLogErfcx,
            (x, y) -> where(
                    less(x, x.constant(0)),
                    x.constant(2).plus(y.times(overErfcx(x, Constants.TWO_OVER_SQRT_PI))),
                    derivative(DERIVATIVE_OF_ERFCX, 2, x)
                            .over(y.graph().node(ERFCX, x))
                            .minus(y.power(2))),
            erf("derivativeOfLogErfcx"))),
    LOG_ERFC("log_erfc", REAL, () -> of(
            Erf::logErfc, (x, y) -> unlessBeyond(x.negate(), x, overErfcx(x, -Constants.TWO_OVER_SQRT_PI)),
            erf("logErfc"))),
    LOG_NDTR("log_ndtr", REAL, () -> of(Erf::logNdtr,
            (x, y) -> unlessBeyond(
                    x, x, overErfcx(x.constant(-Constants.ROOT_HALF).times(x), Constants.ROOT_TWO_OVER_PI)),
            erf("logNdtr"))),
    LGAMMA("lgamma", NO_POLES, () -> of(Gamma::lgamma, (x, y) -> digamma(x), gamma("lgamma"))),
    TGAMMA("tgamma", NO_POLES, () -> of(Gamma::tgamma, (x, y) -> y.times(digamma(x)), gamma("tgamma"))),
    LBETA("lbeta", POSITIVE, POSITIVE, () -> of(
            Gamma::lbeta, (a, b, y) -> betaSlope(a, b), (a, b, y) -> betaSlope(b, a), gamma("lbeta"))),
    EULER_BETA("euler_beta", POSITIVE, POSITIVE, () -> of(
            Gamma::eulerBeta, (a, b, y) -> y.times(betaSlope(a, b)), (a, b, y) -> y.times(betaSlope(b, a)),
            gamma("eulerBeta"))),
    // ψ⁽ⁿ⁾(a) - ψ⁽ⁿ⁾(a + b), of which nothing cancels where b is small
    POLYGAMMA_DIFFERENCE("polygamma_difference", ORDER, POSITIVE, POSITIVE, () -> of(Gamma::polygammaDifference,
            List.of(
                    Pointwise::none,
                    Pointwise::nextOrder3,
                    (n, a, y) -> polygamma(n.plus(n.constant(1)), a.plus(y.input(2))).negate()),
            gamma("polygammaDifference"))),
    POCH("poch", POSITIVE, POSITIVE, () -> of(
            Gamma::poch, Pointwise::pochSlope,
            (a, n, y) -> y.times(digamma(a.plus(n))), gamma("poch"))),
    // the derivatives by the shape parameter are no formulas of functions that are here: rows of their orders
    DERIVATIVE_OF_GAMMA_DENSITY("derivative_of_gamma_density", ORDER, POSITIVE, POSITIVE, () -> of(
            Gamma::derivativeOfGammaDensity,
            List.of(Pointwise::none, Pointwise::nextOrder3, Pointwise::gammaDensitySlope),
            gamma("derivativeOfGammaDensity"))),
    DERIVATIVE_OF_GAMMAP("derivative_of_gammap", ORDER, POSITIVE, POSITIVE, () -> of(Gamma::derivativeOfGammap,
            List.of(Pointwise::none, Pointwise::nextOrder3, (n, a, y) -> y.graph()
                    .node(DERIVATIVE_OF_GAMMA_DENSITY, n, a, y.input(2))),
            gamma("derivativeOfGammap"))),
    GAMMA_DENSITY("gamma_density", POSITIVE, POSITIVE, () -> of(
            Gamma::gammaDensity, Pointwise::gammaDensitySlopeByShape,
            (a, x, y) -> y.times(a.minus(x.constant(1)).minus(x).over(x)), gamma("gammaDensity"))),
    GAMMAP("gammap", POSITIVE, POSITIVE, () -> of(
            Gamma::gammap, (a, x, y) -> y.graph().node(DERIVATIVE_OF_GAMMAP, a.constant(1), a, x),
            (a, x, y) -> y.graph().node(GAMMA_DENSITY, a, x), gamma("gammap"))),
    GAMMAQ("gammaq", POSITIVE, POSITIVE, () -> of(
            Gamma::gammaq, (a, x, y) -> y.graph().node(DERIVATIVE_OF_GAMMAP, a.constant(1), a, x).negate(),
            (a, x, y) -> y.graph().node(GAMMA_DENSITY, a, x).negate(), gamma("gammaq"))),
    // the places where these have a given value
    GAMMAPINV("gammapinv", POSITIVE, PROBABILITY, () -> of(Gamma::gammapinv, (a, p, y) -> quantileByShape(a, y),
            (a, p, y) -> y.constant(1).over(y.graph().node(GAMMA_DENSITY, a, y)), gamma("gammapinv"))),
    GAMMAQINV("gammaqinv", POSITIVE, PROBABILITY, () -> of(Gamma::gammaqinv, (a, q, y) -> quantileByShape(a, y),
            (a, q, y) -> y.constant(-1).over(y.graph().node(GAMMA_DENSITY, a, y)), gamma("gammaqinv"))),
    // the incomplete beta function: its derivatives by the shapes are rows, up to the second ones
    BETA_DENSITY("beta_density", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaDensity,
            List.of(
                    (a, b, y) -> y.times(betaScore(a, b, y.input(2))),
                    (a, b, y) -> y.times(betaScoreByB(a, b, y.input(2))),
                    Pointwise::betaDensitySlope),
            beta("betaDensity"))),
    BETAINC_BY_AA("betainc_by_aa", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaincByAa,
            List.of(Pointwise::none, Pointwise::none,
                    (a, b, y) -> betaDensity(y).times(betaScore(a, b, y.input(2)).power(2)
                            .minus(betaCurvature(a, b)))),
            beta("betaincByAa"))),
    BETAINC_BY_AB("betainc_by_ab", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaincByAb,
            List.of(Pointwise::none, Pointwise::none,
                    (a, b, y) -> betaDensity(y).times(betaScore(a, b, y.input(2))
                            .times(betaScoreByB(a, b, y.input(2))).plus(trigamma(a.plus(b))))),
            beta("betaincByAb"))),
    BETAINC_BY_BB("betainc_by_bb", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaincByBb,
            List.of(Pointwise::none, Pointwise::none,
                    (a, b, y) -> betaDensity(y).times(betaScoreByB(a, b, y.input(2)).power(2)
                            .minus(betaCurvature(b, a)))),
            beta("betaincByBb"))),
    BETAINC_BY_A("betainc_by_a", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaincByA,
            List.of(
                    (a, b, y) -> y.graph().node(BETAINC_BY_AA, a, b, y.input(2)),
                    (a, b, y) -> y.graph().node(BETAINC_BY_AB, a, b, y.input(2)),
                    (a, b, y) -> betaDensity(y).times(betaScore(a, b, y.input(2)))),
            beta("betaincByA"))),
    BETAINC_BY_B("betainc_by_b", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaincByB,
            List.of(
                    (a, b, y) -> y.graph().node(BETAINC_BY_AB, a, b, y.input(2)),
                    (a, b, y) -> y.graph().node(BETAINC_BY_BB, a, b, y.input(2)),
                    (a, b, y) -> betaDensity(y).times(betaScoreByB(a, b, y.input(2)))),
            beta("betaincByB"))),
    BETAINC("betainc", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betainc,
            List.of(
                    (a, b, y) -> y.graph().node(BETAINC_BY_A, a, b, y.input(2)),
                    (a, b, y) -> y.graph().node(BETAINC_BY_B, a, b, y.input(2)),
                    (a, b, y) -> betaDensity(y)),
            beta("betainc"))),
    BETAINCC("betaincc", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaincc,
            List.of(
                    (a, b, y) -> y.graph().node(BETAINC_BY_A, a, b, y.input(2)).negate(),
                    (a, b, y) -> y.graph().node(BETAINC_BY_B, a, b, y.input(2)).negate(),
                    (a, b, y) -> betaDensity(y).negate()),
            beta("betaincc"))),
    BETAINCINV("betaincinv", POSITIVE, POSITIVE, PROBABILITY, () -> of(Beta::betaincinv,
            List.of(
                    (a, b, y) -> y.graph().node(BETAINC_BY_A, a, b, y)
                            .over(y.graph().node(BETA_DENSITY, a, b, y)).negate(),
                    (a, b, y) -> y.graph().node(BETAINC_BY_B, a, b, y)
                            .over(y.graph().node(BETA_DENSITY, a, b, y)).negate(),
                    (a, b, y) -> y.constant(1).over(y.graph().node(BETA_DENSITY, a, b, y))),
            beta("betaincinv"))),
    // Student's distribution: by the incomplete beta function it would have no derivative at 0
    TPDF("tpdf", REAL, POSITIVE, () -> of(
            Beta::tpdf, (x, df, y) -> y.times(tScoreByX(x, df)), (x, df, y) -> y.times(tScoreByDf(x, df)),
            beta("tpdf"))),
    TCDF_BY_DF("tcdf_by_df", REAL, POSITIVE, () -> of(
            Beta::tcdfByDf, (x, df, y) -> y.graph().node(TPDF, x, df).times(tScoreByDf(x, df)),
            Pointwise::tcdfCurvature, beta("tcdfByDf"))),
    TCDF("tcdf", REAL, POSITIVE, () -> of(
            Beta::tcdf, (x, df, y) -> y.graph().node(TPDF, x, df), (x, df, y) -> y.graph().node(TCDF_BY_DF, x, df),
            beta("tcdf"))),
    DIGAMMA("digamma", NO_POLES, () -> of(Gamma::digamma, (x, y) -> trigamma(x), gamma("digamma"))),
    TRIGAMMA("trigamma", NO_POLES, () -> of(Gamma::trigamma, (x, y) -> polygamma(y.constant(2), x), gamma("trigamma"))),
    // ψ⁽ⁿ⁾(x); its order n is a whole number and has no derivative
    POLYGAMMA("polygamma", ORDER, NO_POLES, () -> of(
            Gamma::polygamma, Pointwise::none, (n, x, y) -> polygamma(n.plus(n.constant(1)), x), gamma("polygamma"))),

    // Hurwitz' zeta function, by its order and its exponent
    DERIVATIVE_OF_ZETA("derivative_of_zeta", ORDER, BEYOND_ONE, POSITIVE, () -> of(
            Gamma::derivativeOfZeta, List.of(Pointwise::none, Pointwise::nextOrder3, Pointwise::zetaSlope),
            gamma("derivativeOfZeta"))),
    // exponential integrals of a whole order n
    EXPN("expn", ORDER, POSITIVE, () -> of(
            Integrals::expn, Pointwise::none, (n, x, y) -> y.graph().node(y.op(), n.minus(n.constant(1)), x).negate(),
            integral("expn"))),
    EXPI("expi", NONZERO, () -> of(Integrals::expi, (x, y) -> exp(x).over(x), integral("expi"))),
    // complete elliptic integrals of the parameter m = k²
    DERIVATIVE_OF_ELLIPK("derivative_of_ellipk", ORDER, BELOW_ONE, () -> of(
            Integrals::derivativeOfEllipk, Pointwise::none, Pointwise::nextOrder, integral("derivativeOfEllipk"))),
    ELLIPK("ellipk", BELOW_ONE, () -> of(
            Integrals::ellipk, (x, y) -> slope(DERIVATIVE_OF_ELLIPK, x), integral("ellipk"))),
    DERIVATIVE_OF_ELLIPE("derivative_of_ellipe", ORDER, BELOW_ONE, () -> of(
            Integrals::derivativeOfEllipe, Pointwise::none, Pointwise::nextOrder, integral("derivativeOfEllipe"))),
    ELLIPE("ellipe", BELOW_ONE, () -> of(
            Integrals::ellipe, (x, y) -> slope(DERIVATIVE_OF_ELLIPE, x), integral("ellipe"))),
    LAMBERTW("lambertw", ABOVE_BRANCH, () -> of(Special::lambertw,
            (x, y) -> unlessInfinite(x, where(less(x, x.constant(1)),
                    exp(y.negate()).over(y.constant(1).plus(y)),
                    y.over(x.times(y.constant(1).plus(y))))),
            special("lambertw"))),

    // Bessel functions of an order that has no derivative
    BESSEL_J("bessel_j", ORDER, REAL, () -> of(
            Bessel::besselJ, Pointwise::none, (n, x, y) -> meanOfNeighbours(n, x, y, -1), bessel("besselJ"))),
    BESSEL_Y("bessel_y", ORDER, POSITIVE, () -> of(
            Bessel::besselY, Pointwise::none, (n, x, y) -> besselYSlope(n, x, y), bessel("besselY"))),
    BESSEL_I("bessel_i", ORDER, REAL, () -> of(
            Bessel::besselI, Pointwise::none, (n, x, y) -> meanOfNeighbours(n, x, y, 1), bessel("besselI"))),
    BESSEL_K("bessel_k", ORDER, POSITIVE, () -> of(
            Bessel::besselK, Pointwise::none, (n, x, y) -> meanOfNeighbours(n, x, y, 1).negate(), bessel("besselK"))),
    // exp(-x) Iₖ(x) and exp(x) Kₖ(x): of large x sums of neighbours would cancel
    DERIVATIVE_OF_SCALED_I("derivative_of_scaled_i", ORDER, ORDER, POSITIVE, () -> of(
            Bessel::derivativeOfScaledI, List.of(Pointwise::none, Pointwise::none, Pointwise::nextOrder3),
            bessel("derivativeOfScaledI"))),
    DERIVATIVE_OF_SCALED_K("derivative_of_scaled_k", ORDER, ORDER, POSITIVE, () -> of(
            Bessel::derivativeOfScaledK, List.of(Pointwise::none, Pointwise::none, Pointwise::nextOrder3),
            bessel("derivativeOfScaledK"))),
    DERIVATIVE_OF_SCALED_I0("derivative_of_scaled_i0", ORDER, POSITIVE, () -> of(
            Bessel::derivativeOfScaledI0, Pointwise::none, Pointwise::nextOrder, bessel("derivativeOfScaledI0"))),
    DERIVATIVE_OF_SCALED_I1("derivative_of_scaled_i1", ORDER, POSITIVE, () -> of(
            Bessel::derivativeOfScaledI1, Pointwise::none, Pointwise::nextOrder, bessel("derivativeOfScaledI1"))),
    DERIVATIVE_OF_SCALED_K0("derivative_of_scaled_k0", ORDER, POSITIVE, () -> of(
            Bessel::derivativeOfScaledK0, Pointwise::none, Pointwise::nextOrder, bessel("derivativeOfScaledK0"))),
    DERIVATIVE_OF_SCALED_K1("derivative_of_scaled_k1", ORDER, POSITIVE, () -> of(
            Bessel::derivativeOfScaledK1, Pointwise::none, Pointwise::nextOrder, bessel("derivativeOfScaledK1"))),

    // quotients whose singularity at 0 is removed; their derivatives of order n, a whole number that has no derivative,
    // are rows, too: formulas would cancel near 0 and be 0/0 at 0
    DERIVATIVE_OF_SIN_OVER_X("derivative_of_sin_over_x", ORDER, REAL, () -> of(
            Special::derivativeOfSinOverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfSinOverX"))),
    SIN_OVER_X("sin_over_x", REAL, () -> of(
            Special::sinOverX, (x, y) -> slope(DERIVATIVE_OF_SIN_OVER_X, x), special("sinOverX"))),
    DERIVATIVE_OF_SINH_OVER_X("derivative_of_sinh_over_x", ORDER, REAL, () -> of(
            Special::derivativeOfSinhOverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfSinhOverX"))),
    SINH_OVER_X("sinh_over_x", REAL, () -> of(
            Special::sinhOverX, (x, y) -> slope(DERIVATIVE_OF_SINH_OVER_X, x), special("sinhOverX"))),
    DERIVATIVE_OF_EXPM1_OVER_X("derivative_of_expm1_over_x", ORDER, REAL, () -> of(
            Special::derivativeOfExpm1OverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfExpm1OverX"))),
    EXPM1_OVER_X("expm1_over_x", REAL, () -> of(
            Special::expm1OverX, (x, y) -> slope(DERIVATIVE_OF_EXPM1_OVER_X, x), special("expm1OverX"))),
    DERIVATIVE_OF_LOG1P_OVER_X("derivative_of_log1p_over_x", ORDER, ABOVE_MINUS_ONE, () -> of(
            Special::derivativeOfLog1pOverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfLog1pOverX"))),
    LOG1P_OVER_X("log1p_over_x", ABOVE_MINUS_ONE, () -> of(
            Special::log1pOverX, (x, y) -> slope(DERIVATIVE_OF_LOG1P_OVER_X, x), special("log1pOverX"))),
    // whose slopes are such quotients
    DILOG("dilog", BELOW_ONE, () -> of(
            Integrals::dilog, (x, y) -> y.graph().node(LOG1P_OVER_X, x.negate()), integral("dilog"))),
    SPENCE("spence", POSITIVE, () -> of(Integrals::spence,
            (x, y) -> where(less(x, x.constant(0.5)),
            log(x).over(y.constant(1).minus(x)),
            y.graph().node(LOG1P_OVER_X, x.minus(y.constant(1))).negate()),
            integral("spence"))),
    DERIVATIVE_OF_ASIN_OVER_X("derivative_of_asin_over_x", ORDER, UNIT, () -> of(
            Special::derivativeOfAsinOverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfAsinOverX"))),
    ASIN_OVER_X("asin_over_x", UNIT, () -> of(
            Special::asinOverX, (x, y) -> slope(DERIVATIVE_OF_ASIN_OVER_X, x), special("asinOverX"))),
    DERIVATIVE_OF_ATAN_OVER_X("derivative_of_atan_over_x", ORDER, REAL, () -> of(
            Special::derivativeOfAtanOverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfAtanOverX"))),
    ATAN_OVER_X("atan_over_x", REAL, () -> of(
            Special::atanOverX, (x, y) -> slope(DERIVATIVE_OF_ATAN_OVER_X, x), special("atanOverX"))),
    DERIVATIVE_OF_ASINH_OVER_X("derivative_of_asinh_over_x", ORDER, REAL, () -> of(
            Special::derivativeOfAsinhOverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfAsinhOverX"))),
    ASINH_OVER_X("asinh_over_x", REAL, () -> of(
            Special::asinhOverX, (x, y) -> slope(DERIVATIVE_OF_ASINH_OVER_X, x), special("asinhOverX"))),
    DERIVATIVE_OF_ATANH_OVER_X("derivative_of_atanh_over_x", ORDER, OPEN_UNIT, () -> of(
            Special::derivativeOfAtanhOverX, Pointwise::none, Pointwise::nextOrder, special("derivativeOfAtanhOverX"))),
    ATANH_OVER_X("atanh_over_x", OPEN_UNIT, () -> of(
            Special::atanhOverX, (x, y) -> slope(DERIVATIVE_OF_ATANH_OVER_X, x), special("atanhOverX"))),
    DERIVATIVE_OF_ERF_OVER_X("derivative_of_erf_over_x", ORDER, REAL, () -> of(
            Erf::derivativeOfErfOverX, Pointwise::none, Pointwise::nextOrder, erf("derivativeOfErfOverX"))),
    ERF_OVER_X("erf_over_x", REAL, () -> of(
            Erf::erfOverX, (x, y) -> slope(DERIVATIVE_OF_ERF_OVER_X, x), erf("erfOverX"))),
    // (exp(ab) - 1)/a, of which one derivative is only an exponential
    EXPM1_OVER("expm1_over", REAL, REAL, () -> of(
            Special::expm1Over, (a, b, y) -> b.power(2).times(slope(DERIVATIVE_OF_EXPM1_OVER_X, a.times(b))),
            (a, b, y) -> exp(a.times(b)), special("expm1Over"))),
    // as quotients of those near 0, and as quotients with x elsewhere
    TANH_OVER_X("tanh_over_x", REAL, () -> of(Special::tanhOverX,
            (x, y) -> where(isNearZero(x),
            slope(DERIVATIVE_OF_SINH_OVER_X, x).minus(y.times(sinh(x))).over(cosh(x)),
            slopeOfTanh(x).minus(y).over(x)),
            special("tanhOverX"))),
    X_OVER_TANH("x_over_tanh", REAL, () -> of(Special::xOverTanh,
            (x, y) -> where(isNearZero(x),
            sinh(x).minus(y.times(slope(DERIVATIVE_OF_SINH_OVER_X, x))).over(y.graph().node(SINH_OVER_X, x)),
            y.constant(1).minus(bounded(y).times(slopeOfTanh(x))).over(y.graph().node(TANH, x))),
            special("xOverTanh"))),
    // for large |x| only exponentials that vanish
    X_OVER_EXPM1("x_over_expm1", REAL, () -> of(Special::xOverExpm1,
            (x, y) -> where(
                    isNearZero(x),
                    y.power(2).times(slope(DERIVATIVE_OF_EXPM1_OVER_X, x)).negate(),
                    where(
                            less(x, x.constant(0)),
                            y.constant(1).minus(bounded(y).times(exp(x))).over(expm1(x)),
                            y.minus(exp(x.negate())).over(expm1(x.negate())))),
            special("xOverExpm1"))),
    X_OVER_LOG1P("x_over_log1p", ABOVE_MINUS_ONE, () -> of(Special::xOverLog1p,
            (x, y) -> where(less(abs(x), x.constant(0.5)),
            y.power(2).times(slope(DERIVATIVE_OF_LOG1P_OVER_X, x)).negate(),
            logarithmicSlope(x, log1p(x))),
            special("xOverLog1p"))),

    // differences of which most digits cancel near 0: their derivatives are squares, or else need no care
    X_MINUS_SIN("x_minus_sin", REAL, () -> of(
            Special::xMinusSin, (x, y) -> y.constant(2).times(sin(y.constant(0.5).times(x)).power(2)),
            special("xMinusSin"))),
    SINH_MINUS_X("sinh_minus_x", REAL, () -> of(
            Special::sinhMinusX, (x, y) -> y.constant(2).times(sinh(y.constant(0.5).times(x)).power(2)),
            special("sinhMinusX"))),
    TAN_MINUS_X("tan_minus_x", REAL, () -> of(
            Special::tanMinusX, (x, y) -> y.graph().node(TAN, x).power(2), special("tanMinusX"))),
    TANHSHRINK("tanhshrink", REAL, () -> of(
            Special::tanhshrink, (x, y) -> y.graph().node(TANH, x).power(2), special("tanhshrink"))),
    EXPM1_MINUS_X("expm1_minus_x", REAL, () -> of(Special::expm1MinusX, (x, y) -> expm1(x), special("expm1MinusX"))),
    LOG1P_MINUS_X("log1p_minus_x", ABOVE_MINUS_ONE, () -> of(Special::log1pMinusX,
            (x, y) -> where(
                    less(x, x.constant(1)),
                    x.over(y.constant(1).plus(x)).negate(),
                    y.constant(1).over(y.constant(1).plus(x)).minus(y.constant(1))),
            special("log1pMinusX"))),
    SQRT1PM1("sqrt1pm1", ABOVE_MINUS_ONE, () -> of(
            Special::sqrt1pm1, (x, y) -> y.constant(0.5).over(sqrt(y.constant(1).plus(x))), special("sqrt1pm1"))),
    POWM1("powm1", POSITIVE, REAL, () -> of(
            Special::powm1, (a, b, y) -> powerSlope(a, b), (a, b, y) -> exponentSlope(a, b, a.power(b)),
            special("powm1"))),

    // quotients of those: near 0 their derivatives are sums of the derivatives of the quotients above
    X_MINUS_SIN_OVER_X3("x_minus_sin_over_x3", REAL, () -> of(Special::xMinusSinOverX3,
            (x, y) -> where(
                    less(abs(x), x.constant(3)),
                    y.constant(0.5)
                            .times(halfSquareSlope(SIN_OVER_X, DERIVATIVE_OF_SIN_OVER_X, x)
                                    .minus(derivative(DERIVATIVE_OF_SIN_OVER_X, 1, x)
                                            .plus(derivative(DERIVATIVE_OF_SIN_OVER_X, 3, x)))),
                    y.constant(0.5)
                            .times(ofHalf(SIN_OVER_X, x).power(2))
                            .minus(y.constant(3).times(y))
                            .over(x)),
            special("xMinusSinOverX3"))),
    SINH_MINUS_X_OVER_X3("sinh_minus_x_over_x3", REAL, () -> of(Special::sinhMinusXOverX3,
            (x, y) -> where(
                    less(abs(x), x.constant(3)),
                    y.constant(0.5)
                            .times(halfSquareSlope(SINH_OVER_X, DERIVATIVE_OF_SINH_OVER_X, x)
                                    .plus(derivative(DERIVATIVE_OF_SINH_OVER_X, 3, x))
                                    .minus(derivative(DERIVATIVE_OF_SINH_OVER_X, 1, x))),
                    y.constant(0.5)
                            .times(ofHalf(SINH_OVER_X, x).power(2))
                            .minus(y.constant(3).times(y))
                            .over(x)),
            special("sinhMinusXOverX3"))),
    TAN_MINUS_X_OVER_X3("tan_minus_x_over_x3", REAL, () -> of(Special::tanMinusXOverX3,
            (x, y) -> where(
                    isNearZero(x),
                    y.constant(0.5)
                            .times(derivative(DERIVATIVE_OF_SIN_OVER_X, 1, x)
                                    .plus(derivative(DERIVATIVE_OF_SIN_OVER_X, 3, x)))
                            .plus(y.times(sin(x)))
                            .over(cos(x)),
                    y.graph()
                            .node(TAN, x)
                            .over(x)
                            .power(2)
                            .minus(y.constant(3).times(y))
                            .over(x)),
            special("tanMinusXOverX3"))),
    X_MINUS_TANH_OVER_X3("x_minus_tanh_over_x3", REAL, () -> of(Special::xMinusTanhOverX3,
            (x, y) -> where(
                    isNearZero(x),
                    momentSlope(x).minus(y.times(sinh(x))).over(cosh(x)),
                    y.graph()
                            .node(TANH_OVER_X, x)
                            .power(2)
                            .minus(y.constant(3).times(y))
                            .over(x)),
            special("xMinusTanhOverX3"))),
    EXPM1_MINUS_X_OVER_X2("expm1_minus_x_over_x2", REAL, () -> of(Special::expm1MinusXOverX2,
            (x, y) -> where(
                    less(abs(x), x.constant(3)),
                    derivative(DERIVATIVE_OF_EXPM1_OVER_X, 1, x).minus(derivative(DERIVATIVE_OF_EXPM1_OVER_X, 2, x)),
                    y.graph()
                            .node(EXPM1_OVER_X, x)
                            .minus(y.constant(2).times(y))
                            .over(x)),
            special("expm1MinusXOverX2"))),
    LOG1P_MINUS_X_OVER_X2("log1p_minus_x_over_x2", ABOVE_MINUS_ONE, () -> of(Special::log1pMinusXOverX2,
            (x, y) -> where(
                    less(abs(x), x.constant(0.5)),
                    y.constant(1).plus(x).power(-2).minus(derivative(DERIVATIVE_OF_LOG1P_OVER_X, 2, x)),
                    y.constant(-1)
                            .over(y.constant(1).plus(x))
                            .minus(y.constant(2).times(y))
                            .over(x)),
            special("log1pMinusXOverX2"))),
    LANGEVIN("langevin", REAL, () -> of(Special::langevin,
            (x, y) -> where(less(abs(x), x.constant(2.5)), langevinSlope(x),
            x.power(-2).minus(sech(x).over(y.graph().node(TANH, x)).power(2))),
            special("langevin"))),
    BOXCOX("boxcox", POSITIVE, REAL, () -> of(Special::boxcox, (x, b, y) -> x.power(b.minus(b.constant(1))),
            (x, b, y) -> where(less(abs(b.times(log(x))), x.constant(1)),
                    log(x).power(2).times(derivative(DERIVATIVE_OF_EXPM1_OVER_X, 1, b.times(log(x)))),
                    exponentSlope(x, b, x.power(b)).minus(y).over(b)),
            special("boxcox"))),

    // at the origin the derivative is 0: the symmetric choice, as for abs
    HYPOT("hypot", REAL, REAL, () -> of(
            Math::hypot, (a, b, y) -> where(equal(y, y.constant(0)), y.constant(0), a.over(y)),
            (a, b, y) -> where(equal(y, y.constant(0)), y.constant(0), b.over(y)), math("hypot", Powers::hypot))),
    // ties share equally
    SOFTSIGN("softsign", REAL, () -> of(
            Special::softsign, (x, y) -> y.constant(1).over(y.constant(1).plus(abs(x))).power(2),
            special("softsign", Powers::softsign))),
    MIN("min", REAL, REAL, () -> of(
            Math::min, (a, b, y) -> chosen(atMost(a, b), a, b), (a, b, y) -> chosen(atMost(b, a), a, b),
            exactMath("min", Lane::min))),
    MAX("max", REAL, REAL, () -> of(
            Math::max, (a, b, y) -> chosen(atLeast(a, b), a, b), (a, b, y) -> chosen(atLeast(b, a), a, b),
            exactMath("max", Lane::max))),
    FLOOR("floor", REAL, () -> of(Math::floor, Pointwise::zero, exactMath("floor", Rounding::floor))),
    CEIL("ceil", REAL, () -> of(Math::ceil, Pointwise::zero, exactMath("ceil", Rounding::ceil))),
    // to even, as IEEE 754, NumPy and PyTorch round
    ROUND("round", REAL, () -> of(Math::rint, Pointwise::zero, exactMath("rint", Rounding::round))),
    TRUNC("trunc", REAL, () -> of(Special::trunc, Pointwise::zero, exactSpecial("trunc", Rounding::trunc))),
    // the remainder with the sign of the dividend: C's fmod, Java's %; a - y is a multiple of b, where a/b may round up
    // to the next one
    FMOD("fmod", REAL, NONZERO, () -> of(
            (a, b) -> a % b, Pointwise::one, (a, b, y) -> round(a.minus(y).over(b)).negate(), exact(DREM, "%"))),
    // of the strict library, where NaN counts as positive: the sign that a processor gives it is no part of IEEE 754
    COPYSIGN("copysign", REAL, REAL, () -> of(
            StrictMath::copySign, (a, b, y) -> copysign(y.constant(1), a).times(copysign(y.constant(1), b)),
            Pointwise::zero2,
            new Code.Call(Code.Call.STRICT_MATH, "copySign", true, LaneForm.binary(Signs::copysign)))),

    LT("<", Type.TRUTH, List.of(REAL, REAL), () -> of((a, b) -> truth(a < b), compare(DCMPG, IFGE, "<"))),
    LE("<=", Type.TRUTH, List.of(REAL, REAL), () -> of((a, b) -> truth(a <= b), compare(DCMPG, IFGT, "<="))),
    GT(">", Type.TRUTH, List.of(REAL, REAL), () -> of((a, b) -> truth(a > b), compare(DCMPL, IFLE, ">"))),
    GE(">=", Type.TRUTH, List.of(REAL, REAL), () -> of((a, b) -> truth(a >= b), compare(DCMPL, IFLT, ">="))),
    EQ("==", Type.TRUTH, List.of(REAL, REAL), () -> of((a, b) -> truth(a == b), compare(DCMPL, IFNE, "=="))),
    NE("!=", Type.TRUTH, List.of(REAL, REAL), () -> of((a, b) -> truth(a != b), compare(DCMPL, IFEQ, "!="))),
    AND("and", Type.TRUTH, List.of(TRUTH, TRUTH), () -> of((a, b) -> truth(a != 0 && b != 0), logic(IAND, "&"))),
    OR("or", Type.TRUTH, List.of(TRUTH, TRUTH), () -> of((a, b) -> truth(a != 0 || b != 0), logic(IOR, "|"))),
    NOT("not", Type.TRUTH, List.of(TRUTH), () -> of(x -> truth(x == 0), logic(IXOR, "!"))),
    // the choice between two values; differentiation turns it into a condition on the cotangent
    WHERE("where", TRUTH, REAL, REAL, () -> of(
            (a, b, c) -> a != 0 ? b : c, List.of(Pointwise::none, Pointwise::none, Pointwise::none),
            new Code.Select()));

    /** {@code ∂y/∂x} as a node. */
    private interface Partial {
        Node of(Node x, Node y);
    }

    /** A derivative by one of the inputs as a node; a third input is to be asked of y. */
    private interface Partial2 {
        Node of(Node a, Node b, Node y);
    }

    private interface Value3 {
        double of(double a, double b, double c);
    }

    /** Constants of the derivatives, correctly rounded. */
    private static final class Constants {
        static final double THIRD = 0.3333333333333333;
        static final double LN2 = 0.6931471805599453;
        static final double LN10 = 2.302585092994046;
        static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
        static final double HALF_SQRT_PI = 0.886226925452758;
        static final double SQRT_TWO_PI = 2.5066282746310002;
        static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;
        static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
        static final double ROOT_HALF = 0.7071067811865476;
    }

    /** What a row computes. */
    private record Formulas(Value3 value, List<Partial2> partials, Code code) {}

    private final String symbol;
    private final Type type;
    private final List<Domain> domains;
    private final Supplier<Formulas> row;
    private Formulas formulas;

    Pointwise(String symbol, Domain domain, Supplier<Formulas> row) {
        this(symbol, Type.NUMBER, List.of(domain), row);
    }

    Pointwise(String symbol, Domain a, Domain b, Supplier<Formulas> row) {
        this(symbol, Type.NUMBER, List.of(a, b), row);
    }

    Pointwise(String symbol, Domain a, Domain b, Domain c, Supplier<Formulas> row) {
        this(symbol, Type.NUMBER, List.of(a, b, c), row);
    }

    Pointwise(String symbol, Type type, List<Domain> domains, Supplier<Formulas> row) {
        this.symbol = symbol;
        this.type = type;
        this.domains = domains;
        this.row = row;
    }

    private static Formulas of(DoubleUnaryOperator value, Partial partial, Code code) {
        return new Formulas(
                (x, b, c) -> value.applyAsDouble(x), List.of((x, unused, y) -> partial.of(x, y)), code);
    }

    private static Formulas of(DoubleBinaryOperator value, Partial2 byA, Partial2 byB, Code code) {
        return new Formulas((a, b, c) -> value.applyAsDouble(a, b), List.of(byA, byB), code);
    }

    private static Formulas of(Value3 value, List<Partial2> partials, Code code) {
        return new Formulas(value, partials, code);
    }

    /** Of a comparison or a conjunction: what has a truth for its result has no derivative. */
    private static Formulas of(DoubleBinaryOperator value, Code code) {
        return of(value, Pointwise::none, Pointwise::none, code);
    }

    /** Of negation. */
    private static Formulas of(DoubleUnaryOperator value, Code code) {
        return new Formulas((x, b, c) -> value.applyAsDouble(x), List.of(Pointwise::none), code);
    }

    /**
     * Made when it is first asked for: to link the functions of all rows takes longer than to compile a first formula.
     * Threads may make it twice, which does no harm.
     */
    private Formulas formulas() {
        Formulas made = formulas;
        if (made == null) {
            made = row.get();
            formulas = made;
        }
        return made;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    /** The domains of the inputs. */
    public List<Domain> domains() {
        return domains;
    }

    @Override
    public int arity() {
        return domains.size();
    }

    /** That of the operands, which agree; what may have a fraction is real. */
    @Override
    public Type type(List<Node> inputs) {
        Type operand = inputs.get(this == WHERE ? 1 : 0).type();
        if (type.isTruth()) {
            return operand.isScalar() ? Type.TRUTH : operand.with(DType.BOOL);
        }
        return operand.isReal() || keepsWholeNumbers() ? operand : operand.with(DType.F64);
    }

    private boolean keepsWholeNumbers() {
        return switch (this) {
            case ADD, SUB, MUL, NEG, ABS, SIGN, MIN, MAX, FLOOR, CEIL, ROUND, TRUNC, FMOD, WHERE -> true;
            default -> false;
        };
    }

    @Override
    public double value(double a, double b, double c) {
        return formulas().value.of(a, b, c);
    }

    @Override
    public Node partial(int index, Node y) {
        Node a = y.input(0);
        return formulas().partials.get(index).of(a, arity() > 1 ? y.input(1) : a, y);
    }

    @Override
    public Code code() {
        return formulas().code;
    }

    @Override
    public boolean isCommutative() {
        return switch (this) {
            case ADD, MUL, MIN, MAX, EQ, NE, AND, OR -> true;
            default -> false;
        };
    }

    private static Node one(Node a, Node b, Node y) {
        return y.constant(1);
    }

    private static Node zero(Node x, Node y) {
        return y.constant(0);
    }

    private static Node zero2(Node a, Node b, Node y) {
        return y.constant(0);
    }

    private static Node none(Node a, Node b, Node y) {
        throw new UnsupportedOperationException(y.op().symbol());
    }

    /** The derivative of a minimum or maximum by the input that condition {@code c} chooses. */
    private static Node chosen(Node c, Node a, Node b) {
        return where(c, where(equal(a, b), c.constant(0.5), c.constant(1)), c.constant(0));
    }

    /**
     * The derivative of {@code aᵇ} by a. For b = 0 that is a constant, whatever a is: where the product has no value it
     * is 0, and elsewhere it stays, for its derivative by b.
     */
    private static Node powerSlope(Node a, Node b) {
        Node isConstant = and(equal(b, b.constant(0)), not(isFiniteNonzero(a)));
        return where(isConstant, b.constant(0), b.times(a.power(b.minus(b.constant(1)))));
    }

    /**
     * The derivative of {@code aᵇ}, the power, by b; 0ᵇ stays 0 for all b > 0, so that its logarithm never meets an
     * infinity.
     */
    private static Node exponentSlope(Node a, Node b, Node power) {
        return where(and(equal(a, a.constant(0)), atLeast(b, b.constant(0))), a.constant(0), power.times(log(a)));
    }

    /** {@code a/b}, and 0/0 is 0. */
    private static Node ratio(Node a, Node b) {
        Node zero = a.constant(0);
        return where(and(equal(a, zero), equal(b, zero)), zero, a.over(b));
    }

    /**
     * The share of one of two exponentials in their sum; 0 where both vanish and y, the logarithm of the sum, is -∞.
     */
    private static Node share(Node share, Node y) {
        return where(equal(y, y.constant(Double.NEGATIVE_INFINITY)), y.constant(0), share);
    }

    /** The derivative of log B(a, b) by a: ψ(a) - ψ(a + b), which cancels where b is small beside a. */
    private static Node betaSlope(Node a, Node b) {
        return where(
                haveDigits(a, b),
                digamma(a).minus(digamma(a.plus(b))),
                a.graph().node(POLYGAMMA_DIFFERENCE, a.constant(0), a, b));
    }

    /** Whether little cancels in the difference of ψ, or of ψ′, at a and at a + b. */
    static Node haveDigits(Node a, Node b) {
        return and(atMost(a, a.constant(1)), atMost(a.constant(0.5).times(a), b));
    }

    /**
     * The derivative of Γ(a + n)/Γ(a) by a. Near its zero at a = 0 the product of the two with ψ(a + n) - ψ(a) would be
     * 0 times ∞, and that of its derivatives a difference of squares of 1/a: there it is a g with g = Γ(a + n)/Γ(a + 1).
     */
    private static Node pochSlope(Node a, Node n, Node y) {
        Node half = a.constant(0.5);
        Node one = a.constant(1);
        Node next = a.plus(one);
        Node fewer = n.minus(one);
        Node regular = y.graph().node(POCH, next, fewer);
        Node growth = a.times(y.graph().node(POLYGAMMA_DIFFERENCE, y.constant(0), next, fewer));
        return where(
                and(less(abs(a), half), less(half, n)),
                regular.times(one.minus(growth)),
                y.graph().node(POLYGAMMA_DIFFERENCE, y.constant(0), a, n).times(y).negate());
    }

    /**
     * The derivative of the density by the shape a; near its zero at a = 0 the density is a/x times that of a + 1, for
     * the same reason.
     */
    private static Node gammaDensitySlopeByShape(Node a, Node x, Node y) {
        Node one = a.constant(1);
        Node next = a.plus(one);
        Node regular = y.graph().node(GAMMA_DENSITY, next, x).over(x);
        return where(
                less(abs(a), a.constant(0.5)),
                regular.times(one.plus(a.times(log(x).minus(digamma(next))))),
                y.times(log(x).minus(digamma(a))));
    }

    private static Node isFiniteNonzero(Node a) {
        return and(not(equal(a, a.constant(0))), less(abs(a), a.constant(Double.POSITIVE_INFINITY)));
    }

    /** {@code 1 - x²} without cancellation near ±1, nor in its derivative near 0. */
    private static Node oneMinusSquare(Node x) {
        return x.graph().node(ClosedForm.SQUARE_DIFFERENCE, x.constant(1), x);
    }

    /** {@code σ(x) σ(-x)} as (sech(x/2)/2)²: that is right in both tails, and its derivative does not cancel near 0. */
    private static Node sigmoidSlope(Node x) {
        return x.constant(0.5).times(sech(x.constant(0.5).times(x))).power(2);
    }

    /**
     * An exponential slope: a strong zero where it is 0, if x may have become -∞ by a quotient or by another
     * exponential.
     */
    private static Node vanishing(Node x, Node slope) {
        Node zero = slope.constant(0);
        return Divergence.of(x).vanishesAsExponential() ? where(not(equal(slope, zero)), slope, zero) : slope;
    }

    /** A slope that vanishes as the square of what x has become by a power or an exponential. */
    private static Node growing(Node x, Node slope) {
        return Divergence.of(x).isGrowing() ? unlessInfinite(x, slope) : slope;
    }

    /**
     * A slope that vanishes as an exponential does: a strong zero for infinite x, if a quotient may have made it so.
     */
    private static Node levelling(Node x, Node slope) {
        return Divergence.of(x).vanishesAsExponential() ? unlessInfinite(x, slope) : slope;
    }

    /** A slope that vanishes as {@code exp(-x²)} does, faster than any power of a number whose logarithm x is. */
    private static Node normal(Node x, Node slope) {
        return Divergence.of(x).isSteep() ? unlessInfinite(x, slope) : slope;
    }

    /**
     * The slope of a logarithm that levels off on one side: a strong zero where the limit is +∞, if a quotient of x may
     * have made it so.
     */
    private static Node unlessBeyond(Node limit, Node x, Node slope) {
        Divergence divergence = Divergence.of(x);
        boolean counts = divergence.byQuotient() || divergence.byLogarithm();
        return counts ? where(less(limit, x.constant(Double.POSITIVE_INFINITY)), slope, slope.constant(0)) : slope;
    }

    /** {@code c/erfcx(x)}. */
    private static Node overErfcx(Node x, double c) {
        return x.graph().node(ClosedForm.OVER_ERFCX, x.constant(c), x);
    }

    private static Node unlessInfinite(Node x, Node slope) {
        return where(less(abs(x), x.constant(Double.POSITIVE_INFINITY)), slope, slope.constant(0));
    }

    /** {@code sech(x)²}: 1 - y² loses all digits where y is near 1. */
    private static Node slopeOfTanh(Node x) {
        return sech(x).power(2);
    }

    /** The first derivative, by the row of all orders. */
    private static Node slope(Pointwise derivative, Node x) {
        return derivative(derivative, 1, x);
    }

    private static Node derivative(Pointwise derivative, int order, Node x) {
        return x.graph().node(derivative, x.constant(order), x);
    }

    private static Node ofHalf(Pointwise row, Node x) {
        return x.graph().node(row, x.constant(0.5).times(x));
    }

    /** The derivative of {@code g(x/2)²}. */
    private static Node halfSquareSlope(Pointwise g, Pointwise derivative, Node x) {
        return ofHalf(g, x).times(slope(derivative, x.constant(0.5).times(x)));
    }

    /** Of {@code m = (x cosh(x) - sinh(x))/x³}, half the difference of sinh(x)/x and its second derivative. */
    private static Node momentSlope(Node x) {
        return x.constant(0.5)
                .times(derivative(DERIVATIVE_OF_SINH_OVER_X, 1, x).minus(derivative(DERIVATIVE_OF_SINH_OVER_X, 3, x)));
    }

    /** With that m, Langevin's function is {@code xm/(sinh(x)/x)}. */
    private static Node langevinSlope(Node x) {
        Node quotient = x.graph().node(SINH_OVER_X, x);
        Node moment = x.constant(0.5).times(quotient.minus(derivative(DERIVATIVE_OF_SINH_OVER_X, 2, x)));
        Node slope = momentSlope(x).minus(moment.times(slope(DERIVATIVE_OF_SINH_OVER_X, x)).over(quotient));
        return moment.plus(x.times(slope)).over(quotient);
    }

    private static Node nextOrder(Node n, Node x, Node y) {
        return y.graph().node(y.op(), n.plus(n.constant(1)), x);
    }

    private static Node nextOrder3(Node n, Node a, Node y) {
        return y.graph().node(y.op(), n.plus(n.constant(1)), a, y.input(2));
    }

    /** By q, of the derivative of order n by s of ζ(s, q), whose slope is -s ζ(s + 1, q). */
    private static Node zetaSlope(Node n, Node s, Node y) {
        Node next = s.plus(s.constant(1));
        Node slope = s.times(y.graph().node(y.op(), n, next, y.input(2))).negate();
        Node before = y.graph().node(y.op(), n.minus(n.constant(1)), next, y.input(2));
        return where(equal(n, n.constant(0)), slope, slope.minus(n.times(before)));
    }

    /** By a, of the x with P(a, x) = p. */
    private static Node quantileByShape(Node a, Node x) {
        return x.graph().node(DERIVATIVE_OF_GAMMAP, a.constant(1), a, x)
                .over(x.graph().node(GAMMA_DENSITY, a, x)).negate();
    }

    /** The density of the beta distribution with the inputs of y. */
    private static Node betaDensity(Node y) {
        return y.graph().node(BETA_DENSITY, y.input(0), y.input(1), y.input(2));
    }

    /** The derivative of the density's logarithm by a. */
    private static Node betaScore(Node a, Node b, Node x) {
        return log(x).minus(betaSlope(a, b));
    }

    /** The derivative of the density's logarithm by b. */
    private static Node betaScoreByB(Node a, Node b, Node x) {
        return log1p(x.negate()).minus(betaSlope(b, a));
    }

    /** ψ′(a) - ψ′(a + b), the second derivative of log B(a, b) by a. */
    private static Node betaCurvature(Node a, Node b) {
        return a.graph().node(POLYGAMMA_DIFFERENCE, a.constant(1), a, b);
    }

    /** The derivative of the logarithm of Student's density by x, -(df + 1) x/(df + x²). */
    private static Node tScoreByX(Node x, Node df) {
        return df.plus(df.constant(1)).times(x).over(df.plus(x.power(2))).negate();
    }

    /** The derivative of that logarithm by df. */
    private static Node tScoreByDf(Node x, Node df) {
        Node half = df.constant(0.5);
        Node share = x.power(2).over(df);
        Node growth = df.plus(df.constant(1)).times(share).over(df.plus(x.power(2)));
        return half.times(growth.minus(log1p(share)).minus(betaSlope(half.times(df), half))
                .minus(df.constant(1).over(df)));
    }

    /** The second derivative of Student's distribution function by df, from that of the incomplete beta function. */
    private static Node tcdfCurvature(Node x, Node df, Node y) {
        Node half = df.constant(0.5);
        Node density = y.graph().node(TPDF, x, df);
        Node share = df.over(df.plus(x.power(2)));
        Node score = log1p(x.power(2).over(df)).plus(betaSlope(half.times(df), half));
        Node slope = tScoreByDf(x, df).minus(df.constant(1).over(df)).minus(half.times(score));
        Node tails = df.constant(-0.125).times(sign(x))
                .times(y.graph().node(BETAINC_BY_AA, half.times(df), half, share));
        return tails.minus(half.times(x).over(df).times(density).times(slope));
    }

    private static Node betaDensitySlope(Node a, Node b, Node y) {
        Node x = y.input(2);
        Node one = x.constant(1);
        return y.times(a.minus(one).over(x).minus(b.minus(one).over(one.minus(x))));
    }

    /**
     * By x, of the derivative Dₙ by a of x^(a - 1) exp(-x)/Γ(a): {@code ((a - 1)/x - 1) Dₙ + n/x Dₙ₋₁}.
     */
    private static Node gammaDensitySlope(Node n, Node a, Node y) {
        Node x = y.input(2);
        Node slope = y.times(a.minus(x.constant(1)).minus(x).over(x));
        Node before = y.graph().node(y.op(), n.minus(n.constant(1)), a, x);
        return where(equal(n, n.constant(0)), slope, slope.plus(n.times(before).over(x)));
    }

    /** Half of fₙ₋₁ plus or minus fₙ₊₁. */
    private static Node meanOfNeighbours(Node n, Node x, Node y, double sign) {
        Node before = y.graph().node(y.op(), n.minus(n.constant(1)), x);
        Node next = y.graph().node(y.op(), n.plus(n.constant(1)), x);
        return y.constant(0.5).times(sign > 0 ? before.plus(next) : before.minus(next));
    }

    /** Half of Yₙ₋₁ - Yₙ₊₁, in which at 0 the second outweighs the first, though both are infinite. */
    private static Node besselYSlope(Node n, Node x, Node y) {
        Node next = y.graph().node(y.op(), n.plus(n.constant(1)), x);
        return where(equal(x, x.constant(0)), next.negate(), meanOfNeighbours(n, x, y, -1));
    }

    /**
     * Of x/l with the logarithm l of 1 + x, with no quotient of two that may be infinite:
     * {@code (1 - 1/(l(1 + 1/x)))/l}.
     */
    private static Node logarithmicSlope(Node x, Node l) {
        Node one = x.constant(1);
        return one.minus(one.over(l.times(one.plus(one.over(x))))).over(l);
    }

    private static Node bounded(Node x) {
        return x.graph().node(ClosedForm.BOUNDED, x);
    }

    private static Node isNearZero(Node x) {
        return less(abs(x), x.constant(1));
    }

    /** {@code c·exp(-x²)}. */
    private static Node gaussian(Node x, double c) {
        return x.constant(c).times(exp(x.power(2).negate()));
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private static Code exact(int opcode, String java) {
        return new Code.Instruction(opcode, java);
    }

    private static Code exactMath(String method, UnaryOperator<Lane> form) {
        return new Code.Call(Code.Call.MATH, method, true, LaneForm.unary(form));
    }

    private static Code exactMath(String method, BinaryOperator<Lane> form) {
        return new Code.Call(Code.Call.MATH, method, true, LaneForm.binary(form));
    }

    private static Code exactSpecial(String method, UnaryOperator<Lane> form) {
        return new Code.Call(Code.Call.SPECIAL, method, true, LaneForm.unary(form));
    }

    private static Code math(String method, UnaryOperator<Lane> form) {
        return new Code.Call(Code.Call.MATH, method, false, LaneForm.unary(form));
    }

    private static Code math(String method, BinaryOperator<Lane> form) {
        return new Code.Call(Code.Call.MATH, method, false, LaneForm.binary(form));
    }

    private static Code special(String method, UnaryOperator<Lane> form) {
        return new Code.Call(Code.Call.SPECIAL, method, false, LaneForm.unary(form));
    }

    private static Code special(String method, BinaryOperator<Lane> form) {
        return new Code.Call(Code.Call.SPECIAL, method, false, LaneForm.binary(form));
    }

    private static Code special(String method) {
        return new Code.Call(Code.Call.SPECIAL, method, false);
    }

    private static Code erf(String method, UnaryOperator<Lane> form) {
        return new Code.Call(Code.Call.ERF, method, false, LaneForm.unary(form));
    }

    private static Code erf(String method) {
        return new Code.Call(Code.Call.ERF, method, false);
    }

    private static Code gamma(String method) {
        return new Code.Call(Code.Call.GAMMA, method, false);
    }

    private static Code beta(String method) {
        return new Code.Call(Code.Call.BETA, method, false);
    }

    private static Code integral(String method) {
        return new Code.Call(Code.Call.INTEGRALS, method, false);
    }

    private static Code bessel(String method) {
        return new Code.Call(Code.Call.BESSEL, method, false);
    }

    private static Code compare(int compare, int jumpIfFalse, String java) {
        return new Code.Comparison(compare, jumpIfFalse, java);
    }

    private static Code logic(int opcode, String java) {
        return new Code.Logic(opcode, java);
    }
}
