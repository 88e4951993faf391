package dev.autodiff.lowering;

import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Saves copies: where the elements of a buffer go to another one, the two become one if nobody needs what one of them
 * holds when the other is written. So a loop computes its next state in the place of the old one, and a row is put
 * where it belongs.
 */
final class Coalescing {
    private final Liveness liveness;
    private final Buffers buffers;

    /** What is done with each buffer and those that have become one with it. */
    private final Map<Buffer, BufferUses> uses = new HashMap<>();
    private final Set<Buffer> controls = new HashSet<>();

    private Coalescing(List<Step> steps, Buffers buffers) {
        this.liveness = new Liveness(steps);
        this.buffers = buffers;
        Step.all(steps).forEach(step -> {
            if (step instanceof Step.Repeat repeat) {
                controls.add(repeat.steps());
                controls.add(repeat.condition());
                controls.add(repeat.count().buffer());
            }
        });
    }

    /** Merges what it can; whether that was anything. */
    static boolean merge(List<Step> steps, Buffers buffers) {
        List<Step.Move> moves = new ArrayList<>();
        collect(steps, moves);
        return !moves.isEmpty() && new Coalescing(steps, buffers).mergeAll(moves);
    }

    /** Those of inner loops first: they save most. */
    private static void collect(List<Step> steps, List<Step.Move> moves) {
        for (Step step : steps) {
            if (step instanceof Step.Repeat repeat) {
                collect(repeat.body(), moves);
            }
        }
        for (Step step : steps) {
            if (step instanceof Step.Move move) {
                moves.add(move);
            }
        }
    }

    private boolean mergeAll(List<Step.Move> moves) {
        boolean isAny = false;
        for (Step.Move move : moves) {
            isAny |= merge(buffers.resolve(move.from()), buffers.resolve(move.to()));
        }
        return isAny;
    }

    private boolean merge(Buffer from, Buffer to) {
        boolean isFree = from != to && isOwn(from) && isOwn(to) && !controls.contains(from) && !controls.contains(to)
                && (isTemporary(from) || isTemporary(to));
        if (!isFree || interfere(from, to)) {
            return false;
        }
        Buffer kept = isTemporary(to) && !isTemporary(from) ? from : to;
        Buffer gone = kept == to ? from : to;
        uses.put(kept, usesOf(kept).with(usesOf(gone)));
        buffers.merge(gone, kept);
        return true;
    }

    private static boolean isTemporary(Buffer buffer) {
        return buffer.place() == Buffer.Place.WORKSPACE;
    }

    /** Whether the function alone writes the buffer. */
    private boolean isOwn(Buffer buffer) {
        return isTemporary(buffer) || buffers.isResult(buffer);
    }

    private BufferUses usesOf(Buffer buffer) {
        return uses.computeIfAbsent(buffer, liveness::uses);
    }

    private Liveness.Range rangeOf(Buffer buffer) {
        return liveness.range(usesOf(buffer), buffers.isResult(buffer));
    }

    private boolean interfere(Buffer a, Buffer b) {
        BufferUses ofA = usesOf(a);
        BufferUses ofB = usesOf(b);
        Liveness.Range liveA = rangeOf(a);
        Liveness.Range liveB = rangeOf(b);
        // where one of them is neither used nor live, the other may do anything
        int last = Math.min(liveA.last(), liveB.last());
        int nextA = ofA.atLeast(liveB.first());
        int nextB = ofB.atLeast(liveA.first());
        while (true) {
            int number = Math.min(ofA.number(nextA), ofB.number(nextB));
            if (number > last) {
                return false;
            }
            Step step = liveness.step(number);
            int inA = ofA.number(nextA) == number ? nextA++ : -1;
            int inB = ofB.number(nextB) == number ? nextB++ : -1;
            boolean writesA = inA >= 0 && ofA.writes(inA);
            boolean writesB = inB >= 0 && ofB.writes(inB);
            boolean joins = step instanceof Step.Move && inA >= 0 && inB >= 0;
            boolean clash = writesA && (writesB || liveB.isLiveBehind(number)) || writesB && liveA.isLiveBehind(number);
            boolean clashWithin = writesA && inB >= 0 && ofB.reads(inB) && !isInPlace(step, b, a)
                    || writesB && inA >= 0 && ofA.reads(inA) && !isInPlace(step, a, b);
            if (!joins && (clash || clashWithin)) {
                return true;
            }
        }
    }

    /** Whether a step reads each element before it writes it, and never behind. */
    private boolean isInPlace(Step step, Buffer read, Buffer written) {
        if (!(step instanceof Step.Loop loop)) {
            return false;
        }
        if (loop.space().isScalar()) {
            return true;
        }
        List<Load> loads = new ArrayList<>();
        for (Step.Input input : loop.inputs()) {
            if (input instanceof Load load && buffers.resolve(load.buffer()) == read) {
                loads.add(load);
            }
        }
        for (Output output : loop.outputs()) {
            Buffer target = buffers.resolve(output.buffer());
            boolean isFoldOfRead = output.fold() != null && target == read;
            if (isFoldOfRead || target == written && !loads.stream().allMatch(load -> isSamePlace(load, output))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSamePlace(Load load, Output output) {
        return load.index() == null
                && output.index() == null
                && output.fold() == null
                && load.access().equals(output.access());
    }
}
