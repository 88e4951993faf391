package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IDIV;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.SWAP;

import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import java.util.Locale;
import org.objectweb.asm.MethodVisitor;

/**
 * The instructions of vector registers as calls of {@code jdk.incubator.vector}. The module is known by name only:
 * classes that call it are loaded where it is there.
 */
final class VectorApi {
    static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";

    private static final String PACKAGE = "jdk/incubator/vector/";
    /** The narrowest registers that are used: half of one holds a float. */
    private static final int MIN_BITS = 128;

    private static final String SHAPE = "L" + PACKAGE + "VectorShape;";
    private static final String CONVERSION = "L" + PACKAGE + "VectorOperators$Conversion;";
    private static final String ANY = "L" + PACKAGE + "Vector;";
    private static final String MASK = "L" + PACKAGE + "VectorMask;";
    private static final String OPERATORS = PACKAGE + "VectorOperators";
    private static final String BINARY = "L" + OPERATORS + "$Binary;";
    private static final String ASSOCIATIVE = "L" + OPERATORS + "$Associative;";
    private static final String COMPARISON = "L" + OPERATORS + "$Comparison;";

    private final Precision precision;
    private final String numbers;
    private final String bits;

    VectorApi(Precision precision) {
        this.precision = precision;
        this.numbers = PACKAGE + (precision == Precision.F64 ? "DoubleVector" : "FloatVector");
        this.bits = PACKAGE + (precision == Precision.F64 ? "LongVector" : "IntVector");
    }

    /** The class of vectors of numbers. */
    String numbers() {
        return numbers;
    }

    /** The class of vectors of bit patterns. */
    String bits() {
        return bits;
    }

    /** The descriptor of a number. */
    String number() {
        return precision == Precision.F64 ? "D" : "F";
    }

    /** Pushes a register of neighbours; the species, the array and the place are on the stack. */
    void load(MethodVisitor mv) {
        call(mv, INVOKESTATIC, numbers, "fromArray", "(" + SPECIES + "[" + number() + "I)L" + numbers + ";");
    }

    /** Writes the register on the stack to the array and the place on the stack above it. */
    void store(MethodVisitor mv) {
        call(mv, INVOKEVIRTUAL, numbers, "intoArray", "([" + number() + "I)V");
    }

    /**
     * Pushes the species of a type of elements in the registers that the machine prefers, or in a part of them.
     *
     * @param type the class of boxed elements
     * @param parts how many parts a register has
     */
    void preferredSpecies(MethodVisitor mv, String type, int parts) {
        mv.visitFieldInsn(GETSTATIC, "java/lang/" + type, "TYPE", "Ljava/lang/Class;");
        mv.visitFieldInsn(GETSTATIC, numbers, "SPECIES_PREFERRED", SPECIES);
        mv.visitMethodInsn(INVOKEINTERFACE, PACKAGE + "VectorSpecies", "vectorBitSize", "()I", true);
        BytecodePrinter.integer(mv, MIN_BITS);
        call(mv, INVOKESTATIC, "java/lang/Math", "max", "(II)I");
        BytecodePrinter.integer(mv, parts);
        mv.visitInsn(IDIV);
        call(mv, INVOKESTATIC, PACKAGE + "VectorShape", "forBitSize", "(I)" + SHAPE);
        mv.visitMethodInsn(
                INVOKESTATIC, PACKAGE + "VectorSpecies", "of", "(Ljava/lang/Class;" + SHAPE + ")" + SPECIES, true);
    }

    /** Makes a register on the stack one of as many numbers of these, of the species that is pushed. */
    void convert(MethodVisitor mv, VectorApi from, Runnable species) {
        mv.visitFieldInsn(GETSTATIC, OPERATORS, from.number() + "2" + number(), CONVERSION);
        species.run();
        mv.visitInsn(ICONST_0);
        call(mv, INVOKEVIRTUAL, from.numbers, "convertShape", "(" + CONVERSION + SPECIES + "I)" + ANY);
        mv.visitTypeInsn(CHECKCAST, numbers);
    }

    /** Fills a register with the number on the stack; the species is below it. */
    void broadcast(MethodVisitor mv) {
        call(mv, INVOKESTATIC, numbers, "broadcast", "(" + SPECIES + number() + ")L" + numbers + ";");
    }

    /** Fills a register with the pattern on the stack; the species is below it. */
    void broadcastBits(MethodVisitor mv) {
        call(
                mv,
                INVOKESTATIC,
                bits,
                "broadcast",
                "(" + SPECIES + (precision == Precision.F64 ? "J" : "I") + ")L" + bits + ";");
    }

