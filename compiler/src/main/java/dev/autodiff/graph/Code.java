package dev.autodiff.graph;

import dev.autodiff.simd.LaneForm;
import dev.autodiff.simd.ScalarMethod;

/**
 * How an operator is written in bytecode and in Java. The operands are on the stack, or printed, in their order; truth
 * is an int on the stack, and opcodes are those of ASM's {@code Opcodes}.
 */
public sealed interface Code {
    /** One instruction; in Java an infix or prefix operator. */
    record Instruction(int opcode, String java) implements Code {}

    /**
     * A static method on doubles, of {@code java/lang/Math}, {@code StrictMath} or one of the libraries of functions in
     * {@code dev/autodiff/runtime}.
     *
     * @param exact whether the result is the same on every machine to the last bit
     * @param form how it is computed in all lanes of vector registers at once; of an exact method bit for bit
     */
    record Call(String owner, String method, boolean exact, LaneForm form) implements Code {
        public static final String MATH = "java/lang/Math";
        public static final String STRICT_MATH = "java/lang/StrictMath";
        public static final String SPECIAL = "dev/autodiff/runtime/Special";
        public static final String ERF = "dev/autodiff/runtime/Erf";
        public static final String GAMMA = "dev/autodiff/runtime/Gamma";
        public static final String BETA = "dev/autodiff/runtime/Beta";
        public static final String INTEGRALS = "dev/autodiff/runtime/Integrals";
        public static final String BESSEL = "dev/autodiff/runtime/Bessel";

        /** One that has no form but itself, lane by lane. */
        public Call(String owner, String method, boolean exact) {
            this(owner, method, exact, LaneForm.byLane(new ScalarMethod(owner, method)));
        }
    }

    /**
     * A comparison of two doubles that is false if one of them is NaN, except for {@code !=}.
     *
     * @param compare DCMPL or DCMPG, whichever makes NaN fail
     * @param jumpIfFalse the jump taken when the comparison does not hold
     */
    record Comparison(int compare, int jumpIfFalse, String java) implements Code {}

    /**
     * Conjunction, disjunction and negation of truths; the operands have no effects, so all of them may be evaluated.
     */
    record Logic(int opcode, String java) implements Code {}

    /** {@code c ? a : b}; only the chosen branch is evaluated. */
    record Select() implements Code {}

    /** {@code x·x·…·x}, by repeated squaring; {@link IntegerPower} fixes the order. */
    record Multiplications(int exponent) implements Code {}

    /**
     * The check of an index against the length of its axis, a method of {@link dev.autodiff.runtime.Support}; there is
     * no other code that may fail.
     */
    record Place(String axis) implements Code {}

    /** The operand itself: what is left to do is the rounding of its type. */
    record Nothing() implements Code {}
}
