package dev.autodiff.codegen.loops;

import dev.autodiff.codegen.loops.Tasks.Task;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.kernel.Kind;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The numbers that the method of a loop of the program keeps in locals instead of arrays: those that no other method
 * reads or writes while it runs.
 */
final class Registers {
    /** Those of a method that has none. */
    static final Registers NONE = new Registers();

    private final Set<Buffer> all = new LinkedHashSet<>();
    private final Map<Buffer, Step.Repeat> counters = new HashMap<>();
    private final Set<Buffer> written = new HashSet<>();
    private final Set<Buffer> shared = new HashSet<>();
    private final Set<Buffer> ints = new HashSet<>();

    private Registers() {}

    /**
     * @param task a loop of the program
     * @param uses how many steps of the plan read or write each buffer
     */
    static Registers of(Task task, Map<Buffer, Integer> uses, Ranges ranges) {
        Registers registers = new Registers();
        List<Task> tasks = written(task).toList();
        Map<Buffer, Integer> here = new LinkedHashMap<>();
        tasks.forEach(each -> Step.buffers(each.step()).forEach(buffer -> here.merge(buffer, 1, Integer::sum)));
        here.keySet().stream().filter(Registers::isNumber).forEach(registers.all::add);
        calls(task).forEach(step -> registers.all.removeAll(Step.buffers(step)));
        for (Buffer buffer : registers.all) {
            if (buffer.place() != Buffer.Place.WORKSPACE || uses.get(buffer) > here.get(buffer)) {
                registers.shared.add(buffer);
            }
        }
        tasks.forEach(each -> registers.enter(each.step()));
        registers.all.stream().filter(buffer -> ranges.of(buffer) != null).forEach(registers.ints::add);
        return registers;
    }

    private static boolean isNumber(Buffer buffer) {
        return buffer.type().isScalar()
                && buffer.place() != Buffer.Place.TAPE
                && buffer.place() != Buffer.Place.CONSTANT;
    }

    /** The tasks of which the method itself does at least a part. */
    private static Stream<Task> written(Task task) {
        return Stream.concat(
                Stream.of(task),
                task.body().tasks().stream()
                        .filter(Task::isInline)
                        .flatMap(inner -> inner.body() == null ? Stream.of(inner) : written(inner)));
    }

    /** The steps that other methods do. */
    private static Stream<Step> calls(Task task) {
        return task.body().tasks().stream()
                .flatMap(inner -> !inner.isInline()
                        ? Step.all(List.of(inner.step()))
                        : inner.body() == null ? Stream.empty() : calls(inner));
    }

    private void enter(Step step) {
        if (step instanceof Step.Repeat repeat) {
            counters.put(repeat.steps(), repeat);
            written.add(repeat.steps());
        } else if (step instanceof Step.Loop loop) {
            loop.outputs().forEach(output -> written.add(output.buffer()));
        } else if (step instanceof Step.Move move) {
            written.add(move.to());
        } else if (step instanceof Step.Fill fill) {
            written.add(fill.buffer());
        }
    }

    Set<Buffer> all() {
        return all;
    }

    boolean contains(Buffer buffer) {
        return all.contains(buffer);
    }

    /** Whether the number is whole, and has an int or a long. */
    boolean isWhole(Buffer buffer) {
        return ints.contains(buffer) || counters.containsKey(buffer);
    }

    /** Whether an int may not hold the whole number. */
    boolean isLong(Buffer buffer) {
        return counters.containsKey(buffer) && isLong(counters.get(buffer).limits());
    }

    /** Whether an int may not hold the number of a loop's steps. */
    static boolean isLong(LoopOp.Limits limits) {
        return limits.steps() >= Integer.MAX_VALUE;
    }

    /** The kind of what counts steps. */
    static Kind kind(boolean isLong) {
        return isLong ? Kind.LONG : Kind.INT;
    }

    /** Whether its place in an array holds the number before the loop, or is to hold it behind. */
    boolean isShared(Buffer buffer) {
        return shared.contains(buffer);
    }

    /** Whether the loop changes it. */
    boolean isWritten(Buffer buffer) {
        return written.contains(buffer);
    }
}
