package dev.autodiff.codegen.loops;

import dev.autodiff.codegen.scalar.WholeNumbers.Range;
import dev.autodiff.codegen.scalar.WholeNumbers;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * Which numbers of a plan are whole and fit an int: counts of steps, and what follows from them; each is written by one
 * step.
 */
public final class Ranges {
    private final Map<Buffer, Integer> writers = new HashMap<>();
    private final Map<Buffer, Range> ranges = new HashMap<>();

    public Ranges(Plan plan) {
        plan.arguments().forEach(buffer -> writers.put(buffer, 1));
        Step.all(plan.steps()).forEach(step -> {
            if (step instanceof Step.Loop loop) {
                loop.outputs().forEach(output -> write(output.buffer()));
            } else if (step instanceof Step.Repeat repeat) {
                write(repeat.steps());
            } else {
                Step.buffers(step).forEach(this::write);
            }
        });
        Step.all(plan.steps()).forEach(this::enter);
    }

    private void write(Buffer buffer) {
        writers.merge(buffer, 1, Integer::sum);
    }

    private void enter(Step step) {
        if (step instanceof Step.Repeat repeat) {
            enter(repeat.steps(), Registers.isLong(repeat.limits()) ? null : Range.of(0, repeat.limits().steps()));
        } else if (step instanceof Step.Loop loop && loop.space().isScalar()) {
            WholeNumbers numbers = WholeNumbers.of(loop, this::of);
            loop.outputs().stream()
                    .filter(Ranges::isNumber)
                    .forEach(output -> enter(output.buffer(), numbers.of(output.value())));
        }
    }

    private static boolean isNumber(Output output) {
        return output.fold() == null
                && output.index() == null
                && output.buffer().type().isScalar()
                && output.buffer().place() != Buffer.Place.TAPE
                && !output.buffer().isFloat();
    }

    private void enter(Buffer buffer, Range range) {
        if (writers.get(buffer) == 1) {
            ranges.put(buffer, range);
        }
    }

    /** The range of the number in a buffer; null if it may be something else. */
    Range of(Buffer buffer) {
        return ranges.get(buffer);
    }
}
