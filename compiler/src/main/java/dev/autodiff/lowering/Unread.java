package dev.autodiff.lowering;

import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves out what loops store and nobody reads. A part of a long expression is stored because the loop that it is for
 * may become too long for one; if that loop computes it after all, nobody is left to read it.
 */
final class Unread {
    private final Set<Buffer> read = new HashSet<>();

    private Unread(List<Step> steps) {
        Step.all(steps).forEach(this::enter);
    }

    /** The steps without such stores. */
    static List<Step> removeFrom(List<Step> steps) {
        return new Unread(steps).without(steps);
    }

    private void enter(Step step) {
        if (step instanceof Step.Loop loop) {
            loop.inputs().stream().filter(Load.class::isInstance).forEach(input -> read.add(((Load) input).buffer()));
        } else {
            // a few of them are only written, but never by a loop alone
            read.addAll(Step.buffers(step));
        }
    }

    private List<Step> without(List<Step> steps) {
        return steps.stream().flatMap(this::without).toList();
    }

    private Stream<Step> without(Step step) {
        if (step instanceof Step.Repeat repeat) {
            return Stream.of(new Step.Repeat(
                    repeat.steps(),
                    repeat.count(),
                    repeat.condition(),
                    without(repeat.head()),
                    without(repeat.tail()),
                    repeat.tape(),
                    repeat.limits(),
                    repeat.line()));
        }
        if (step instanceof Step.Loop loop) {
            List<Output> outputs = loop.outputs().stream().filter(this::isRead).toList();
            return outputs.isEmpty()
                    ? Stream.empty()
                    : Stream.of(new Step.Loop(loop.space(), loop.inputs(), outputs, loop.guard(), loop.line()));
        }
        return Stream.of(step);
    }

    private boolean isRead(Output output) {
        return output.fold() != null
                || output.index() != null
                || output.buffer().place() != Buffer.Place.WORKSPACE
                || read.contains(output.buffer());
    }
}
