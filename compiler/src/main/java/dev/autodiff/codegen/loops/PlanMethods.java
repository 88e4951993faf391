package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.length;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.string;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.PlanLayout.Length;
import dev.autodiff.codegen.loops.Tasks.Task;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.scalar.ScalarTapes;
import dev.autodiff.emit.CodeSize;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Outlining;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Requirement;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The methods of a {@link PlanLayout}. */
public final class PlanMethods {
    private static final MethodRef REQUIRE_NOT_NEGATIVE =
            MethodRef.of(Support.class, "requireNotNegative", Kind.VOID, Kind.STRING, Kind.LONG);
    private static final MethodRef TO_INT = MethodRef.of(Math.class, "toIntExact", Kind.INT, Kind.LONG);
    private static final Kind[] OF_LENGTHS = {Kind.STRING, Kind.STRING, Kind.INT, Kind.LONG};

    private final PlanLayout layout;
    private final SpecialCalls calls;
    private final List<String> source;
    private final Function<Task, List<ManyAtOnce>> waysAtOnce;
    private final PlanSteps steps;
    private final List<Method> methods = new ArrayList<>();

    private PlanMethods(
            PlanLayout layout, SpecialCalls calls, List<String> source, Function<Task, List<ManyAtOnce>> waysAtOnce) {
        this.layout = layout;
        this.calls = calls;
        this.source = source;
        this.waysAtOnce = waysAtOnce;
        this.steps = new PlanSteps(layout);
    }

    /**
     * The methods as they are read: each loop is one, done by one thread and number by number.
     *
     * @param source the lines of the program
     */
    public static List<Method> plain(PlanLayout layout, SpecialCalls calls, List<String> source) {
        return new PlanMethods(layout, calls, source, null).all();
    }

    /**
     * The methods as they are fast: threads share long loops.
     *
     * @param waysAtOnce gives how innermost loops of a task are done many rounds at once
     */
    public static List<Method> parallel(
            PlanLayout layout, SpecialCalls calls, Function<Task, List<ManyAtOnce>> waysAtOnce) {
        return new PlanMethods(layout, calls, List.of(), waysAtOnce).all();
    }

    private List<Method> all() {
        entry();
        allocating();
        layout.tasks().all().forEach(this::add);
        return methods.stream()
                .flatMap(method -> Outlining.of(method, CodeSize::of).stream())
                .toList();
    }

    /** The methods of a loop and of those in it. */
    private void add(Task task) {
        if (task.loop() != null && task.method() != null) {
            loop(task);
        }
        if (task.body() != null && task.method() != null) {
            PlanFrame frame = new PlanFrame(layout.repeatArguments(), source);
            new RepeatCode(frame, layout, steps, task, calls).write();
            methods.add(frame.method(task.method(), Kind.VOID));
        }
        if (task.body() != null) {
            task.body().tasks().forEach(this::add);
        }
    }

    private void loop(Task task) {
        List<ManyAtOnce> ways = waysAtOnce == null ? List.of() : waysAtOnce.apply(task);
        Sharing sharing = waysAtOnce == null ? null : Sharing.of(task.loop());
        if (sharing == null) {
            PlanFrame frame = new PlanFrame(task.loop().arguments(), source);
            loop(task, frame, ways, null);
            methods.add(frame.method(task.method(), Kind.VOID));
        } else {
            int fewest = ways.stream()
                    .filter(way -> way.level() == 0)
                    .mapToInt(ManyAtOnce::fewestRounds)
                    .max()
                    .orElse(1);
            methods.addAll(new SharedLoop(task.method(), sharing, fewest, calls)
                    .methods((frame, share) -> loop(task, frame, ways, share)));
        }
    }

    private void loop(Task task, PlanFrame frame, List<ManyAtOnce> ways, LoopCode.Share share) {
        LocalNumbers numbers = new LocalNumbers(frame, layout.plan(), Registers.NONE);
        LoopCode loop = new LoopCode(frame, task.loop(), numbers, calls, ways, share);
        frame.line(task.loop().line());
        loop.begin();
        loop.write();
    }

