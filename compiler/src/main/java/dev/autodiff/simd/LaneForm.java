package dev.autodiff.simd;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A function of numbers as it is computed in all lanes at once. */
@FunctionalInterface
public interface LaneForm {
    /** @param inputs in the order of the function's arguments, of one program */
    Lane of(List<Lane> inputs);

    static LaneForm unary(UnaryOperator<Lane> form) {
        return inputs -> form.apply(inputs.get(0));
    }

    static LaneForm binary(BinaryOperator<Lane> form) {
        return inputs -> form.apply(inputs.get(0), inputs.get(1));
    }

    /** The method itself, lane by lane. */
    static LaneForm byLane(ScalarMethod method) {
        return inputs -> inputs.get(0).program().call(method, inputs);
    }
}
