package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.graph.Access;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.WarmUp;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a loop practises on a thread beside until it is hot: the stages of a tile in registers, on arrays that hold 1,
 * or NaN. The method takes the scratch, doubles and floats in place of the loop's arrays, and how many elements.
 */
final class Practice implements TileArguments {
    /** The field that holds what is known of the loops of a class. */
    static final Expr.Field WARMTH = new Expr.Field("WARMTH", Kind.of(AtomicLongArray.class));

    private final TileLayout layout;
    private final Body body = new Body();
    private final Variable scratch;
    private final Variable doubles = new Variable(Kind.F64.array(), "doubles");
    private final Variable floats = new Variable(Kind.F32.array(), "floats");
    private final Variable elements = new Variable(Kind.INT, "elements");
    private boolean isUnusual;

    private Practice(TileLayout layout) {
        this.layout = layout;
        this.scratch = new Variable(layout.scratchKind(), "scratch");
    }

    @Override
    public Body body() {
        return body;
    }

    @Override
    public Expr scratch() {
        return scratch;
    }

    @Override
    public Expr elements() {
        return elements;
    }

    @Override
    public Expr array(Buffer buffer) {
        return buffer.isFloat() ? floats : doubles;
    }

    @Override
    public Expr place(Buffer buffer, Access access) {
        int array = layout.places().indexOf(access) + (isUnusual ? layout.places().size() : 0);
        return integer(array * TileLayout.TILE_STRIDE);
    }

    /**
     * Writes into the companion the method that a thread begins with, which takes what is known of the loops and the
     * number of this one.
     *
     * @param registers how a tile is done
     */
    static MethodRef write(VectorClass vectors, TileLayout layout, TileWay registers, String name) {
        MethodRef tile = vectors.print(new Practice(layout).tile(registers, name + "Practised"));
        int numbers = layout.places().size() * TileLayout.TILE_STRIDE;
        return write(vectors, tile, layout.scratch(), numbers, layout.loop().group(), name);
    }

    /**
     * The same of another way to do a tile.
     *
     * @param tile takes the scratch, doubles, floats and how many elements
     * @param scratch the elements of the scratch
     * @param numbers how many doubles and floats that are 1, and as many behind them that are NaN
     * @param shortest elements of the first tiles
     */
    static MethodRef write(VectorClass vectors, MethodRef tile, int scratch, int numbers, int shortest, String name) {
        return vectors.print(begin(vectors.calls(), tile, scratch, numbers, shortest, name));
    }

    /** A check, if there is one, finds usual elements and others. */
    private Method tile(TileWay registers, String name) {
        if (registers.hasCheck()) {
            isUnusual = true;
            body.run(registers.check(this));
            isUnusual = false;
            body.run(registers.check(this));
        }
        registers.stages(this);
        List<Variable> parameters = List.of(scratch, doubles, floats, elements);
        return new Method(name, false, parameters, Kind.VOID, body.statements(), null).synthetic();
    }

    private static Method begin(
            SpecialCalls calls, MethodRef tile, int elements, int numbers, int shortest, String name) {
        Body body = new Body();
        Variable warmth = new Variable(WARMTH.kind(), "warmth");
        Variable loop = new Variable(Kind.INT, "loop");
        Kind kind = tile.parameters().get(0);
        Variable scratch = body.let("scratch", new Expr.NewArray(kind, integer(elements)));
        fill(body, scratch, 0, elements, 1);
        List<Variable> captured =
                List.of(scratch, numbers(body, Kind.F64, numbers), numbers(body, Kind.F32, numbers));
        Expr.Task task = new Expr.Task(tile, captured, new Variable(Kind.INT, "elements"));
        MethodRef practise =
                MethodRef.of(WarmUp.class, "practise", Kind.VOID, WARMTH.kind(), Kind.INT, Kind.INT, task.kind());
        body.run(calls.of(practise), warmth, loop, integer(shortest), task);
        return new Method(name, false, List.of(warmth, loop), Kind.VOID, body.statements(), null).synthetic();
    }

    /** Usual numbers for all places, and then unusual ones. */
    private static Variable numbers(Body body, Kind kind, int places) {
        Variable array = body.let("numbers", new Expr.NewArray(kind.array(), integer(2 * places)));
        fill(body, array, 0, places, 1);
        fill(body, array, places, 2 * places, Double.NaN);
        return array;
    }

    private static void fill(Body body, Variable array, int from, int to, double number) {
        Kind kind = array.kind();
        MethodRef fill = MethodRef.of(Arrays.class, "fill", Kind.VOID, kind, Kind.INT, Kind.INT, kind.element());
        body.run(fill, array, integer(from), integer(to), Elements.literal(kind.element().equals(Kind.F32), number));
    }
}
