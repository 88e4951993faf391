package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.choose;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.divide;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.multiply;
import static dev.autodiff.kernel.Exprs.or;
import static dev.autodiff.kernel.Exprs.subtract;
import static dev.autodiff.kernel.Exprs.truth;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.simd.Stages;
import java.util.List;
import org.objectweb.asm.ClassVisitor;

/**
 * The choice, tile by tile, between registers and numbers. What calls the vector module is a thousand times slower
 * before the JIT has compiled it: until then it does a few short tiles of each call, so that the JIT takes it up, and
 * numbers do the others. As soon as registers take no longer than numbers, they do everything. Both give the same bits,
 * so it does not matter what the clock says, nor that threads count together without a lock.
 */
final class WarmUp {
    /**
     * So many tiles in registers are the shortest: HotSpot's first compiler takes up what has been called 200 times.
     */
    private static final int FIRST_TILES = 200;

    /**
     * The second compiler takes up what has been called 600 times with 15 000 steps in loops: 24 steps a call on AVX2.
     */
    private static final int COLD_TILE = 96;

    /** The state in which registers are fast. */
    private static final int HOT = FIRST_TILES + 1;

    /**
     * A call does one cold tile, and one more for so many elements: a first call stays fast, and the tenth finds
     * compiled code.
     */
    private static final int ELEMENTS_OF_FIRST_TILE = 10_000;
    private static final int ELEMENTS_OF_COLD_TILE = 2000;

    /**
     * Numbers are interpreted until they have been called so often: those tiles are short as well, 100 whole ones would
     * take half a second.
     */
    private static final int FIRST_NUMBERS = 200;

    private static final MethodRef CLOCK = MethodRef.of(System.class, "nanoTime", Kind.LONG);

    private final Body body;
    private final Expr.Field state;
    private final Expr.Field numbers;
    private final Expr.Field fastest;
    private final int firstTile;
    private Variable budget;
    private Variable start;
    private Variable step;
    private Variable inRegisters;

    /**
     * @param tiles the name of the method that is written
     * @param layout what it does
     */
    WarmUp(Body body, String tiles, TileLayout layout) {
        this.body = body;
        this.state = new Expr.Field(tiles + "Cold", Kind.INT);
        this.numbers = new Expr.Field(tiles + "Interpreted", Kind.INT);
        this.fastest = new Expr.Field(tiles + "Fastest", Kind.LONG);
        this.firstTile = layout.loop().folded().isEmpty() ? layout.loop().group() : VectorLoop.FOLD_WIDTH;
    }

    /**
     * Declares what is remembered from call to call: how many of the first tiles have been done, or that registers are
     * fast; how many in numbers, up to a limit; and the time of the fastest tile in numbers, 0 before there is one.
     */
    void declare(ClassVisitor target) {
        for (Expr.Field field : List.of(state, numbers, fastest)) {
            target.visitField(ACC_PRIVATE | ACC_STATIC, field.name(), field.kind().descriptor(), null, null).visitEnd();
        }
    }

    /** @param elements how many there are in all */
    void begin(Expr elements) {
        Expr each = choose(
                compare(state, Relation.LESS, integer(FIRST_TILES)),
                integer(ELEMENTS_OF_FIRST_TILE),
                integer(ELEMENTS_OF_COLD_TILE));
        budget = body.let("budget", divide(elements, each));
        start = body.let("start", integer(Kind.LONG, 0));
    }

    /** The elements of a tile. */
    Variable step() {
        return step;
    }

    private Expr isHot() {
        return compare(state, Relation.AT_LEAST, integer(HOT));
    }

    /** Chooses how the next tile is done, and how long it is. */
    void beginTile() {
        step = body.declare(Kind.INT, "step");
        inRegisters = body.declare(Kind.BOOLEAN, "inRegisters");
        body.branch(isHot(), () -> choice(true, Stages.TILE), () -> {
            body.assign(start, call(CLOCK));
            body.branch(compare(budget, Relation.AT_LEAST, integer(0)), this::inRegisters, this::inNumbers);
        });
    }

    private void inRegisters() {
        body.assign(budget, subtract(budget, integer(1)));
        body.branch(compare(state, Relation.LESS, integer(FIRST_TILES)), () -> {
            count(state);
            choice(true, firstTile);
        }, () -> choice(true, COLD_TILE));
    }

    private void inNumbers() {
        body.branch(compare(numbers, Relation.LESS, integer(FIRST_NUMBERS)), () -> {
            count(numbers);
            choice(false, firstTile);
        }, () -> choice(false, Stages.TILE));
    }

    private void count(Expr.Field tiles) {
        body.set(tiles, add(tiles, integer(1)));
    }

    private void choice(boolean registers, int elements) {
        body.assign(step, integer(elements));
        body.assign(inRegisters, truth(registers));
    }

    /** Has the tile done in numbers unless a condition holds, which only registers can tell. */
    void onlyIf(Expr condition) {
        body.branch(inRegisters, () -> body.assign(inRegisters, condition));
    }

    /** Two ways to do the same. */
    void eitherWay(Runnable registers, Runnable inNumbers) {
        body.branch(inRegisters, registers, inNumbers);
    }

    /**
     * Compares the time of a tile with that of the fastest one in numbers.
     *
     * @param length its elements
     */
    void endTile(Variable length) {
        body.branch(compare(state, Relation.LESS, integer(HOT)), () -> {
            // what as many elements as a tile can have would take
            Expr all = multiply(subtract(call(CLOCK), start), integer(Kind.LONG, Stages.TILE));
            body.assign(start, divide(all, cast(Kind.LONG, length)));
            Expr isFaster = compare(start, Relation.AT_MOST, fastest);
            Expr isFirst = compare(fastest, Relation.EQUAL, integer(Kind.LONG, 0));
            body.branch(inRegisters, () -> body.branch(isFaster, () -> body.set(state, integer(HOT))),
                    () -> body.branch(or(isFirst, isFaster), () -> body.set(fastest, start)));
        });
    }
}
