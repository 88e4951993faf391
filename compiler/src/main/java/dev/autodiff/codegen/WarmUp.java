package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IDIV;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LDIV;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LMUL;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.LSUB;
import static org.objectweb.asm.Opcodes.PUTSTATIC;

import dev.autodiff.simd.Stages;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the choice, tile by tile, between registers and numbers. What calls the vector module is a thousand times slower before the
 * JIT has compiled it: until then it does a few short tiles of each call, so that the JIT takes it up, and numbers do the others.
 * As soon as registers take no longer than numbers, they do everything. Both give the same bits, so it does not matter what
 * the clock says, nor that threads count together without a lock.
 */
final class WarmUp {
    /** So many tiles in registers are the shortest: HotSpot's first compiler takes up what has been called 200 times. */
    private static final int FIRST_TILES = 200;

    /** The second compiler takes up what has been called 600 times with 15 000 steps in loops: 24 steps a call on AVX2. */
    private static final int COLD_TILE = 96;

    /** The state in which registers are fast. */
    private static final int HOT = FIRST_TILES + 1;

    /** A call does one cold tile, and one more for so many elements: a first call stays fast, and the tenth finds compiled code. */
    private static final int ELEMENTS_OF_FIRST_TILE = 10_000;
    private static final int ELEMENTS_OF_COLD_TILE = 2000;

    /** Numbers are interpreted until they have been called so often: those tiles are short as well, 100 whole ones would take half a second. */
    private static final int FIRST_NUMBERS = 200;

    private final String owner;
    private final String state;
    private final String numbers;
    private final String fastest;
    private final MethodVisitor mv;
    private final int firstTile;
    private final int budget;
    private final int step;
    private final int inRegisters;
    private final int start;

    /**
     * @param tiles the name of the method that is written
     * @param layout what it does
     */
    WarmUp(PlanMethod method, String owner, String tiles, TileLayout layout) {
        this.owner = owner;
        this.state = tiles + "Cold";
        this.numbers = tiles + "Interpreted";
        this.fastest = tiles + "Fastest";
        this.mv = method.visitor();
        this.firstTile = layout.loop().folded().isEmpty() ? layout.loop().group() : VectorLoop.FOLD_WIDTH;
        this.budget = method.locals().reserve(1);
        this.step = method.locals().reserve(1);
        this.inRegisters = method.locals().reserve(1);
        this.start = method.locals().reserve(2);
    }

    /**
     * Declares what is remembered from call to call: how many of the first tiles have been done, or that registers are fast; how many
     * in numbers, up to a limit; and the time of the fastest tile in numbers, 0 before there is one.
     */
    void declare(ClassVisitor target) {
        target.visitField(ACC_PRIVATE | ACC_STATIC, state, "I", null, null).visitEnd();
        target.visitField(ACC_PRIVATE | ACC_STATIC, numbers, "I", null, null).visitEnd();
        target.visitField(ACC_PRIVATE | ACC_STATIC, fastest, "J", null, null).visitEnd();
    }

    /** @param elements the local with how many there are in all */
    void begin(int elements) {
        Label warmer = new Label();
        Label chosen = new Label();
        mv.visitVarInsn(ILOAD, elements);
        push(state);
        SizeCode.integer(mv, FIRST_TILES);
        mv.visitJumpInsn(IF_ICMPGE, warmer);
        SizeCode.integer(mv, ELEMENTS_OF_FIRST_TILE);
        mv.visitJumpInsn(GOTO, chosen);
        mv.visitLabel(warmer);
        SizeCode.integer(mv, ELEMENTS_OF_COLD_TILE);
        mv.visitLabel(chosen);
        mv.visitInsn(IDIV);
        mv.visitVarInsn(ISTORE, budget);
        mv.visitInsn(LCONST_0);
        mv.visitVarInsn(LSTORE, start);
    }

    /** The local with the elements of a tile. */
    int step() {
        return step;
    }

    private void push(String counter) {
        mv.visitFieldInsn(GETSTATIC, owner, counter, "I");
    }

    private void jumpIfHot(Label target) {
        push(state);
        SizeCode.integer(mv, HOT);
        mv.visitJumpInsn(IF_ICMPGE, target);
    }

    private void clock() {
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
    }

