package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.Pointwise;
import java.util.HashSet;
import java.util.Set;

/** Which of the values that are kept, and of the leaves that are not written in the code, a computation reads. */
final class Reads {
    private final Schedule schedule;
    private final Set<Node> found = new HashSet<>();
    private final Set<Node> own = new HashSet<>();

    private Reads(Schedule schedule) {
        this.schedule = schedule;
    }

    /** What a step reads, without what it computes and keeps within itself. */
    static Set<Node> ofStep(Schedule schedule, Node step) {
        Reads reads = new Reads(schedule);
        reads.step(step);
        reads.found.removeAll(reads.own);
        return reads.found;
    }

    private void step(Node node) {
        own.add(node);
        if (node.op() instanceof LoopOp.Loop) {
            loop(schedule.iteration(node));
            return;
        }
        inputs(node);
        if (node.op() == Pointwise.WHERE) {
            schedule.whenTrue(node).steps().forEach(this::step);
            schedule.whenFalse(node).steps().forEach(this::step);
        }
    }

    private void loop(Iteration loop) {
        value(loop.count());
        value(loop.condition());
        for (int state : loop.states()) {
            value(loop.initial(state));
            value(loop.next(state));
            own.add(loop.state(state));
        }
        loop.records().forEach(this::value);
        loop.head().steps().forEach(this::step);
        loop.tail().steps().forEach(this::step);
        own.add(loop.step());
        own.addAll(loop.finals());
    }

    private void value(Node node) {
        if (TensorAlgebra.isSplat(node)) {
            return;
        }
        if (schedule.isKept(node) || node.op() instanceof Leaf) {
            found.add(node);
        } else {
            inputs(node);
        }
    }

    private void inputs(Node node) {
        if (node.op() instanceof LoopOp.Recall) {
            found.add(Schedule.recorder(node));
        } else {
            node.inputs().forEach(this::value);
        }
    }
}
