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

    /** Writes what a loop does in vector registers: its innermost loop if that is long, or the innermost two as one. */
    public List<ManyAtOnce> of(Task task) {
        List<ManyAtOnce> tiles = new ArrayList<>();
        for (int levels = 1; levels <= 2; levels++) {
            TileLayout layout = TileCall.canBeWorthIt(task.loop(), levels) ? TileLayout.of(task.loop(), levels) : null;
            if (layout != null) {
                tiles.add(write(layout, task.method() + (levels == 1 ? "Tiles" : "Rows")));
            }
        }
        return tiles;
    }

    /** Writes what a loop does tile by tile, as a method of this name. */
    public TileCall write(TileLayout layout, String name) {
        return new TileCall(new TileEmitter(target, owner, vectors, layout, calls, name).emit(), layout, calls);
    }
}
