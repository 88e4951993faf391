package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.L2D;
import static org.objectweb.asm.Opcodes.LCONST_0;

import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/** Writes code for the numbers that a method reads and writes: each has a local, or a place in an array. */
final class NumberCode {
    private final PlanMethod method;
    private final Plan plan;
    private final Registers registers;
    private final MethodVisitor mv;
    private final ElementCode elements;
    private final Map<Buffer, Integer> slots = new HashMap<>();
    private final Map<Buffer, Locals.Counter> counters = new HashMap<>();

    NumberCode(PlanMethod method, Plan plan, Registers registers) {
        this.method = method;
        this.plan = plan;
        this.registers = registers;
        this.mv = method.visitor();
        this.elements = new ElementCode(mv);
    }

    boolean isLocal(Buffer buffer) {
        return registers.contains(buffer);
    }

    /** Whether a local holds the number as an int or a long. */
    boolean isWhole(Buffer buffer) {
        return counters.containsKey(buffer);
    }

    /** Sets the locals up. */
    void begin() {
        for (Buffer buffer : registers.all()) {
            if (registers.isWhole(buffer)) {
                counters.put(buffer, method.locals().newCounter(registers.isLong(buffer)));
                beginWhole(buffer, counters.get(buffer));
            } else {
                value(buffer);
                slots.put(buffer, method.locals().reserve(buffer.type().isTruth() ? 1 : 2));
                mv.visitVarInsn(buffer.type().isTruth() ? ISTORE : DSTORE, slots.get(buffer));
            }
        }
    }

    /** What is counted begins at 0 whenever a loop does. */
    private void beginWhole(Buffer buffer, Locals.Counter local) {
        if (registers.isShared(buffer) && !registers.isWritten(buffer)) {
            place(buffer);
            elements.load(buffer);
            mv.visitInsn(D2I);
            method.store(local);
        } else {
            restart(local);
        }
    }

    /** Pushes what a local begins with. */
    private void value(Buffer buffer) {
        if (registers.isShared(buffer)) {
            place(buffer);
            elements.load(buffer);
        } else {
            mv.visitInsn(buffer.type().isTruth() ? ICONST_0 : DCONST_0);
        }
    }

    private void restart(Locals.Counter counter) {
        mv.visitInsn(counter.isLong() ? LCONST_0 : ICONST_0);
        method.store(counter);
    }

    /** The local that counts the steps of a loop, from 0. */
    Locals.Counter count(Step.Repeat repeat) {
        Locals.Counter counter = isLocal(repeat.steps()) ? counters.get(repeat.steps()) : method.newCounter(repeat.limits());
        restart(counter);
        return counter;
    }

    /** Puts what others read of the locals in its place. */
    void end() {
        for (Buffer buffer : registers.all()) {
            if (registers.isShared(buffer) && registers.isWritten(buffer)) {
                place(buffer);
                load(buffer);
                elements.store(buffer);
            }
        }
    }

    /** Pushes the array of a buffer and the place where it begins. */
    void place(Buffer buffer) {
        method.array(ArrayRef.of(buffer));
        method.asInt(plan.offset(buffer));
    }

    /** Pushes a number, or a truth. */
    void load(Buffer buffer) {
        Locals.Counter counter = counters.get(buffer);
        if (counter != null) {
            load(counter);
        } else if (isLocal(buffer)) {
            mv.visitVarInsn(buffer.type().isTruth() ? ILOAD : DLOAD, slots.get(buffer));
        } else {
            place(buffer);
            elements.load(buffer);
        }
    }

    /** Pushes what a counter has counted, as a number. */
    void load(Locals.Counter counter) {
        method.load(counter);
        mv.visitInsn(counter.isLong() ? L2D : I2D);
    }

    /** Pushes a number or a truth that stands in the program. */
    void constant(Buffer buffer, double value) {
        if (buffer.type().isTruth()) {
            mv.visitInsn(value == 0 ? ICONST_0 : ICONST_1);
        } else {
            mv.visitLdcInsn(value);
        }
    }

    /** @param value pushes the number, or the truth */
    void assign(Buffer buffer, Runnable value) {
        if (!isLocal(buffer)) {
            place(buffer);
            value.run();
            elements.store(buffer);
            return;
        }
        value.run();
        if (buffer.isFloat()) {
            mv.visitInsn(D2F);
            mv.visitInsn(F2D);
        }
        mv.visitVarInsn(buffer.type().isTruth() ? ISTORE : DSTORE, slots.get(buffer));
    }

    /** Takes a whole number from the stack that has a local. */
    void store(Buffer buffer) {
        method.store(counters.get(buffer));
    }

    /** Makes the local the value of a node for as long as it does not change. */
    void bind(Node parameter, Buffer buffer) {
        if (counters.containsKey(buffer)) {
            method.locals().bind(parameter, counters.get(buffer));
        } else {
            method.locals().bind(parameter, slots.get(buffer));
        }
    }
}
