package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISHR;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_DOUBLE;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Planner;
import dev.autodiff.lowering.PointPlan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the methods for many points, {@code value(x[], y[], value[])} and {@code gradient(x[], y[], value[], dx[], dy[])}: element i
 * of each array is point i. All inputs of a point are read before its outputs are written, so an output may be the array of an input.
 * Threads share many points in fixed chunks; vector registers do most of a chunk, and the methods for one point the rest.
 */
final class BatchEmitter {
    /** The field that says how many threads may work at a time. */
    static final String THREADS = "THREADS";

    /** Beyond this a function has more stages than one method can call: there is no need to try. */
    private static final int MAX_NODES = 4_000;

    private final ClassVisitor target;
    private final String owner;
    private final Layout layout;
    private final VectorClass vectors;
    private final SpecialCalls specials;

    BatchEmitter(ClassVisitor target, String owner, Layout layout, VectorClass vectors, SpecialCalls specials) {
        this.target = target;
        this.owner = owner;
        this.layout = layout;
        this.vectors = vectors;
        this.specials = specials;
    }

    void emit() {
        LinkedHashMap<String, Node> results = new LinkedHashMap<>();
        results.put("value", layout.formula().result());
        emit("value", results);
        List<String> variables = layout.variables();
        List<Node> gradient = layout.gradientMethod().gradient();
        for (int i = 0; i < variables.size(); i++) {
            results.put("d" + variables.get(i), gradient.get(i));
        }
        emit("gradient", results);
    }

    private void emit(String name, LinkedHashMap<String, Node> results) {
        List<Planner.Argument> parameters = new ArrayList<>();
        for (Formula.Parameter parameter : layout.parameters()) {
            parameters.add(new Planner.Argument(parameter.name(), parameter.node()));
        }
        Plan plan = PointPlan.of(parameters, results);
        List<String> arrays = new ArrayList<>(layout.parameterNames());
        arrays.addAll(results.keySet());
        entry(name, arrays);
        chunk(name, arrays);
        points(name, arrays, tiles(name, plan));
    }

    /** What is done in vector registers, or null. */
    private TileCall tiles(String name, Plan plan) {
        boolean isSmall = layout.formula().graph().size() <= MAX_NODES;
        TileLayout tiles = isSmall ? TileLayout.of(new LoopLayout(plan, (Step.Loop) plan.steps().get(0), new Ranges(plan)), 1) : null;
        if (tiles == null) {
            return null;
        }
        String method = name + "Tiles";
        return new TileCall(owner, new TileEmitter(target, owner, vectors, tiles, specials, method).emit(), tiles, specials);
    }

    private MethodVisitor method(int access, String name, int arrays, String others) {
        return target.visitMethod(access | ACC_STATIC, name, "(" + "[D".repeat(arrays) + others + ")V", null, null);
    }

