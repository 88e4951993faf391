package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IREM;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.PUTSTATIC;

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
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the method that does the innermost loop of a nest tile by tile: it computes what all elements share, runs the stages on
 * each tile, and returns how many elements are done. Those are a multiple of the widest registers; the rest is left to the
 * loop of numbers.
 */
final class TileEmitter {
    private static final String LENGTH = "length$";

    /**
     * Elements of the first tiles, before the stages are compiled: HotSpot compiles what has been called 600 times with 15 000 steps in
     * loops, which short tiles come to after the least work in slow code.
     */
    private static final int COLD_TILE = 96;

    /** Tiles until the stages are compiled, with some to spare while the compiler is at work. */
    private static final int COLD_TILES = 1000;

    private final ClassVisitor target;
    private final String owner;
    private final VectorClass vectors;
    private final TileLayout layout;
    private final SpecialCalls specials;
    private final String name;
    private final PlanMethod method;
    private final MethodVisitor mv;
    private final TileMoves moves;
    private int tile;
    private int step;
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
        target.visitField(ACC_PRIVATE | ACC_STATIC, coldTiles(name), "I", null, null).visitEnd();
        vectors.initially(coldTiles(name), COLD_TILES);
        layout.loop().layout().constants().forEach(method::keep);
        shareUniforms();
        layout.loop().folded().keySet().forEach(this::beginFold);
        int end = method.locals().reserve(1);
        pushLength();
        pushLength();
        SizeCode.integer(mv, layout.loop().group());
        mv.visitInsn(IREM);
        mv.visitInsn(ISUB);
        mv.visitVarInsn(ISTORE, end);
        tile = method.locals().reserve(1);
        step = method.locals().reserve(1);
        length = method.locals().reserve(1);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, tile);
        CountedLoop.write(mv, tile, end, () -> mv.visitVarInsn(ILOAD, step), () -> tile(end));
        layout.loop().folded().keySet().forEach(this::endFold);
        mv.visitVarInsn(ILOAD, end);
        method.end();
        writeStages();
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
        chooseStep();
        mv.visitVarInsn(ILOAD, step);
        mv.visitVarInsn(ILOAD, end);
        mv.visitVarInsn(ILOAD, tile);
        mv.visitInsn(ISUB);
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        mv.visitVarInsn(ISTORE, length);
        layout.filled().forEach((input, lane) -> moves.fill(input, lane, () -> begin(layout.loop().layout().place(input)), length));
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            call(stages.get(i), i);
        }
        layout.loop().folded().forEach(this::fold);
        layout.loop().moved().forEach((output, lane) -> moves.empty(output, lane, () -> begin(layout.loop().layout().place(output)), length));
    }

    /** Counts the first tiles. No result depends on how long tiles are, so that threads need not agree on the count. */
    private void chooseStep() {
        String cold = coldTiles(name);
        Label warm = new Label();
        Label chosen = new Label();
        mv.visitFieldInsn(GETSTATIC, owner, cold, "I");
        mv.visitJumpInsn(IFLE, warm);
        mv.visitFieldInsn(GETSTATIC, owner, cold, "I");
        mv.visitInsn(ICONST_1);
        mv.visitInsn(ISUB);
        mv.visitFieldInsn(PUTSTATIC, owner, cold, "I");
        SizeCode.integer(mv, COLD_TILE);
        mv.visitJumpInsn(GOTO, chosen);
        mv.visitLabel(warm);
        SizeCode.integer(mv, Stages.TILE);
        mv.visitLabel(chosen);
        mv.visitVarInsn(ISTORE, step);
    }

    private static String coldTiles(String name) {
        return name + "Cold";
    }

    /** Pushes where the tile begins in an array. */
    private void begin(Access access) {
        mv.visitVarInsn(ILOAD, method.slot(place(layout.places().indexOf(access))));
        Dimension stride = moves.stride(access);
        if (!stride.is(0)) {
            mv.visitVarInsn(ILOAD, tile);
            moves.times(stride);
            mv.visitInsn(IADD);
        }
    }

    private void call(Stage stage, int index) {
        method.array(ArrayRef.scratch(layout.isFloat()));
        mv.visitVarInsn(ILOAD, length);
        for (TileLayout.Operand operand : layout.operands(stage)) {
            method.array(ArrayRef.of(operand.buffer()));
            begin(operand.place());
        }
        mv.visitMethodInsn(INVOKESTATIC, stage.isByLane() ? owner : vectors.name(), stageName(index), layout.descriptor(stage), false);
    }

    private String stageName(int index) {
        return name + "Stage" + index;
    }

    private void fold(Output output, Lane lane) {
        if (layout.stages().source(lane) == Stages.Source.ARRAY) {
            method.array(ArrayRef.of(layout.loop().buffer(lane)));
            begin(layout.loop().place(lane));
        } else {
            method.array(ArrayRef.scratch(layout.isFloat()));
            SizeCode.integer(mv, layout.tile(lane));
        }
        mv.visitVarInsn(ILOAD, length);
        method.array(ArrayRef.scratch(layout.isFloat()));
        SizeCode.integer(mv, layout.fold(output));
        String array = "[" + layout.number();
        mv.visitMethodInsn(INVOKESTATIC, vectors.name(), vectors.fold(layout.loop().precision(), output.fold()), "(" + array + "II" + array + "I)V", false);
    }

    private void endFold(Output output) {
        moves.combine(output, layout.fold(output));
    }

    private void writeStages() {
        List<Stage> stages = layout.stages().list();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.isByLane()) {
                MethodVisitor code = target.visitMethod(ACC_PRIVATE | ACC_STATIC, stageName(i), layout.descriptor(stage), null, null);
                code.visitCode();
                new ByLaneEmitter(code, vectors, layout, stage, specials).emit();
            } else {
                new StageEmitter(vectors, layout, stage, stageName(i)).emit();
            }
        }
    }
}
