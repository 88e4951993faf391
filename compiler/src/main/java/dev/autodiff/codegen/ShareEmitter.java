package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IDIV;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_DOUBLE;
import static org.objectweb.asm.Opcodes.T_FLOAT;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.graph.Reduction;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the method that threads share a loop in: {@code loop(…)} does a short loop itself, and has the chunks of a long one done by
 * {@code loopChunk(…, folds, rounds, chunk)}; both call {@code loopShare(…, from, to)}.
 */
final class ShareEmitter {
    private static final String ROUNDS = "rounds$";
    private static final String CHUNK = "chunk$";

    private final ClassVisitor target;
    private final String owner;
    private final String name;
    private final Sharing sharing;
    private final LoopLayout layout;

    ShareEmitter(ClassVisitor target, String owner, String name, Sharing sharing) {
        this.target = target;
        this.owner = owner;
        this.name = name;
        this.sharing = sharing;
        this.layout = sharing.layout();
    }

    /** The name of the method that does a part of a loop. */
    static String share(String loop) {
        return loop + "Share";
    }

    /** The part of the loop that the method of a share does. */
    static LoopEmitter.Share share(PlanMethod method, Sharing sharing) {
        Map<Output, Integer> folds = new LinkedHashMap<>();
        for (int i = 0; i < sharing.folds().size(); i++) {
            folds.put(sharing.folds().get(i), method.slot(Sharing.fold(i, sharing.folds().get(i))));
        }
        return new LoopEmitter.Share(method.slot(Sharing.FROM), method.slot(Sharing.TO), folds);
    }

    void emit() {
        dispatcher();
        chunk();
    }

    private void dispatcher() {
        PlanMethod method = new PlanMethod(target, owner, ACC_PRIVATE | ACC_STATIC, name, layout.arguments(), "V");
        MethodVisitor mv = method.visitor();
        layout.constants().forEach(method::keep);
        Label inChunks = new Label();
        method.asLong(layout.length(0).times(sharing.inner()));
        mv.visitLdcInsn((long) Reduction.MIN_ELEMENTS);
        mv.visitInsn(LCMP);
        mv.visitJumpInsn(IFGE, inChunks);
        layout.arguments().forEach(method::load);
        for (Output output : sharing.folds()) {
            element(method, output);
        }
        mv.visitInsn(ICONST_0);
        method.asInt(layout.length(0));
        method.call(share(name), sharing.arguments(), "V");
        mv.visitInsn(RETURN);
        mv.visitLabel(inChunks);
        inChunks(method);
        method.end();
    }

    private void element(PlanMethod method, Output output) {
        method.array(ArrayRef.of(output.buffer()));
        method.asInt(layout.place(output).offset());
    }

