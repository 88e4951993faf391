package dev.autodiff.lowering;

import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Where what a buffer holds is needed later on: the steps of a plan are numbered, those of a loop's body behind the loop. */
final class Liveness {
    private final List<Step> steps;
    private final Predicate<Buffer> results;
    private final List<Step> numbered;
    private final Map<Step, Integer> numbers = new IdentityHashMap<>();

    /** @param results says which buffers are read behind the last step */
    Liveness(List<Step> steps, Predicate<Buffer> results) {
        this.steps = steps;
        this.results = results;
        this.numbered = Step.all(steps).toList();
        numbered.forEach(step -> numbers.put(step, numbers.size()));
    }

    List<Step> numbered() {
        return numbered;
    }

    /** The steps behind which somebody reads what one of the buffers holds then; they are taken for one. */
    BitSet behind(Set<Buffer> buffers) {
        Walk walk = new Walk(buffers);
        walk.before(steps, buffers.stream().anyMatch(results));
        return walk.behind;
    }

    /** Goes through the steps from the last to the first. */
    private final class Walk {
        private final Set<Buffer> buffers;
        private final BitSet behind = new BitSet();

        /** What is known of each loop by whether the buffers are live behind it: else loops in loops would be walked 2ⁿ times. */
        private final Map<Step.Repeat, Boolean> ifLive = new IdentityHashMap<>();
        private final Map<Step.Repeat, Boolean> ifNot = new IdentityHashMap<>();

        Walk(Set<Buffer> buffers) {
            this.buffers = buffers;
        }

        /** Whether what the buffers hold before the steps is read, in them or, if they leave it alone, later. */
        boolean before(List<Step> list, boolean isLiveAfter) {
            boolean isLive = isLiveAfter;
            for (int i = list.size() - 1; i >= 0; i--) {
                Step step = list.get(i);
                if (isLive) {
                    behind.set(numbers.get(step));
                }
                if (step instanceof Step.Repeat repeat) {
                    isLive = before(repeat, isLive);
                } else {
                    isLive = reads(step, buffers) || isLive && !replaces(step, buffers);
                }
            }
            return isLive;
        }

        private boolean before(Step.Repeat repeat, boolean isLiveAfter) {
            Map<Step.Repeat, Boolean> known = isLiveAfter ? ifLive : ifNot;
            Boolean before = known.get(repeat);
            if (before == null) {
                before = walk(repeat, isLiveAfter);
                known.put(repeat, before);
            }
            return before;
        }

        /** What is live at the start of a step is live at the end of the one before, so that the second round finds all. */
        private boolean walk(Step.Repeat repeat, boolean isLiveAfter) {
            boolean atStart = false;
            for (int round = 0; round < 2; round++) {
                boolean beforeTail = before(repeat.tail(), atStart);
                atStart = before(repeat.head(), beforeTail || isLiveAfter || buffers.contains(repeat.condition()));
            }
            return atStart || isLiveAfter || buffers.contains(repeat.count().buffer());
        }
    }

    static boolean reads(Step step, Set<Buffer> buffers) {
        if (step instanceof Step.Move move) {
            return buffers.contains(move.from()) && !buffers.contains(move.to());
        }
        if (step instanceof Step.Call call) {
            return call.inputs().stream().anyMatch(buffers::contains);
        }
        return step instanceof Step.Loop loop && (loop.inputs().stream().anyMatch(input -> input instanceof Load load && buffers.contains(load.buffer()))
                || loop.outputs().stream().anyMatch(output -> output.fold() != null && buffers.contains(output.buffer())));
    }

    static boolean writes(Step step, Set<Buffer> buffers) {
        if (step instanceof Step.Move move) {
            return buffers.contains(move.to()) && !buffers.contains(move.from());
        }
        if (step instanceof Step.Call call) {
            return buffers.contains(call.result());
        }
        return step instanceof Step.Fill fill ? buffers.contains(fill.buffer())
                : step instanceof Step.Loop loop && loop.outputs().stream().anyMatch(output -> buffers.contains(output.buffer()));
    }

    /** Whether nothing is left of what the buffers held. */
    private static boolean replaces(Step step, Set<Buffer> buffers) {
        return step instanceof Step.Loop loop ? loop.outputs().stream().anyMatch(output -> buffers.contains(output.buffer()) && isWhole(loop, output))
                : writes(step, buffers);
    }

    private static boolean isWhole(Step.Loop loop, Output output) {
        return output.fold() == null && output.index() == null && output.access().offset().is(0) && output.access().isDense(loop.space())
                && loop.space().size().equals(output.buffer().size());
    }
}
