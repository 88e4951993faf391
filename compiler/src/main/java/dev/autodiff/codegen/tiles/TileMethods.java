package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.ManyAtOnce;
import dev.autodiff.codegen.loops.Tasks.Task;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the methods that do innermost loops in vector registers, tile by tile.
 *
 * @param target takes the methods of the class whose loops these are
 * @param owner the internal name of that class
 * @param vectors its companion, which takes all that calls the vector module
 */
public record TileMethods(Consumer<Method> target, String owner, VectorClass vectors, SpecialCalls calls) {
    /** Writes what a loop does in vector registers, in each way that {@link NestTiles} finds. */
    public List<ManyAtOnce> of(Task task) {
        List<ManyAtOnce> tiles = new ArrayList<>();
        NestTiles nest = NestTiles.of(task.loop());
        if (nest.innermost() != null) {
            tiles.add(write(nest.innermost(), task.method() + "Tiles"));
        }
        if (nest.rowsAsOne() != null) {
            tiles.add(write(nest.rowsAsOne(), task.method() + "Rows"));
        }
        if (nest.acrossRows() != null) {
            TileLayout rows = nest.acrossRows();
            String name = task.method() + "AcrossRows";
            tiles.add(new AcrossRows(new TileEmitter(this, rows, name).emit(), task.loop(), rows, calls));
        }
        if (nest.shortRows() != null) {
            ShortRows rows = nest.shortRows();
            MethodRef method = new ShortRowsEmitter(this, rows, task.method() + "ShortRows").emit();
            tiles.add(new ShortRowsCall(method, rows, calls));
        }
        return tiles;
    }

    /** Writes what a loop does tile by tile, as a method of this name. */
    public TileCall write(TileLayout layout, String name) {
        return new TileCall(new TileEmitter(this, layout, name).emit(), layout, calls);
    }
}
