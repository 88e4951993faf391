package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IREM;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Step.Output;
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
    private final TileLayout layout;
    private final SpecialCalls specials;
    private final String name;
    private final TileWay registers;
    private final TileWay numbers;
    private final PlanMethod method;
    private final MethodVisitor mv;
    private final TileMoves moves;

    TileEmitter(ClassVisitor target, String owner, VectorClass vectors, TileLayout layout, SpecialCalls specials, String name) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.specials = specials;
        this.name = name;
        this.registers = new TileWay(true, target, owner, vectors, layout, specials, name);
        this.numbers = new TileWay(false, target, owner, vectors, layout.ofNumbers(), specials, name);
        this.method = new PlanMethod(target, owner, ACC_PRIVATE | ACC_STATIC, name, arguments(layout), "I");
        this.mv = method.visitor();
        this.moves = new TileMoves(method, layout);
    }

    /** What the method takes: what the nest's takes, where the loop begins, its length, the parameters of what all elements share, and the scratch. */
    static List<Argument> arguments(TileLayout layout) {
        List<Argument> arguments = new ArrayList<>(layout.loop().layout().arguments());
        for (int i = 0; i < layout.places().size(); i++) {
            arguments.add(new Argument(TilePlaces.argument(i), "I", null, null));
        }
        arguments.add(new Argument(LENGTH, "I", null, null));
        for (int i = 0; i < layout.parameters().size(); i++) {
            arguments.add(new Argument(parameter(i), layout.parameters().get(i).type().isTruth() ? "Z" : "D", null, null));
        }
        ArrayRef scratch = ArrayRef.scratch(layout.isFloat());
        arguments.add(new Argument(scratch.name(), scratch.descriptor(), null, scratch));
        return arguments;
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
        if (!layout.loop().row().is(1)) {
            method.asInt(layout.loop().row());
            mv.visitInsn(IMUL);
        }
        mv.visitVarInsn(ISTORE, end);
        tiles(end);
        layout.loop().folded().keySet().forEach(output -> moves.combine(output, layout.fold(output)));
        mv.visitVarInsn(ILOAD, rounds);
        method.end();
        registers.writeStages();
        numbers.writeStages();
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
            new ElementCode(mv).store(layout.isFloat());
        }
    }

    private void beginFold(Output output) {
        method.array(ArrayRef.scratch(layout.isFloat()));
        SizeCode.integer(mv, layout.fold(output));
        SizeCode.integer(mv, layout.fold(output) + VectorLoop.FOLD_WIDTH);
        double neutral = output.fold().neutral();
        mv.visitLdcInsn(layout.isFloat() ? (Object) (float) neutral : (Object) neutral);
        mv.visitMethodInsn(INVOKESTATIC, "java/util/Arrays", "fill", layout.isFloat() ? "([FIIF)V" : "([DIID)V", false);
    }

    private void tiles(int end) {
        int tile = method.locals().reserve(1);
        TilePlaces places = new TilePlaces(method, layout, tile);
        WarmUp warmUp = new WarmUp(method, owner, name, layout);
        warmUp.declare(target);
        warmUp.begin(end);
        int length = method.locals().reserve(1);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, tile);
        CountedLoop.write(mv, tile, end, () -> mv.visitVarInsn(ILOAD, warmUp.step()), () -> {
            warmUp.beginTile();
            mv.visitVarInsn(ILOAD, warmUp.step());
            mv.visitVarInsn(ILOAD, end);
            mv.visitVarInsn(ILOAD, tile);
            mv.visitInsn(ISUB);
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
            mv.visitVarInsn(ISTORE, length);
            places.beginTile();
            tile(warmUp, places, length);
            warmUp.endTile(length);
        });
    }

    /** One tile: what it is filled with, and in registers what is as expected, in numbers what is not, or as long as that is faster. */
    private void tile(WarmUp warmUp, TilePlaces places, int length) {
        layout.loop().filled().forEach((input, lane) -> moves.fill(input, lane, () -> places.push(layout.loop().layout().place(input)), places.column(), length));
        TileWay.Caller fast = registers.new Caller(method, places, length);
        TileWay.Caller twin = numbers.new Caller(method, places, length);
        if (layout.stages().check() != null) {
            warmUp.onlyIf(fast::check);
        }
        warmUp.eitherWay(fast::tile, twin::tile);
    }
}
