package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INEG;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LCONST_1;
import static org.objectweb.asm.Opcodes.LMUL;
import static org.objectweb.asm.Opcodes.LNEG;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.autodiff.runtime.Dimension;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes code for dimensions. As an int where it is known that the value fits; as a long where it is to be found out.
 */
final class SizeCode {
    private final MethodVisitor mv;
    private final Map<String, Integer> slots;

    /** @param slots the locals of the dimensions that have names, ints */
    SizeCode(MethodVisitor mv, Map<String, Integer> slots) {
        this.mv = mv;
        this.slots = slots;
    }

    /** Leaves the value on the stack as an int. */
    void asInt(Dimension dimension) {
        dimension.read(new Dimension.Reader() {
            @Override
            public void number(long value) {
                integer(mv, Math.toIntExact(value));
            }

            @Override
            public void name(String name) {
                mv.visitVarInsn(ILOAD, slots.get(name));
            }

            @Override
            public void ceiling(int divisor) {
                mv.visitInsn(INEG);
                integer(mv, divisor);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "floorDiv", "(II)I", false);
                mv.visitInsn(INEG);
            }

            @Override
            public void remainder() {
                mv.visitInsn(ICONST_1);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "max", "(II)I", false);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "floorMod", "(II)I", false);
            }

            @Override
            public void multiply() {
                mv.visitInsn(IMUL);
            }

            @Override
            public void add() {
                mv.visitInsn(IADD);
            }
        });
    }

    /** Leaves the value on the stack as a long. */
    void asLong(Dimension dimension) {
        dimension.read(new Dimension.Reader() {
            @Override
            public void number(long value) {
                mv.visitLdcInsn(value);
            }

            @Override
            public void name(String name) {
                mv.visitVarInsn(ILOAD, slots.get(name));
                mv.visitInsn(I2L);
            }

            @Override
            public void ceiling(int divisor) {
                mv.visitInsn(LNEG);
                integer(mv, divisor);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "floorDiv", "(JI)J", false);
                mv.visitInsn(LNEG);
            }

            @Override
            public void remainder() {
                mv.visitInsn(LCONST_1);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "max", "(JJ)J", false);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "floorMod", "(JJ)J", false);
            }

            @Override
            public void multiply() {
                mv.visitInsn(LMUL);
            }

            @Override
            public void add() {
                mv.visitInsn(LADD);
            }
        });
    }

    /** An upper bound of the bytes that a dimension takes in code, as an int or a long. */
    static int bytes(Dimension dimension) {
        int[] bytes = new int[1];
        dimension.read(new Dimension.Reader() {
            @Override
            public void number(long value) {
                bytes[0] += 3;
            }

            @Override
            public void name(String name) {
                bytes[0] += 3;
            }

            @Override
            public void ceiling(int divisor) {
                bytes[0] += 8;
            }

            @Override
            public void remainder() {
                bytes[0] += 7;
            }

            @Override
            public void multiply() {
                bytes[0]++;
            }

            @Override
            public void add() {
                bytes[0]++;
            }
        });
        return bytes[0];
    }

    /** Pushes any int. */
    static void integer(MethodVisitor mv, int value) {
        if (value >= -1 && value <= 5) {
            mv.visitInsn(ICONST_0 + value);
        } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            mv.visitIntInsn(BIPUSH, value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            mv.visitIntInsn(SIPUSH, value);
        } else {
            mv.visitLdcInsn(value);
        }
    }
}
