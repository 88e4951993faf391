package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.FrameWriter;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.classfile.ThreadArrays;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.loops.PlanMethods;
import dev.autodiff.codegen.tiles.TileMethods;
import dev.autodiff.codegen.tiles.VectorClass;
import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.kernel.Method;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the class of a function of tensors: static methods over arrays, and an object of {@link TensorKernel} that
 * calls them.
 */
public final class TensorClassEmitter {
    private static final String OBJECT = "java/lang/Object";

    /** A class has 65 535 constants, and each loop, a method, takes a name, its type and a reference to both. */
    private static final int MAX_LOOPS = 15_000;

    private final TensorClass content;
    private final String owner;
    private final boolean registers;
    private final VectorClass vectors;
    private final SpecialCalls specials = new SpecialCalls(null);
    private final ClassWriter writer = new FrameWriter();

    private TensorClassEmitter(TensorClass content, boolean registers) {
        this.registers = registers;
        this.content = content;
        this.owner = content.spec().internalName();
        this.vectors = new VectorClass(content.spec(), false);
    }

    /**
     * @param plans by the names of their methods; {@code value} is among them
     * @param signature of the function
     * @return the class, and behind it what it does in vector registers, if anything
     */
    public static List<ClassFile> emit(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        return new TensorClassEmitter(new TensorClass(plans, signature, spec, true), true).emit();
    }

    /**
     * A class that is called as a {@link TensorKernel} only.
     *
     * @param registers whether there may be code for vector registers
     */
    static List<ClassFile> kernel(Map<String, Plan> plans, Signature signature, ClassSpec spec, boolean registers) {
        return new TensorClassEmitter(new TensorClass(plans, signature, spec, false), registers).emit();
    }

    /** The first of the methods that would take more arguments than Java allows, or null. */
    public static String overfullMethod(Map<String, Plan> plans, Signature signature) {
        for (Map.Entry<String, Plan> plan : plans.entrySet()) {
            if (new PlanLayout(plan.getKey(), plan.getValue(), signature.dimensions(), false).slots()
                    > ClassFile.MAX_ARGUMENT_SLOTS) {
                return plan.getKey();
            }
        }
        return null;
    }

    /** Whether one class holds all loops. */
    public static boolean fitsClass(Map<String, Plan> plans) {
        return plans.values().stream().mapToLong(plan -> Step.all(plan.steps()).count()).sum() <= MAX_LOOPS;
    }

    private List<ClassFile> emit() {
        String[] interfaces = {TensorKernel.class.getName().replace('.', '/')};
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, owner, null, OBJECT, interfaces);
        writer.visitSource(content.spec().sourceName(), null);
        content.metadata().forEach((name, text) -> writer.visitField(
                        ACC_PUBLIC | ACC_STATIC | ACC_FINAL, name, "Ljava/lang/String;", null, text)
                .visitEnd());
        TileMethods tiles = new TileMethods(writer, owner, vectors, specials);
        for (PlanLayout layout : content.layouts()) {
            PlanMethods.parallel(layout, specials, registers ? tiles::of : task -> List.of()).forEach(this::print);
        }
        TensorMembers members = TensorMembers.of(content);
        members.methods().forEach(this::print);
        constructor();
        initialiser(members);
        writer.visitEnd();
        return vectors.with(new ClassFile(content.spec().name(), writer.toByteArray()));
    }

    private void print(Method method) {
        BytecodePrinter.print(method, writer, owner);
    }

    private void constructor() {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        mv.visitCode();
        mv.visitVarInsn(ALOAD, 0);
        mv.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        end(mv);
    }

    private static void end(MethodVisitor mv) {
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** Sets the static fields. */
    private void initialiser(TensorMembers members) {
        MethodVisitor mv = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        mv.visitCode();
        if (content.hasTapes()) {
            writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, ThreadArrays.TAPES, ThreadArrays.HOLDER, null, null)
                    .visitEnd();
            ThreadArrays.initialise(mv, owner, ThreadArrays.TAPES);
        }
        if (!vectors.isEmpty()) {
            vectors.initialise(writer, mv, owner, specials);
        }
        members.constants().forEach(constant -> BytecodePrinter.print(constant, writer, mv, owner));
        end(mv);
    }
}
