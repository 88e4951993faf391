package dev.autodiff.codegen;

import dev.autodiff.codegen.Grouping.Group;
import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes steps in Java, as {@link StepCode} writes them in bytecode, with the lines of the program that they come from. */
final class JavaSteps {
    private final SourceText out;
    private final JavaCalls calls;
    private final PlanLayout layout;
    private final List<String> source;
    private int line;

    /** @param source the lines of the program */
    JavaSteps(SourceText out, JavaCalls calls, PlanLayout layout, List<String> source) {
        this.out = out;
        this.calls = calls;
        this.layout = layout;
        this.source = source;
    }

    /** A new method begins, which says again where it comes from. */
    void begin() {
        line = 0;
    }

    /** @param isInline whether the steps are written here, and have no methods */
    void write(JavaFrame frame, List<Group> groups, boolean isInline) {
        for (Group group : groups) {
            if (isInline) {
                group.tasks().forEach(task -> write(frame, task));
            } else {
                out.line(group.method() + "(" + frame.pass(layout.groupArguments()) + ");");
            }
        }
    }

    /** Where a buffer begins in its array. */
    String offset(JavaFrame frame, Buffer buffer) {
        return frame.sizes().asInt(layout.plan().offset(buffer)).text();
    }

    /** Writes a step, or the call of the method that does it. */
    void write(JavaFrame frame, Task task) {
        if (task.loop() != null) {
            comeFrom(task.loop().line());
            out.line(task.method() + "(" + frame.pass(task.loop().arguments()) + ");");
        } else if (task.body() != null) {
            comeFrom(((Step.Repeat) task.step()).line());
            out.line(task.method() + "(" + frame.pass(layout.groupArguments()) + ");");
        } else if (task.step() instanceof Step.Move move) {
            move(frame, move);
        } else if (task.step() instanceof Step.Call call) {
            comeFrom(call.line());
            library(frame, call);
        } else {
            fill(frame, (Step.Fill) task.step());
        }
    }

    /** What follows comes from this line of the program, unless it is 0. */
    void comeFrom(int number) {
        if (number > 0 && number <= source.size() && number != line) {
            line = number;
            out.comment("line " + number + ": " + JavaHeader.harmless(source.get(number - 1).strip()));
        }
    }

    /** The first element of a buffer, where it is a number. */
    private String number(JavaFrame frame, Buffer buffer) {
        return frame.array(ArrayRef.of(buffer)) + "[" + offset(frame, buffer) + "]";
    }

    private void move(JavaFrame frame, Step.Move move) {
        if (move.to().type().isScalar()) {
            out.line(number(frame, move.to()) + " = " + number(frame, move.from()) + ";");
            return;
        }
        String from = frame.array(ArrayRef.of(move.from())) + ", " + offset(frame, move.from());
        String to = frame.array(ArrayRef.of(move.to())) + ", " + offset(frame, move.to());
        out.line("System.arraycopy(" + from + ", " + to + ", " + frame.sizes().asInt(move.to().size()).text() + ");");
    }

    private void fill(JavaFrame frame, Step.Fill fill) {
        Buffer buffer = fill.buffer();
        JavaExpression number = JavaExpression.number(fill.value());
        String value = (buffer.isFloat() ? JavaExpression.prefix("(float) ", number) : number).text();
        Dimension begin = layout.plan().offset(buffer);
        String array = frame.array(ArrayRef.of(buffer));
        if (buffer.type().isScalar()) {
            out.line(array + "[" + offset(frame, buffer) + "] = " + value + ";");
            return;
        }
        String range = buffer.isWhole() ? "" : offset(frame, buffer) + ", " + frame.sizes().asInt(begin.plus(buffer.size())).text() + ", ";
        out.line(calls.nameOf(Arrays.class) + ".fill(" + array + ", " + range + value + ");");
    }

    private void library(JavaFrame frame, Step.Call call) {
        List<Buffer> buffers = new ArrayList<>(call.inputs());
        buffers.add(call.result());
        List<String> arguments = new ArrayList<>();
        for (Buffer buffer : buffers) {
            arguments.add(frame.array(ArrayRef.of(buffer)));
            arguments.add(offset(frame, buffer));
        }
        call.routine().sizes().forEach(size -> arguments.add(frame.sizes().asInt(size).text()));
        out.line(calls.nameOf(call.routine().owner()) + "." + call.routine().method() + "(" + String.join(", ", arguments) + ");");
    }
}
