package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.autodiff.graph.Access;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Lane;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes loops that move numbers, one by one, between tiles and places that are no neighbours; and the last steps of folds. */
final class TileMoves {
    private final PlanMethod method;
    private final MethodVisitor mv;
    private final TileLayout layout;
    private final ElementCode elements;

    TileMoves(PlanMethod method, TileLayout layout) {
        this.method = method;
        this.mv = method.visitor();
        this.layout = layout;
        this.elements = new ElementCode(mv);
    }

    /**
     * Fills a tile.
     *
     * @param begin pushes the first place, or the first number of a position
     * @param column the local that holds the index of the first element in its row; -1 if there are no rows
     * @param length a local
     */
    void fill(Input input, Lane lane, Runnable begin, int column, int length) {
        eachPlace(layout.loop().layout().place(input), begin, column, length, (i, place) -> {
            scratch(lane, i);
            if (input instanceof Load load) {
                method.array(ArrayRef.of(load.buffer()));
                mv.visitVarInsn(ILOAD, place);
                elements.load(load.buffer().isFloat());
            } else {
                mv.visitVarInsn(ILOAD, place);
                mv.visitInsn(I2D);
            }
            elements.store(layout.isFloat());
        });
    }

    /** Empties a tile. */
    void empty(Output output, Lane lane, Runnable begin, int column, int length) {
        eachPlace(layout.loop().layout().place(output), begin, column, length, (i, place) -> {
            element(output, place);
            if (output.fold() != null) {
                element(output, place);
                elements.load(output.buffer().isFloat());
            }
            scratch(lane, i);
            elements.load(layout.isFloat());
            if (output.fold() != null) {
                combine(output);
            }
            elements.store(output.buffer().isFloat());
        });
    }

    private interface AtPlace {
        void write(int i, int place);
    }

    private void eachPlace(Access access, Runnable begin, int column, int length, AtPlace body) {
        int place = method.locals().reserve(1);
        int i = method.locals().reserve(1);
        int inRow = method.locals().reserve(1);
        begin.run();
        mv.visitVarInsn(ISTORE, place);
        if (column >= 0) {
            mv.visitVarInsn(ILOAD, column);
            mv.visitVarInsn(ISTORE, inRow);
        }
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, i);
        List<Dimension> strides = layout.loop().strides(access);
        CountedLoop.write(mv, i, length, () -> mv.visitInsn(ICONST_1), () -> {
            body.write(i, place);
            advance(place, strides.get(strides.size() - 1));
            if (column >= 0) {
                endOfRow(inRow, place, strides);
            }
        });
    }

    private void advance(int place, Dimension distance) {
        if (!distance.is(0)) {
            mv.visitVarInsn(ILOAD, place);
            method.asInt(distance);
            mv.visitInsn(IADD);
            mv.visitVarInsn(ISTORE, place);
        }
    }

    /** Behind the last element of a row comes the first one of the next row. */
    private void endOfRow(int inRow, int place, List<Dimension> strides) {
        Label isInRow = new Label();
        mv.visitIincInsn(inRow, 1);
        mv.visitVarInsn(ILOAD, inRow);
        method.asInt(layout.loop().row());
        mv.visitJumpInsn(IF_ICMPLT, isInRow);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, inRow);
        advance(place, strides.get(0).minus(strides.get(1).times(layout.loop().row())));
        mv.visitLabel(isInRow);
    }

    private void element(Output output, int place) {
        method.array(ArrayRef.of(output.buffer()));
        mv.visitVarInsn(ILOAD, place);
    }

    private void scratch(Lane lane, int i) {
        method.array(ArrayRef.scratch(layout.isFloat()));
        SizeCode.integer(mv, layout.tile(lane));
        mv.visitVarInsn(ILOAD, i);
        mv.visitInsn(IADD);
    }

    /** Makes two numbers one; of floats it is rounded when it is stored. */
    private void combine(Output output) {
        elements.combine(output.fold().ofNumbers(), false);
    }

    /** Makes the partial results of a fold one, which takes the place of the first: halves with halves, so that errors stay small. */
    void combine(Output output, int begin) {
        for (int half = VectorLoop.FOLD_WIDTH / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partial(begin + i);
                partial(begin + i);
                elements.load(layout.isFloat());
                partial(begin + half + i);
                elements.load(layout.isFloat());
                combine(output);
                elements.store(layout.isFloat());
            }
        }
    }

    /** Takes the elements of a tile up in the partial results, in the order of registers. */
    void fold(Output output, int array, int at, int length) {
        int i = method.locals().reserve(1);
        int partial = method.locals().reserve(1);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, i);
        CountedLoop.write(mv, i, length, () -> mv.visitInsn(ICONST_1), () -> {
            mv.visitVarInsn(ILOAD, i);
            SizeCode.integer(mv, VectorLoop.FOLD_WIDTH - 1);
            mv.visitInsn(IAND);
            SizeCode.integer(mv, layout.fold(output));
            mv.visitInsn(IADD);
            mv.visitVarInsn(ISTORE, partial);
            method.array(ArrayRef.scratch(layout.isFloat()));
            mv.visitVarInsn(ILOAD, partial);
            method.array(ArrayRef.scratch(layout.isFloat()));
            mv.visitVarInsn(ILOAD, partial);
            elements.load(layout.isFloat());
            mv.visitVarInsn(ALOAD, array);
            mv.visitVarInsn(ILOAD, at);
            mv.visitVarInsn(ILOAD, i);
            mv.visitInsn(IADD);
            elements.load(layout.isFloat());
            combine(output);
            elements.store(layout.isFloat());
        });
    }

    private void partial(int index) {
        method.array(ArrayRef.scratch(layout.isFloat()));
        SizeCode.integer(mv, index);
    }
}
