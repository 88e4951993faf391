package dev.autodiff.check;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The rows of {@link Pointwise} in decimal arithmetic. Truth is 1 or 0, as in the reference interpreter. */
final class BigOperators {
    private BigOperators() {}

    /** An operator on decimals; it throws {@link ArithmeticException} where it has no value. */
    @FunctionalInterface
    interface Operator {
        BigDecimal apply(List<BigDecimal> inputs, MathContext mc);
    }

    private interface Unary {
        BigDecimal apply(BigDecimal x, MathContext mc);
    }

    private interface Binary {
        BigDecimal apply(BigDecimal a, BigDecimal b, MathContext mc);
    }

    private interface Ternary {
        BigDecimal apply(BigDecimal a, BigDecimal b, BigDecimal c, MathContext mc);
    }

    private interface OfOrder {
        BigDecimal apply(int n, BigDecimal x, MathContext mc);
    }

    private interface Relation {
        boolean holds(int comparison);
    }

    /**
     * One switch without a default, longer than a method should be, so that the compiler misses a row that is not here.
     */
    static Operator of(Pointwise row) {
        return switch (row) {
            case ADD -> binary(BigDecimal::add);
            case SUB -> binary(BigDecimal::subtract);
            case MUL -> binary(BigDecimal::multiply);
            case DIV -> binary(BigDecimal::divide);
            case POW -> binary(BigFunctions::pow);
            case NEG -> unary(BigDecimal::negate);
            case ABS -> unary(BigDecimal::abs);
            case SIGN -> unary((x, mc) -> BigDecimal.valueOf(x.signum()));
            case SQRT -> unary(BigFunctions::sqrt);
            case CBRT -> unary(BigFunctions::cbrt);
            case EXP -> unary(BigFunctions::exp);
            case EXP2 -> unary(BigFunctions::exp2);
            case EXPM1 -> unary(BigFunctions::expm1);
            case LOG -> unary(BigFunctions::log);
            case LOG1P -> unary(BigFunctions::log1p);
            case LOG1MEXP -> unary((x, mc) ->
                    BigFunctions.log(BigFunctions.expm1(x, GuardDigits.raised(mc)).negate(), mc));
            case LOG2 -> unary(BigFunctions::log2);
            case LOG10 -> unary(BigFunctions::log10);
            case SIN -> unary(BigTrigonometry::sin);
            case COS -> unary(BigTrigonometry::cos);
            case TAN -> unary(BigTrigonometry::tan);
            case ASIN -> unary(BigTrigonometry::asin);
            case ACOS -> unary(BigTrigonometry::acos);
            case ATAN -> unary(BigTrigonometry::atan);
            case ATAN2 -> binary(BigTrigonometry::atan2);
            case SINH -> unary(BigFunctions::sinh);
            case COSH -> unary(BigFunctions::cosh);
            case TANH -> unary(BigFunctions::tanh);
            case SECH -> unary((x, mc) -> ONE.divide(BigFunctions.cosh(x, GuardDigits.raised(mc)), mc));
            case ASINH -> unary(BigFunctions::asinh);
            case ACOSH -> unary(BigFunctions::acosh);
            case ATANH -> unary(BigFunctions::atanh);
            case SIGMOID -> unary(BigFunctions::sigmoid);
            case SOFTPLUS -> unary(BigFunctions::softplus);
            case LOGADDEXP -> binary(BigFunctions::logaddexp);
            case LOGADDEXP2 -> binary(BigFunctions::logaddexp2);
            case XLOGY -> binary(BigFunctions::xlogy);
            case XLOG1PY -> binary(BigFunctions::xlog1py);
            case XLOGX -> unary(BigFunctions::xlogx);
            case ERF -> unary(BigErrorFunctions::erf);
            case ERFC -> unary(BigErrorFunctions::erfc);
            case DERIVATIVE_OF_ERFCX -> derivative(BigErrorFunctions::erfcx);
            case ERFCX -> unary(BigErrorFunctions::erfcx);
            case DERIVATIVE_OF_LOG_ERFCX -> unary(BigErrorFunctions::derivativeOfLogErfcx);
            case LOG_ERFC -> unary(BigErrorFunctions::logErfc);
            case LOG_NDTR -> unary(BigErrorFunctions::logNdtr);
            case ERFINV -> unary(BigErrorFunctions::erfinv);
            case NORMCDF -> unary(BigErrorFunctions::normcdf);
            case LGAMMA -> unary(BigGammaFunctions::lgamma);
            case TGAMMA -> unary(BigGammaFunctions::gamma);
            case LBETA -> binary(BigGammaFunctions::lbeta);
            case EULER_BETA -> binary(
                    (a, b, mc) -> BigFunctions.exp(BigGammaFunctions.lbeta(a, b, GuardDigits.raised(mc)), mc));
            case POCH -> binary((a, n, mc) -> BigGammaFunctions.gamma(a.add(n), GuardDigits.raised(mc))
                    .divide(BigGammaFunctions.gamma(a, GuardDigits.raised(mc)), mc));
            case POLYGAMMA_DIFFERENCE -> (inputs, mc) -> GuardDigits.sum(
                    mc,
                    working -> BigGammaFunctions.polygamma(inputs.get(0).intValueExact(), inputs.get(1), working),
                    working -> BigGammaFunctions.polygamma(
                                    inputs.get(0).intValueExact(), inputs.get(1).add(inputs.get(2), working), working)
                            .negate());
            case GAMMA_DENSITY -> binary(BigGammaFunctions::density);
            case GAMMAP -> binary(BigGammaFunctions::lower);
            case GAMMAQ -> binary(
                    (a, x, mc) -> GuardDigits.sum(mc, working -> ONE, working -> BigGammaFunctions.lower(a, x, working)
                            .negate()));
            case DERIVATIVE_OF_GAMMA_DENSITY -> (inputs, mc) -> BigQuotients.derivative(
                    (a, working) -> BigGammaFunctions.density(a, inputs.get(2), working), inputs, mc);
            case DERIVATIVE_OF_GAMMAP -> (inputs, mc) -> BigQuotients.derivative(
                    (a, working) -> BigGammaFunctions.lower(a, inputs.get(2), working), inputs, mc);
            case GAMMAPINV -> binary(BigBetaFunctions::inverseOfLowerGamma);
            case GAMMAQINV -> binary(BigBetaFunctions::inverseOfUpperGamma);
            case BETA_DENSITY -> ternary(BigBetaFunctions::density);
            case BETAINC -> ternary(BigBetaFunctions::lower);
            case BETAINCC -> ternary((a, b, x, mc) -> BigBetaFunctions.lower(b, a, ONE.subtract(x), mc));
            case BETAINC_BY_A -> ternary((a, b, x, mc) -> BigBetaFunctions.derivative(1, 0, a, b, x, mc));
            case BETAINC_BY_B -> ternary((a, b, x, mc) -> BigBetaFunctions.derivative(0, 1, a, b, x, mc));
            case BETAINC_BY_AA -> ternary((a, b, x, mc) -> BigBetaFunctions.derivative(2, 0, a, b, x, mc));
            case BETAINC_BY_AB -> ternary((a, b, x, mc) -> BigBetaFunctions.derivative(1, 1, a, b, x, mc));
            case BETAINC_BY_BB -> ternary((a, b, x, mc) -> BigBetaFunctions.derivative(0, 2, a, b, x, mc));
            case BETAINCINV -> ternary(BigBetaFunctions::inverse);
            case TPDF -> binary(BigBetaFunctions::tpdf);
            case TCDF -> binary(BigBetaFunctions::tcdf);
            case TCDF_BY_DF -> binary((x, df, mc) -> BigQuotients.derivative(
                    (place, working) -> BigBetaFunctions.tcdf(x, place, working), 1, df, mc));
            case DERIVATIVE_OF_ZETA -> (inputs, mc) -> BigQuotients.derivative(
                    (s, working) -> BigGammaFunctions.zeta(s, inputs.get(2), working), inputs, mc);
            case EXPN -> ofOrder(BigIntegrals::expn);
            case EXPI -> unary(BigIntegrals::expi);
            case DILOG -> unary(BigIntegrals::dilog);
            case SPENCE -> unary(BigIntegrals::spence);
            case DERIVATIVE_OF_ELLIPK -> derivative(BigIntegrals::ellipk);
            case ELLIPK -> unary(BigIntegrals::ellipk);
            case DERIVATIVE_OF_ELLIPE -> derivative(BigIntegrals::ellipe);
            case ELLIPE -> unary(BigIntegrals::ellipe);
            case LAMBERTW -> unary(BigIntegrals::lambertw);
            case BESSEL_J -> ofAnyOrder(BigBesselFunctions::j, BigBesselFunctions::j);
            case BESSEL_Y -> ofAnyOrder(BigBesselFunctions::y, BigBesselFunctions::y);
            case BESSEL_I -> ofAnyOrder(BigBesselFunctions::i, BigBesselFunctions::i);
            case BESSEL_K -> ofAnyOrder(BigBesselFunctions::k, BigBesselFunctions::k);
            case DERIVATIVE_OF_SCALED_I -> scaled(Pointwise.BESSEL_I, -1);
            case DERIVATIVE_OF_SCALED_K -> scaled(Pointwise.BESSEL_K, 1);
            case DERIVATIVE_OF_SCALED_I0 -> derivative((x, mc) -> BigBesselFunctions.scaledI(0, x, mc));
            case DERIVATIVE_OF_SCALED_I1 -> derivative((x, mc) -> BigBesselFunctions.scaledI(1, x, mc));
            case DERIVATIVE_OF_SCALED_K0 -> derivative((x, mc) -> BigBesselFunctions.scaledK(0, x, mc));
            case DERIVATIVE_OF_SCALED_K1 -> derivative((x, mc) -> BigBesselFunctions.scaledK(1, x, mc));
            case DIGAMMA -> unary(BigGammaFunctions::digamma);
            case TRIGAMMA -> unary(BigGammaFunctions::trigamma);
            case POLYGAMMA -> ofOrder(BigGammaFunctions::polygamma);
            case DERIVATIVE_OF_SIN_OVER_X -> derivative(BigQuotients.overX(BigTrigonometry::sin, BigOperators::one));
            case SIN_OVER_X -> unary(BigQuotients.overX(BigTrigonometry::sin, BigOperators::one)::apply);
            case DERIVATIVE_OF_SINH_OVER_X -> derivative(BigQuotients.overX(BigFunctions::sinh, BigOperators::one));
            case SINH_OVER_X -> unary(BigQuotients.overX(BigFunctions::sinh, BigOperators::one)::apply);
            case DERIVATIVE_OF_EXPM1_OVER_X -> derivative(BigQuotients.overX(BigFunctions::expm1, BigOperators::one));
            case EXPM1_OVER_X -> unary(BigQuotients.overX(BigFunctions::expm1, BigOperators::one)::apply);
            case DERIVATIVE_OF_LOG1P_OVER_X -> derivative(BigQuotients.overX(BigFunctions::log1p, BigOperators::one));
            case LOG1P_OVER_X -> unary(BigQuotients.overX(BigFunctions::log1p, BigOperators::one)::apply);
            case DERIVATIVE_OF_ASIN_OVER_X -> derivative(BigQuotients.overX(BigTrigonometry::asin, BigOperators::one));
            case ASIN_OVER_X -> unary(BigQuotients.overX(BigTrigonometry::asin, BigOperators::one)::apply);
            case DERIVATIVE_OF_ATAN_OVER_X -> derivative(BigQuotients.overX(BigTrigonometry::atan, BigOperators::one));
            case ATAN_OVER_X -> unary(BigQuotients.overX(BigTrigonometry::atan, BigOperators::one)::apply);
            case DERIVATIVE_OF_ASINH_OVER_X -> derivative(BigQuotients.overX(BigFunctions::asinh, BigOperators::one));
            case ASINH_OVER_X -> unary(BigQuotients.overX(BigFunctions::asinh, BigOperators::one)::apply);
            case DERIVATIVE_OF_ATANH_OVER_X -> derivative(BigQuotients.overX(BigFunctions::atanh, BigOperators::one));
            case ATANH_OVER_X -> unary(BigQuotients.overX(BigFunctions::atanh, BigOperators::one)::apply);
            case DERIVATIVE_OF_ERF_OVER_X -> derivative(
                    BigQuotients.overX(BigErrorFunctions::erf, BigOperators::slopeOfErf));
            case ERF_OVER_X -> unary(BigQuotients.overX(BigErrorFunctions::erf, BigOperators::slopeOfErf)::apply);
            case EXPM1_OVER -> binary((a, b, mc) -> a.signum() == 0
                    ? b
                    : BigFunctions.expm1(a.multiply(b), GuardDigits.raised(mc)).divide(a, mc));
            case TANH_OVER_X -> unary(BigQuotients.overX(BigFunctions::tanh, BigOperators::one)::apply);
            case X_OVER_TANH -> unary(BigQuotients.xOver(BigFunctions::tanh)::apply);
            case X_OVER_EXPM1 -> unary(BigQuotients.xOver(BigFunctions::expm1)::apply);
            case X_OVER_LOG1P -> unary(BigQuotients.xOver(BigFunctions::log1p)::apply);
            case X_MINUS_SIN -> unary((x, mc) ->
                    BigQuotients.difference(BigTrigonometry::sin, x, mc).negate());
            case SINH_MINUS_X -> unary((x, mc) -> BigQuotients.difference(BigFunctions::sinh, x, mc));
            case TAN_MINUS_X -> unary((x, mc) -> BigQuotients.difference(BigTrigonometry::tan, x, mc));
            case TANHSHRINK -> unary((x, mc) ->
                    BigQuotients.difference(BigFunctions::tanh, x, mc).negate());
            case EXPM1_MINUS_X -> unary((x, mc) -> BigQuotients.difference(BigFunctions::expm1, x, mc));
            case LOG1P_MINUS_X -> unary((x, mc) -> BigQuotients.difference(BigFunctions::log1p, x, mc));
            case SQRT1PM1 -> unary(
                    (x, mc) -> x.divide(ONE.add(BigFunctions.sqrt(ONE.add(x), GuardDigits.raised(mc))), mc));
            case SOFTSIGN -> unary((x, mc) -> x.divide(ONE.add(x.abs()), mc));
            case NORMINV -> unary(BigErrorFunctions::norminv);
            case POWM1 -> binary(BigOperators::powm1);
            case X_MINUS_SIN_OVER_X3 -> unary((x, mc) ->
                    BigQuotients.difference(BigTrigonometry::sin, 3, -6, x, mc).negate());
            case SINH_MINUS_X_OVER_X3 -> unary((x, mc) -> BigQuotients.difference(BigFunctions::sinh, 3, 6, x, mc));
            case TAN_MINUS_X_OVER_X3 -> unary((x, mc) -> BigQuotients.difference(BigTrigonometry::tan, 3, 3, x, mc));
            case X_MINUS_TANH_OVER_X3 -> unary((x, mc) ->
                    BigQuotients.difference(BigFunctions::tanh, 3, -3, x, mc).negate());
            case EXPM1_MINUS_X_OVER_X2 -> unary((x, mc) -> BigQuotients.difference(BigFunctions::expm1, 2, 2, x, mc));
            case LOG1P_MINUS_X_OVER_X2 -> unary((x, mc) -> BigQuotients.difference(BigFunctions::log1p, 2, -2, x, mc));
            case LANGEVIN -> unary((x, mc) -> x.signum() == 0
                    ? ZERO
                    : GuardDigits.sum(
                            mc, working -> ONE.divide(BigFunctions.tanh(x, working), working), working -> ONE.negate()
                                    .divide(x, working)));
            case BOXCOX -> binary((x, b, mc) -> b.signum() == 0
                    ? BigFunctions.log(x, mc)
                    : powm1(x, b, GuardDigits.raised(mc)).divide(b, mc));
            case HYPOT -> binary(BigFunctions::hypot);
            case MIN -> binary((a, b, mc) -> a.min(b));
            case MAX -> binary((a, b, mc) -> a.max(b));
            case FLOOR -> unary(BigFunctions::floor);
            case CEIL -> unary(BigFunctions::ceil);
            case ROUND -> unary(BigFunctions::round);
            case TRUNC -> unary(BigFunctions::trunc);
            case FMOD -> binary(BigFunctions::fmod);
            case COPYSIGN -> binary((a, b, mc) -> copySign(a, b));
            case LT -> relation(comparison -> comparison < 0);
            case LE -> relation(comparison -> comparison <= 0);
            case GT -> relation(comparison -> comparison > 0);
            case GE -> relation(comparison -> comparison >= 0);
            case EQ -> relation(comparison -> comparison == 0);
            case NE -> relation(comparison -> comparison != 0);
            case AND -> binary((a, b, mc) -> truth(a.signum() != 0 && b.signum() != 0));
            case OR -> binary((a, b, mc) -> truth(a.signum() != 0 || b.signum() != 0));
            case NOT -> unary((x, mc) -> truth(x.signum() == 0));
            case WHERE -> (inputs, mc) -> inputs.get(inputs.get(0).signum() != 0 ? 1 : 2);
        };
    }

