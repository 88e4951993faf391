package dev.autodiff.codegen.tiles;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.simd.Lane;
import java.util.List;

/** What lanes hold, as expressions of kernels: of one element, or of as many as a register has lanes. */
interface LaneCode {
    /** How many elements are done at a time. */
    Expr width();

    Expr constant(Lane lane);

    /** A number that all elements share. */
    Expr uniform(Expr number);

    /** What stands in an array, for a lane of any kind. */
    Expr load(Lane lane, Expr array, Expr place);

    /** What the instruction of a lane makes of its operands. */
    Expr apply(Lane lane, List<Expr> operands);

    /** Writes what a lane of any kind holds to an array of floats or of doubles. */
    void store(Body body, Lane lane, Expr value, Expr array, Expr place);

    /** Whether a truth is true of all elements. */
    Expr isTrueOfAll(Expr truth);
}
