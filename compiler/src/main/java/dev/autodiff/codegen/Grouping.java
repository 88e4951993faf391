package dev.autodiff.codegen;

import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import java.util.ArrayList;
import java.util.List;

/** Sorts the steps of a plan, and those of each loop in it, into groups that fit a method. */
final class Grouping {
    /** Bytes of the steps of one method. */
    static final int GROUP_BYTES = 5000;

    /** What a call of a method takes, without its arguments. */
    private static final int CALL_BYTES = 8;

    /** A local and the instruction that loads it, or a small number. */
    private static final int ARGUMENT_BYTES = 4;

    /**
     * A step.
     *
     * @param method that it calls, or null
     * @param loop how a loop over arrays is written, or null
     * @param body of a loop of the program, or null
     */
    record Task(Step step, String method, LoopLayout loop, Body body) {}

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
    private final Plan plan;
    private final List<Group> groups;
    private int steps;
    private int methods;

    Grouping(PlanLayout layout) {
        this.layout = layout;
        this.plan = layout.plan();
        this.groups = inGroups(plan.steps());
    }

    /** The groups of the steps that are outside of loops. */
    List<Group> groups() {
        return groups;
    }

    private List<Group> inGroups(List<Step> list) {
        List<Group> sorted = new ArrayList<>();
        int bytes = GROUP_BYTES;
        for (Step step : list) {
            Task task = task(step);
            bytes += bytes(task);
            if (bytes > GROUP_BYTES) {
                sorted.add(new Group(layout.name() + "Steps" + methods++, new ArrayList<>()));
                bytes = bytes(task);
            }
            sorted.get(sorted.size() - 1).tasks().add(task);
        }
        return sorted;
    }

    private Task task(Step step) {
        int index = steps++;
        if (step instanceof Step.Loop loop) {
            return new Task(step, layout.name() + "Loop" + index, new LoopLayout(plan, loop), null);
        }
        if (step instanceof Step.Repeat repeat) {
            List<Group> head = inGroups(repeat.head());
            List<Group> tail = inGroups(repeat.tail());
            return new Task(step, layout.name() + "Repeat" + index, null, new Body(head, tail, bytes(head) + bytes(tail) <= GROUP_BYTES));
        }
        return new Task(step, null, null, null);
    }

    private int bytes(List<Group> list) {
        return list.stream().flatMap(group -> group.tasks().stream()).mapToInt(this::bytes).sum();
    }

    private int bytes(Task task) {
        if (task.loop() != null) {
            return CALL_BYTES + ARGUMENT_BYTES * task.loop().arguments().size();
        }
        if (task.body() != null) {
            return CALL_BYTES + ARGUMENT_BYTES * layout.groupArguments().size();
        }
        if (task.step() instanceof Step.Fill fill) {
            return CALL_BYTES + 2 * ARGUMENT_BYTES + 2 * SizeCode.bytes(plan.offset(fill.buffer())) + SizeCode.bytes(fill.buffer().size());
        }
        if (task.step() instanceof Step.Move move) {
            int places = SizeCode.bytes(plan.offset(move.from())) + SizeCode.bytes(plan.offset(move.to()));
            return CALL_BYTES + 2 * ARGUMENT_BYTES + places + SizeCode.bytes(move.to().size());
        }
        Step.Call call = (Step.Call) task.step();
        int bytes = CALL_BYTES + SizeCode.bytes(plan.offset(call.result())) + ARGUMENT_BYTES;
        bytes += call.inputs().stream().mapToInt(input -> ARGUMENT_BYTES + SizeCode.bytes(plan.offset(input))).sum();
        return bytes + call.routine().sizes().stream().mapToInt(SizeCode::bytes).sum();
    }
}
