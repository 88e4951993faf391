package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Vectors;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes the call of a method of {@link TileEmitter} into the nest around the innermost loop. */
final class TileCall {
    /** The field that tells whether vector registers are used. */
    static final String VECTORS = "VECTORS";

    /** The shortest loop that is done in registers: the call, its folds and the rest of fewer elements cost as much as they gain. */
    private static final int MIN_LENGTH = 48;

    private final String method;
    private final TileLayout layout;
    private final SpecialCalls specials;
    private int scratch;

    /** @param method the name of the one that is called */
    TileCall(String method, TileLayout layout, SpecialCalls specials) {
        this.method = method;
        this.layout = layout;
        this.specials = specials;
    }

    /** Jumps if there are no registers, or not enough elements. */
    void jumpIfAbsent(PlanMethod caller, int length, Label target) {
        MethodVisitor mv = caller.visitor();
        mv.visitFieldInsn(GETSTATIC, caller.owner(), VECTORS, "Z");
        mv.visitJumpInsn(IFEQ, target);
        mv.visitVarInsn(ILOAD, length);
        SizeCode.integer(mv, MIN_LENGTH);
        mv.visitJumpInsn(IF_ICMPLT, target);
    }

    /** Pushes how many elements have been done. */
    void call(PlanMethod caller, int length, Consumer<Access> place, Consumer<Node> parameter) {
        MethodVisitor mv = caller.visitor();
        layout.loop().layout().arguments().forEach(caller::load);
        layout.places().forEach(place);
        mv.visitVarInsn(ILOAD, length);
        layout.parameters().forEach(parameter);
        scratch(caller);
        caller.call(method, TileEmitter.arguments(layout), "I");
    }

    private void scratch(PlanMethod caller) {
        MethodVisitor mv = caller.visitor();
        String kind = layout.isFloat() ? "floats" : "doubles";
        mv.visitFieldInsn(GETSTATIC, caller.owner(), holder(layout.isFloat()), FunctionEmitter.HOLDER);
        SizeCode.integer(mv, layout.scratch());
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Vectors.class, kind), kind, "(" + FunctionEmitter.HOLDER + "I)[" + layout.number(), false);
        mv.visitInsn(DUP);
        scratch = caller.locals().reserve(1);
        mv.visitVarInsn(ASTORE, scratch);
    }

    /** The field that holds the scratch of each thread. */
    static String holder(boolean isFloat) {
        return isFloat ? "FLOAT_TILES" : "TILES";
    }

    boolean folds(Output output) {
        return layout.loop().folded().containsKey(output);
    }

    /** Pushes what the elements that are done are folded to. */
    void folded(PlanMethod caller, Output output) {
        MethodVisitor mv = caller.visitor();
        mv.visitVarInsn(ALOAD, scratch);
        SizeCode.integer(mv, layout.fold(output));
        mv.visitInsn(layout.isFloat() ? FALOAD : DALOAD);
        if (layout.isFloat()) {
            mv.visitInsn(F2D);
        }
    }
}
