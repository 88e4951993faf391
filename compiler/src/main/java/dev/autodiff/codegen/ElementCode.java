package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.Support;
import org.objectweb.asm.MethodVisitor;

/** Writes code that moves elements between arrays, which hold floats or doubles, and the stack, which holds doubles and truths. */
final class ElementCode {
    static final String SUPPORT = Support.class.getName().replace('.', '/');

    private final MethodVisitor mv;

    ElementCode(MethodVisitor mv) {
        this.mv = mv;
    }

    /** Replaces the array and the index on the stack by the element. */
    void load(Buffer buffer) {
        load(buffer.isFloat());
        if (buffer.type().isTruth()) {
            mv.visitInsn(D2I);
        }
    }

    /** Replaces the array, of floats or not, and the index on the stack by the element as a double. */
    void load(boolean isFloat) {
        mv.visitInsn(isFloat ? FALOAD : DALOAD);
        if (isFloat) {
            mv.visitInsn(F2D);
        }
    }

    /** Takes the array, the index and the value from the stack. */
    void store(Buffer buffer) {
        if (buffer.type().isTruth()) {
            mv.visitInsn(I2D);
        }
        store(buffer.isFloat());
    }

    /** Takes the array, of floats or not, the index and a double from the stack. */
    void store(boolean isFloat) {
        if (isFloat) {
            mv.visitInsn(D2F);
        }
        mv.visitInsn(isFloat ? FASTORE : DASTORE);
    }

    /** Makes the two values on the stack one, as an element of a buffer. */
    void combine(Fold fold, Buffer buffer) {
        combine(fold, buffer.isFloat());
    }

    /** Makes the two values on the stack one, which is rounded to a float or not. */
    void combine(Fold fold, boolean isFloat) {
        Code code = fold.combine().code();
        if (code instanceof Code.Instruction instruction) {
            mv.visitInsn(instruction.opcode());
        } else if (code instanceof Code.Logic logic) {
            mv.visitInsn(logic.opcode());
        } else {
            Code.Call call = (Code.Call) code;
            mv.visitMethodInsn(INVOKESTATIC, call.owner(), call.method(), "(DD)D", false);
        }
        if (isFloat) {
            mv.visitInsn(D2F);
            mv.visitInsn(F2D);
        }
    }
}