    /**
     * Pushes what an instruction makes of its operands on the stack; for a choice the mask is uppermost, then what it
     * chooses.
     */
    void apply(MethodVisitor mv, Lane lane) {
        switch (lane.instruction()) {
            case ADD, SUB, MUL, DIV, MIN, MAX -> onNumbers(mv, lane.instruction().name().toLowerCase(Locale.ROOT), 1);
            case FMA -> onNumbers(mv, "fma", 2);
            case NEG, ABS, SQRT -> onNumbers(mv, lane.instruction().name().toLowerCase(Locale.ROOT), 0);
            case SELECT -> call(mv, INVOKEVIRTUAL, numbers, "blend", "(" + ANY + MASK + ")L" + numbers + ";");
            case TO_BITS, OF_BITS -> reinterpret(mv, lane.instruction());
            case BIT_AND -> onBits(mv, "and");
            case BIT_OR -> onBits(mv, "or");
            case BIT_ADD -> onBits(mv, "add");
            case BIT_SUB -> onBits(mv, "sub");
            case BIT_XOR -> {
                below(mv, "XOR", ASSOCIATIVE);
                call(mv, INVOKEVIRTUAL, bits, "lanewise", "(" + BINARY + ANY + ")L" + bits + ";");
            }
            case SHIFT_LEFT, SHIFT_RIGHT -> shift(mv, lane);
            case LT, LE, EQ -> {
                below(mv, lane.instruction().name(), COMPARISON);
                call(mv, INVOKEVIRTUAL, numbers, "compare", "(" + COMPARISON + ANY + ")" + MASK);
            }
            case MASK_AND -> call(mv, INVOKEVIRTUAL, PACKAGE + "VectorMask", "and", "(" + MASK + ")" + MASK);
            case MASK_OR -> call(mv, INVOKEVIRTUAL, PACKAGE + "VectorMask", "or", "(" + MASK + ")" + MASK);
            case MASK_NOT -> call(mv, INVOKEVIRTUAL, PACKAGE + "VectorMask", "not", "()" + MASK);
            default -> throw new AssertionError(lane.instruction());
        }
    }

    /** Makes the register on the stack one of the other kind, with the same bits. */
    void reinterpret(MethodVisitor mv, Instruction instruction) {
        if (instruction == Instruction.TO_BITS) {
            call(
                    mv,
                    INVOKEVIRTUAL,
                    numbers,
                    precision == Precision.F64 ? "reinterpretAsLongs" : "reinterpretAsInts",
                    "()L" + bits + ";");
        } else {
            call(
                    mv,
                    INVOKEVIRTUAL,
                    bits,
                    precision == Precision.F64 ? "reinterpretAsDoubles" : "reinterpretAsFloats",
                    "()L" + numbers + ";");
        }
    }

    /** Leaves whether the mask on the stack is true in all lanes. */
    void areAllTrue(MethodVisitor mv) {
        call(mv, INVOKEVIRTUAL, PACKAGE + "VectorMask", "allTrue", "()Z");
    }

    /** Makes the numbers on the stack truths. */
    void isNotZero(MethodVisitor mv, Runnable zero) {
        mv.visitFieldInsn(GETSTATIC, OPERATORS, "NE", COMPARISON);
        zero.run();
        call(mv, INVOKEVIRTUAL, numbers, "compare", "(" + COMPARISON + ANY + ")" + MASK);
    }

    private void shift(MethodVisitor mv, Lane lane) {
        String operator = lane.instruction() == Instruction.SHIFT_LEFT ? "LSHL" : "LSHR";
        mv.visitFieldInsn(GETSTATIC, OPERATORS, operator, BINARY);
        mv.visitLdcInsn(precision == Precision.F64 ? (Object) (long) lane.distance() : (Object) lane.distance());
        call(
                mv,
                INVOKEVIRTUAL,
                bits,
                "lanewise",
                "(" + BINARY + (precision == Precision.F64 ? "J" : "I") + ")L" + bits + ";");
    }

    /** Puts an operator below the last operand. */
    private static void below(MethodVisitor mv, String operator, String descriptor) {
        mv.visitFieldInsn(GETSTATIC, OPERATORS, operator, descriptor);
        mv.visitInsn(SWAP);
    }

    private void onNumbers(MethodVisitor mv, String method, int operands) {
        call(mv, INVOKEVIRTUAL, numbers, method, "(" + ANY.repeat(operands) + ")L" + numbers + ";");
    }

    private void onBits(MethodVisitor mv, String method) {
        call(mv, INVOKEVIRTUAL, bits, method, "(" + ANY + ")L" + bits + ";");
    }

    private static void call(MethodVisitor mv, int opcode, String owner, String method, String descriptor) {
        mv.visitMethodInsn(opcode, owner, method, descriptor, false);
    }
}
