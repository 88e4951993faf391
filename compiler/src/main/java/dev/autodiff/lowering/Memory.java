package dev.autodiff.lowering;

import dev.autodiff.runtime.Dimension;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives buffers places in the workspace; a place is taken again by the next buffer of the same size once its last reader has run. */
final class Memory {
    private final Map<Buffer, Integer> lastUse = new HashMap<>();
    private final Map<Buffer, Dimension> offsets = new LinkedHashMap<>();
    private final Map<Dimension, Deque<Dimension>> freeDoubles = new HashMap<>();
    private final Map<Dimension, Deque<Dimension>> freeFloats = new HashMap<>();
    private Dimension doubles = Dimension.ZERO;
    private Dimension floats = Dimension.ZERO;

    private Memory() {}

    static Plan plan(List<Buffer> arguments, List<Buffer> results, List<Buffer> saved, List<Requirement> requirements, List<Step> steps) {
        Memory memory = new Memory();
        memory.allocate(arguments, results, steps);
        return new Plan(arguments, results, requirements, steps, memory.offsets, saved == null ? null : memory.placeSaved(saved), memory.doubles, memory.floats,
                memory.offsets.keySet().stream().anyMatch(Buffer::isFloat));
    }

    private void allocate(List<Buffer> arguments, List<Buffer> results, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            for (Buffer buffer : buffers(steps.get(i))) {
                lastUse.put(buffer, i);
            }
        }
        // what comes in stands there from the start, and what is returned stays to the end
        arguments.stream().filter(Buffer::isInWorkspace).forEach(this::take);
        results.stream().filter(Buffer::isInWorkspace).forEach(this::take);
        for (int i = 0; i < steps.size(); i++) {
            Set<Buffer> used = buffers(steps.get(i));
            used.stream().filter(buffer -> buffer.isInWorkspace() && !offsets.containsKey(buffer)).forEach(this::take);
            for (Buffer buffer : used) {
                if (buffer.place() == Buffer.Place.WORKSPACE && lastUse.get(buffer) == i) {
                    free(buffer).computeIfAbsent(buffer.size(), size -> new ArrayDeque<>()).push(offsets.get(buffer));
                }
            }
        }
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

    private Map<Dimension, Deque<Dimension>> free(Buffer buffer) {
        return buffer.isFloat() ? freeFloats : freeDoubles;
    }

    private void take(Buffer buffer) {
        Deque<Dimension> free = free(buffer).get(buffer.size());
        if (free != null && !free.isEmpty()) {
            offsets.put(buffer, free.pop());
        } else if (buffer.isFloat()) {
            offsets.put(buffer, floats);
            floats = floats.plus(buffer.size());
        } else {
            offsets.put(buffer, doubles);
            doubles = doubles.plus(buffer.size());
        }
    }

    private static Set<Buffer> buffers(Step step) {
        List<Buffer> buffers = new ArrayList<>();
        if (step instanceof Step.Loop loop) {
            loop.inputs().forEach(input -> {
                if (input instanceof Step.Load load) {
                    buffers.add(load.buffer());
                }
            });
            loop.outputs().forEach(output -> buffers.add(output.buffer()));
        } else if (step instanceof Step.Call call) {
            buffers.addAll(call.inputs());
            buffers.add(call.result());
        } else {
            buffers.add(((Step.Fill) step).buffer());
        }
        return new LinkedHashSet<>(buffers);
    }
}
