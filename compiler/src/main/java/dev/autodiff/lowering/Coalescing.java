package dev.autodiff.lowering;

import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Saves copies: where the elements of a buffer go to another one, the two become one if nobody needs what one of them holds when
 * the other is written. So a loop computes its next state in the place of the old one, and a row is put where it belongs.
 */
final class Coalescing {
    private final Liveness liveness;
    private final Buffers buffers;
    private final Map<Buffer, Set<Buffer>> members = new HashMap<>();
    private final Set<Buffer> controls = new HashSet<>();

    private Coalescing(List<Step> steps, Buffers buffers) {
        this.liveness = new Liveness(steps, buffers::isResult);
        this.buffers = buffers;
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
        for (Step step : liveness.numbered()) {
            if (step instanceof Step.Repeat repeat) {
                controls.add(repeat.steps());
                controls.add(repeat.condition());
                controls.add(repeat.count().buffer());
            }
        }
        boolean isAny = false;
        for (Step.Move move : moves) {
            isAny |= merge(buffers.resolve(move.from()), buffers.resolve(move.to()));
        }
        return isAny;
    }

    private boolean merge(Buffer from, Buffer to) {
        boolean isFree = from != to && isOwn(from) && isOwn(to) && !controls.contains(from) && !controls.contains(to)
                && (isTemporary(from) || isTemporary(to));
        if (!isFree || interfere(membersOf(from), membersOf(to))) {
            return false;
        }
        Buffer kept = isTemporary(to) && !isTemporary(from) ? from : to;
        Buffer gone = kept == to ? from : to;
        membersOf(kept).addAll(membersOf(gone));
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

    private Set<Buffer> membersOf(Buffer buffer) {
        return members.computeIfAbsent(buffer, only -> new LinkedHashSet<>(Set.of(only)));
    }

    private boolean interfere(Set<Buffer> a, Set<Buffer> b) {
        BitSet liveA = liveness.behind(a);
        BitSet liveB = liveness.behind(b);
        Set<Buffer> both = new HashSet<>(a);
        both.addAll(b);
        List<Step> steps = liveness.numbered();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean writesA = Liveness.writes(step, a);
            boolean writesB = Liveness.writes(step, b);
            boolean joins = step instanceof Step.Move && !Liveness.writes(step, both);
            boolean clash = writesA && (liveB.get(i) || writesB) || writesB && liveA.get(i);
            boolean clashWithin = writesA && Liveness.reads(step, b) && !isInPlace(step, b, a) || writesB && Liveness.reads(step, a) && !isInPlace(step, a, b);
            if (!joins && (clash || clashWithin)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a step reads each element before it writes it, and never behind. */
    private static boolean isInPlace(Step step, Set<Buffer> read, Set<Buffer> written) {
        if (!(step instanceof Step.Loop loop)) {
            return false;
        }
        if (loop.space().isScalar()) {
            return true;
        }
        for (Output output : loop.outputs()) {
            for (Step.Input input : loop.inputs()) {
                boolean meet = written.contains(output.buffer()) && input instanceof Load load && read.contains(load.buffer());
                if (meet && !isSamePlace((Load) input, output)) {
                    return false;
                }
            }
        }
        return loop.outputs().stream().noneMatch(output -> output.fold() != null && read.contains(output.buffer()));
    }

    private static boolean isSamePlace(Load load, Output output) {
        return load.index() == null && output.index() == null && output.fold() == null && load.access().equals(output.access());
    }
}
