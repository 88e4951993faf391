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

    private interface Relation {
        boolean holds(int comparison);
    }

    /** One switch without a default, longer than a method should be, so that the compiler misses a row that is not here. */
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
            case ERFINV -> unary(BigErrorFunctions::erfinv);
            case NORMCDF -> unary(BigErrorFunctions::normcdf);
            case LGAMMA -> unary(BigGammaFunctions::lgamma);
            case DIGAMMA -> unary(BigGammaFunctions::digamma);
            case TRIGAMMA -> unary(BigGammaFunctions::trigamma);
            case POLYGAMMA -> binary((n, x, mc) -> BigGammaFunctions.polygamma(n.intValueExact(), x, mc));
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