    private static void end(MethodVisitor mv) {
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** Checks the lengths, and does few points itself, or has many done in chunks. */
    private void entry(String name, List<String> arrays) {
        MethodVisitor mv = method(ACC_PUBLIC, name, arrays.size(), "");
        arrays.forEach(array -> mv.visitParameter(array, 0));
        mv.visitCode();
        Label start = new Label();
        mv.visitLabel(start);
        int n = arrays.size();
        mv.visitVarInsn(ALOAD, 0);
        mv.visitInsn(ARRAYLENGTH);
        mv.visitVarInsn(ISTORE, n);
        for (int array = 1; array < arrays.size(); array++) {
            requireSameLength(mv, arrays, array);
        }
        for (int parameter : layout.wholeParameters()) {
            mv.visitLdcInsn(arrays.get(parameter));
            mv.visitVarInsn(ALOAD, parameter);
            mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Support.class, "requireWholes"), "requireWholes", "(Ljava/lang/String;[D)V", false);
        }
        Label inChunks = new Label();
        mv.visitVarInsn(ILOAD, n);
        SizeCode.integer(mv, Reduction.MIN_ELEMENTS);
        mv.visitJumpInsn(IF_ICMPGE, inChunks);
        loadArrays(mv, arrays);
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ILOAD, n);
        call(mv, name + "Points", arrays, "II");
        mv.visitInsn(RETURN);
        mv.visitLabel(inChunks);
        shareChunks(mv, name, arrays);
        for (int array = 0; array < arrays.size(); array++) {
            mv.visitLocalVariable(arrays.get(array), "[D", null, start, inChunks, array);
        }
        end(mv);
    }

    private void requireSameLength(MethodVisitor mv, List<String> arrays, int array) {
        mv.visitLdcInsn(arrays.get(0));
        mv.visitVarInsn(ILOAD, arrays.size());
        mv.visitLdcInsn(arrays.get(array));
        mv.visitVarInsn(ALOAD, array);
        mv.visitInsn(ARRAYLENGTH);
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Support.class, "requireSameLength"), "requireSameLength", "(Ljava/lang/String;ILjava/lang/String;I)V", false);
    }

    private static void loadArrays(MethodVisitor mv, List<String> arrays) {
        for (int array = 0; array < arrays.size(); array++) {
            mv.visitVarInsn(ALOAD, array);
        }
    }

    private void call(MethodVisitor mv, String method, List<String> arrays, String others) {
        mv.visitMethodInsn(INVOKESTATIC, owner, method, "(" + "[D".repeat(arrays.size()) + others + ")V", false);
    }

    private void shareChunks(MethodVisitor mv, String name, List<String> arrays) {
        mv.visitFieldInsn(GETSTATIC, owner, THREADS, "I");
        mv.visitVarInsn(ILOAD, arrays.size());
        mv.visitInsn(ICONST_1);
        mv.visitInsn(ISUB);
        SizeCode.integer(mv, Integer.numberOfTrailingZeros(Reduction.CHUNK));
        mv.visitInsn(ISHR);
        mv.visitInsn(ICONST_1);
        mv.visitInsn(IADD);
        loadArrays(mv, arrays);
        Tasks.push(mv, owner, chunkName(name), "[D".repeat(arrays.size()));
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Parallel.class, "share"), "share", "(II" + Tasks.TASK + ")V", false);
    }

    private static String chunkName(String name) {
        return name + "Chunk";
    }

    /** Some points that lie together, by their number. */
    private void chunk(String name, List<String> arrays) {
        MethodVisitor mv = method(ACC_PRIVATE | ACC_SYNTHETIC, chunkName(name), arrays.size(), "I");
        mv.visitCode();
        int from = arrays.size();
        mv.visitVarInsn(ILOAD, from);
        SizeCode.integer(mv, Reduction.CHUNK);
        mv.visitInsn(IMUL);
        mv.visitVarInsn(ISTORE, from);
        loadArrays(mv, arrays);
        mv.visitVarInsn(ILOAD, from);
        mv.visitVarInsn(ALOAD, 0);
        mv.visitInsn(ARRAYLENGTH);
        mv.visitVarInsn(ILOAD, from);
        mv.visitInsn(ISUB);
        SizeCode.integer(mv, Reduction.CHUNK);
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        mv.visitVarInsn(ILOAD, from);
        mv.visitInsn(IADD);
        call(mv, name + "Points", arrays, "II");
        end(mv);
    }

    /** The points from one to another. */
    private void points(String name, List<String> arrays, TileCall tiles) {
        MethodVisitor mv = method(ACC_PRIVATE, name + "Points", arrays.size(), "II");
        mv.visitCode();
        Locals locals = new Locals(mv);
        arrays.forEach(locals::arrayArgument);
        int from = locals.argument("from", "I");
        int to = locals.argument("to", "I");
        if (tiles != null) {
            Label byPoint = new Label();
            tiles.write(mv, locals, from, to, byPoint, argument -> {
                if (argument.isDimension()) {
                    mv.visitVarInsn(ILOAD, to);
                } else {
                    mv.visitVarInsn(ALOAD, arrays.indexOf(argument.name()));
                }
            }, place -> mv.visitVarInsn(ILOAD, from), parameter -> {
                throw new AssertionError(parameter);
            }, size -> mv.visitVarInsn(ILOAD, to));
            mv.visitLabel(byPoint);
        }
        boolean hasGradient = name.equals("gradient");
        int gradient = locals.reserve(1);
        if (hasGradient) {
            SizeCode.integer(mv, layout.variables().size());
            mv.visitIntInsn(NEWARRAY, T_DOUBLE);
            mv.visitVarInsn(ASTORE, gradient);
        }
        CountedLoop.write(mv, from, to, () -> mv.visitInsn(ICONST_1), () -> point(mv, name, from, hasGradient ? gradient : -1));
        locals.end();
        end(mv);
    }

    private void point(MethodVisitor mv, String name, int i, int gradient) {
        int arity = layout.parameters().size();
        mv.visitVarInsn(ALOAD, arity);
        mv.visitVarInsn(ILOAD, i);
        for (int input = 0; input < arity; input++) {
            mv.visitVarInsn(ALOAD, input);
            mv.visitVarInsn(ILOAD, i);
            mv.visitInsn(DALOAD);
        }
        if (gradient >= 0) {
            mv.visitVarInsn(ALOAD, gradient);
        }
        mv.visitMethodInsn(INVOKESTATIC, owner, name, "(" + "D".repeat(arity) + (gradient >= 0 ? "[D" : "") + ")D", false);
        mv.visitInsn(DASTORE);
        for (int partial = 0; gradient >= 0 && partial < layout.variables().size(); partial++) {
            mv.visitVarInsn(ALOAD, arity + 1 + partial);
            mv.visitVarInsn(ILOAD, i);
            mv.visitVarInsn(ALOAD, gradient);
            SizeCode.integer(mv, partial);
            mv.visitInsn(DALOAD);
            mv.visitInsn(DASTORE);
        }
    }
}
