package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.graph.Access;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Size;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one loop nest as a method. The frame: the arrays, the dimensions that have names, then a counter and a place for each
 * level, then what the body keeps.
 */
final class LoopEmitter implements LoopLayout.Writer {
    private final String owner;
    private final LoopLayout layout;
    private final MethodVisitor mv;
    private final MethodWriter body;
    private final SizeCode sizes;
    private final ElementCode elements;
    private final PlaceCode places;
    private final Map<ArrayRef, Integer> arraySlots = new HashMap<>();
    private final Map<String, Integer> nameSlots = new HashMap<>();
    private final Map<Output, Integer> accumulators = new HashMap<>();

    private LoopEmitter(ClassVisitor target, String owner, String name, LoopLayout layout, SpecialCalls specials) {
        this.owner = owner;
        this.layout = layout;
        this.mv = target.visitMethod(ACC_PRIVATE | ACC_STATIC, name, PlanMethod.descriptor(layout.arguments(), "V"), null, null);
        this.body = new MethodWriter(mv, owner, layout.schedule(), Constants.of(layout.values()), specials);
        this.sizes = new SizeCode(mv, nameSlots);
        this.elements = new ElementCode(mv);
        this.places = new PlaceCode(layout, body, sizes);
    }

    static void emit(ClassVisitor target, String owner, String name, LoopLayout layout, SpecialCalls specials) {
        new LoopEmitter(target, owner, name, layout, specials).emit();
    }

    private void emit() {
        layout.arguments().forEach(this::argument);
        layout.constants().forEach(this::constant);
        body.line(layout.line());
        places.begin();
        layout.write(this);
        mv.visitInsn(RETURN);
        body.end();
    }

    private void argument(Argument argument) {
        int slot = body.locals().argument(argument.name(), argument.descriptor());
        if (argument.isDimension()) {
            nameSlots.put(argument.name(), slot);
        } else {
            arraySlots.put(argument.array(), slot);
        }
    }

    private void constant(ArrayRef array) {
        mv.visitFieldInsn(GETSTATIC, owner, array.name(), array.descriptor());
        int slot = body.locals().reserve(1);
        mv.visitVarInsn(ASTORE, slot);
        arraySlots.put(array, slot);
    }

    @Override
    public void body(Block block) {
        body.block(block);
    }

    @Override
    public void repeat(int level, Runnable inner) {
        sizes.asInt(layout.length(level));
        int bound = places.keep();
        mv.visitInsn(ICONST_0);
        int counter = places.counter(level);
        Label start = new Label();
        Label end = new Label();
        mv.visitLabel(start);
        mv.visitVarInsn(ILOAD, counter);
        mv.visitVarInsn(ILOAD, bound);
        mv.visitJumpInsn(IF_ICMPGE, end);
        Map<Access, Integer> outside = places.beginRound(level);
        inner.run();
        places.endRound(outside);
        mv.visitIincInsn(counter, 1);
        mv.visitJumpInsn(GOTO, start);
        mv.visitLabel(end);
    }

    @Override
    public void read(Input input) {
        if (input instanceof Load load) {
            mv.visitVarInsn(ALOAD, arraySlots.get(ArrayRef.of(load.buffer())));
            places.push(layout.place(load), load.index());
            elements.load(load.buffer());
            body.locals().store(input.parameter(), load.buffer().name());
            return;
        }
        if (input instanceof Size size) {
            sizes.asInt(size.dimension());
        } else {
            places.push(layout.place(input), null);
        }
        mv.visitInsn(I2D);
        body.locals().store(input.parameter(), null);
    }

    @Override
    public void open(Output output) {
        element(output);
        elements.load(output.buffer());
        int slot = body.locals().reserve(isTruth(output) ? 1 : 2);
        mv.visitVarInsn(isTruth(output) ? ISTORE : DSTORE, slot);
        accumulators.put(output, slot);
    }

    @Override
    public void close(Output output) {
        element(output);
        mv.visitVarInsn(isTruth(output) ? ILOAD : DLOAD, accumulators.get(output));
        elements.store(output.buffer());
    }

    private static boolean isTruth(Output output) {
        return output.buffer().type().isTruth();
    }

    /** Pushes the array and the place that the output goes to. */
    private void element(Output output) {
        mv.visitVarInsn(ALOAD, arraySlots.get(ArrayRef.of(output.buffer())));
        places.push(layout.place(output), output.index());
    }

    @Override
    public void write(Output output) {
        Buffer buffer = output.buffer();
        Integer accumulator = accumulators.get(output);
        if (accumulator != null) {
            mv.visitVarInsn(isTruth(output) ? ILOAD : DLOAD, accumulator);
            body.expression(output.value());
            elements.combine(output.fold(), buffer);
            mv.visitVarInsn(isTruth(output) ? ISTORE : DSTORE, accumulator);
            return;
        }
        element(output);
        if (output.fold() != null) {
            element(output);
            elements.load(buffer);
        }
        body.expression(output.value());
        if (output.fold() != null) {
            elements.combine(output.fold(), buffer);
        }
        elements.store(buffer);
    }
}
