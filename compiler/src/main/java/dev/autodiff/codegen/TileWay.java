package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.autodiff.lowering.Step.Output;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import dev.autodiff.simd.Stages;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Writes one of the two ways to do a tile that has been filled, in registers or in numbers: its stages, and what becomes of their results. */
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
    TileWay(boolean inRegisters, ClassVisitor target, String owner, VectorClass vectors, TileLayout layout, SpecialCalls specials, String name) {
        this.inRegisters = inRegisters;
        this.target = target;
        this.owner = owner;
        this.vectors = vectors;
        this.layout = layout;
        this.specials = specials;
        this.name = name;
    }

    /** The code of a method that does tiles, where one is done. */
    final class Caller {
        private final PlanMethod method;
        private final MethodVisitor mv;
        private final TilePlaces places;
        private final TileMoves moves;
        private final int length;

        /** @param length the local with the elements of the tile */
        Caller(PlanMethod method, TilePlaces places, int length) {
            this.method = method;
            this.mv = method.visitor();
            this.places = places;
            this.moves = new TileMoves(method, layout);
            this.length = length;
        }

        /** Leaves on the stack whether all elements are as the stages expect. */
        void check() {
            call(layout.stages().check(), vectors.name(), checkName());
        }

        void tile() {
            List<Stage> stages = layout.stages().list();
            for (int i = 0; i < stages.size(); i++) {
                call(stages.get(i), isInCompanion(stages.get(i)) ? vectors.name() : owner, stageName(i));
            }
            layout.loop().folded().forEach(inRegisters ? this::fold : this::foldNumbers);
            layout.loop().moved().forEach((output, lane) -> moves.empty(output, lane, () -> places.push(layout.loop().layout().place(output)), places.column(), length));
        }

        private void call(Stage stage, String target, String stageMethod) {
            method.array(ArrayRef.scratch(layout.isFloat()));
            mv.visitVarInsn(ILOAD, length);
            for (TileLayout.Operand operand : layout.operands(stage)) {
                method.array(ArrayRef.of(operand.buffer()));
                places.push(operand.place());
            }
            mv.visitMethodInsn(INVOKESTATIC, target, stageMethod, layout.descriptor(stage), false);
        }

        private void fold(Output output, Lane lane) {
            foldOperand(lane);
            mv.visitVarInsn(ILOAD, length);
            method.array(ArrayRef.scratch(layout.isFloat()));
            SizeCode.integer(mv, layout.fold(output));
            String array = "[" + layout.number();
            mv.visitMethodInsn(INVOKESTATIC, vectors.name(), vectors.fold(layout.loop().precision(), output.fold()), "(" + array + "II" + array + "I)V", false);
        }

        /** Pushes the array and the place of what is folded. */
        private void foldOperand(Lane lane) {
            if (layout.stages().source(lane) == Stages.Source.ARRAY) {
                method.array(ArrayRef.of(layout.loop().buffer(lane)));
                places.push(layout.loop().place(lane));
            } else {
                method.array(ArrayRef.scratch(layout.isFloat()));
                SizeCode.integer(mv, layout.tile(lane));
            }
        }

        private void foldNumbers(Output output, Lane lane) {
            int array = method.locals().reserve(1);
            int at = method.locals().reserve(1);
            foldOperand(lane);
            mv.visitVarInsn(ISTORE, at);
            mv.visitVarInsn(ASTORE, array);
            moves.fold(output, array, at, length);
        }
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
                continue;
            }
            MethodVisitor code = target.visitMethod(ACC_PRIVATE | ACC_STATIC, stageName(i), layout.descriptor(stage), null, null);
            code.visitCode();
            if (stage.isByLane()) {
                new ByLaneEmitter(code, layout, stage, specials).emit();
            } else {
                new NumberStageEmitter(code, layout, stage).emit();
            }
        }
        if (inRegisters && layout.stages().check() != null) {
            new StageEmitter(vectors, layout, layout.stages().check(), checkName()).emitCheck();
        }
    }
}
