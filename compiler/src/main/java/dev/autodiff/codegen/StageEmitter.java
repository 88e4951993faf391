package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DCONST_1;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.FCONST_1;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import dev.autodiff.simd.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one stage as a method of a {@link VectorClass}: {@code (scratch, length, array, at, array, at, …)}. All inputs of some
 * elements are read before anything is written to their places.
 */
final class StageEmitter {
    private static final int SCRATCH = 0;
    private static final int LENGTH = 1;
    private static final int ARRAYS = 2;

    private final VectorClass target;
    private final TileLayout layout;
    private final Stage stage;
    private final Precision precision;
    private final VectorApi api;
    private final MethodVisitor mv;
    private final Map<Lane, Integer> slots = new HashMap<>();
    private int next;

    StageEmitter(VectorClass target, TileLayout layout, Stage stage, String name) {
        this.target = target;
        this.layout = layout;
        this.stage = stage;
        this.precision = layout.loop().precision();
        this.api = new VectorApi(precision);
        this.mv = target.method(precision, name, layout.descriptor(stage));
        this.next = ARRAYS + 2 * layout.operands(stage).size();
    }

    void emit() {
        List<Lane> uniform = stage.reads().stream().filter(layout.stages()::isUniform).toList();
        uniform.forEach(this::broadcast);
        int i = next++;
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, i);
        CountedLoop.write(mv, i, LENGTH, this::lanes, () -> {
            stage.reads().stream().filter(lane -> !layout.stages().isUniform(lane)).forEach(lane -> read(lane, i));
            stage.lanes().forEach(this::compute);
            stage.kept().forEach(lane -> keep(lane, i));
            stage.results().forEach(result -> store(result, i));
        });
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void lanes() {
        target.species(mv, precision);
        mv.visitMethodInsn(INVOKEINTERFACE, "jdk/incubator/vector/VectorSpecies", "length", "()I", true);
    }

    /** Leaves the register on the stack in a local. */
    private void define(Lane lane) {
        slots.put(lane, next);
        mv.visitVarInsn(ASTORE, next++);
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
                mv.visitVarInsn(ALOAD, SCRATCH);
                SizeCode.integer(mv, layout.uniform(lane));
                mv.visitInsn(precision == Precision.F64 ? DALOAD : FALOAD);
            }
            api.broadcast(mv);
        }
        define(lane);
    }

    private void read(Lane lane, int i) {
        target.species(mv, precision);
        Integer operand = layout.operand(stage, lane);
        if (operand != null) {
            place(operand, i);
        } else {
            tile(lane, i);
        }
        api.load(mv);
        switch (lane.instruction().kind()) {
            case NUMBER -> { }
            case BITS -> api.reinterpret(mv, Instruction.TO_BITS);
            case MASK -> api.isNotZero(mv, this::zero);
        }
        define(lane);
    }

    private void zero() {
        target.species(mv, precision);
        mv.visitInsn(precision == Precision.F64 ? DCONST_0 : FCONST_0);
        api.broadcast(mv);
    }

    /** Pushes an array of the arguments and a place in it. */
    private void place(int operand, int i) {
        mv.visitVarInsn(ALOAD, ARRAYS + 2 * operand);
        mv.visitVarInsn(ILOAD, ARRAYS + 2 * operand + 1);
        mv.visitVarInsn(ILOAD, i);
        mv.visitInsn(IADD);
    }

    /** Pushes the scratch and the place of a lane's element in its tile. */
    private void tile(Lane lane, int i) {
        mv.visitVarInsn(ALOAD, SCRATCH);
        SizeCode.integer(mv, layout.tile(lane));
        mv.visitVarInsn(ILOAD, i);
        mv.visitInsn(IADD);
    }

    private void compute(Lane lane) {
        if (lane.instruction() == Instruction.SELECT) {
            push(lane.input(2));
            push(lane.input(1));
            push(lane.input(0));
        } else {
            lane.inputs().forEach(this::push);
        }
        api.apply(mv, lane);
        define(lane);
    }

    private void keep(Lane lane, int i) {
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
        tile(lane, i);
        api.store(mv);
    }

    private void store(int result, int i) {
        push(layout.results().get(result));
        place(layout.operand(stage, result), i);
        api.store(mv);
    }
}
