package dev.autodiff.codegen;

import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Histories;
import dev.autodiff.runtime.Support;

/** Writes a loop of the program as a method in Java, as {@link RepeatEmitter} writes it in bytecode. */
final class JavaRepeat {
    private final JavaText out;
    private final JavaCalls calls;
    private final JavaSteps steps;
    private final JavaFrame frame;
    private final Task task;
    private final Step.Repeat repeat;
    private final String step;

    JavaRepeat(JavaText out, JavaCalls calls, JavaSteps steps, JavaFrame frame, Task task) {
        this.out = out;
        this.calls = calls;
        this.steps = steps;
        this.frame = frame;
        this.task = task;
        this.repeat = (Step.Repeat) task.step();
        this.step = steps.number(frame, repeat.steps());
    }

    /** The content of the method. */
    void emit() {
        String count = count();
        if (repeat.condition() == null) {
            requireLimit((count == null ? "Double.POSITIVE_INFINITY" : count) + " > ");
            record("reserve", count == null ? "Double.POSITIVE_INFINITY" : count);
        }
        out.line(step + " = 0.0;");
        out.open(count == null ? "while (true)" : "while (" + step + " < " + count + ")");
        Grouping.Body body = task.body();
        steps.write(frame, body.head(), body.isOneMethod());
        if (repeat.condition() != null) {
            out.open("if (" + steps.number(frame, repeat.condition()) + " == 0.0)");
            out.line("break;");
            out.close();
            requireLimit(step + " >= ");
            record("extend", step);
        }
        steps.write(frame, body.tail(), body.isOneMethod());
        out.line(step + "++;");
        out.close();
    }

    /** The number of steps as a variable, or null if there is none. */
    private String count() {
        if (repeat.count().isOpen()) {
            return null;
        }
        Buffer buffer = repeat.count().buffer();
        String name = frame.names().claim("count");
        out.line("final double " + name + " = " + (buffer != null ? steps.number(frame, buffer) : frame.sizes().asInt(repeat.count().dimension()).text()) + ";");
        return name;
    }

    private void requireLimit(String left) {
        out.open("if (" + left + JavaExpression.number(repeat.limits().steps()).text() + ")");
        out.line("throw " + calls.nameOf(Support.class) + ".endless(" + repeat.line() + ", " + repeat.limits().steps() + "L);");
        out.close();
    }

    /** Makes room for what is recorded. */
    private void record(String room, String number) {
        if (repeat.tape() != null) {
            out.line(calls.nameOf(Histories.class) + "." + room + "(" + frame.array(ArrayRef.TAPES) + ", " + repeat.tape().index() + ", " + number + ", "
                    + frame.sizes().asLong(repeat.tape().width()).text() + ", " + repeat.limits().records() + "L, " + repeat.line() + ");");
        }
    }
}
