package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.divide;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.multiply;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.LoopCode.Folded;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.graph.Reduction;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * The methods that threads share a loop in: {@code loop(…)} does a short loop itself, and has the chunks of a long one
 * done by {@code loopChunk(…, folds, rounds, chunk)}; both call {@code loopShare(…, folds, from, to)}.
 */
final class SharedLoop {
    private static final MethodRef RUN =
            MethodRef.of(Parallel.class, "run", Kind.VOID, Kind.INT, Kind.of(IntConsumer.class));

    private final String name;
    private final Sharing sharing;
    private final LoopLayout layout;
    private final int fewestRounds;
    private final SpecialCalls calls;

    /** @param fewestRounds of a chunk, apart from the last one */
    SharedLoop(String name, Sharing sharing, int fewestRounds, SpecialCalls calls) {
        this.name = name;
        this.sharing = sharing;
        this.layout = sharing.layout();
        this.fewestRounds = fewestRounds;
        this.calls = calls;
    }

    /** @param loop writes the part of the loop that is done */
    List<Method> methods(BiConsumer<PlanFrame, LoopCode.Share> loop) {
        Method share = share(loop);
        Method chunk = chunk(share.reference());
        return List.of(share, dispatcher(share.reference(), chunk.reference()), chunk);
    }

    private PlanFrame frame() {
        return new PlanFrame(layout.arguments(), List.of());
    }

    private Method share(BiConsumer<PlanFrame, LoopCode.Share> loop) {
        PlanFrame frame = frame();
        Map<Output, Folded> folds = new LinkedHashMap<>();
        for (Output output : sharing.folds()) {
            folds.put(
                    output,
                    new Folded(frame.parameter(arrayKind(output), "fold"), frame.parameter(Kind.INT, "foldAt")));
        }
        loop.accept(
                frame, new LoopCode.Share(frame.parameter(Kind.INT, "from"), frame.parameter(Kind.INT, "to"), folds));
        return frame.method(name + "Share", Kind.VOID);
    }

    private static Kind arrayKind(Output output) {
        return Kind.arrayOf(output.buffer().isFloat());
    }

    private Method dispatcher(MethodRef share, MethodRef chunk) {
        PlanFrame frame = frame();
        Body body = frame.body();
        Expr elements = frame.longSize(layout.length(0).times(sharing.inner()));
        body.branch(compare(elements, Operator.LESS, integer(Kind.LONG, Reduction.MIN_ELEMENTS)), () -> {
            List<Expr> arguments = new ArrayList<>(frame.pass(layout.arguments()));
            for (Output output : sharing.folds()) {
                arguments.add(frame.array(ArrayRef.of(output.buffer())));
                arguments.add(place(frame, output));
            }
            arguments.add(integer(0));
            arguments.add(frame.size(layout.length(0)));
            body.run(share, arguments);
        }, () -> inChunks(frame, chunk));
        return frame.method(name, Kind.VOID);
    }

    /** Where the number stands that the whole loop folds. */
    private Expr place(PlanFrame frame, Output output) {
        return frame.size(layout.place(output).offset());
    }

    private void inChunks(PlanFrame frame, MethodRef chunk) {
        Body body = frame.body();
        Expr fitting = divide(integer(Reduction.CHUNK), frame.size(sharing.inner()));
        Variable rounds = body.let("rounds", math("max", fitting, integer(fewestRounds)));
        Variable chunks =
                body.let("chunks", add(divide(subtract(frame.size(layout.length(0)), integer(1)), rounds), integer(1)));
        List<Variable> captured = new ArrayList<>();
        frame.pass(layout.arguments()).forEach(argument -> captured.add((Variable) argument));
        List<Variable> folds = new ArrayList<>();
        sharing.folds().forEach(output -> folds.add(body.let("folds", new Expr.NewArray(arrayKind(output), chunks))));
        captured.addAll(folds);
        captured.add(rounds);
        body.run(RUN, chunks, new Expr.Task(chunk, captured, new Variable(Kind.INT, "chunk")));
        if (!folds.isEmpty()) {
            body.loop("chunk", integer(0), chunks, i -> combine(frame, folds, i));
        }
    }

    /** Takes up the results of the chunks in their order. */
    private void combine(PlanFrame frame, List<Variable> folds, Variable chunk) {
        for (int i = 0; i < folds.size(); i++) {
            Output output = sharing.folds().get(i);
            Expr array = frame.array(ArrayRef.of(output.buffer()));
            Expr place = place(frame, output);
            Expr before = Elements.load(output.buffer(), array, place);
            Expr value = Elements.combined(
                    output.fold(), before, Elements.load(output.buffer(), folds.get(i), chunk), calls);
            frame.body().store(array, place, Elements.stored(output.buffer().isFloat(), value));
        }
    }

    /**
     * One chunk: its folds begin with nothing. The rounds before it and its own together could be too many for an int.
     */
    private Method chunk(MethodRef share) {
        PlanFrame frame = frame();
        Body body = frame.body();
        List<Variable> folds = sharing.folds().stream()
                .map(output -> frame.parameter(arrayKind(output), "folds"))
                .toList();
        Variable rounds = frame.parameter(Kind.INT, "rounds");
        Variable chunk = frame.parameter(Kind.INT, "chunk");
        List<Expr> arguments = new ArrayList<>(frame.pass(layout.arguments()));
        for (int i = 0; i < folds.size(); i++) {
            Output output = sharing.folds().get(i);
            body.store(folds.get(i), chunk, Elements.literal(output.buffer().isFloat(), output.fold().neutral()));
            arguments.add(folds.get(i));
            arguments.add(chunk);
        }
        Variable from = body.let("from", multiply(chunk, rounds));
        arguments.add(from);
        arguments.add(add(from, math("min", subtract(frame.size(layout.length(0)), from), rounds)));
        body.run(share, arguments);
        return frame.method(name + "Chunk", Kind.VOID).synthetic();
    }
}
