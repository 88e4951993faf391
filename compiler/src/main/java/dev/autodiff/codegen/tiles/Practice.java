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
        return vectors.print(begin(layout, name, vectors.calls(), tile));
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

    private static Method begin(TileLayout layout, String name, SpecialCalls calls, MethodRef tile) {
        Body body = new Body();
        Variable warmth = new Variable(WARMTH.kind(), "warmth");
        Variable loop = new Variable(Kind.INT, "loop");
        Variable scratch = body.let("scratch", new Expr.NewArray(layout.scratchKind(), integer(layout.scratch())));
        fill(body, scratch, 0, layout.scratch(), 1);
        int places = layout.places().size() * TileLayout.TILE_STRIDE;
        List<Variable> captured =
                List.of(scratch, numbers(body, Kind.F64, places), numbers(body, Kind.F32, places));
        Expr.Task task = new Expr.Task(tile, captured, new Variable(Kind.INT, "elements"));
        MethodRef practise =
                MethodRef.of(WarmUp.class, "practise", Kind.VOID, WARMTH.kind(), Kind.INT, Kind.INT, task.kind());
        body.run(calls.of(WarmUp.class, practise), warmth, loop, integer(layout.loop().group()), task);
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
