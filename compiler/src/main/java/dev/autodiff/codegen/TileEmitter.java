package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IDIV;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IREM;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Stage;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the method that does a {@link VectorLoop} tile by tile: it computes what all elements share, runs the stages on each tile,
 * and returns how many rounds of the outer loop are done. Those are a multiple of what the widest registers hold; the rest is left
 * to the loop of numbers.
 */
final class TileEmitter {
    private static final String LENGTH = "length$";

    private final ClassVisitor target;
    private final String owner;
    private final VectorClass vectors;
    private final TileLayout layout;
    private final SpecialCalls specials;
    private final String name;
    private final PlanMethod method;
    private final MethodVisitor mv;
    private final TileMoves moves;
    private int column = -1;
    private int tile;
    private WarmUp warmUp;
    private int length;

    TileEmitter(ClassVisitor target, String owner, VectorClass vectors, TileLayout layout, SpecialCalls specials, String name) {
        this.target = target;
        this.owner = owner;
        this.vectors = vectors;
        this.layout = layout;
        this.specials = specials;
        this.name = name;
        this.method = new PlanMethod(target, owner, ACC_PRIVATE | ACC_STATIC, name, arguments(layout), "I");
        this.mv = method.visitor();
        this.moves = new TileMoves(method, layout);
    }

    /** What the method takes: what the nest's takes, where the loop begins, its length, the parameters of what all elements share, and the scratch. */
    static List<Argument> arguments(TileLayout layout) {
        List<Argument> arguments = new ArrayList<>(layout.loop().layout().arguments());
        for (int i = 0; i < layout.places().size(); i++) {
            arguments.add(new Argument(place(i), "I", null, null));
        }
        arguments.add(new Argument(LENGTH, "I", null, null));
        for (int i = 0; i < layout.parameters().size(); i++) {
            arguments.add(new Argument(parameter(i), layout.parameters().get(i).type().isTruth() ? "I" : "D", null, null));
        }
        ArrayRef scratch = ArrayRef.scratch(layout.isFloat());
        arguments.add(new Argument(scratch.name(), scratch.descriptor(), null, scratch));
        return arguments;
    }

    private static String place(int index) {
        return "at$" + index;
    }

    private static String parameter(int index) {
        return "shared$" + index;
    }

