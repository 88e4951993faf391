package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.simd.Precision;
import java.util.Locale;
import org.objectweb.asm.MethodVisitor;

/** Writes the methods of a {@link VectorClass} that several loops call. */
final class VectorHelpers {
    private final VectorClass target;
    private final Precision precision;
    private final VectorApi api;

    VectorHelpers(VectorClass target, Precision precision) {
        this.target = target;
        this.precision = precision;
        this.api = new VectorApi(precision);
    }

    /**
     * {@code (a, at, length, partial, atPartial)}: takes element i up in partial result i modulo their number, in
     * order. The order is the same for all lengths of registers.
     */
    void fold(String name, Fold fold) {
        String array = "[" + api.number();
        MethodVisitor mv = target.method(precision, name, "(" + array + "II" + array + "I)V");
        int j = 5;
        int i = 6;
        int sum = 7;
        int width = 8;
        BytecodePrinter.integer(mv, VectorLoop.FOLD_WIDTH);
        mv.visitVarInsn(ILOAD, 2);
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        mv.visitVarInsn(ISTORE, width);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, j);
        CountedLoop.write(mv, j, width, () -> target.lanes(mv, precision), () -> {
            load(mv, 3, 4, j);
            mv.visitVarInsn(ASTORE, sum);
            mv.visitVarInsn(ILOAD, j);
            mv.visitVarInsn(ISTORE, i);
            CountedLoop.write(mv, i, 2, () -> BytecodePrinter.integer(mv, VectorLoop.FOLD_WIDTH), () -> {
                // what is loaded receives the call: C2 does not inline one whose receiver is the loop's own result, and
                // boxes each vector
                load(mv, 0, 1, i);
                mv.visitVarInsn(ALOAD, sum);
                combine(mv, fold);
                mv.visitVarInsn(ASTORE, sum);
            });
            mv.visitVarInsn(ALOAD, sum);
            mv.visitVarInsn(ALOAD, 3);
            place(mv, 4, j);
            api.store(mv);
        });
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void combine(MethodVisitor mv, Fold fold) {
        String method = switch (fold.ofNumbers()) {
            case SUM -> "add";
            case PROD -> "mul";
            case MAX, MIN -> fold.ofNumbers().name().toLowerCase(Locale.ROOT);
            case ANY, ALL -> throw new AssertionError(fold);
        };
        mv.visitMethodInsn(
                INVOKEVIRTUAL, api.numbers(), method, "(Ljdk/incubator/vector/Vector;)L" + api.numbers() + ";", false);
    }

    private void load(MethodVisitor mv, int array, int at, int index) {
        target.species(mv, precision);
        mv.visitVarInsn(ALOAD, array);
        place(mv, at, index);
        api.load(mv);
    }

    private static void place(MethodVisitor mv, int at, int index) {
        mv.visitVarInsn(ILOAD, at);
        mv.visitVarInsn(ILOAD, index);
        mv.visitInsn(IADD);
    }
}
