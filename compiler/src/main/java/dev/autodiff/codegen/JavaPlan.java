package dev.autodiff.codegen;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.codegen.PlanLayout.Group;
import dev.autodiff.codegen.PlanLayout.Length;
import dev.autodiff.codegen.PlanLayout.Task;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Requirement;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Writes the methods of a {@link PlanLayout} in Java, as {@link PlanEmitter} writes them in bytecode. */
final class JavaPlan {
    private final JavaText out;
    private final JavaCalls calls;
    private final PlanLayout layout;
    private final List<String> source;
    private final Supplier<JavaNames> names;
    private int line;

    /**
     * @param source the lines of the program
     * @param names gives the names of a new method
     */
    JavaPlan(JavaText out, JavaCalls calls, PlanLayout layout, List<String> source, Supplier<JavaNames> names) {
        this.out = out;
        this.calls = calls;
        this.layout = layout;
        this.source = source;
        this.names = names;
    }

    /** @param comment what the methods do */
    void emit(String comment) {
        entry(comment);
        allocating();
        for (Group group : layout.groups()) {
            if (!layout.isOneMethod()) {
                JavaFrame frame = open("private", group.method(), layout.groupArguments(), "V");
                group.tasks().forEach(task -> step(frame, task));
                out.close();
            }
            for (Task task : group.tasks()) {
                if (task.loop() != null) {
                    out.blank();
                    line = 0;
                    comeFrom(task.loop().line());
                    JavaFrame frame = openMethod("private", task.method(), task.loop().arguments(), "V");
                    new JavaLoop(out, calls, task.loop(), frame).emit();
                    out.close();
                }
            }
        }
    }

    private JavaFrame open(String access, String name, List<Argument> arguments, String returns) {
        out.blank();
        line = 0;
        return openMethod(access, name, arguments, returns);
    }

    private JavaFrame openMethod(String access, String name, List<Argument> arguments, String returns) {
        JavaFrame frame = new JavaFrame(names.get(), arguments);
        out.open(access + " static " + JavaFrame.type(returns) + " " + name + "(" + frame.declarations() + ")");
        return frame;
    }

    private void entry(String comment) {
        out.blank();
        out.line("/** " + comment + " */");
        line = 0;
        JavaFrame frame = openMethod("public", layout.name(), layout.arguments(), layout.returns());
        requireDimensions(frame);
        layout.lengths().forEach(length -> require(frame, length));
        layout.numbers().forEach(number -> copy(frame, number));
        for (Group group : layout.groups()) {
            if (layout.isOneMethod()) {
                group.tasks().forEach(task -> step(frame, task));
            } else {
                out.line(group.method() + "(" + frame.pass(layout.groupArguments()) + ");");
            }
        }
        Buffer returned = layout.returned();
        if (returned != null) {
            out.line("return " + frame.array(ArrayRef.of(returned)) + "[" + offset(frame, returned) + "];");
        }
        out.close();
    }

    /** The entry for those who do not want to keep a workspace. */
    private void allocating() {
        out.blank();
        out.line("/** The same in a workspace of its own. */");
        JavaFrame frame = openMethod("public", layout.name(), layout.ownArguments(), layout.returns());
        requireDimensions(frame);
        List<String> arguments = new ArrayList<>();
        if (!layout.ownArguments().isEmpty()) {
            arguments.add(frame.pass(layout.ownArguments()));
        }
        arguments.add(allocation(frame, "double", layout.plan().doubles()));
        if (layout.plan().hasFloats()) {
            arguments.add(allocation(frame, "float", layout.plan().floats()));
        }
        out.line((layout.returned() == null ? "" : "return ") + layout.name() + "(" + String.join(", ", arguments) + ");");
        out.close();
    }

    private static String allocation(JavaFrame frame, String type, Dimension size) {
        String length = frame.sizes().asLong(size).text();
        return "new " + type + "[" + (size.isLiteral() ? length : "Math.toIntExact(" + length + ")") + "]";
    }

    private void requireDimensions(JavaFrame frame) {
        for (Requirement requirement : layout.plan().requirements()) {
            out.line(calls.nameOf(Support.class) + ".requireNotNegative(" + JavaText.literal(requirement.text()) + ", "
                    + frame.sizes().asLong(requirement.value()).text() + ");");
        }
    }

    private void require(JavaFrame frame, Length length) {
        String check = length.isExact() ? "requireElements" : "requireRoom";
        out.line(calls.nameOf(Support.class) + "." + check + "(" + JavaText.literal(length.array().name()) + ", " + JavaText.literal(length.purpose()) + ", "
                + frame.array(length.array()) + ".length, " + frame.sizes().asLong(length.size()).text() + ");");
    }

    /** Copies a number of the caller's to the workspace. */
    private void copy(JavaFrame frame, Buffer number) {
        String value = frame.number(number);
        out.line(frame.array(ArrayRef.of(number)) + "[" + offset(frame, number) + "] = "
                + (number.type().isTruth() ? value + " ? 1.0 : 0.0" : value) + ";");
    }

    private String offset(JavaFrame frame, Buffer buffer) {
        return frame.sizes().asInt(layout.plan().offset(buffer)).text();
    }

    private void step(JavaFrame frame, Task task) {
        if (task.loop() != null) {
            comeFrom(task.loop().line());
            out.line(task.method() + "(" + frame.pass(task.loop().arguments()) + ");");
        } else if (task.step() instanceof Step.Call call) {
            comeFrom(call.line());
            library(frame, call);
        } else {
            fill(frame, (Step.Fill) task.step());
        }
    }

    /** What follows comes from this line of the program, unless it is 0. */
    private void comeFrom(int number) {
        if (number > 0 && number <= source.size() && number != line) {
            line = number;
            out.comment("line " + number + ": " + JavaHeader.harmless(source.get(number - 1).strip()));
        }
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
