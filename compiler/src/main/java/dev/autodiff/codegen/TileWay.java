package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;

/**
 * Writes one of the two ways to do a tile that has been filled, in registers or in numbers: its stages, and what
 * becomes of their results.
 */
final class TileWay {
    private final boolean inRegisters;
    private final ClassVisitor target;
    private final String owner;
    private final VectorClass vectors;
    private final TileLayout layout;
    private final SpecialCalls specials;
    private final String name;

    /**
     * @param layout for this way
     * @param name of the method that does all tiles
     */
    TileWay(
            boolean inRegisters,
            ClassVisitor target,
            String owner,
            VectorClass vectors,
            TileLayout layout,
            SpecialCalls specials,
            String name) {
        this.inRegisters = inRegisters;
        this.target = target;
        this.owner = owner;
        this.vectors = vectors;
        this.layout = layout;
        this.specials = specials;
        this.name = name;
    }

    /** Whether all elements of a tile are as the stages expect. */
    Expr check(TileFrame frame) {
        return call(frame, layout.stages().check(), vectors.name(), checkName());
    }

    /** Does a tile. */
    void tile(TileFrame frame) {
        TileMoves moves = new TileMoves(frame, layout, specials);
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            frame.body()
                    .run(call(
                            frame, stages.get(i), isInCompanion(stages.get(i)) ? vectors.name() : owner, stageName(i)));
        }
        layout.loop().folded().forEach((output, lane) -> fold(frame, moves, output, lane));
        layout.loop().moved().forEach(moves::empty);
    }

    private Expr.Call call(TileFrame frame, Stage stage, String stageOwner, String stageMethod) {
        List<Expr> arguments = new ArrayList<>(List.of(frame.scratch(), frame.elements()));
        for (TileLayout.Operand operand : layout.operands(stage)) {
            arguments.add(frame.array(operand.buffer()));
            arguments.add(frame.place(operand.place()));
        }
        List<Kind> kinds = arguments.stream().map(Expr::kind).toList();
        Kind result = stage.isCheck() ? Kind.BOOLEAN : Kind.VOID;
        return new Expr.Call(new MethodRef(stageOwner.replace('/', '.'), stageMethod, kinds, result), arguments);
    }

    private void fold(TileFrame frame, TileMoves moves, Output output, Lane lane) {
        boolean isInArray = layout.stages().source(lane) == Stages.Source.ARRAY;
        Expr array = isInArray ? frame.array(layout.loop().buffer(lane)) : frame.scratch();
        Expr place = isInArray ? frame.place(layout.loop().place(lane)) : integer(layout.tile(lane));
        if (!inRegisters) {
            moves.fold(output, array, place);
            return;
        }
        List<Kind> kinds = List.of(array.kind(), Kind.INT, Kind.INT, frame.scratch().kind(), Kind.INT);
        String name = vectors.fold(layout.loop().precision(), output.fold());
        MethodRef fold = new MethodRef(vectors.name().replace('/', '.'), name, kinds, Kind.VOID);
        frame.body().run(fold, array, place, frame.elements(), frame.scratch(), integer(layout.fold(output)));
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
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (isInCompanion(stage)) {
                new StageEmitter(vectors, layout, stage, stageName(i)).emit();
            } else {
                BytecodePrinter.print(NumberStage.of(layout, stage, specials, stageName(i)), target, owner);
            }
        }
        if (inRegisters && layout.stages().check() != null) {
            new StageEmitter(vectors, layout, layout.stages().check(), checkName()).emitCheck();
        }
    }
}
