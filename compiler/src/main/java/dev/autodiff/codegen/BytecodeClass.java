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
import dev.autodiff.codegen.classfile.Transplant;
import dev.autodiff.codegen.classfile.VariableNames;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.loops.PlanMethods;
import dev.autodiff.codegen.loops.Ranges;
import dev.autodiff.codegen.scalar.ScalarTapes;
import dev.autodiff.codegen.tiles.TileCall;
import dev.autodiff.codegen.tiles.TileLayout;
import dev.autodiff.codegen.tiles.TileMethods;
import dev.autodiff.codegen.tiles.VectorClass;
import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.StaticField;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** A class file, and a companion with all that needs the module for vector registers: threads share long loops. */
final class BytecodeClass extends ClassTarget {
    private static final String OBJECT = "java/lang/Object";

    private final FunctionClass.Head head;
    private final ClassSpec spec;
    private final ClassWriter writer = new FrameWriter();
    private final ClassVisitor named = new VariableNames(writer);
    private final VectorClass vectors;
    private final TileMethods tiles;

    /** The method that sets the fields, once there is one. */
    private MethodVisitor initialiser;

    BytecodeClass(FunctionClass.Head head) {
        super(head);
        this.head = head;
        this.spec = head.spec();
        this.vectors = new VectorClass(spec, head.standsAlone());
        this.tiles = new TileMethods(this::method, spec.internalName(), vectors, calls());
        String[] interfaces = head.implemented() == null
                ? null
                : new String[] {head.implemented().getName().replace('.', '/')};
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, spec.internalName(), null, OBJECT, interfaces);
        writer.visitSource(spec.sourceName(), null);
    }

    @Override
    void texts(Map<String, String> texts) {
        int access = ACC_PUBLIC | ACC_STATIC | ACC_FINAL;
        texts.forEach((name, text) ->
                writer.visitField(access, name, "Ljava/lang/String;", null, text).visitEnd());
    }

    @Override
    void constructor() {
        int access = head.implemented() == null ? ACC_PRIVATE : ACC_PUBLIC;
        MethodVisitor mv = writer.visitMethod(access, "<init>", "()V", null, null);
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

    @Override
    void method(Method method) {
        BytecodePrinter.print(method, named, spec.internalName());
    }

    @Override
    void methodsOf(BatchLayout layout) {
        BatchMethods.inChunks(layout, calls(), tilesOf(layout)).forEach(this::method);
    }

    /** What is done in vector registers, or null. */
    private TileCall tilesOf(BatchLayout layout) {
        Plan plan = head.usesRegisters() ? layout.plan() : null;
        TileLayout inTiles = plan == null
                ? null
                : TileLayout.of(new LoopLayout(plan, (Step.Loop) plan.steps().get(0), new Ranges(plan)), 1, false);
        return inTiles == null ? null : tiles.write(inTiles, layout.method().name() + "Tiles");
    }

    @Override
    void methodsOf(PlanLayout layout) {
        PlanMethods.parallel(layout, calls(), head.usesRegisters() ? tiles::of : task -> List.of())
                .forEach(this::method);
    }

    @Override
    void field(StaticField field) {
        BytecodePrinter.print(field, writer, initialiser(), spec.internalName());
    }

    private MethodVisitor initialiser() {
        if (initialiser == null) {
            initialiser = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
            initialiser.visitCode();
        }
        return initialiser;
    }

    @Override
    void tapesField() {
        field(ScalarTapes.HOLDER);
    }

    @Override
    void registerFields() {
        if (!vectors.isEmpty()) {
            // each calls private methods of the other
            writer.visitNestMember(vectors.name());
            vectors.fieldsOfOwner(calls()).forEach(this::field);
        }
    }

    @Override
    Map<String, Set<String>> copy(Class<?> library, Set<String> methods) {
        return new Transplant(library).copy(methods, writer, spec.internalName());
    }

    /** The class file, and behind it that of the companion, if there is something in it. */
    List<ClassFile> files() {
        if (initialiser != null) {
            end(initialiser);
        }
        copyLibrary();
        writer.visitEnd();
        return vectors.with(new ClassFile(spec.name(), writer.toByteArray()));
    }
}
