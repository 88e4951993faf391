package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.autodiff.runtime.Dimension;
import org.objectweb.asm.MethodVisitor;

/** How many bytes dimensions take in code, and the instructions for ints. */
final class SizeCode {
    private SizeCode() {}

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
