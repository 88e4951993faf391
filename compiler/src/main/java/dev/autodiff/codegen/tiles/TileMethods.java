package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.ManyAtOnce;
import dev.autodiff.codegen.loops.Tasks.Task;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;

/** The methods that do innermost loops in vector registers. */
public final class TileMethods {
    private final ClassVisitor target;
    private final String owner;
    private final VectorClass vectors;
    private final SpecialCalls calls;

    /** @param vectors where what is done in vector registers goes to */
    public TileMethods(ClassVisitor target, String owner, VectorClass vectors, SpecialCalls calls) {
        this.target = target;
        this.owner = owner;
        this.vectors = vectors;
        this.calls = calls;
    }

    /**
     * Writes what a loop does in vector registers: its innermost loop if that is long, or the innermost two as one, or
     * the rows of the innermost side by side.
     */
    public List<ManyAtOnce> of(Task task) {
        List<ManyAtOnce> tiles = new ArrayList<>();
        for (int levels = 1; levels <= 2; levels++) {
            boolean mayPay = TileCall.canBeWorthIt(task.loop(), levels);
            TileLayout layout = mayPay ? TileLayout.of(task.loop(), levels, true) : null;
            if (layout != null) {
                String name = task.method() + (levels == 1 ? "Tiles" : "Rows");
                tiles.add(new TileCall(
                        new TileEmitter(target, owner, vectors, layout, calls, name).emit(), layout, calls));
            }
        }
        TileLayout rows = AcrossRows.tiles(task.loop());
        if (rows != null && tiles.stream().noneMatch(way -> way.level() == task.loop().depth() - 2)) {
            String name = task.method() + "AcrossRows";
            tiles.add(new AcrossRows(
                    new TileEmitter(target, owner, vectors, rows, calls, name).emit(), task.loop(), rows, calls));
        }
        return tiles;
    }
}
