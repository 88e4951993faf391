package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one stage number by number, as a method with the arguments of the one that {@link StageEmitter} writes and with the same
 * results to the last bit. It does most of the work until the JIT has compiled that one, which is a thousand times slower before.
 */
final class NumberStageEmitter {
    private final TileLayout layout;
    private final Stage stage;
    private final MethodVisitor mv;
    private final NumberInstructions instructions;
    private final StageFrame frame;
    private final Map<Lane, Integer> slots = new HashMap<>();

    /** @param mv the method, which has begun */
    NumberStageEmitter(MethodVisitor mv, TileLayout layout, Stage stage) {
        this.mv = mv;
        this.layout = layout;
        this.stage = stage;
        this.instructions = new NumberInstructions(mv, layout.loop().precision());
        this.frame = new StageFrame(mv, layout, stage);
    }

    void emit() {
        frame.loop(() -> mv.visitInsn(ICONST_1), () -> {
            stage.reads().stream().filter(lane -> !lane.instruction().isConstant()).forEach(this::read);
            stage.lanes().forEach(this::compute);
            stage.kept().forEach(this::keep);
            stage.results().forEach(this::store);
        });
        frame.end(RETURN);
    }

    private void define(Lane lane) {
        slots.put(lane, frame.reserve(2));
        instructions.store(lane, slots.get(lane));
    }

    private void push(Lane lane) {
        if (lane.instruction().isConstant()) {
            instructions.constant(lane);
        } else {
            instructions.load(lane, slots.get(lane));
        }
    }

    private void read(Lane lane) {
        frame.place(lane);
        instructions.fromArray(frame.isFloat(lane));
        switch (lane.instruction().kind()) {
            case NUMBER -> { }
            case BITS -> instructions.toBits();
            case MASK -> instructions.isNotZero();
        }
        define(lane);
    }

    private void compute(Lane lane) {
        if (lane.instruction() == Instruction.SELECT) {
            push(lane.input(0));
            instructions.select(() -> push(lane.input(1)), () -> push(lane.input(2)));
        } else {
            lane.inputs().forEach(this::push);
            instructions.apply(lane);
        }
        define(lane);
    }

    private void keep(Lane lane) {
        frame.place(lane);
        push(lane);
        switch (lane.instruction().kind()) {
            case NUMBER -> { }
            case BITS -> instructions.ofBits();
            case MASK -> instructions.asNumber();
        }
        instructions.toArray(layout.isFloat());
    }

    private void store(int result) {
        frame.place(result);
        push(layout.results().get(result));
        instructions.toArray(frame.isFloat(result));
    }
}
