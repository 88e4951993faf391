package dev.autodiff.codegen;

import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts the steps of a plan, and those of each loop in it, into groups that fit a method. */
final class Grouping {
    /** Bytes of the steps of one method. */
    static final int GROUP_BYTES = 5000;

    /** What a call of a method takes, without its arguments. */
    private static final int CALL_BYTES = 8;

    /** A local and the instruction that loads it, or a small number. */
    private static final int ARGUMENT_BYTES = 4;

    /** The test, the counter, the errors and the records of a loop of the program. */
    private static final int REPEAT_BYTES = 150;

    /**
     * A step.
     *
     * @param method that it calls, or null
     * @param loop how a loop over arrays is written, or null
     * @param body of a loop of the program, or null
     */
    record Task(Step step, String method, LoopLayout loop, Body body) {
        /** Whether it is a loop that has no method of its own, or no loop at all. */
        boolean isInline() {
            return method == null && (loop != null || body != null || isOfNumbers(step));
        }
    }

    /** Some steps that one method does. */
    record Group(String method, List<Task> tasks) {}

    /**
     * The steps of a loop of the program.
     *
     * @param isOneMethod whether the method of the loop has room for them
     */
    record Body(List<Group> head, List<Group> tail, boolean isOneMethod) {
        List<Group> groups() {
            List<Group> groups = new ArrayList<>(head);
            groups.addAll(tail);
            return groups;
        }
    }

    private final PlanLayout layout;
    private final Ranges ranges;
    private final Plan plan;
    private final List<Group> groups;
    private final Map<Buffer, Integer> uses = new HashMap<>();
    private int steps;
    private int methods;

    Grouping(PlanLayout layout) {
        this.layout = layout;
        this.plan = layout.plan();
        this.ranges = new Ranges(plan);
        this.groups = inGroups(plan.steps(), false);
        Step.all(plan.steps())
                .forEach(step -> Step.buffers(step).forEach(buffer -> uses.merge(buffer, 1, Integer::sum)));
    }

    /** The groups of the steps that are outside of loops. */
    List<Group> groups() {
        return groups;
    }

    /** What the method of a loop of the program keeps in locals. */
    Registers registers(Task task) {
        return Registers.of(task, uses, ranges);
    }

    /** Whether the step moves single numbers. */
    private static boolean isOfNumbers(Step step) {
        return (step instanceof Step.Move || step instanceof Step.Fill)
                && Step.buffers(step).stream().allMatch(buffer -> buffer.type().isScalar());
    }

    /** @param isInline whether what fits is written where it is done */
    private List<Group> inGroups(List<Step> list, boolean isInline) {
        List<Group> sorted = new ArrayList<>();
        int bytes = GROUP_BYTES;
        for (Step step : list) {
            Task task = task(step, isInline);
            bytes += bytes(task);
            if (bytes > GROUP_BYTES) {
                sorted.add(new Group(layout.name() + "Steps" + methods++, new ArrayList<>()));
                bytes = bytes(task);
            }
            sorted.get(sorted.size() - 1).tasks().add(task);
        }
        return sorted;
    }

    private Task task(Step step, boolean isInline) {
        int index = steps++;
        if (step instanceof Step.Loop loop) {
            boolean isHere = isInline && loop.space().isScalar();
            return new Task(
                    step, isHere ? null : layout.name() + "Loop" + index, new LoopLayout(plan, loop, ranges), null);
        }
        if (step instanceof Step.Repeat repeat) {
            return isInline
                    ? new Task(step, null, null, body(repeat, true))
                    : new Task(step, layout.name() + "Repeat" + index, null, body(repeat));
        }
        return new Task(step, null, null, null);
    }

    /** The steps of a loop that has a method of its own: all in it, or, if they are too many, each in its own. */
    private Body body(Step.Repeat repeat) {
        Body inline = body(repeat, true);
        return inline.isOneMethod() ? inline : body(repeat, false);
    }

    private Body body(Step.Repeat repeat, boolean isInline) {
        List<Group> head = inGroups(repeat.head(), isInline);
        List<Group> tail = inGroups(repeat.tail(), isInline);
        return new Body(head, tail, bytes(head) + bytes(tail) <= GROUP_BYTES);
    }

    private int bytes(List<Group> list) {
        return list.stream().flatMap(group -> group.tasks().stream()).mapToInt(this::bytes).sum();
    }

    private int bytes(Task task) {
        if (task.isInline() && task.loop() != null) {
            return task.loop().bytes();
        }
        if (task.isInline() && task.body() != null) {
            return REPEAT_BYTES + bytes(task.body().groups());
        }
        if (task.loop() != null) {
            return CALL_BYTES + ARGUMENT_BYTES * task.loop().arguments().size();
        }
        if (task.body() != null) {
            return CALL_BYTES + ARGUMENT_BYTES * layout.groupArguments().size();
        }
        if (task.step() instanceof Step.Fill fill) {
            return CALL_BYTES
                    + 2 * ARGUMENT_BYTES
                    + 2 * Sizes.bytes(plan.offset(fill.buffer()))
                    + Sizes.bytes(fill.buffer().size());
        }
        if (task.step() instanceof Step.Move move) {
            int places = Sizes.bytes(plan.offset(move.from())) + Sizes.bytes(plan.offset(move.to()));
            return CALL_BYTES + 2 * ARGUMENT_BYTES + places + Sizes.bytes(move.to().size());
        }
        Step.Call call = (Step.Call) task.step();
        int bytes = CALL_BYTES + Sizes.bytes(plan.offset(call.result())) + ARGUMENT_BYTES;
        bytes += call.inputs().stream().mapToInt(input -> ARGUMENT_BYTES + Sizes.bytes(plan.offset(input))).sum();
        return bytes + call.routine().sizes().stream().mapToInt(Sizes::bytes).sum();
    }
}
