package dev.autodiff.codegen;

import dev.autodiff.codegen.Grouping.Group;
import dev.autodiff.codegen.Grouping.Task;
import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.codegen.PlanLayout.Length;
import dev.autodiff.emit.JavaNames;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Requirement;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tapes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes the methods of a {@link PlanLayout} in Java, as {@link PlanEmitter} writes them in bytecode. */
final class JavaPlan {
    private final SourceText out;
    private final JavaCalls calls;
    private final PlanLayout layout;
    private final JavaSteps steps;
    private final Supplier<JavaNames> names;

    /**
     * @param source the lines of the program
     * @param names gives the names of a new method
     */
    JavaPlan(SourceText out, JavaCalls calls, PlanLayout layout, List<String> source, Supplier<JavaNames> names) {
        this.out = out;
        this.calls = calls;
        this.layout = layout;
        this.steps = new JavaSteps(out, calls, layout, source);
        this.names = names;
    }

    /** @param comment what the methods do */
    void emit(String comment) {
        entry(comment);
        allocating();
        methods(layout.groups(), layout.isOneMethod());
    }

    /** The methods that some groups call, and those of the groups themselves if they are not written where they are called. */
    private void methods(List<Group> groups, boolean isInline) {
        for (Group group : groups) {
            if (!isInline) {
                JavaFrame frame = open(0, group.method(), layout.groupArguments());
                group.tasks().forEach(task -> steps.write(frame, task));
                out.close();
            }
            group.tasks().forEach(this::methods);
        }
    }

    /** The methods of a loop and of those in it. */
    private void methods(Task task) {
        if (task.loop() != null && task.method() != null) {
            JavaFrame frame = open(task.loop().line(), task.method(), task.loop().arguments());
            JavaLoop loop = new JavaLoop(out, calls, task.loop(), frame, new JavaNumbers(out, frame, layout.plan(), Registers.NONE));
            loop.begin();
            loop.emit();
            out.close();
        } else if (task.body() != null && task.method() != null) {
            JavaFrame frame = open(((Step.Repeat) task.step()).line(), task.method(), layout.groupArguments());
            new JavaRepeat(out, calls, layout, steps, frame, task).emit();
            out.close();
        }
        if (task.body() != null) {
            methods(task.body().groups(), task.body().isOneMethod());
        }
    }

    /** @param line of the program that the method comes from, or 0 */
    private JavaFrame open(int line, String name, List<Argument> arguments) {
        out.blank();
        steps.begin();
        steps.comeFrom(line);
        return openMethod("private", name, arguments, "V");
    }

    private JavaFrame openMethod(String access, String name, List<Argument> arguments, String returns) {
        JavaFrame frame = new JavaFrame(names.get(), arguments);
        out.open(access + " static " + JavaFrame.type(returns) + " " + name + "(" + frame.declarations() + ")");
        return frame;
    }

    private void entry(String comment) {
        out.blank();
        out.line("/** " + comment + " */");
        steps.begin();
        JavaFrame frame = openMethod("public", layout.name(), layout.arguments(), layout.returns());
        requireDimensions(frame);
        layout.lengths().forEach(length -> require(frame, length));
        layout.numbers().forEach(number -> copy(frame, number));
        if (layout.plan().tapes() > 0) {
            out.line("final double[][] " + frame.define(ArrayRef.TAPES) + " = " + calls.nameOf(Tapes.class) + ".tapes(" + ThreadArrays.TAPES + ", " + layout.plan().tapes() + ");");
        }
        steps.write(frame, layout.groups(), layout.isOneMethod());
        Buffer returned = layout.returned();
        if (returned != null) {
            out.line("return " + frame.array(ArrayRef.of(returned)) + "[" + steps.offset(frame, returned) + "];");
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
            out.line(calls.nameOf(Support.class) + ".requireNotNegative(" + SourceText.literal(requirement.text()) + ", "
                    + frame.sizes().asLong(requirement.value()).text() + ");");
        }
    }

    private void require(JavaFrame frame, Length length) {
        String check = length.isExact() ? "requireElements" : "requireRoom";
        out.line(calls.nameOf(Support.class) + "." + check + "(" + SourceText.literal(length.array().name()) + ", " + SourceText.literal(length.purpose()) + ", "
                + frame.array(length.array()) + ".length, " + frame.sizes().asLong(length.size()).text() + ");");
    }

    /** Copies a number of the caller's to the workspace. */
    private void copy(JavaFrame frame, Buffer number) {
        JavaExpression value = JavaExpression.atom(frame.number(number));
        out.line(frame.array(ArrayRef.of(number)) + "[" + steps.offset(frame, number) + "] = "
                + (number.type().isTruth() ? value.asNumber() : value).text() + ";");
    }
}
