package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one of the two ways to do a tile that has been filled, in registers or in numbers: its stages, and what
 * becomes of their results.
 */
final class TileWay {
    private final TileMethods methods;
    private final boolean inRegisters;
    private final VectorClass vectors;
    private final TileLayout layout;
    private final SpecialCalls specials;
    private final String name;

    /**
     * @param layout for this way
     * @param name of the method that does all tiles
     */
    TileWay(TileMethods methods, boolean inRegisters, TileLayout layout, String name) {
        this.methods = methods;
        this.inRegisters = inRegisters;
        this.vectors = methods.vectors();
        this.layout = layout;
        this.specials = methods.calls();
        this.name = name;
    }

    /** Whether there are elements that the stages do not expect. */
    boolean hasCheck() {
        return inRegisters && layout.stages().check() != null;
    }

    /** Whether all elements of a tile are as the stages expect. */
    Expr.Call check(TileArguments tile) {
        return call(tile, layout.stages().check(), vectors.name(), checkName());
    }

    /** Runs the stages, and takes up what is folded. */
    void stages(TileArguments tile) {
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            String stageOwner = isInCompanion(stages.get(i)) ? vectors.name() : methods.owner();
            tile.body().run(call(tile, stages.get(i), stageOwner, stageName(i)));
        }
        layout.loop().folded().forEach((output, lane) -> fold(tile, output, lane));
    }

    /** Takes to their places what the stages have left in tiles. */
    void empty(TileFrame frame) {
        new TileMoves(frame, layout, specials).empty(layout.loop().moved());
    }

    private Expr.Call call(TileArguments tile, Stage stage, String stageOwner, String stageMethod) {
        List<Expr> arguments = new ArrayList<>(List.of(tile.scratch(), tile.elements()));
        for (TileLayout.Operand operand : layout.operands(stage)) {
            arguments.add(tile.array(operand.buffer()));
            arguments.add(tile.place(operand.buffer(), operand.place()));
        }
        List<Kind> kinds = arguments.stream().map(Expr::kind).toList();
        Kind result = stage.isCheck() ? Kind.BOOLEAN : Kind.VOID;
        return new Expr.Call(new MethodRef(stageOwner.replace('/', '.'), stageMethod, kinds, result), arguments);
    }

    private void fold(TileArguments tile, Output output, Lane lane) {
        boolean isInArray = layout.stages().source(lane) == Stages.Source.ARRAY;
        Buffer buffer = isInArray ? layout.loop().buffer(lane) : null;
        Expr array = isInArray ? tile.array(buffer) : tile.scratch();
        Expr place = isInArray ? tile.place(buffer, layout.loop().place(lane)) : integer(layout.tile(lane));
        if (!inRegisters) {
            new TileFolds(tile, layout, specials).takeUp(output, array, place);
            return;
        }
        MethodRef fold = vectors.fold(layout.loop().precision(), output.fold());
        tile.body().run(fold, array, place, tile.elements(), tile.scratch(), integer(layout.fold(output)));
    }

    private boolean isInCompanion(Stage stage) {
        return inRegisters && !stage.isByLane();
    }

    private String stageName(int index) {
        return name + (inRegisters ? "Stage" : "Twin") + index;
    }

    private String checkName() {
        return name + "Check";
    }

    /** Writes the methods of the stages. */
    void writeStages() {
        if (inRegisters) {
            vectors.use(layout.loop().precision());
        }
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Method method = StageCode.of(layout, stage, specials, inRegisters, stageName(i));
            if (isInCompanion(stage)) {
                vectors.print(method);
            } else {
                methods.target().accept(method);
            }
        }
        if (hasCheck()) {
            vectors.print(StageCode.of(layout, layout.stages().check(), specials, true, checkName()));
        }
    }
}
