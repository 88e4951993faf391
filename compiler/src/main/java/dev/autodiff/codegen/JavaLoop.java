package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.infix;
import static dev.autodiff.codegen.JavaExpression.prefix;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.lowering.Step.Size;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes one loop nest as a method in Java: the loops, reads and folds of the layout that {@link LoopEmitter} writes in bytecode. */
final class JavaLoop implements LoopLayout.Writer {
    private final SourceText out;
    private final JavaCalls calls;
    private final LoopLayout layout;
    private final JavaFrame frame;
    private final JavaNumbers numbers;
    private final JavaMethod body;
    private final JavaPlaces places;
    private final Set<Node> rows = new HashSet<>();
    private final Map<Output, String> accumulators = new HashMap<>();

    /** @param numbers those that the method has variables for */
    JavaLoop(SourceText out, JavaCalls calls, LoopLayout layout, JavaFrame frame, JavaNumbers numbers) {
        this.out = out;
        this.calls = calls;
        this.layout = layout;
        this.frame = frame;
        this.numbers = numbers;
        this.body = new JavaMethod(out, layout.schedule(), Constants.of(layout.values()), calls, frame.names());
        body.useInts(layout.wholeNumbers());
        this.places = new JavaPlaces(out, calls, layout, frame, body);
    }

    /** Gives names to the places where buffers begin. */
    void begin() {
        for (Input input : layout.inputs()) {
            if (input instanceof Load load) {
                begin(load.buffer(), load.index());
            }
        }
        layout.outputs().forEach(output -> begin(output.buffer(), output.index()));
    }

    private void begin(Buffer buffer, Row row) {
        rows.add(row == null ? null : row.value());
        if (!numbers.isLocal(buffer)) {
            places.begin(buffer);
        }
    }

    void emit() {
        layout.write(this);
    }

    @Override
    public void repeat(int level, Runnable inner) {
        out.open(places.head(level));
        inner.run();
        out.close();
    }

    @Override
    public void keep(Node step) {
        body.keep(step);
    }

    @Override
    public void read(Input input) {
        if (input instanceof Load load && numbers.isLocal(load.buffer())) {
            number(load);
        } else if (input instanceof Load load) {
            JavaExpression element = places.element(load.buffer(), load.access(), load.index());
            if (isReadInPlace(load)) {
                body.bind(load.parameter(), value(load.buffer(), element));
            } else {
                String letters = places.letters(layout.place(load));
                body.define(load.parameter(), load.buffer().name() + letters, value(load.buffer(), element));
            }
        } else if (input instanceof Size size && !layout.wholeNumbers().contains(size.parameter())) {
            body.define(size.parameter(), null, prefix("(double) ", frame.sizes().asLong(size.dimension())));
        } else if (input instanceof Size size) {
            body.defineInt(input.parameter(), null, frame.sizes().asInt(size.dimension()));
        } else {
            body.defineInt(input.parameter(), null, places.index(layout.place(input), layout.place(input).offset()));
        }
    }

    /** A number that has a variable is read where it is needed, unless it is another one by then. */
    private void number(Load load) {
        if (layout.isReadBehindWrite(load)) {
            body.define(load.parameter(), load.buffer().name(), numbers.value(load.buffer()));
        } else if (numbers.isWhole(load.buffer()) && body.ints().canWrite(load.parameter())) {
            body.ints().bind(load.parameter(), atom(numbers.variable(load.buffer())));
        } else {
            body.bind(load.parameter(), numbers.value(load.buffer()));
        }
    }

    /**
     * Whether an element stands in the expression that reads it. A float does not, since Java would compute in floats; nor one
     * that is read again, or behind the first write to an array.
     */
    private boolean isReadInPlace(Load load) {
        Node parameter = load.parameter();
        List<Output> before = layout.outputs().subList(0, layout.outputs().size() - 1);
        boolean isOnce = layout.schedule().uses(parameter) <= 1 && !layout.schedule().isMultiplied(parameter);
        boolean isInner = layout.settledAt(layout.place(load)) == layout.depth();
        return isOnce && isInner && load.index() == null && !rows.contains(parameter) && !load.buffer().isFloat()
                && before.stream().allMatch(layout::isKept);
    }

    /** A double or a truth from what an array holds. */
    private static JavaExpression value(Buffer buffer, JavaExpression element) {
        return buffer.type().isTruth() ? infix(element, "!=", atom("0.0")) : element;
    }

    private JavaExpression element(Output output) {
        return places.element(output.buffer(), output.access(), output.index());
    }

    @Override
    public void open(Output output) {
        Fold fold = output.fold();
        String name = frame.names().claim(fold == Fold.PROD ? "product" : fold.name().toLowerCase(Locale.ROOT));
        boolean isTruth = output.buffer().type().isTruth();
        out.line((isTruth ? "boolean " : "double ") + name + " = " + value(output.buffer(), element(output)).text() + ";");
        accumulators.put(output, name);
    }

    @Override
    public void close(Output output) {
        assign(output.buffer(), element(output), atom(accumulators.get(output)));
    }

    @Override
    public void write(Output output) {
        Buffer buffer = output.buffer();
        String accumulator = accumulators.get(output);
        if (numbers.isWhole(buffer)) {
            out.line(numbers.variable(buffer) + " = " + body.ints().expression(output.value()).text() + ";");
            return;
        }
        JavaExpression value = body.expression(output.value());
        if (numbers.isLocal(buffer) && output.fold() != null) {
            fold(output, atom(numbers.variable(buffer)), value, true);
        } else if (numbers.isLocal(buffer)) {
            out.line(numbers.variable(buffer) + " = " + (buffer.isFloat() ? body.rounded(output.value()) : value).text() + ";");
        } else if (accumulator != null) {
            fold(output, atom(accumulator), value, true);
        } else if (output.fold() != null) {
            fold(output, element(output), value, false);
        } else if (buffer.isFloat()) {
            out.line(element(output).text() + " = " + body.rounded(output.value()).text() + ";");
        } else {
            assign(buffer, element(output), value);
        }
    }

    /** Puts a double or a truth into an array. */
    private void assign(Buffer buffer, JavaExpression element, JavaExpression value) {
        JavaExpression stored = buffer.isFloat() ? JavaExpression.prefix("(float) ", value)
                : buffer.type().isTruth() ? value.asNumber() : value;
        out.line(element.text() + " = " + stored.text() + ";");
    }

    /** @param isLocal whether the target is a double or a truth, and no element of an array */
    private void fold(Output output, JavaExpression target, JavaExpression value, boolean isLocal) {
        Buffer buffer = output.buffer();
        Code code = output.fold().combine().code();
        boolean isCompound = !(code instanceof Code.Call) && !buffer.isFloat() && (isLocal || !buffer.type().isTruth());
        if (isCompound) {
            out.line(target.text() + " " + operator(code) + "= " + value.text() + ";");
            return;
        }
        JavaExpression old = isLocal ? target : value(buffer, target);
        JavaExpression combined = code instanceof Code.Call call ? atom(calls.nameOf(call) + "(" + old.text() + ", " + value.text() + ")")
                : infix(old, buffer.type().isTruth() ? operator(code).repeat(2) : operator(code), value);
        if (isLocal && buffer.isFloat()) {
            out.line(target.text() + " = " + JavaExpression.prefix("(float) ", combined).text() + ";");
        } else if (isLocal) {
            out.line(target.text() + " = " + combined.text() + ";");
        } else {
            assign(buffer, target, combined);
        }
    }

    private static String operator(Code code) {
        return code instanceof Code.Instruction instruction ? instruction.java() : ((Code.Logic) code).java();
    }
}
