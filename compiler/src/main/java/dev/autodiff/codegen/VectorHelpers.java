package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.FCMPG;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.simd.Precision;
import java.util.Locale;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes the methods of a {@link VectorClass} that several loops call. */
final class VectorHelpers {
    private static final String OPERATORS = "jdk/incubator/vector/VectorOperators";

    private final VectorClass target;
    private final Precision precision;
    private final VectorApi api;

    VectorHelpers(VectorClass target, Precision precision) {
        this.target = target;
        this.precision = precision;
        this.api = new VectorApi(precision);
    }

    /**
     * {@code (a, at, length, partial, atPartial)}: takes element i up in partial result i modulo their number, in order. The order
     * is the same for all lengths of registers.
     */
    void fold(String name, Fold fold) {
        String array = "[" + api.number();
        MethodVisitor mv = target.method(precision, name, "(" + array + "II" + array + "I)V");
        int j = 5;
        int i = 6;
        int sum = 7;
        int width = 8;
        SizeCode.integer(mv, VectorLoop.FOLD_WIDTH);
        mv.visitVarInsn(ILOAD, 2);
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        mv.visitVarInsn(ISTORE, width);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, j);
        CountedLoop.write(mv, j, width, () -> lanes(mv), () -> {
            load(mv, 3, 4, j);
            mv.visitVarInsn(ASTORE, sum);
            mv.visitVarInsn(ILOAD, j);
            mv.visitVarInsn(ISTORE, i);
            CountedLoop.write(mv, i, 2, () -> SizeCode.integer(mv, VectorLoop.FOLD_WIDTH), () -> {
                mv.visitVarInsn(ALOAD, sum);
                load(mv, 0, 1, i);
                combine(mv, fold);
                mv.visitVarInsn(ASTORE, sum);
            });
            mv.visitVarInsn(ALOAD, sum);
            mv.visitVarInsn(ALOAD, 3);
            place(mv, 4, j);
            api.store(mv);
        });
        end(mv, RETURN);
    }

    private void combine(MethodVisitor mv, Fold fold) {
        String method = switch (fold) {
            case SUM -> "add";
            case PROD -> "mul";
            case MAX, MIN -> fold.name().toLowerCase(Locale.ROOT);
            case ANY, ALL -> throw new AssertionError(fold);
        };
        mv.visitMethodInsn(INVOKEVIRTUAL, api.numbers(), method, "(Ljdk/incubator/vector/Vector;)L" + api.numbers() + ";", false);
    }

    /**
     * {@code (a, at, length, scale)}: what is not finite when it is scaled leaves NaN where all others leave 0.
     */
    void areBelow(String name) {
        String number = api.number();
        MethodVisitor mv = target.method(precision, name, "([" + number + "II" + number + ")Z");
        int scale = 3;
        int i = 5;
        int sum = 6;
        int zero = 7;
        broadcast(mv, () -> mv.visitInsn(precision == Precision.F64 ? DCONST_0 : FCONST_0));
        mv.visitInsn(DUP);
        mv.visitVarInsn(ASTORE, sum);
        mv.visitVarInsn(ASTORE, zero);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, i);
        CountedLoop.write(mv, i, 2, () -> lanes(mv), () -> {
            load(mv, 0, 1, i);
            broadcast(mv, () -> mv.visitVarInsn(precision == Precision.F64 ? DLOAD : FLOAD, scale));
            combine(mv, Fold.PROD);
            mv.visitVarInsn(ALOAD, zero);
            mv.visitVarInsn(ALOAD, sum);
            mv.visitMethodInsn(INVOKEVIRTUAL, api.numbers(), "fma",
                    "(Ljdk/incubator/vector/Vector;Ljdk/incubator/vector/Vector;)L" + api.numbers() + ";", false);
            mv.visitVarInsn(ASTORE, sum);
        });
        mv.visitVarInsn(ALOAD, sum);
        mv.visitFieldInsn(GETSTATIC, OPERATORS, "ADD", "L" + OPERATORS + "$Associative;");
        mv.visitMethodInsn(INVOKEVIRTUAL, api.numbers(), "reduceLanes", "(L" + OPERATORS + "$Associative;)" + number, false);
        mv.visitInsn(precision == Precision.F64 ? DCONST_0 : FCONST_0);
        mv.visitInsn(precision == Precision.F64 ? DCMPG : FCMPG);
        Label isNaN = new Label();
        mv.visitJumpInsn(IFNE, isNaN);
        mv.visitInsn(ICONST_1);
        mv.visitInsn(IRETURN);
        mv.visitLabel(isNaN);
        mv.visitInsn(ICONST_0);
        end(mv, IRETURN);
    }

    private void broadcast(MethodVisitor mv, Runnable number) {
        target.species(mv, precision);
        number.run();
        api.broadcast(mv);
    }

    /** Pushes the number of lanes. */
    private void lanes(MethodVisitor mv) {
        target.species(mv, precision);
        mv.visitMethodInsn(INVOKEINTERFACE, "jdk/incubator/vector/VectorSpecies", "length", "()I", true);
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

    private static void end(MethodVisitor mv, int code) {
        mv.visitInsn(code);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
