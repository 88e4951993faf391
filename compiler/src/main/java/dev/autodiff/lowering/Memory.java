package dev.autodiff.lowering;

import dev.autodiff.runtime.Dimension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives buffers places in the workspace; a place is taken again by the next buffer of the same size once its last
 * reader has run. What a loop of the program shares with the steps around it keeps its place as long as the loop runs.
 */
final class Memory {
    private final Map<Buffer, Dimension> offsets = new LinkedHashMap<>();
    private final Map<Dimension, Deque<Dimension>> freeDoubles = new HashMap<>();
    private final Map<Dimension, Deque<Dimension>> freeFloats = new HashMap<>();
    private Dimension doubles = Dimension.ZERO;
    private Dimension floats = Dimension.ZERO;

    private Memory() {}

    static Plan plan(
            List<Buffer> arguments,
            List<Buffer> results,
            List<Buffer> saved,
            List<Requirement> requirements,
            List<Step> steps,
            Buffers buffers) {
        Memory memory = new Memory();
        memory.allocate(arguments, results, steps);
        boolean hasFloats = memory.offsets.keySet().stream().anyMatch(Buffer::isFloat);
        memory.offsets.putAll(buffers.columns());
        return new Plan(
                arguments,
                results,
                requirements,
                steps,
                memory.offsets,
                saved == null ? null : memory.placeSaved(saved),
                memory.doubles,
                memory.floats,
                hasFloats,
                buffers.tapes());
    }

    private void allocate(List<Buffer> arguments, List<Buffer> results, List<Step> steps) {
        // what comes in stands there from the start, and what is returned stays to the end
        arguments.stream().filter(Buffer::isInWorkspace).forEach(this::take);
        results.stream().filter(Buffer::isInWorkspace).forEach(this::take);
        allocate(steps);
    }

    private void allocate(List<Step> steps) {
        Map<Buffer, Integer> lastUse = new HashMap<>();
        Set<Buffer> shared = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Buffer buffer : buffers(steps.get(i))) {
                if (lastUse.put(buffer, i) != null) {
                    shared.add(buffer);
                }
            }
        }
        // what the steps around this list have taken is theirs to give back
        lastUse.keySet().removeIf(offsets::containsKey);
        for (int i = 0; i < steps.size(); i++) {
            int now = i;
            Set<Buffer> used = used(steps.get(i), shared);
            used.stream().filter(buffer -> buffer.isInWorkspace() && !offsets.containsKey(buffer)).forEach(this::take);
            if (steps.get(i) instanceof Step.Repeat repeat) {
                allocate(repeat.body());
            }
            used.stream()
                    .filter(buffer ->
                            buffer.place() == Buffer.Place.WORKSPACE && lastUse.getOrDefault(buffer, -1) == now)
                    .forEach(this::free);
        }
    }

    /** What a step uses; of a loop's body what other steps use as well. */
    private static Set<Buffer> used(Step step, Set<Buffer> shared) {
        Set<Buffer> used = buffers(step);
        if (step instanceof Step.Repeat) {
            used.retainAll(shared);
            used.addAll(Step.buffers(step));
        }
        return used;
    }

    /** One behind the other, in the order that both passes know. */
    private Dimension placeSaved(List<Buffer> saved) {
        Dimension end = Dimension.ZERO;
        for (Buffer buffer : saved) {
            offsets.put(buffer, end);
            end = end.plus(buffer.size());
        }
        return end;
    }

    private Deque<Dimension> free(boolean isFloat, Dimension size) {
        return (isFloat ? freeFloats : freeDoubles).computeIfAbsent(size, unused -> new ArrayDeque<>());
    }

    private void free(Buffer buffer) {
        free(buffer.isFloat(), buffer.size()).push(offsets.get(buffer));
    }

    private void take(Buffer buffer) {
        Deque<Dimension> free = free(buffer.isFloat(), buffer.size());
        if (!free.isEmpty()) {
            offsets.put(buffer, free.pop());
        } else if (buffer.isFloat()) {
            offsets.put(buffer, floats);
            floats = floats.plus(buffer.size());
        } else {
            offsets.put(buffer, doubles);
            doubles = doubles.plus(buffer.size());
        }
    }

    /** What a step reads or writes, a loop's body included. */
    private static Set<Buffer> buffers(Step step) {
        Set<Buffer> buffers = new LinkedHashSet<>();
        Step.all(List.of(step)).forEach(each -> buffers.addAll(Step.buffers(each)));
        return buffers;
    }
}