    void emit() {
        layout.loop().layout().constants().forEach(method::keep);
        shareUniforms();
        layout.loop().folded().keySet().forEach(this::beginFold);
        int rounds = method.locals().reserve(1);
        pushLength();
        pushLength();
        SizeCode.integer(mv, layout.loop().group());
        mv.visitInsn(IREM);
        mv.visitInsn(ISUB);
        mv.visitVarInsn(ISTORE, rounds);
        int end = method.locals().reserve(1);
        mv.visitVarInsn(ILOAD, rounds);
        times(layout.loop().row());
        mv.visitVarInsn(ISTORE, end);
        if (hasRows()) {
            column = method.locals().reserve(1);
        }
        tile = method.locals().reserve(1);
        warmUp = new WarmUp(method, owner, name);
        warmUp.declare(target);
        warmUp.begin(end);
        length = method.locals().reserve(1);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, tile);
        CountedLoop.write(mv, tile, end, () -> mv.visitVarInsn(ILOAD, warmUp.step()), () -> tile(end));
        layout.loop().folded().keySet().forEach(this::endFold);
        mv.visitVarInsn(ILOAD, rounds);
        method.end();
        writeStages();
    }

    private boolean hasRows() {
        return !layout.loop().row().is(1);
    }

    /** Multiplies the int on the stack. */
    private void times(Dimension factor) {
        if (!factor.is(1)) {
            method.asInt(factor);
            mv.visitInsn(IMUL);
        }
    }

    private void pushLength() {
        mv.visitVarInsn(ILOAD, method.slot(LENGTH));
    }

    /** Leaves in the scratch what is the same for all elements. */
    private void shareUniforms() {
        List<Node> values = List.copyOf(layout.loop().uniforms().keySet());
        for (int i = 0; i < layout.parameters().size(); i++) {
            method.locals().bind(layout.parameters().get(i), method.slot(parameter(i)));
        }
        if (values.isEmpty()) {
            return;
        }
        Schedule schedule = Schedule.of(values, true);
        MethodWriter writer = new MethodWriter(mv, owner, schedule, Constants.of(values), specials, method.locals());
        writer.block(schedule.root());
        for (Node value : values) {
            method.array(ArrayRef.scratch(layout.isFloat()));
            SizeCode.integer(mv, layout.uniform(layout.loop().uniforms().get(value)));
            writer.expression(value);
            if (value.type().isTruth()) {
                mv.visitInsn(I2D);
            }
            storeNumber();
        }
    }

    private void storeNumber() {
        if (layout.isFloat()) {
            mv.visitInsn(D2F);
        }
        mv.visitInsn(layout.isFloat() ? FASTORE : DASTORE);
    }

    private void beginFold(Output output) {
        method.array(ArrayRef.scratch(layout.isFloat()));
        SizeCode.integer(mv, layout.fold(output));
        SizeCode.integer(mv, layout.fold(output) + VectorLoop.FOLD_WIDTH);
        double neutral = output.fold().neutral();
        mv.visitLdcInsn(layout.isFloat() ? (Object) (float) neutral : (Object) neutral);
        mv.visitMethodInsn(INVOKESTATIC, "java/util/Arrays", "fill", layout.isFloat() ? "([FIIF)V" : "([DIID)V", false);
    }

    /** One tile: what it is filled with, the stages, and what becomes of it. */
    private void tile(int end) {
        warmUp.beginTile();
        mv.visitVarInsn(ILOAD, warmUp.step());
        mv.visitVarInsn(ILOAD, end);
        mv.visitVarInsn(ILOAD, tile);
        mv.visitInsn(ISUB);
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        mv.visitVarInsn(ISTORE, length);
        if (hasRows()) {
            mv.visitVarInsn(ILOAD, tile);
            method.asInt(layout.loop().row());
            mv.visitInsn(IREM);
            mv.visitVarInsn(ISTORE, column);
        }
        layout.loop().filled().forEach((input, lane) -> moves.fill(input, lane, () -> begin(layout.loop().layout().place(input)), column, length));
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            String method = stageName(i);
            if (stage.isByLane()) {
                call(stage, owner, method);
            } else {
                warmUp.eitherWay(() -> call(stage, vectors.name(), method), () -> call(stage, owner, method));
            }
        }
        layout.loop().folded().forEach((output, lane) -> warmUp.eitherWay(() -> fold(output, lane), () -> foldNumbers(output, lane)));
        layout.loop().moved().forEach((output, lane) -> moves.empty(output, lane, () -> begin(layout.loop().layout().place(output)), column, length));
        warmUp.endTile(length);
    }

    /** Pushes where the tile begins in an array. */
    private void begin(Access access) {
        mv.visitVarInsn(ILOAD, method.slot(place(layout.places().indexOf(access))));
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
            times(stride);
            mv.visitInsn(IADD);
        }
    }

    private void call(Stage stage, String target, String stageMethod) {
        method.array(ArrayRef.scratch(layout.isFloat()));
        mv.visitVarInsn(ILOAD, length);
        for (TileLayout.Operand operand : layout.operands(stage)) {
            method.array(ArrayRef.of(operand.buffer()));
            begin(operand.place());
        }
        mv.visitMethodInsn(INVOKESTATIC, target, stageMethod, layout.descriptor(stage), false);
    }

    private String stageName(int index) {
        return name + "Stage" + index;
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
            begin(layout.loop().place(lane));
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

    private void endFold(Output output) {
        moves.combine(output, layout.fold(output));
    }

    private void writeStages() {
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            MethodVisitor code = target.visitMethod(ACC_PRIVATE | ACC_STATIC, stageName(i), layout.descriptor(stage), null, null);
            code.visitCode();
            if (stage.isByLane()) {
                new ByLaneEmitter(code, layout, stage, specials).emit();
            } else {
                new NumberStageEmitter(code, layout, stage).emit();
                new StageEmitter(vectors, layout, stage, stageName(i)).emit();
            }
        }
    }
}
