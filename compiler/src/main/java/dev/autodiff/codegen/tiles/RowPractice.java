package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.divide;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.math;

import dev.autodiff.codegen.tiles.ShortRows.Read;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Output;
import java.util.ArrayList;
import java.util.List;

/** What {@link ShortRows} practise on a thread beside until they are hot: the kernel in registers, on ones. */
final class RowPractice {
    /** Terms of the rows that are practised. */
    private static final int TERMS = 8;

    private RowPractice() {}

    /**
     * Writes into the companion the method that a thread begins with, as {@link Practice} does.
     *
     * @param kernel the one that is practised
     */
    static MethodRef write(VectorClass vectors, ShortRows rows, MethodRef kernel, String name) {
        Variable scratch = new Variable(rows.scratch().kind(), "scratch");
        Variable doubles = new Variable(Kind.F64.array(), "doubles");
        Variable floats = new Variable(Kind.F32.array(), "floats");
        Variable elements = new Variable(Kind.INT, "elements");
        Body body = new Body();
        Expr count = math("max", integer(1), divide(elements, integer(TERMS)));
        List<Expr> arguments =
                new ArrayList<>(List.of(scratch, integer(rows.together()), count, integer(TERMS)));
        int array = 0;
        for (Read read : rows.shared()) {
            arguments.add(read.buffer().isFloat() ? floats : doubles);
            arguments.add(integer(TileLayout.TILE_STRIDE * array++));
            if (RowKernel.isHandedIn(read.ofRounds())) {
                arguments.add(integer(TERMS));
            }
            if (RowKernel.isHandedIn(read.ofTerms())) {
                arguments.add(integer(1));
            }
        }
        for (Output output : rows.layout().outputs()) {
            arguments.add(output.buffer().isFloat() ? floats : doubles);
            arguments.add(integer(TileLayout.TILE_STRIDE * array++));
            arguments.add(integer(RowScratch.LANES));
        }
        body.run(new Expr.Call(kernel, arguments));
        List<Variable> parameters = List.of(scratch, doubles, floats, elements);
        Method tile = new Method(name + "Practised", false, parameters, Kind.VOID, body.statements(), null).synthetic();
        int numbers = rows.arrays() * TileLayout.TILE_STRIDE;
        return Practice.write(
                vectors, vectors.print(tile), rows.scratch().size(), numbers, rows.group(), name + "Practice");
    }
}
