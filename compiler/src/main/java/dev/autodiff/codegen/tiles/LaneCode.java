package dev.autodiff.codegen.tiles;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Exprs;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import java.util.List;
import java.util.function.ToIntFunction;

/** What lanes hold, as expressions of kernels: of one element, or of as many as a register has lanes. */
interface LaneCode {
    static LaneCode of(Precision precision, boolean inRegisters) {
        return inRegisters ? new RegisterExpressions(precision) : new LaneExpressions(precision);
    }

    /** How many elements are done at a time. */
    Expr width();

    Expr constant(Lane lane);

    /** A number that all elements share. */
    Expr uniform(Expr number);

    /**
     * What is the same for all elements, in a variable unless it is written out.
     *
     * @param place of numbers that are not constant, in the scratch
     */
    default Expr shared(Body body, Lane lane, Expr scratch, ToIntFunction<Lane> place) {
        Expr value = lane.instruction().isConstant()
                ? constant(lane)
                : uniform(Exprs.element(scratch, place.applyAsInt(lane)));
        return value instanceof Expr.Literal ? value : body.let(null, value);
    }

    /** What stands in an array, for a lane of any kind. */
    Expr load(Lane lane, Expr array, Expr place);

    /** What the instruction of a lane makes of its operands. */
    Expr apply(Lane lane, List<Expr> operands);

    /** Writes what a lane of any kind holds to an array of floats or of doubles. */
    void store(Body body, Lane lane, Expr value, Expr array, Expr place);

    /** Whether a truth is true of all elements. */
    Expr isTrueOfAll(Expr truth);
}