    private void entry() {
        PlanFrame frame = new PlanFrame(layout.arguments(), source);
        layout.plan().requirements().forEach(requirement -> require(frame, requirement));
        layout.lengths().forEach(length -> require(frame, length));
        layout.plan().arguments().forEach(argument -> requireLength(frame, argument));
        layout.numbers().forEach(number -> copy(frame, number));
        if (layout.plan().tapes() > 0) {
            frame.define(ArrayRef.TAPES, ScalarTapes.all(calls, layout.plan().tapes()));
        }
        layout.tasks().all().forEach(task -> steps.write(frame, task));
        Buffer returned = layout.returned();
        if (returned != null) {
            frame.body()
                    .result(element(
                            frame.array(ArrayRef.of(returned)),
                            frame.size(layout.plan().offset(returned))));
        }
        methods.add(frame.entry(layout.name(), layout.result(), layout.documentation()));
    }

    /** The entry for those who do not want to keep a workspace. */
    private void allocating() {
        PlanFrame frame = new PlanFrame(layout.ownArguments(), source);
        layout.plan().requirements().forEach(requirement -> require(frame, requirement));
        List<Expr> arguments = new ArrayList<>(frame.pass(layout.ownArguments()));
        arguments.add(new Expr.NewArray(Kind.F64.array(), toInt(frame, layout.plan().doubles())));
        if (layout.plan().hasFloats()) {
            arguments.add(new Expr.NewArray(Kind.F32.array(), toInt(frame, layout.plan().floats())));
        }
        Expr.Call entry =
                new Expr.Call(PlanFrame.reference(layout.name(), layout.arguments(), layout.result()), arguments);
        if (layout.returned() == null) {
            frame.body().run(entry);
        } else {
            frame.body().result(entry);
        }
        methods.add(frame.entry(layout.name(), layout.result(), "The same in a workspace of its own."));
    }

    /** A size as an int, or an error at run time if it is too large for one. */
    private static Expr toInt(PlanFrame frame, Dimension size) {
        boolean fits = size.isLiteral() && size.literal() == (int) size.literal();
        return fits ? frame.size(size) : call(TO_INT, frame.longSize(size));
    }

    /**
     * A method that gives the largest of some sizes.
     *
     * @param dimensions the names of those in the function's types
     */
    public static Method largest(String name, List<String> dimensions, Iterable<Dimension> sizes) {
        PlanFrame frame = new PlanFrame(PlanLayout.dimensions(dimensions), List.of());
        Dimension literal = null;
        for (Dimension size : sizes) {
            literal = size.isLiteral() && (literal == null || size.literal() > literal.literal()) ? size : literal;
        }
        Expr largest = literal == null ? null : frame.longSize(literal);
        boolean isLiteral = true;
        for (Dimension size : sizes) {
            if (!size.isLiteral()) {
                isLiteral = false;
                Expr value = frame.longSize(size);
                largest = largest == null ? value : math("max", largest, value);
            }
        }
        frame.body().result(isLiteral ? toInt(frame, literal) : call(TO_INT, largest));
        String array = name.replace("Size", "");
        return frame.entry(
                name, Kind.INT, "The elements of the array {@code " + array + "} that are enough for every method.");
    }

    private static void require(PlanFrame frame, Requirement requirement) {
        frame.body().run(REQUIRE_NOT_NEGATIVE, string(requirement.text()), frame.longSize(requirement.value()));
    }

    private static void require(PlanFrame frame, Length length) {
        String check = length.isExact() ? "requireElements" : "requireRoom";
        Expr elements = length(frame.array(length.array()));
        require(frame, check, length.array().name(), length.purpose(), elements, length.size());
    }

    /** @param check the method that compares the two lengths */
    private static void require(
            PlanFrame frame, String check, String name, String purpose, Expr actual, Dimension wanted) {
        MethodRef method = MethodRef.of(Support.class, check, Kind.VOID, OF_LENGTHS);
        frame.body().run(method, string(name), string(purpose), actual, frame.longSize(wanted));
    }

    /** A whole number that is a length as well comes in both ways. */
    private void requireLength(PlanFrame frame, Buffer argument) {
        if (layout.isLength(argument)) {
            Expr number = cast(Kind.INT, frame.number(argument));
            require(frame, "requireElements", argument.name(), "a length", number, Dimension.named(argument.name()));
        }
    }

    /** Copies a number of the caller's to the workspace. */
    private void copy(PlanFrame frame, Buffer number) {
        Expr value = frame.number(number);
        Expr stored = value.kind().isInteger()
                ? cast(Kind.F64, value)
                : number.isFloat() ? value : Elements.stored(false, value);
        frame.body().store(frame.array(ArrayRef.of(number)), frame.size(layout.plan().offset(number)), stored);
    }
}
