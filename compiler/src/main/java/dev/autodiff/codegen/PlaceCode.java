package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.autodiff.graph.Access;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Position;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.runtime.Dimension;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes code for the places of a loop's elements. What the outer loops add to a place is kept in a local; the innermost loop
 * adds its counter where an element is read, which the JIT makes an addressing mode of.
 */
final class PlaceCode {
    private final LoopLayout layout;
    private final MethodWriter body;
    private final MethodVisitor mv;
    private final SizeCode sizes;
    private final int[] counters;
    private final Map<Access, Integer> known = new HashMap<>();

    PlaceCode(LoopLayout layout, MethodWriter body, SizeCode sizes) {
        this.layout = layout;
        this.body = body;
        this.mv = body.visitor();
        this.sizes = sizes;
        this.counters = new int[layout.depth()];
    }

    /** Computes where the accesses begin of what is in arrays. */
    void begin(NumberCode numbers) {
        for (Input input : layout.inputs()) {
            if (input instanceof Position || input instanceof Load load && !numbers.isLocal(load.buffer())) {
                begin(layout.place(input));
            }
        }
        layout.outputs().stream().filter(output -> !numbers.isLocal(output.buffer())).forEach(output -> begin(layout.place(output)));
    }

    private void begin(Access access) {
        if (!access.offset().is(0) && !known.containsKey(access)) {
            sizes.asInt(access.offset());
            known.put(access, keep());
        }
    }

    /** Keeps the int on the stack in a new local. */
    int keep() {
        int slot = body.locals().reserve(1);
        mv.visitVarInsn(ISTORE, slot);
        return slot;
    }

    /** Makes the int on the stack the counter of a level. */
    int counter(int level) {
        counters[level] = keep();
        return counters[level];
    }

    /** The places that are known outside of a round; {@link #endRound} takes them back. */
    Map<Access, Integer> beginRound(int level) {
        Map<Access, Integer> outside = Map.copyOf(known);
        if (level < layout.depth() - 1) {
            advance(level);
        }
        return outside;
    }

    void endRound(Map<Access, Integer> outside) {
        known.clear();
        known.putAll(outside);
    }

    private void advance(int level) {
        for (Access access : layout.accesses()) {
            if (!layout.strides(access).get(level).is(0)) {
                push(access, level);
                known.put(access, keep());
            }
        }
    }

    /** Pushes the place of an access: what is known from outside, and the step of this level unless it is -1. */
    void push(Access access, int level) {
        Integer outside = known.get(access);
        Dimension stride = level < 0 ? Dimension.ZERO : layout.strides(access).get(level);
        if (outside != null) {
            mv.visitVarInsn(ILOAD, outside);
        }
        if (!stride.is(0)) {
            mv.visitVarInsn(ILOAD, counters[level]);
            times(stride);
            if (outside != null) {
                mv.visitInsn(IADD);
            }
        } else if (outside == null) {
            mv.visitInsn(ICONST_0);
        }
    }

    private void times(Dimension stride) {
        if (!stride.is(1)) {
            sizes.asInt(stride);
            mv.visitInsn(IMUL);
        }
    }

    private void row(Row row) {
        boolean isInt = body.ints().canWrite(row.value());
        if (isInt) {
            body.ints().write(row.value());
        } else {
            body.expression(row.value());
        }
        if (row.check() != null) {
            sizes.asInt(row.check().length());
            body.line(row.check().line());
            mv.visitLdcInsn(row.check().axis());
            mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, isInt ? "place" : "index", isInt ? "(IILjava/lang/String;)I" : "(DILjava/lang/String;)I", false);
        } else if (!isInt) {
            mv.visitInsn(D2I);
        }
    }

    /**
     * Pushes the place of an element.
     *
     * @param row the computed row that is a part of the place, or null
     */
    void push(Access access, Row row) {
        int innermost = layout.depth() - 1;
        push(access, layout.settledAt(access) > innermost ? innermost : -1);
        if (row != null) {
            row(row);
            times(row.stride());
            mv.visitInsn(IADD);
        }
    }
}
