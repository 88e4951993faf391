package dev.autodiff.codegen.scalar;

import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.element;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.lowering.Buffer;
import java.util.List;

/** Elements of arrays, which hold floats or doubles, as the doubles and truths that are computed with. */
public final class Elements {
    private Elements() {}

    /** The element of a buffer at a place of its array. */
    public static Expr load(Buffer buffer, Expr array, Expr place) {
        Expr number = cast(Kind.F64, element(array, place));
        return buffer.type().isTruth() ? ScalarCode.asTruth(number) : number;
    }

    /** A double or a truth as an array, of floats or not, holds it. */
    public static Expr stored(boolean isFloat, Expr value) {
        Expr number = ScalarCode.asNumber(value);
        return !isFloat ? number : isRounded(number) ? ((Expr.Cast) number).operand() : cast(Kind.F32, number);
    }

    /** A number as an array, of floats or not, holds it. */
    public static Expr literal(boolean isFloat, double number) {
        return isFloat ? new Expr.Literal(Kind.F32, (float) number) : new Expr.Literal(Kind.F64, number);
    }

    /** The double nearest to it that a float can be; itself if there are no floats. */
    public static Expr rounded(boolean isFloat, Expr value) {
        return isFloat && !isRounded(value) ? cast(Kind.F64, cast(Kind.F32, value)) : value;
    }

    private static boolean isRounded(Expr value) {
        return value instanceof Expr.Cast cast && cast.operand().kind().equals(Kind.F32);
    }

    /** Two values made one, in doubles, or two truths. */
    public static Expr combined(Fold fold, Expr before, Expr value, SpecialCalls calls) {
        List<Expr> operands = List.of(before, value);
        boolean isCall = fold.combine().code() instanceof Code.Call;
        return isCall
                ? new Expr.Call(calls.of((Code.Call) fold.combine().code(), 2), operands)
                : Operators.apply(fold.combine(), operands);
    }
}
