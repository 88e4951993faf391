package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.DADD;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.DCMPL;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DDIV;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DMUL;
import static org.objectweb.asm.Opcodes.DNEG;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.DSUB;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.FADD;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.FCMPG;
import static org.objectweb.asm.Opcodes.FCMPL;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.FDIV;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.FMUL;
import static org.objectweb.asm.Opcodes.FNEG;
import static org.objectweb.asm.Opcodes.FSTORE;
import static org.objectweb.asm.Opcodes.FSUB;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.I2F;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.IUSHR;
import static org.objectweb.asm.Opcodes.IXOR;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LAND;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LOR;
import static org.objectweb.asm.Opcodes.LSHL;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.LSUB;
import static org.objectweb.asm.Opcodes.LUSHR;
import static org.objectweb.asm.Opcodes.LXOR;

import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** The instructions of one lane on the operand stack: numbers are doubles with longs for their bits, or floats with ints; truths are ints. */
final class NumberInstructions {
    private static final String MATH = "java/lang/Math";

    private final MethodVisitor mv;
    private final boolean isWide;
    private final String number;

    NumberInstructions(MethodVisitor mv, Precision precision) {
        this.mv = mv;
        this.isWide = precision == Precision.F64;
        this.number = isWide ? "D" : "F";
    }

    /** Takes a value to a local. */
    void store(Lane lane, int slot) {
        mv.visitVarInsn(switch (lane.instruction().kind()) {
            case NUMBER -> isWide ? DSTORE : FSTORE;
            case BITS -> isWide ? LSTORE : ISTORE;
            case MASK -> ISTORE;
        }, slot);
    }

    /** Pushes a value from a local. */
    void load(Lane lane, int slot) {
        mv.visitVarInsn(switch (lane.instruction().kind()) {
            case NUMBER -> isWide ? DLOAD : FLOAD;
            case BITS -> isWide ? LLOAD : ILOAD;
            case MASK -> ILOAD;
        }, slot);
    }

    /** Pushes a constant. */
    void constant(Lane lane) {
        boolean isNumber = lane.instruction().kind() == Instruction.Kind.NUMBER;
        if (isWide) {
            mv.visitLdcInsn(isNumber ? (Object) lane.number() : (Object) lane.pattern());
        } else {
            mv.visitLdcInsn(isNumber ? (Object) (float) lane.number() : (Object) (int) lane.pattern());
        }
    }

    /** Replaces an array, of floats or not, and an index by the element. */
    void fromArray(boolean isFloat) {
        mv.visitInsn(isFloat ? FALOAD : DALOAD);
        if (isFloat && isWide) {
            mv.visitInsn(F2D);
        }
    }

    /** Takes an array, of floats or not, an index and an element. */
    void toArray(boolean isFloat) {
        if (isFloat && isWide) {
            mv.visitInsn(D2F);
        }
        mv.visitInsn(isFloat ? FASTORE : DASTORE);
    }

    void toBits() {
        if (isWide) {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
        } else {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
        }
    }

    void ofBits() {
        if (isWide) {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
        } else {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
        }
    }

    /** Makes a number a truth. */
    void isNotZero() {
        mv.visitInsn(isWide ? DCONST_0 : FCONST_0);
        mv.visitInsn(isWide ? DCMPL : FCMPL);
        truth(IFEQ);
    }

    /** Makes a truth a number. */
    void asNumber() {
        mv.visitInsn(isWide ? I2D : I2F);
    }

    /** Pushes whether a jump on what is on the stack is not taken. */
    private void truth(int jump) {
        Label no = new Label();
        Label end = new Label();
        mv.visitJumpInsn(jump, no);
        mv.visitInsn(ICONST_1);
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(no);
        mv.visitInsn(ICONST_0);
        mv.visitLabel(end);
    }

    /** A choice by the truth on the stack. */
    void select(Runnable whenTrue, Runnable whenFalse) {
        Label otherwise = new Label();
        Label end = new Label();
        mv.visitJumpInsn(IFEQ, otherwise);
        whenTrue.run();
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(otherwise);
        whenFalse.run();
        mv.visitLabel(end);
    }

    /** What an instruction makes of its operands on the stack. */
    void apply(Lane lane) {
        switch (lane.instruction()) {
            case ADD -> mv.visitInsn(isWide ? DADD : FADD);
            case SUB -> mv.visitInsn(isWide ? DSUB : FSUB);
            case MUL -> mv.visitInsn(isWide ? DMUL : FMUL);
            case DIV -> mv.visitInsn(isWide ? DDIV : FDIV);
            case NEG -> mv.visitInsn(isWide ? DNEG : FNEG);
            case FMA -> math("fma", 3);
            case MIN -> math("min", 2);
            case MAX -> math("max", 2);
            case ABS -> math("abs", 1);
            case SQRT -> sqrt();
            case ROUND_TO_F32 -> {
                mv.visitInsn(D2F);
                mv.visitInsn(F2D);
            }
            case TO_BITS -> toBits();
            case OF_BITS -> ofBits();
            case BIT_AND -> mv.visitInsn(isWide ? LAND : IAND);
            case BIT_OR -> mv.visitInsn(isWide ? LOR : IOR);
            case BIT_XOR -> mv.visitInsn(isWide ? LXOR : IXOR);
            case BIT_ADD -> mv.visitInsn(isWide ? LADD : IADD);
            case BIT_SUB -> mv.visitInsn(isWide ? LSUB : ISUB);
            case SHIFT_LEFT -> shift(lane, isWide ? LSHL : ISHL);
            case SHIFT_RIGHT -> shift(lane, isWide ? LUSHR : IUSHR);
            case LT -> compare(IFGE);
            case LE -> compare(IFGT);
            case EQ -> compare(IFNE);
            case MASK_AND -> mv.visitInsn(IAND);
            case MASK_OR -> mv.visitInsn(IOR);
            case MASK_NOT -> {
                mv.visitInsn(ICONST_1);
                mv.visitInsn(IXOR);
            }
            default -> throw new AssertionError(lane.instruction());
        }
    }

    private void math(String method, int operands) {
        mv.visitMethodInsn(INVOKESTATIC, MATH, method, "(" + number.repeat(operands) + ")" + number, false);
    }

    /** The root of a float is that of the double, rounded. */
    private void sqrt() {
        if (!isWide) {
            mv.visitInsn(F2D);
        }
        mv.visitMethodInsn(INVOKESTATIC, MATH, "sqrt", "(D)D", false);
        if (!isWide) {
            mv.visitInsn(D2F);
        }
    }

    private void shift(Lane lane, int opcode) {
        SizeCode.integer(mv, lane.distance());
        mv.visitInsn(opcode);
    }

    /** NaN is above all numbers, so that every jump is taken. */
    private void compare(int jumpIfFalse) {
        mv.visitInsn(isWide ? DCMPG : FCMPG);
        truth(jumpIfFalse);
    }
}
