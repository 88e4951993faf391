package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IDIV;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.IREM;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.autodiff.graph.Access;
import dev.autodiff.runtime.Dimension;
import java.util.List;
import org.objectweb.asm.MethodVisitor;

/** Writes where a tile begins in each array. */
final class TilePlaces {
    private final PlanMethod method;
    private final MethodVisitor mv;
    private final TileLayout layout;
    private final int tile;
    private final int column;

    /** @param tile the local with the index of the first element */
    TilePlaces(PlanMethod method, TileLayout layout, int tile) {
        this.method = method;
        this.mv = method.visitor();
        this.layout = layout;
        this.tile = tile;
        this.column = hasRows() ? method.locals().reserve(1) : -1;
    }

    private boolean hasRows() {
        return !layout.loop().row().is(1);
    }

    /** The argument of the method that says where an access is at the first element of all. */
    static String argument(int index) {
        return "at$" + index;
    }

    /** The local that holds the index of the tile's first element in its row; -1 if there are no rows. */
    int column() {
        return column;
    }

    /** Has to stand at the beginning of each tile. */
    void beginTile() {
        if (hasRows()) {
            mv.visitVarInsn(ILOAD, tile);
            method.asInt(layout.loop().row());
            mv.visitInsn(IREM);
            mv.visitVarInsn(ISTORE, column);
        }
    }

    /** Pushes where the tile begins in an array. */
    void push(Access access) {
        mv.visitVarInsn(ILOAD, method.slot(argument(layout.places().indexOf(access))));
        List<Dimension> strides = layout.loop().strides(access);
        if (!hasRows() || layout.loop().isContiguous(access)) {
            step(() -> mv.visitVarInsn(ILOAD, tile), strides.get(strides.size() - 1));
            return;
        }
        step(() -> mv.visitVarInsn(ILOAD, column), strides.get(1));
        step(() -> {
            mv.visitVarInsn(ILOAD, tile);
            method.asInt(layout.loop().row());
            mv.visitInsn(IDIV);
        }, strides.get(0));
    }

    /** Adds so many steps of a length to the place on the stack. */
    private void step(Runnable count, Dimension stride) {
        if (!stride.is(0)) {
            count.run();
            if (!stride.is(1)) {
                method.asInt(stride);
                mv.visitInsn(IMUL);
            }
            mv.visitInsn(IADD);
        }
    }
}