    private static BigDecimal one(BigDecimal x, MathContext mc) {
        return ONE;
    }

    /** 2/√π. */
    private static BigDecimal slopeOfErf(BigDecimal x, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        return BigFunctions.TWO.divide(BigFunctions.sqrt(BigFunctions.pi(working), working), mc);
    }

    /** The first input is the order. */
    private static Operator derivative(BigQuotients.Function quotient) {
        return (inputs, mc) -> BigQuotients.derivative(quotient, inputs, mc);
    }

    /** The first input is a whole number. */
    private static Operator ofOrder(OfOrder function) {
        return binary((n, x, mc) -> function.apply(n.intValueExact(), x, mc));
    }

    /** Of a whole order, or of any other. */
    private static Operator ofAnyOrder(OfOrder whole, Binary other) {
        return binary((v, x, mc) -> v.stripTrailingZeros().scale() <= 0
                ? whole.apply(v.intValueExact(), x, mc)
                : other.apply(v, x, mc));
    }

    /** The derivative of an order, the first input, of exp(±x) times a Bessel function of the second. */
    private static Operator scaled(Pointwise bessel, int sign) {
        return (inputs, mc) -> BigQuotients.derivative(
                (x, working) -> {
                    MathContext more = GuardDigits.raised(working);
                    BigDecimal exponential = BigFunctions.exp(x.multiply(BigDecimal.valueOf(sign)), more);
                    return of(bessel).apply(List.of(inputs.get(1), x), more).multiply(exponential, working);
                },
                inputs.get(0).intValueExact(), inputs.get(2), mc);
    }

    private static Operator ternary(Ternary function) {
        return (inputs, mc) -> function.apply(inputs.get(0), inputs.get(1), inputs.get(2), mc);
    }

    /** aᵇ − 1, which is 0 without any rounding where a is 1. */
    private static BigDecimal powm1(BigDecimal a, BigDecimal b, MathContext mc) {
        return a.compareTo(ONE) == 0 ? ZERO
                : GuardDigits.sum(mc, working -> BigFunctions.pow(a, b, working), working -> ONE.negate());
    }

    static BigDecimal truth(boolean holds) {
        return holds ? ONE : ZERO;
    }

    /** Decimals have no signed zero: the sign of 0 is nobody's. */
    private static BigDecimal copySign(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            throw new ArithmeticException("the sign of zero");
        }
        return BigFunctions.withSign(b, a.abs());
    }

    private static Operator unary(Unary function) {
        return (inputs, mc) -> function.apply(inputs.get(0), mc);
    }

    private static Operator binary(Binary function) {
        return (inputs, mc) -> function.apply(inputs.get(0), inputs.get(1), mc);
    }

    private static Operator relation(Relation relation) {
        return (inputs, mc) -> truth(relation.holds(inputs.get(0).compareTo(inputs.get(1))));
    }
}
