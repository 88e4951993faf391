package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.math;

import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.Variable;
import dev.autodiff.simd.Precision;
import java.util.List;
import java.util.Locale;

/**
 * The method {@code (array, at, length, partial, atPartial)} that takes element i up in partial result i modulo their
 * number, in order. The order is the same for all lengths of registers.
 */
final class RegisterFolds {
    private RegisterFolds() {}

    static Method of(Precision precision, Fold fold, String name) {
        RegisterExpressions code = new RegisterExpressions(precision);
        Kind numbers = (precision == Precision.F64 ? Kind.F64 : Kind.F32).array();
        Variable array = new Variable(numbers, "array");
        Variable at = new Variable(Kind.INT, "at");
        Variable length = new Variable(Kind.INT, "length");
        Variable partial = new Variable(numbers, "partial");
        Variable atPartial = new Variable(Kind.INT, "atPartial");
        Body body = new Body();
        Variable width = body.let(null, math("min", integer(VectorLoop.FOLD_WIDTH), length));
        body.loop(null, integer(0), width, code.width(), j -> {
            Expr place = add(atPartial, j);
            Variable folded = body.let(null, code.load(partial, place));
            body.loop(null, j, length, integer(VectorLoop.FOLD_WIDTH), i -> {
                // what is loaded receives the call: C2 does not inline one whose receiver is the loop's own result, and
                // boxes each vector
                Expr loaded = code.load(array, add(at, i));
                body.assign(folded, RegisterExpressions.on(method(fold), folded.kind(), loaded, folded));
            });
            code.store(body, folded, partial, place);
        });
        List<Variable> parameters = List.of(array, at, length, partial, atPartial);
        return new Method(name, false, parameters, Kind.VOID, body.statements(), null).synthetic();
    }

    private static String method(Fold fold) {
        return switch (fold.ofNumbers()) {
            case SUM -> "add";
            case PROD -> "mul";
            case MAX, MIN -> fold.ofNumbers().name().toLowerCase(Locale.ROOT);
            case ANY, ALL -> throw new AssertionError(fold);
        };
    }
}
