package dev.autodiff.codegen.loops;

import dev.autodiff.codegen.loops.Tasks.Task;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The statements of the steps of a {@link PlanLayout}: calls of the methods of loops and of the library, copies, and
 * fillings.
 */
final class PlanSteps {
    private static final Kind OBJECT = Kind.of(Object.class);
    private static final MethodRef COPY =
            MethodRef.of(System.class, "arraycopy", Kind.VOID, OBJECT, Kind.INT, OBJECT, Kind.INT, Kind.INT);

    private final PlanLayout layout;

    PlanSteps(PlanLayout layout) {
        this.layout = layout;
    }

    /** Writes a step, or the call of the method that does it. */
    void write(PlanFrame frame, Task task) {
        if (task.loop() != null) {
            frame.line(task.loop().line());
            frame.call(task.method(), task.loop().arguments());
        } else if (task.body() != null) {
            frame.line(((Step.Repeat) task.step()).line());
            frame.call(task.method(), layout.repeatArguments());
        } else if (task.step() instanceof Step.Call call) {
            library(frame, call);
        } else if (task.step() instanceof Step.Move move) {
            move(frame, move);
        } else {
            fill(frame, (Step.Fill) task.step());
        }
    }

    private Expr array(PlanFrame frame, Buffer buffer) {
        return frame.array(ArrayRef.of(buffer));
    }

    /** Where the buffer begins in its array. */
    private Expr offset(PlanFrame frame, Buffer buffer) {
        return frame.size(layout.plan().offset(buffer));
    }

    private void move(PlanFrame frame, Step.Move move) {
        Buffer from = move.from();
        Buffer to = move.to();
        if (to.type().isScalar()) {
            LocalNumbers numbers = new LocalNumbers(frame, layout.plan(), Registers.NONE);
            numbers.assign(to, numbers.value(from));
        } else {
            frame.body()
                    .run(
                            COPY,
                            array(frame, from),
                            offset(frame, from),
                            array(frame, to),
                            offset(frame, to),
                            frame.size(to.size()));
        }
    }

    private void fill(PlanFrame frame, Step.Fill fill) {
        Buffer buffer = fill.buffer();
        Expr array = array(frame, buffer);
        Expr number = Elements.literal(buffer.isFloat(), fill.value());
        Dimension begin = layout.plan().offset(buffer);
        if (buffer.type().isScalar()) {
            frame.body().store(array, frame.size(begin), number);
            return;
        }
        MethodRef method =
                MethodRef.of(Arrays.class, "fill", Kind.VOID, array.kind(), Kind.INT, Kind.INT, number.kind());
        frame.body().run(method, array, frame.size(begin), frame.size(begin.plus(buffer.size())), number);
    }

    private void library(PlanFrame frame, Step.Call call) {
        frame.line(call.line());
        List<Buffer> buffers = new ArrayList<>(call.inputs());
        buffers.add(call.result());
        List<Expr> arguments = new ArrayList<>();
        for (Buffer buffer : buffers) {
            arguments.add(array(frame, buffer));
            arguments.add(offset(frame, buffer));
        }
        call.routine().sizes().forEach(size -> arguments.add(frame.size(size)));
        Kind[] kinds = arguments.stream().map(Expr::kind).toArray(Kind[]::new);
        MethodRef routine = MethodRef.of(call.routine().owner(), call.routine().method(), Kind.VOID, kinds);
        frame.body().run(routine, arguments);
    }
}