    /** Chooses how the next tile is done, and how long it is. */
    void beginTile() {
        Label fast = new Label();
        Label warmer = new Label();
        Label byNumber = new Label();
        Label interpreted = new Label();
        Label chosen = new Label();
        jumpIfHot(fast);
        clock();
        mv.visitVarInsn(LSTORE, start);
        mv.visitVarInsn(ILOAD, budget);
        mv.visitJumpInsn(IFLT, byNumber);
        mv.visitIincInsn(budget, -1);
        push(state);
        SizeCode.integer(mv, FIRST_TILES);
        mv.visitJumpInsn(IF_ICMPGE, warmer);
        count(state);
        choose(true, firstTile, chosen);
        mv.visitLabel(warmer);
        choose(true, COLD_TILE, chosen);
        mv.visitLabel(byNumber);
        push(numbers);
        SizeCode.integer(mv, FIRST_NUMBERS);
        mv.visitJumpInsn(IF_ICMPLT, interpreted);
        choose(false, Stages.TILE, chosen);
        mv.visitLabel(interpreted);
        count(numbers);
        choose(false, firstTile, chosen);
        mv.visitLabel(fast);
        choose(true, Stages.TILE, chosen);
        mv.visitLabel(chosen);
    }

    private void count(String tiles) {
        push(tiles);
        mv.visitInsn(ICONST_1);
        mv.visitInsn(IADD);
        mv.visitFieldInsn(PUTSTATIC, owner, tiles, "I");
    }

    private void choose(boolean registers, int elements, Label next) {
        SizeCode.integer(mv, elements);
        mv.visitVarInsn(ISTORE, step);
        mv.visitInsn(registers ? ICONST_1 : ICONST_0);
        mv.visitVarInsn(ISTORE, inRegisters);
        mv.visitJumpInsn(GOTO, next);
    }

    private void jumpIfInNumbers(Label target) {
        mv.visitVarInsn(ILOAD, inRegisters);
        mv.visitJumpInsn(IFEQ, target);
    }

    /** Compares the time in the local of the start. */
    private void jumpIfSlower(Label target) {
        mv.visitVarInsn(LLOAD, start);
        mv.visitFieldInsn(GETSTATIC, owner, fastest, "J");
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFGT, target);
    }

    /** Has the tile done in numbers unless a condition holds, which only registers can tell. */
    void onlyIf(Runnable condition) {
        Label byNumber = new Label();
        jumpIfInNumbers(byNumber);
        condition.run();
        mv.visitVarInsn(ISTORE, inRegisters);
        mv.visitLabel(byNumber);
    }

    /** Writes two ways to do the same. */
    void eitherWay(Runnable registers, Runnable numbers) {
        Label byNumber = new Label();
        Label end = new Label();
        jumpIfInNumbers(byNumber);
        registers.run();
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(byNumber);
        numbers.run();
        mv.visitLabel(end);
    }

    /**
     * Compares the time of a tile with that of the fastest one in numbers.
     *
     * @param length the local with its elements
     */
    void endTile(int length) {
        Label end = new Label();
        Label byNumber = new Label();
        jumpIfHot(end);
        timeOfWholeTile(length);
        jumpIfInNumbers(byNumber);
        jumpIfSlower(end);
        SizeCode.integer(mv, HOT);
        mv.visitFieldInsn(PUTSTATIC, owner, state, "I");
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(byNumber);
        keepFastest(end);
        mv.visitLabel(end);
    }

    /** Leaves in the local of the start what as many elements as a tile can have would take. */
    private void timeOfWholeTile(int length) {
        clock();
        mv.visitVarInsn(LLOAD, start);
        mv.visitInsn(LSUB);
        mv.visitLdcInsn((long) Stages.TILE);
        mv.visitInsn(LMUL);
        mv.visitVarInsn(ILOAD, length);
        mv.visitInsn(I2L);
        mv.visitInsn(LDIV);
        mv.visitVarInsn(LSTORE, start);
    }

    private void keepFastest(Label end) {
        Label isFirst = new Label();
        mv.visitFieldInsn(GETSTATIC, owner, fastest, "J");
        mv.visitInsn(LCONST_0);
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFEQ, isFirst);
        jumpIfSlower(end);
        mv.visitLabel(isFirst);
        mv.visitVarInsn(LLOAD, start);
        mv.visitFieldInsn(PUTSTATIC, owner, fastest, "J");
    }
}
