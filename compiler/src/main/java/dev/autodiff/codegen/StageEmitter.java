package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DCONST_1;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.FCONST_1;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import dev.autodiff.simd.Stage;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one stage as a method of a {@link VectorClass}: {@code (scratch, length, array, at, array, at, …)}. All inputs
 * of some elements are read before anything is written to their places.
 */
final class StageEmitter {
    private static final VectorApi FLOATS = new VectorApi(Precision.F32);

    private final VectorClass target;
    private final TileLayout layout;
    private final Stage stage;
    private final Precision precision;
    private final VectorApi api;
    private final MethodVisitor mv;
    private final StageFrame frame;
    private final Map<Lane, Integer> slots = new HashMap<>();

    StageEmitter(VectorClass target, TileLayout layout, Stage stage, String name) {
        this.target = target;
        this.layout = layout;
        this.stage = stage;
        this.precision = layout.loop().precision();
        this.api = new VectorApi(precision);
        this.mv = target.method(precision, name, layout.descriptor(stage));
        this.frame = new StageFrame(mv, layout, stage);
    }

    void emit() {
        loop(() -> {
            stage.kept().forEach(this::keep);
            stage.results().forEach(this::store);
        });
        frame.end(RETURN);
    }

    /** Writes a check: whether its last lane is true of all elements. */
    void emitCheck() {
        Label next = new Label();
        loop(() -> {
            push(stage.lanes().get(stage.lanes().size() - 1));
            api.areAllTrue(mv);
            mv.visitJumpInsn(IFNE, next);
            mv.visitInsn(ICONST_0);
            mv.visitInsn(IRETURN);
            mv.visitLabel(next);
        });
        mv.visitInsn(ICONST_1);
        frame.end(IRETURN);
    }

    private void loop(Runnable end) {
        stage.reads().stream().filter(layout.stages()::isUniform).forEach(this::broadcast);
        frame.loop(() -> target.lanes(mv, precision), () -> {
            stage.reads().stream().filter(lane -> !layout.stages().isUniform(lane)).forEach(this::read);
            stage.lanes().forEach(this::compute);
            end.run();
        });
    }

    /** Leaves the register on the stack in a local. */
    private void define(Lane lane) {
        slots.put(lane, frame.reserve(1));
        mv.visitVarInsn(ASTORE, slots.get(lane));
    }

    private void push(Lane lane) {
        mv.visitVarInsn(ALOAD, slots.get(lane));
    }

    private void broadcast(Lane lane) {
        if (lane.instruction() == Instruction.BITS_CONSTANT) {
            target.bitSpecies(mv, precision);
            mv.visitLdcInsn(precision == Precision.F64 ? (Object) lane.pattern() : (Object) (int) lane.pattern());
            api.broadcastBits(mv);
        } else {
            target.species(mv, precision);
            if (lane.instruction() == Instruction.CONSTANT) {
                mv.visitLdcInsn(precision == Precision.F64 ? (Object) lane.number() : (Object) (float) lane.number());
            } else {
                frame.place(lane);
                mv.visitInsn(precision == Precision.F64 ? DALOAD : FALOAD);
            }
            api.broadcast(mv);
        }
        define(lane);
    }

    private void read(Lane lane) {
        if (isConverted(frame.isFloat(lane))) {
            target.floatSpecies(mv);
            frame.place(lane);
            FLOATS.load(mv);
            widen();
        } else {
            target.species(mv, precision);
            frame.place(lane);
            api.load(mv);
        }
        switch (lane.instruction().kind()) {
            case NUMBER -> { }
            case BITS -> api.reinterpret(mv, Instruction.TO_BITS);
            case MASK -> api.isNotZero(mv, this::zero);
        }
        define(lane);
    }

    /**
     * Whether an array, of floats or not, holds other numbers than registers do: floats, while those are of doubles.
     */
    private boolean isConverted(boolean isFloat) {
        return isFloat && precision == Precision.F64;
    }

    private void widen() {
        api.convert(mv, FLOATS, () -> target.species(mv, precision));
    }

    private void narrow() {
        FLOATS.convert(mv, api, () -> target.floatSpecies(mv));
    }

    private void zero() {
        target.species(mv, precision);
        mv.visitInsn(precision == Precision.F64 ? DCONST_0 : FCONST_0);
        api.broadcast(mv);
    }

    private void compute(Lane lane) {
        if (lane.instruction() == Instruction.SELECT) {
            push(lane.input(2));
            push(lane.input(1));
            push(lane.input(0));
        } else {
            lane.inputs().forEach(this::push);
        }
        if (lane.instruction() == Instruction.ROUND_TO_F32) {
            narrow();
            widen();
        } else {
            api.apply(mv, lane);
        }
        define(lane);
    }

    private void keep(Lane lane) {
        switch (lane.instruction().kind()) {
            case NUMBER -> push(lane);
            case BITS -> {
                push(lane);
                api.reinterpret(mv, Instruction.OF_BITS);
            }
            case MASK -> {
                zero();
                mv.visitInsn(precision == Precision.F64 ? DCONST_1 : FCONST_1);
                push(lane);
                mv.visitMethodInsn(INVOKEVIRTUAL, api.numbers(), "blend",
                        "(" + api.number() + "Ljdk/incubator/vector/VectorMask;)L" + api.numbers() + ";", false);
            }
        }
        frame.place(lane);
        api.store(mv);
    }

    private void store(int result) {
        push(layout.results().get(result));
        boolean isNarrowed = isConverted(frame.isFloat(result));
        if (isNarrowed) {
            narrow();
        }
        frame.place(result);
        (isNarrowed ? FLOATS : api).store(mv);
    }
}
