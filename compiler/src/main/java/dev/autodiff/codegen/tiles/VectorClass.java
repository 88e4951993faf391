package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.string;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IDIV;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.FrameWriter;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.classfile.Transplant;
import dev.autodiff.emit.BytecodePrinter;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.StaticField;
import dev.autodiff.runtime.Vectors;
import dev.autodiff.runtime.WarmUp;
import dev.autodiff.simd.Precision;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * The companion of a generated class that holds all that calls the vector module: where the module is absent it is
 * never loaded.
 */
public final class VectorClass {
    /** The field with the species of as many floats as a register has doubles. */
    static final String FLOATS = "FLOATS_IN_F64";

    /** The narrowest registers that are used: half of one holds a float. */
    private static final int MIN_BITS = 128;

    private static final String PACKAGE = RegisterExpressions.PACKAGE.replace('.', '/');
    private static final String SPECIES = RegisterExpressions.SPECIES.descriptor();
    private static final String SHAPE = "L" + PACKAGE + "VectorShape;";
    private static final String OBJECT = "java/lang/Object";
    private static final MethodRef ARE_USABLE =
            MethodRef.of(Vectors.class, "areUsable", Kind.BOOLEAN, Kind.of(Class.class), Kind.STRING);
    private static final MethodRef COLD = MethodRef.of(WarmUp.class, "cold", Practice.WARMTH.kind(), Kind.INT);

    private final String owner;
    private final String name;
    private final ClassWriter writer = new FrameWriter();
    private final Set<Precision> precisions = EnumSet.noneOf(Precision.class);
    private final Map<String, MethodRef> folds = new HashMap<>();
    private int loops;

    private final SpecialCalls calls;

    /**
     * @param owner the class that it belongs to
     * @param standsAlone whether it holds copies of what it needs of the library
     */
    public VectorClass(ClassSpec owner, boolean standsAlone) {
        this.owner = owner.name();
        this.name = ClassFile.companion(owner.internalName());
        this.calls = new SpecialCalls(standsAlone);
        writer.visit(V17, ACC_FINAL | ACC_SUPER, name, null, OBJECT, null);
        writer.visitSource(owner.sourceName(), null);
        writer.visitNestHost(owner.internalName());
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "COMPILER", "Ljava/lang/String;", null, owner.version())
                .visitEnd();
    }

    /** Its internal name. */
    public String name() {
        return name;
    }

    /** Whether nothing has been written. */
    public boolean isEmpty() {
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

    /** Takes note of what the registers of its methods hold. */
    void use(Precision precision) {
        precisions.add(precision);
    }

    /** The method that folds neighbours in an array to the partial results of a tile loop. */
    MethodRef fold(Precision precision, Fold fold) {
        return folds.computeIfAbsent(
                "fold" + fold + "_" + precision, method -> print(RegisterFolds.of(precision, fold, method)));
    }

    /** A class with this companion, if there is something in it. */
    public List<ClassFile> with(ClassFile owner) {
        return isEmpty() ? List.of(owner) : List.of(owner, new ClassFile(ClassFile.companion(owner.name()), bytes()));
    }

    /** The fields of the class that this one belongs to. */
    public List<StaticField> fieldsOfOwner(SpecialCalls specials) {
        List<StaticField> fields = new ArrayList<>();
        Expr ownClass = new Expr.Literal(Kind.of(Class.class), Kind.ofClass(owner));
        Expr areUsable = call(specials.of(ARE_USABLE), ownClass, string(ClassFile.companion(owner)));
        fields.add(new StaticField(TileCall.VECTORS, false, areUsable));
        fields.add(new StaticField(Practice.WARMTH.name(), false, call(specials.of(COLD), integer(loops))));
        for (Precision precision : precisions) {
            fields.add(StaticField.ofThreads(TileCall.holder(precision == Precision.F32)));
        }
        return fields;
    }

    private byte[] bytes() {
        MethodVisitor mv = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        mv.visitCode();
        for (Precision precision : precisions) {
            boolean isWide = precision == Precision.F64;
            species(mv, isWide, "NUMBERS_" + precision, isWide ? "Double" : "Float", 1);
            species(mv, isWide, "BITS_" + precision, isWide ? "Long" : "Integer", 1);
            mv.visitFieldInsn(GETSTATIC, name, "NUMBERS_" + precision, SPECIES);
            mv.visitMethodInsn(INVOKEINTERFACE, PACKAGE + "VectorSpecies", "length", "()I", true);
            set(mv, "LANES_" + precision, "I");
        }
        if (precisions.contains(Precision.F64)) {
            species(mv, true, FLOATS, "Float", 2);
        }
        Expr.Field xor = RegisterExpressions.XOR;
        mv.visitFieldInsn(
                GETSTATIC, PACKAGE + "VectorOperators", xor.name(), "L" + PACKAGE + "VectorOperators$Associative;");
        set(mv, xor.name(), xor.kind().descriptor());
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
        new Transplant(WarmUp.class).copy(calls.used(WarmUp.class), writer, name);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /**
     * Sets a field to the species of a type of elements in the registers that the machine prefers, or in a part of
     * them.
     *
     * @param type the class of boxed elements
     * @param parts how many parts a register has
     */
    private void species(MethodVisitor mv, boolean isWide, String field, String type, int parts) {
        mv.visitFieldInsn(GETSTATIC, "java/lang/" + type, "TYPE", "Ljava/lang/Class;");
        mv.visitFieldInsn(GETSTATIC, PACKAGE + (isWide ? "DoubleVector" : "FloatVector"), "SPECIES_PREFERRED", SPECIES);
        mv.visitMethodInsn(INVOKEINTERFACE, PACKAGE + "VectorSpecies", "vectorBitSize", "()I", true);
        BytecodePrinter.integer(mv, MIN_BITS);
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "max", "(II)I", false);
        BytecodePrinter.integer(mv, parts);
        mv.visitInsn(IDIV);
        mv.visitMethodInsn(INVOKESTATIC, PACKAGE + "VectorShape", "forBitSize", "(I)" + SHAPE, false);
        mv.visitMethodInsn(
                INVOKESTATIC, PACKAGE + "VectorSpecies", "of", "(Ljava/lang/Class;" + SHAPE + ")" + SPECIES, true);
        set(mv, field, SPECIES);
    }

    private void set(MethodVisitor mv, String field, String descriptor) {
        writer.visitField(ACC_STATIC | ACC_FINAL, field, descriptor, null, null).visitEnd();
        mv.visitFieldInsn(PUTSTATIC, name, field, descriptor);
    }
}
