package dev.autodiff.codegen.loops;

import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the steps of a plan are in code: a method for each loop over arrays and each outermost loop of the program, and
 * statements for all else.
 */
public final class Tasks {
    /**
     * A step.
     *
     * @param method that it calls, or null
     * @param loop how a loop over arrays is written, or null
     * @param body of a loop of the program, or null
     */
    public record Task(Step step, String method, LoopLayout loop, Body body) {
        /** Whether it is a loop that has no method of its own, or no loop at all. */
        boolean isInline() {
            return method == null && (loop != null || body != null || isOfNumbers(step));
        }
    }

    /** The steps of a loop of the program, before its condition and behind. */
    record Body(List<Task> head, List<Task> tail) {
        List<Task> tasks() {
            List<Task> tasks = new ArrayList<>(head);
            tasks.addAll(tail);
            return tasks;
        }
    }

    private final String name;
    private final Ranges ranges;
    private final Plan plan;
    private final List<Task> all;
    private final Map<Buffer, Integer> uses = new HashMap<>();
    private int steps;

    /** @param name of the plan's entry, which those of its methods begin with */
    Tasks(String name, Plan plan) {
        this.name = name;
        this.plan = plan;
        this.ranges = new Ranges(plan);
        this.all = tasks(plan.steps(), false);
        Step.all(plan.steps())
                .forEach(step -> Step.buffers(step).forEach(buffer -> uses.merge(buffer, 1, Integer::sum)));
    }

    /** The steps that are outside of loops. */
    List<Task> all() {
        return all;
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

    /** @param isInLoop whether the steps are those of a loop of the program, which are written in its method */
    private List<Task> tasks(List<Step> list, boolean isInLoop) {
        return list.stream().map(step -> task(step, isInLoop)).toList();
    }

    private Task task(Step step, boolean isInLoop) {
        int index = steps++;
        if (step instanceof Step.Loop loop) {
            boolean isHere = isInLoop && loop.space().isScalar();
            return new Task(step, isHere ? null : name + "Loop" + index, new LoopLayout(plan, loop, ranges), null);
        }
        if (step instanceof Step.Repeat repeat) {
            Body body = new Body(tasks(repeat.head(), true), tasks(repeat.tail(), true));
            return new Task(step, isInLoop ? null : name + "Repeat" + index, null, body);
        }
        return new Task(step, null, null, null);
    }
}
