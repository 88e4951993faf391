package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.classfile.FrameWriter;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.classfile.ThreadArrays;
import dev.autodiff.codegen.classfile.Transplant;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.Ranges;
import dev.autodiff.codegen.tiles.TileCall;
import dev.autodiff.codegen.tiles.TileEmitter;
import dev.autodiff.codegen.tiles.TileLayout;
import dev.autodiff.codegen.tiles.VectorClass;
import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.kernel.Method;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Kernel;
import dev.autodiff.runtime.Support;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Writes a class file: the same function gives the same bytes on every machine. */
public final class ClassEmitter {
    private static final String OBJECT = "java/lang/Object";
    private final Layout layout;
    private final ClassSpec spec;
    private final Constants constants;
    private final SpecialCalls specials;
    private final boolean isKernel;
    private final ClassContents contents;
    private final Map<String, String> indices;
    private final VectorClass vectors;
    private final ClassWriter writer = new FrameWriter();

    /** @param contents null for a kernel */
    private ClassEmitter(EntryPoints dense, ClassSpec spec, ClassContents contents) {
        Sparsity sparsity = Sparsity.of(dense, contents != null && contents.isSparse());
        EntryPoints function = sparsity.function();
        this.indices = sparsity.fields();
        this.isKernel = contents == null;
        this.contents = contents;
        // a kernel's methods of the interface have the names of entry points
        this.layout = new Layout(function, isKernel ? "At" : "");
        this.spec = spec;
        this.vectors = new VectorClass(spec, true);
        this.constants = Constants.of(function.nodes());
        this.specials = new SpecialCalls(isKernel ? null : spec.internalName());
    }

    /** A class of static methods that needs nothing but {@code java.base}. */
    public static List<ClassFile> standalone(EntryPoints function, ClassSpec spec, ClassContents contents) {
        ClassEmitter emitter = new ClassEmitter(function, spec, contents);
        return emitter.vectors.with(new ClassFile(spec.name(), emitter.emit()));
    }

    /** A class that implements {@link Kernel} and calls the library. */
    static byte[] kernel(EntryPoints function, ClassSpec spec) {
        List<Entry> entries = function.entries().stream()
                .map(entry -> entry.returned() == null ? entry.packed() : entry)
                .toList();
        return new ClassEmitter(function.with(entries), spec, null).emit();
    }

    private void print(Method method) {
        BytecodePrinter.print(method, writer, spec.internalName());
    }

    private byte[] emit() {
        String[] interfaces = isKernel ? new String[] {Kernel.class.getName().replace('.', '/')} : null;
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, spec.internalName(), null, OBJECT, interfaces);
        writer.visitSource(spec.sourceName(), null);
        ScalarFunctions.of(layout, constants, specials, contents).forEach(this::print);
        if (isKernel) {
            constructor(ACC_PUBLIC);
            layout.methods().forEach(new BridgeEmitter(writer, spec.internalName())::kernelMethod);
        } else {
            layout.metadata(spec).forEach(this::text);
            constructor(ACC_PRIVATE);
            if (contents.isForManyPoints()) {
                batchMethods();
            }
        }
        fields(layout.tapes() > 0);
        copyLibrary();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void batchMethods() {
        for (Layout.Method method : layout.methods()) {
            BatchLayout batch = BatchLayout.of(method, contents.shared());
            if (batch != null) {
                BatchMethods.inChunks(batch, specials, contents.usesVectors() ? tiles(batch) : null)
                        .forEach(this::print);
            }
        }
    }

    /** What is done in vector registers, or null. */
    private TileCall tiles(BatchLayout batch) {
        Plan plan = batch.plan();
        TileLayout tiles = plan == null
                ? null
                : TileLayout.of(new LoopLayout(plan, (Step.Loop) plan.steps().get(0), new Ranges(plan)), 1, false);
        if (tiles == null) {
            return null;
        }
        TileEmitter emitter = new TileEmitter(
                writer,
                spec.internalName(),
                vectors,
                tiles,
                specials,
                batch.method().name() + "Tiles");
        return new TileCall(emitter.emit(), tiles, specials);
    }

    private void copyLibrary() {
        for (Class<?> library : SpecialCalls.COPIED) {
            if (!specials.used(library).isEmpty()) {
                specials.addCalled(
                        new Transplant(library).copy(specials.used(library), writer, spec.internalName()));
            }
        }
    }

    private void constructor(int access) {
        MethodVisitor mv = writer.visitMethod(access, "<init>", "()V", null, null);
        mv.visitCode();
        mv.visitVarInsn(ALOAD, 0);
        mv.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void text(String name, String value) {
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, name, "Ljava/lang/String;", null, value).visitEnd();
    }

    /**
     * What the methods share: tables of constants, where the elements of sparse matrices are, and what holds the arrays
     * of each thread.
     */
    private void fields(boolean hasTapes) {
        if (!constants.areInArrays() && !hasTapes && indices.isEmpty() && vectors.isEmpty()) {
            return;
        }
        MethodVisitor mv = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        mv.visitCode();
        for (int i = 0; i < constants.arrays(); i++) {
            field(Constants.arrayName(i), "[D");
            mv.visitLdcInsn(constants.packed(i));
            mv.visitMethodInsn(
                    INVOKESTATIC, specials.ownerOf(Support.class, "unpack"), "unpack", "(Ljava/lang/String;)[D", false);
            mv.visitFieldInsn(PUTSTATIC, spec.internalName(), Constants.arrayName(i), "[D");
        }
        indices.forEach((name, text) -> {
            writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, name, "[I", null, null)
                    .visitEnd();
            mv.visitLdcInsn(text);
            mv.visitMethodInsn(
                    INVOKESTATIC,
                    specials.ownerOf(Support.class, "indices"),
                    "indices",
                    "(Ljava/lang/String;)[I",
                    false);
            mv.visitFieldInsn(PUTSTATIC, spec.internalName(), name, "[I");
        });
        if (hasTapes) {
            field(ThreadArrays.TAPES, ThreadArrays.HOLDER);
            ThreadArrays.initialise(mv, spec.internalName(), ThreadArrays.TAPES);
        }
        if (!vectors.isEmpty()) {
            vectors.initialise(writer, mv, spec.internalName(), specials);
        }
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void field(String name, String descriptor) {
        writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, name, descriptor, null, null).visitEnd();
    }
}
