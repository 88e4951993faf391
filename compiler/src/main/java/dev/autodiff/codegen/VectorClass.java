package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.runtime.Vectors;
import dev.autodiff.runtime.WarmUp;
import dev.autodiff.simd.Precision;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The companion of a generated class that holds all that calls the vector module: where the module is absent it is
 * never loaded.
 */
final class VectorClass {
    /** What is added to the name of the class. */
    static final String SUFFIX = "$Vector";

    private static final String FLOATS = "FLOATS_IN_F64";

    private static final String OBJECT = "java/lang/Object";

    private final String name;
    private final ClassWriter writer = new FrameWriter();
    private final Set<Precision> precisions = EnumSet.noneOf(Precision.class);
    private final Set<String> helpers = new HashSet<>();
    private int loops;
    private boolean hasFloatsInDoubles;

    private final SpecialCalls calls;

    /**
     * @param owner the class that it belongs to
     * @param standsAlone whether it holds copies of what it needs of the library
     */
    VectorClass(ClassSpec owner, boolean standsAlone) {
        this.name = owner.internalName() + SUFFIX;
        this.calls = new SpecialCalls(standsAlone ? name : null);
        writer.visit(V17, ACC_FINAL | ACC_SUPER, name, null, OBJECT, null);
        writer.visitSource(owner.sourceName(), null);
        writer.visitNestHost(owner.internalName());
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "COMPILER", "Ljava/lang/String;", null, owner.version())
                .visitEnd();
    }

    String name() {
        return name;
    }

    /** Whether nothing has been written. */
    boolean isEmpty() {
        return loops == 0;
    }

    /** The number of one more loop that is done here. */
    int newLoop() {
        return loops++;
    }

    /** Where its kernels find the methods of the library. */
    SpecialCalls calls() {
        return calls;
    }

    /** Writes a kernel, and gives how the class that it belongs to calls it. */
    MethodRef print(Method method) {
        BytecodePrinter.print(method, writer, name);
        MethodRef own = method.reference();
        return new MethodRef(name.replace('/', '.'), own.name(), own.parameters(), own.result());
    }

    /** A new static method. */
    MethodVisitor method(Precision precision, String method, String descriptor) {
        precisions.add(precision);
        MethodVisitor mv = writer.visitMethod(ACC_STATIC, method, descriptor, null, null);
        mv.visitCode();
        return mv;
    }

    /** Pushes the species of numbers, a constant. */
    void species(MethodVisitor mv, Precision precision) {
        mv.visitFieldInsn(GETSTATIC, name, "NUMBERS_" + precision, VectorApi.SPECIES);
    }

    /** Pushes the number of lanes. */
    void lanes(MethodVisitor mv, Precision precision) {
        species(mv, precision);
        mv.visitMethodInsn(INVOKEINTERFACE, "jdk/incubator/vector/VectorSpecies", "length", "()I", true);
    }

    /** Pushes the species of as many floats as a register has doubles, a constant. */
    void floatSpecies(MethodVisitor mv) {
        hasFloatsInDoubles = true;
        mv.visitFieldInsn(GETSTATIC, name, FLOATS, VectorApi.SPECIES);
    }

    /** Pushes the species of bit patterns. */
    void bitSpecies(MethodVisitor mv, Precision precision) {
        mv.visitFieldInsn(GETSTATIC, name, "BITS_" + precision, VectorApi.SPECIES);
    }

    /** The method that folds neighbours in an array to the partial results of a tile loop. */
    String fold(Precision precision, Fold fold) {
        String method = "fold" + fold + "_" + precision;
        if (helpers.add(method)) {
            new VectorHelpers(this, precision).fold(method, fold);
        }
        return method;
    }

    /** A class with this companion, if there is something in it. */
    List<ClassFile> with(ClassFile owner) {
        return isEmpty() ? List.of(owner) : List.of(owner, new ClassFile(owner.name() + SUFFIX, bytes()));
    }

    /** Declares the fields that the owner's code needs, in its static initialiser. */
    void initialise(ClassVisitor target, MethodVisitor mv, String owner, SpecialCalls specials) {
        // each calls private methods of the other
        target.visitNestMember(name);
        target.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, TileCall.VECTORS, "Z", null, null).visitEnd();
        mv.visitLdcInsn(Type.getObjectType(owner));
        mv.visitLdcInsn(name.replace('/', '.'));
        String library = specials.ownerOf(Vectors.class, "areUsable");
        mv.visitMethodInsn(INVOKESTATIC, library, "areUsable", "(Ljava/lang/Class;Ljava/lang/String;)Z", false);
        mv.visitFieldInsn(PUTSTATIC, owner, TileCall.VECTORS, "Z");
        String warmth = Practice.WARMTH.kind().descriptor();
        target.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, Practice.WARMTH.name(), warmth, null, null).visitEnd();
        BytecodePrinter.integer(mv, loops);
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(WarmUp.class, "cold"), "cold", "(I)" + warmth, false);
        mv.visitFieldInsn(PUTSTATIC, owner, Practice.WARMTH.name(), warmth);
        for (Precision precision : precisions) {
            String holder = TileCall.holder(precision == Precision.F32);
            target.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, holder, ThreadArrays.HOLDER, null, null).visitEnd();
            ThreadArrays.initialise(mv, owner, holder);
        }
    }

    private byte[] bytes() {
        MethodVisitor mv = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        mv.visitCode();
        for (Precision precision : precisions) {
            boolean isWide = precision == Precision.F64;
            species(mv, precision, "NUMBERS_" + precision, isWide ? "Double" : "Float", 1);
            species(mv, precision, "BITS_" + precision, isWide ? "Long" : "Integer", 1);
        }
        if (hasFloatsInDoubles) {
            species(mv, Precision.F64, FLOATS, "Float", 2);
        }
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
        new Transplant(WarmUp.class).copy(calls.used(WarmUp.class), writer, name);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void species(MethodVisitor mv, Precision registers, String field, String type, int parts) {
        writer.visitField(ACC_STATIC | ACC_FINAL, field, VectorApi.SPECIES, null, null).visitEnd();
        new VectorApi(registers).preferredSpecies(mv, type, parts);
        mv.visitFieldInsn(PUTSTATIC, name, field, VectorApi.SPECIES);
    }
}
