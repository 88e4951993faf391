package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_DOUBLE;
import static org.objectweb.asm.Opcodes.V17;

import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.TensorKernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Writes the class of a function of tensors: static methods over arrays, and an object of {@link TensorKernel} that calls them. */
public final class TensorClassEmitter {
    private static final String OBJECT = "java/lang/Object";
    private static final String SUPPORT = Support.class.getName().replace('.', '/');

    private final Map<String, Plan> plans;
    private final Signature signature;
    private final ClassSpec spec;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        /** Only numbers and arrays of them meet where branches join; nothing needs to be loaded to know that. */
        @Override
        protected String getCommonSuperClass(String a, String b) {
            return OBJECT;
        }
    };

    private TensorClassEmitter(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        this.plans = plans;
        this.signature = signature;
        this.spec = spec;
    }

    /**
     * @param plans by the names of their methods; {@code value} and {@code vjp} are among them
     * @param signature of the function
     */
    public static byte[] emit(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        return new TensorClassEmitter(new LinkedHashMap<>(plans), signature, spec).emit();
    }

    private byte[] emit() {
        String[] interfaces = {TensorKernel.class.getName().replace('.', '/')};
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, spec.internalName(), null, OBJECT, interfaces);
        writer.visitSource(spec.sourceName(), null);
        PlanEmitter emitter = new PlanEmitter(writer, spec.internalName(), signature.dimensions(), new SpecialCalls(null));
        plans.forEach(emitter::emit);
        emitter.sizes(plans.values());
        constructor();
        new TensorMethods(writer, spec.internalName(), signature).emit(plans.containsKey("gradient"));
        bridge("value", "value");
        bridge("gradient", "vjp");
        constants();
        metadata();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void metadata() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("FUNCTION", signature.name());
        texts.put("SIGNATURE", signature.toString());
        texts.put("VARIABLES", String.join(",", signature.variables().stream().map(Signature.Argument::name).toList()));
        texts.put("COMPILER", spec.version());
        texts.put("SOURCE", spec.sourceText());
        if (spec.result() != null) {
            texts.put("RESULT", spec.result());
        }
        texts.values().removeIf(text -> !Constants.fitsPool(text));
        texts.forEach((name, text) -> writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, name, "Ljava/lang/String;", null, text).visitEnd());
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

    /** A method of the interface, which takes all arrays in one, calls the static method of a plan. */
    private void bridge(String name, String planName) {
        Plan plan = plans.get(planName);
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC, name, "([I[Ljava/lang/Object;)V", null, null);
        mv.visitCode();
        StringBuilder descriptor = new StringBuilder("(").append("I".repeat(signature.dimensions().size()));
        int index = plan.arguments().size();
        Buffer returned = null;
        for (Buffer result : plan.results()) {
            if (result.place() == Buffer.Place.RETURNED) {
                returned = result;
                array(mv, result, index);
                mv.visitInsn(ICONST_0);
            }
            index++;
        }
        for (int i = 0; i < signature.dimensions().size(); i++) {
            mv.visitVarInsn(ALOAD, 1);
            SizeCode.integer(mv, i);
            mv.visitInsn(IALOAD);
        }
        index = 0;
        for (Buffer argument : plan.arguments()) {
            argument(mv, argument, index++);
            descriptor.append(PlanEmitter.descriptor(argument));
        }
        for (Buffer result : plan.results()) {
            if (result.place() == Buffer.Place.RESULT) {
                array(mv, result, index);
                descriptor.append(PlanEmitter.descriptor(result));
            }
            index++;
        }
        descriptor.append(')').append(returned == null ? "V" : returned.isFloat() ? "F" : "D");
        mv.visitMethodInsn(INVOKESTATIC, spec.internalName(), planName, descriptor.toString(), false);
        if (returned != null) {
            mv.visitInsn(returned.isFloat() ? FASTORE : DASTORE);
        }
        end(mv);
    }

    private static void array(MethodVisitor mv, Buffer buffer, int index) {
        mv.visitVarInsn(ALOAD, 2);
        SizeCode.integer(mv, index);
        mv.visitInsn(AALOAD);
        mv.visitTypeInsn(CHECKCAST, buffer.isFloat() ? "[F" : "[D");
    }

    private static void argument(MethodVisitor mv, Buffer buffer, int index) {
        array(mv, buffer, index);
        if (buffer.place() == Buffer.Place.NUMBER) {
            mv.visitInsn(ICONST_0);
            mv.visitInsn(buffer.isFloat() ? FALOAD : DALOAD);
            if (!buffer.type().isReal()) {
                mv.visitInsn(D2I);
            }
        }
    }

    /** The arrays of numbers that stand in the program, unpacked when the class is initialised. */
    private void constants() {
        Map<String, Buffer> constants = new LinkedHashMap<>();
        for (Plan plan : plans.values()) {
            for (Step step : plan.steps()) {
                constantsOf(step).forEach(buffer -> constants.put(buffer.name(), buffer));
            }
        }
        MethodVisitor mv = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        mv.visitCode();
        constants.forEach((name, buffer) -> {
            writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, name, "[D", null, null).visitEnd();
            unpack(mv, buffer.constant());
            mv.visitFieldInsn(PUTSTATIC, spec.internalName(), name, "[D");
        });
        new TensorMethods(writer, spec.internalName(), signature).initialise(mv, spec.sourceText());
        end(mv);
    }

    private static List<Buffer> constantsOf(Step step) {
        List<Buffer> buffers = step instanceof Step.Call call ? call.inputs()
                : step instanceof Step.Loop loop ? loop.inputs().stream().filter(Step.Load.class::isInstance).map(input -> ((Step.Load) input).buffer()).toList()
                : List.of();
        return buffers.stream().filter(buffer -> buffer.place() == Buffer.Place.CONSTANT).toList();
    }

    private static void unpack(MethodVisitor mv, double[] numbers) {
        SizeCode.integer(mv, numbers.length);
        mv.visitIntInsn(NEWARRAY, T_DOUBLE);
        for (int from = 0; from < numbers.length; from += Constants.ARRAY_LENGTH) {
            int length = Math.min(Constants.ARRAY_LENGTH, numbers.length - from);
            mv.visitInsn(DUP);
            SizeCode.integer(mv, from);
            mv.visitLdcInsn(Constants.packed(numbers, from, length));
            mv.visitMethodInsn(INVOKESTATIC, SUPPORT, "unpackTo", "([DILjava/lang/String;)V", false);
        }
    }
}
