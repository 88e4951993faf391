package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.choose;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.negate;
import static dev.autodiff.kernel.Exprs.truth;

import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import java.util.List;
import java.util.Locale;

/**
 * What one lane of vector registers holds, as expressions: numbers are doubles with longs for their bits, or floats
 * with ints.
 */
final class LaneExpressions implements LaneCode {
    private final boolean isWide;
    private final Kind number;
    private final Kind bits;

    LaneExpressions(Precision precision) {
        this.isWide = precision == Precision.F64;
        this.number = isWide ? Kind.F64 : Kind.F32;
        this.bits = isWide ? Kind.LONG : Kind.INT;
    }

    @Override
    public Expr width() {
        return integer(1);
    }

    @Override
    public Expr isTrueOfAll(Expr truth) {
        return truth;
    }

    @Override
    public Expr uniform(Expr element) {
        return element;
    }

    @Override
    public Expr constant(Lane lane) {
        if (lane.instruction().kind() == Instruction.Kind.NUMBER) {
            return literal(lane.number());
        }
        return integer(bits, isWide ? lane.pattern() : (int) lane.pattern());
    }

    private Expr literal(double value) {
        return Elements.literal(!isWide, value);
    }

    @Override
    public Expr load(Lane lane, Expr array, Expr place) {
        Expr value = cast(number, element(array, place));
        return switch (lane.instruction().kind()) {
            case NUMBER -> value;
            case BITS -> toBits(value);
            case MASK -> compare(value, Operator.NOT_EQUAL, literal(0));
        };
    }

    @Override
    public void store(Body body, Lane lane, Expr value, Expr array, Expr place) {
        Expr stored = switch (lane.instruction().kind()) {
            case NUMBER -> value;
            case BITS -> ofBits(value);
            case MASK -> choose(value, literal(1), literal(0));
        };
        body.store(array, place, cast(array.kind().element(), stored));
    }

    private Expr toBits(Expr value) {
        String method = isWide ? "doubleToRawLongBits" : "floatToRawIntBits";
        return call(MethodRef.of(isWide ? Double.class : Float.class, method, bits, number), value);
    }

    private Expr ofBits(Expr pattern) {
        String method = isWide ? "longBitsToDouble" : "intBitsToFloat";
        return call(MethodRef.of(isWide ? Double.class : Float.class, method, number, bits), pattern);
    }

    @Override
    public Expr apply(Lane lane, List<Expr> operands) {
        Expr a = operands.get(0);
        return switch (lane.instruction()) {
            case ADD, BIT_ADD -> binary(Operator.ADD, operands);
            case SUB, BIT_SUB -> binary(Operator.SUBTRACT, operands);
            case MUL -> binary(Operator.MULTIPLY, operands);
            case DIV -> binary(Operator.DIVIDE, operands);
            case NEG -> negate(a);
            case FMA, MIN, MAX, ABS -> math(
                    lane.instruction().name().toLowerCase(Locale.ROOT), operands.toArray(new Expr[0]));
            // the root of a float is that of the double, rounded
            case SQRT -> cast(number, math("sqrt", cast(Kind.F64, a)));
            case ROUND_TO_F32 -> cast(number, cast(Kind.F32, a));
            case TO_BITS -> toBits(a);
            case OF_BITS -> ofBits(a);
            case BIT_AND, MASK_AND -> binary(Operator.BIT_AND, operands);
            case BIT_OR, MASK_OR -> binary(Operator.BIT_OR, operands);
            case BIT_XOR -> binary(Operator.BIT_XOR, operands);
            case SHIFT_LEFT -> new Expr.Operation(Operator.SHIFT_LEFT, a, integer(bits, lane.distance()));
            case SHIFT_RIGHT -> new Expr.Operation(Operator.SHIFT_RIGHT_UNSIGNED, a, integer(bits, lane.distance()));
            case LT -> compare(a, Operator.LESS, operands.get(1));
            case LE -> compare(a, Operator.AT_MOST, operands.get(1));
            case EQ -> compare(a, Operator.EQUAL, operands.get(1));
            case MASK_NOT -> new Expr.Operation(Operator.BIT_XOR, a, truth(true));
            case SELECT -> choose(a, operands.get(1), operands.get(2));
            default -> throw new AssertionError(lane.instruction());
        };
    }

    private static Expr binary(Operator operator, List<Expr> operands) {
        return new Expr.Operation(operator, operands.get(0), operands.get(1));
    }
}