    private void inChunks(PlanMethod method) {
        MethodVisitor mv = method.visitor();
        int rounds = method.locals().reserve(1);
        SizeCode.integer(mv, Reduction.CHUNK);
        method.asInt(sharing.inner());
        mv.visitInsn(IDIV);
        mv.visitInsn(ICONST_1);
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "max", "(II)I", false);
        mv.visitVarInsn(ISTORE, rounds);
        int chunks = method.locals().reserve(1);
        method.asInt(layout.length(0));
        mv.visitInsn(ICONST_1);
        mv.visitInsn(ISUB);
        mv.visitVarInsn(ILOAD, rounds);
        mv.visitInsn(IDIV);
        mv.visitInsn(ICONST_1);
        mv.visitInsn(IADD);
        mv.visitVarInsn(ISTORE, chunks);
        for (int i = 0; i < sharing.folds().size(); i++) {
            ArrayRef partial = Sharing.fold(i, sharing.folds().get(i));
            mv.visitVarInsn(ILOAD, chunks);
            mv.visitIntInsn(NEWARRAY, partial.isFloat() ? T_FLOAT : T_DOUBLE);
            method.define(partial);
        }
        mv.visitVarInsn(ILOAD, chunks);
        layout.arguments().forEach(method::load);
        folds().forEach(method::array);
        mv.visitVarInsn(ILOAD, rounds);
        Tasks.push(mv, owner, name + "Chunk", captured());
        mv.visitMethodInsn(INVOKESTATIC, Parallel.class.getName().replace('.', '/'), "run", "(I" + Tasks.TASK + ")V", false);
        combine(method, chunks);
    }

    /** The arrays with the results of the chunks. */
    private List<ArrayRef> folds() {
        List<ArrayRef> folds = new ArrayList<>();
        for (int i = 0; i < sharing.folds().size(); i++) {
            folds.add(Sharing.fold(i, sharing.folds().get(i)));
        }
        return folds;
    }

    /** What is handed to all chunks. */
    private String captured() {
        StringBuilder descriptors = new StringBuilder();
        List<Argument> arguments = chunkArguments();
        arguments.subList(0, arguments.size() - 1).forEach(argument -> descriptors.append(argument.descriptor()));
        return descriptors.toString();
    }

    private List<Argument> chunkArguments() {
        List<Argument> arguments = new ArrayList<>(layout.arguments());
        folds().forEach(array -> arguments.add(new Argument(array.name(), array.descriptor(), null, array)));
        arguments.add(new Argument(ROUNDS, "I", null, null));
        arguments.add(new Argument(CHUNK, "I", null, null));
        return arguments;
    }

    /** Takes up the results of the chunks in their order. */
    private void combine(PlanMethod method, int chunks) {
        if (sharing.folds().isEmpty()) {
            return;
        }
        MethodVisitor mv = method.visitor();
        ElementCode elements = new ElementCode(mv);
        int chunk = method.locals().reserve(1);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, chunk);
        CountedLoop.write(mv, chunk, chunks, () -> mv.visitInsn(ICONST_1), () -> {
            for (int i = 0; i < sharing.folds().size(); i++) {
                Output output = sharing.folds().get(i);
                element(method, output);
                element(method, output);
                elements.load(output.buffer());
                method.array(folds().get(i));
                mv.visitVarInsn(ILOAD, chunk);
                elements.load(output.buffer());
                elements.combine(output.fold(), output.buffer());
                elements.store(output.buffer());
            }
        });
    }

    /** One chunk: its folds begin with nothing. */
    private void chunk() {
        PlanMethod method = new PlanMethod(target, owner, ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, name + "Chunk", chunkArguments(), "V");
        MethodVisitor mv = method.visitor();
        for (int i = 0; i < sharing.folds().size(); i++) {
            double neutral = sharing.folds().get(i).fold().neutral();
            boolean isFloat = folds().get(i).isFloat();
            method.array(folds().get(i));
            mv.visitVarInsn(ILOAD, method.slot(CHUNK));
            mv.visitLdcInsn(isFloat ? (Object) (float) neutral : (Object) neutral);
            mv.visitInsn(isFloat ? FASTORE : DASTORE);
        }
        layout.arguments().forEach(method::load);
        for (ArrayRef fold : folds()) {
            method.array(fold);
            mv.visitVarInsn(ILOAD, method.slot(CHUNK));
        }
        begin(method);
        end(method);
        method.call(share(name), sharing.arguments(), "V");
        method.end();
    }

    private static void begin(PlanMethod method) {
        method.visitor().visitVarInsn(ILOAD, method.slot(CHUNK));
        method.visitor().visitVarInsn(ILOAD, method.slot(ROUNDS));
        method.visitor().visitInsn(IMUL);
    }

    /** Pushes where a chunk ends: its rounds and what is before them together could be too many for an int. */
    private void end(PlanMethod method) {
        MethodVisitor mv = method.visitor();
        begin(method);
        method.asInt(layout.length(0));
        begin(method);
        mv.visitInsn(ISUB);
        mv.visitVarInsn(ILOAD, method.slot(ROUNDS));
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        mv.visitInsn(IADD);
    }
}
