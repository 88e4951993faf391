package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.L2D;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one loop nest into a method: where the arrays begin, then a counter and a place for each level, then what the body keeps.
 */
final class LoopEmitter implements LoopLayout.Writer {
    /**
     * A part of the outermost loop.
     *
     * @param from the local of the first round
     * @param to the local of the round behind the last one
     * @param folds the locals of the arrays that numbers are folded in, which those of the places follow
     */
    record Share(int from, int to, Map<Output, Integer> folds) {}

    private final PlanMethod method;
    private final LoopLayout layout;
    private final MethodVisitor mv;
    private final MethodWriter body;
    private final NumberCode numbers;
    private final ElementCode elements;
    private final PlaceCode places;
    private final Map<Output, Integer> accumulators = new LinkedHashMap<>();
    private final List<TileCall> tiles;
    private final Share share;

    /**
     * @param numbers those that the method has locals for
     * @param tiles how the innermost loops are done in vector registers
     * @param share the part of the outermost loop that is done, or null for all of it
     */
    LoopEmitter(PlanMethod method, LoopLayout layout, NumberCode numbers, SpecialCalls specials, List<TileCall> tiles, Share share) {
        this.share = share;
        this.method = method;
        this.layout = layout;
        this.tiles = tiles;
        this.mv = method.visitor();
        this.body = new MethodWriter(mv, method.owner(), layout.schedule(), Constants.of(layout.values()), specials, method.locals());
        this.numbers = numbers;
        this.elements = new ElementCode(mv);
        body.useInts(layout.wholeNumbers());
        this.places = new PlaceCode(layout, body, method.sizes());
    }

    /** Keeps in locals what is the same whenever the loop runs. */
    void begin() {
        layout.constants().forEach(method::keep);
        places.begin(numbers);
    }

    void emit() {
        method.line(layout.line());
        layout.write(this);
    }

    @Override
    public void keep(Node step) {
        body.keep(step);
    }

    @Override
    public void repeat(int level, Runnable inner) {
        boolean isShare = share != null && level == 0;
        if (isShare) {
            mv.visitVarInsn(ILOAD, share.to());
        } else {
            method.asInt(layout.length(level));
        }
        int bound = places.keep();
        if (isShare) {
            mv.visitVarInsn(ILOAD, share.from());
        } else {
            mv.visitInsn(ICONST_0);
        }
        int counter = places.counter(level);
        tiles.stream().filter(call -> call.level() == level).forEach(call -> inTiles(call, counter, bound));
        Label start = new Label();
        Label end = new Label();
        mv.visitLabel(start);
        mv.visitVarInsn(ILOAD, counter);
        mv.visitVarInsn(ILOAD, bound);
        mv.visitJumpInsn(IF_ICMPGE, end);
        Map<Access, Integer> outside = places.beginRound(level);
        inner.run();
        places.endRound(outside);
        mv.visitIincInsn(counter, 1);
        mv.visitJumpInsn(GOTO, start);
        mv.visitLabel(end);
    }

    /** Does most rounds of a loop in vector registers, where there are some. */
    private void inTiles(TileCall call, int counter, int bound) {
        Label byNumber = new Label();
        call.write(mv, method.locals(), counter, bound, byNumber, method::load, access -> places.push(access, call.level()), body::expression, method::asInt);
        accumulators.forEach((output, slot) -> {
            if (call.folds(output)) {
                mv.visitVarInsn(isTruth(output) ? ILOAD : DLOAD, slot);
                call.folded(mv, output);
                elements.combine(output.fold(), output.buffer());
                mv.visitVarInsn(isTruth(output) ? ISTORE : DSTORE, slot);
            }
        });
        mv.visitLabel(byNumber);
    }

    @Override
    public void read(Input input) {
        if (input instanceof Load load && numbers.isLocal(load.buffer())) {
            number(load);
            return;
        }
        if (input instanceof Load load) {
            method.array(ArrayRef.of(load.buffer()));
            places.push(layout.place(load), load.index());
            elements.load(load.buffer());
            body.locals().store(input.parameter(), load.buffer().name());
            return;
        }
        if (input instanceof Size size && !layout.wholeNumbers().contains(size.parameter())) {
            method.asLong(size.dimension());
            mv.visitInsn(L2D);
            body.locals().store(size.parameter(), null);
            return;
        }
        if (input instanceof Size size) {
            method.asInt(size.dimension());
        } else {
            places.push(layout.place(input), null);
        }
        body.locals().storeInt(input.parameter());
    }

    /** A number that has a local is read where it is needed, unless it is another one by then. */
    private void number(Load load) {
        if (layout.isReadBehindWrite(load)) {
            numbers.load(load.buffer());
            body.locals().store(load.parameter(), load.buffer().name());
        } else {
            numbers.bind(load.parameter(), load.buffer());
        }
    }

    @Override
    public void open(Output output) {
        element(output);
        elements.load(output.buffer());
        int slot = body.locals().reserve(isTruth(output) ? 1 : 2);
        mv.visitVarInsn(isTruth(output) ? ISTORE : DSTORE, slot);
        accumulators.put(output, slot);
    }

    @Override
    public void close(Output output) {
        element(output);
        mv.visitVarInsn(isTruth(output) ? ILOAD : DLOAD, accumulators.get(output));
        elements.store(output.buffer());
    }

    private static boolean isTruth(Output output) {
        return output.buffer().type().isTruth();
    }

    /** Pushes the array and the place that the output goes to; what the whole loop folds has another one in each share. */
    private void element(Output output) {
        Integer slot = share == null ? null : share.folds().get(output);
        if (slot != null) {
            mv.visitVarInsn(ALOAD, slot);
            mv.visitVarInsn(ILOAD, slot + 1);
            return;
        }
        method.array(ArrayRef.of(output.buffer()));
        places.push(layout.place(output), output.index());
    }

    @Override
    public void write(Output output) {
        Buffer buffer = output.buffer();
        Integer accumulator = accumulators.get(output);
        if (accumulator != null) {
            mv.visitVarInsn(isTruth(output) ? ILOAD : DLOAD, accumulator);
            body.expression(output.value());
            elements.combine(output.fold(), buffer);
            mv.visitVarInsn(isTruth(output) ? ISTORE : DSTORE, accumulator);
            return;
        }
        if (numbers.isWhole(buffer)) {
            body.ints().write(output.value());
            numbers.store(buffer);
            return;
        }
        if (numbers.isLocal(buffer)) {
            numbers.assign(buffer, () -> combined(output));
            return;
        }
        element(output);
        combined(output);
        elements.store(buffer);
    }

    /** Pushes what is to be where the output goes to. */
    private void combined(Output output) {
        Buffer buffer = output.buffer();
        if (output.fold() != null && numbers.isLocal(buffer)) {
            numbers.load(buffer);
        } else if (output.fold() != null) {
            element(output);
            elements.load(buffer);
        }
        body.expression(output.value());
        if (output.fold() != null) {
            elements.combine(output.fold(), buffer);
        }
    }
}
