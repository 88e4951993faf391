package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.divide;
import static dev.autodiff.kernel.Exprs.remainder;

import dev.autodiff.codegen.loops.ArrayRef;
import dev.autodiff.codegen.loops.PlanFrame;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the method that does tiles takes, and where each tile begins in each array. */
final class TileFrame implements TileArguments {
    private final TileLayout layout;
    private final PlanFrame frame;
    private final List<Variable> places = new ArrayList<>();
    private final Variable length;
    private final Map<Node, Variable> parameters = new LinkedHashMap<>();
    private final Variable scratch;
    private Variable tile;
    private Variable column;
    private Variable elements;

    TileFrame(TileLayout layout) {
        this.layout = layout;
        this.frame = new PlanFrame(layout.loop().layout().arguments(), List.of());
        layout.places().forEach(place -> places.add(frame.parameter(Kind.INT, "at")));
        this.length = frame.parameter(Kind.INT, "length");
        layout.parameters().forEach(node -> parameters.put(node, frame.parameter(ScalarCode.kind(node), "shared")));
        this.scratch = frame.parameter(layout.scratchKind(), "scratch");
    }

    @Override
    public Body body() {
        return frame.body();
    }

    /** How many rounds there are. */
    Variable length() {
        return length;
    }

    /** What is handed in of what all elements share. */
    Map<Node, Variable> parameters() {
        return parameters;
    }

    @Override
    public Variable scratch() {
        return scratch;
    }

    Expr size(Dimension dimension) {
        return frame.size(dimension);
    }

    @Override
    public Expr array(Buffer buffer) {
        return frame.array(ArrayRef.of(buffer));
    }

    Method method(String name) {
        return frame.method(name, Kind.INT).synthetic();
    }

    /**
     * What follows does a tile.
     *
     * @param first the index of its first element
     * @param count its elements
     */
    void beginTile(Variable first, Variable count) {
        tile = first;
        elements = count;
        column = hasRows() ? body().let("column", remainder(tile, size(layout.loop().row()))) : null;
    }

    private boolean hasRows() {
        return !layout.loop().row().is(1);
    }

    /** The index of the tile's first element in its row; null if there are no rows. */
    Variable column() {
        return column;
    }

    @Override
    public Variable elements() {
        return elements;
    }

    @Override
    public Expr place(Buffer buffer, Access access) {
        return place(access);
    }

    /** Where the tile begins in all arrays that are gone through so. */
    Expr place(Access access) {
        Expr begin = places.get(layout.places().indexOf(access));
        List<Dimension> strides = layout.loop().strides(access);
        if (!hasRows() || layout.loop().isContiguous(access)) {
            return frame.behind(begin, strides.get(strides.size() - 1), tile);
        }
        Expr row = divide(tile, size(layout.loop().row()));
        return frame.behind(frame.behind(begin, strides.get(1), column), strides.get(0), row);
    }
}
