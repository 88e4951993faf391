package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.FRETURN;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.T_DOUBLE;
import static org.objectweb.asm.Opcodes.T_FLOAT;

import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes a plan as static methods: an entry that takes numbers and arrays, checks their lengths and does the steps; the same
 * without a workspace, which makes one; and a method for each loop.
 */
final class PlanEmitter {
    private static final String SUPPORT = Support.class.getName().replace('.', '/');

    /** Steps of one method; each takes some 100 bytes at most. */
    private static final int MAX_STEPS = 60;

    private final ClassVisitor target;
    private final String owner;
    private final List<String> names;
    private final SpecialCalls specials;

    /** @param names of the dimensions that the function's types name */
    PlanEmitter(ClassVisitor target, String owner, List<String> names, SpecialCalls specials) {
        this.target = target;
        this.owner = owner;
        this.names = names;
        this.specials = specials;
    }

    /** Writes both entries; they are called {@code name}. */
    void emit(String name, Plan plan) {
        List<Method> groups = new ArrayList<>();
        for (int from = 0; from < plan.steps().size(); from += MAX_STEPS) {
            Method method = new Method(ACC_PRIVATE | ACC_STATIC, name + "Steps" + groups.size(), plan, true);
            List<Step> steps = plan.steps().subList(from, Math.min(plan.steps().size(), from + MAX_STEPS));
            for (int i = 0; i < steps.size(); i++) {
                method.step(steps.get(i), name + "Loop" + (from + i));
            }
            method.mv.visitInsn(RETURN);
            method.end();
            groups.add(method);
        }
        Method entry = new Method(ACC_PUBLIC | ACC_STATIC, name, plan, false);
        entry.requireLengths();
        entry.storeNumbers();
        groups.forEach(entry::call);
        entry.returnResult();
        entry.end();
        allocating(name, plan, entry);
    }

    /** The entry for those who do not want to keep a workspace. */
    private void allocating(String name, Plan plan, Method entry) {
        Method method = new Method(ACC_PUBLIC | ACC_STATIC, name, plan, entry.descriptor(false));
        method.loadAll(false);
        method.allocate(plan.doubles(), T_DOUBLE);
        if (plan.hasFloats()) {
            method.allocate(plan.floats(), T_FLOAT);
        }
        method.mv.visitMethodInsn(INVOKESTATIC, owner, name, entry.descriptor(true), false);
        method.mv.visitInsn(returnCode(plan));
        method.end();
    }

    private static Buffer returned(Plan plan) {
        return plan.results().stream().filter(buffer -> buffer.place() == Buffer.Place.RETURNED).findFirst().orElse(null);
    }

    private static int returnCode(Plan plan) {
        Buffer returned = returned(plan);
        return returned == null ? RETURN : returned.isFloat() ? FRETURN : DRETURN;
    }

    /** Methods that tell how long the workspace must be, and the array for what the forward pass leaves. */
    void sizes(Collection<Plan> plans) {
        size("workspaceSize", plans.stream().map(Plan::doubles).toList());
        if (plans.stream().anyMatch(Plan::hasFloats)) {
            size("floatsSize", plans.stream().map(Plan::floats).toList());
        }
        if (plans.stream().anyMatch(Plan::hasSaved)) {
            size("savedSize", plans.stream().filter(Plan::hasSaved).map(Plan::saved).toList());
        }
    }

    /** The largest of some sizes. */
    private void size(String name, List<Dimension> sizes) {
        MethodVisitor mv = target.visitMethod(ACC_PUBLIC | ACC_STATIC, name, "(" + "I".repeat(names.size()) + ")I", null, null);
        mv.visitCode();
        Locals locals = new Locals(mv);
        Map<String, Integer> slots = new HashMap<>();
        names.forEach(dimension -> slots.put(dimension, locals.argument(dimension, "I")));
        SizeCode code = new SizeCode(mv, slots);
        code.asLong(sizes.get(0));
        for (Dimension size : new LinkedHashSet<>(sizes)) {
            code.asLong(size);
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "max", "(JJ)J", false);
        }
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "toIntExact", "(J)I", false);
        mv.visitInsn(IRETURN);
        locals.end();
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** How the caller hands a buffer in. */
    static String descriptor(Buffer buffer) {
        if (buffer.place() != Buffer.Place.NUMBER) {
            return buffer.isFloat() ? "[F" : "[D";
        }
        return switch (buffer.type().dtype()) {
            case F64 -> "D";
            case F32 -> "F";
            case INT -> "I";
            case BOOL -> "Z";
        };
    }

    /** One method that is being written. */
    private final class Method {
        private final Plan plan;
        private final String name;
        private final String descriptor;
        private final MethodVisitor mv;
        private final Locals locals;
        private final SizeCode sizes;
        private final Map<String, Integer> nameSlots = new HashMap<>();
        private final Map<Buffer, Integer> slots = new HashMap<>();
        private final Map<ArrayRef, Integer> arrays = new HashMap<>();
        private int line;

        Method(int access, String name, Plan plan, boolean isInner) {
            this.plan = plan;
            this.name = name;
            this.descriptor = isInner ? innerDescriptor() : descriptor(true);
            this.mv = target.visitMethod(access, name, descriptor, null, null);
            mv.visitCode();
            this.locals = new Locals(mv);
            this.sizes = new SizeCode(mv, nameSlots);
            arguments(!isInner, true);
        }

        Method(int access, String name, Plan plan, String descriptor) {
            this.plan = plan;
            this.name = name;
            this.descriptor = descriptor;
            this.mv = target.visitMethod(access, name, descriptor, null, null);
            mv.visitCode();
            this.locals = new Locals(mv);
            this.sizes = new SizeCode(mv, nameSlots);
            arguments(true, false);
        }

        private List<Buffer> handed() {
            List<Buffer> handed = new ArrayList<>(plan.arguments());
            plan.results().stream().filter(buffer -> buffer.place() == Buffer.Place.RESULT).forEach(handed::add);
            return handed;
        }

        String descriptor(boolean hasWorkspace) {
            StringBuilder text = new StringBuilder("(").append("I".repeat(names.size()));
            handed().forEach(buffer -> text.append(PlanEmitter.descriptor(buffer)));
            Buffer returned = returned(plan);
            text.append(plan.hasSaved() ? "[D" : "").append(hasWorkspace ? workspaces() : "");
            return text + ")" + (returned == null ? "V" : returned.isFloat() ? "F" : "D");
        }

        /** Inner methods find the numbers in the workspace. */
        private String innerDescriptor() {
            StringBuilder text = new StringBuilder("(").append("I".repeat(names.size()));
            handed().stream().filter(buffer -> buffer.place() != Buffer.Place.NUMBER).forEach(buffer -> text.append(PlanEmitter.descriptor(buffer)));
            return text + (plan.hasSaved() ? "[D" : "") + workspaces() + ")V";
        }

        private String workspaces() {
            return plan.hasFloats() ? "[D[F" : "[D";
        }

        private void arguments(boolean hasNumbers, boolean hasWorkspace) {
            names.forEach(dimension -> nameSlots.put(dimension, locals.argument(dimension, "I")));
            for (Buffer buffer : handed()) {
                if (hasNumbers || buffer.place() != Buffer.Place.NUMBER) {
                    slots.put(buffer, locals.argument(buffer.name(), PlanEmitter.descriptor(buffer)));
                    arrays.put(ArrayRef.of(buffer), slots.get(buffer));
                }
            }
            if (plan.hasSaved()) {
                arrays.put(ArrayRef.SAVED, locals.argument("saved", "[D"));
            }
            if (hasWorkspace) {
                arrays.put(ArrayRef.WORKSPACE, locals.argument("workspace", "[D"));
                if (plan.hasFloats()) {
                    arrays.put(ArrayRef.FLOATS, locals.argument("floats", "[F"));
                }
            }
        }

        private void loadAll(boolean isInner) {
            names.forEach(dimension -> mv.visitVarInsn(ILOAD, nameSlots.get(dimension)));
            for (Buffer buffer : handed()) {
                if (!isInner || buffer.place() != Buffer.Place.NUMBER) {
                    loadHanded(buffer);
                }
            }
            if (plan.hasSaved()) {
                mv.visitVarInsn(ALOAD, arrays.get(ArrayRef.SAVED));
            }
        }

        private void loadHanded(Buffer buffer) {
            int code = switch (PlanEmitter.descriptor(buffer)) {
                case "D" -> DLOAD;
                case "F" -> FLOAD;
                case "I", "Z" -> ILOAD;
                default -> ALOAD;
            };
            mv.visitVarInsn(code, slots.get(buffer));
        }

        void allocate(Dimension size, int type) {
            sizes.asLong(size);
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "toIntExact", "(J)I", false);
            mv.visitIntInsn(NEWARRAY, type);
        }

        void requireLengths() {
            for (Buffer buffer : handed()) {
                if (buffer.place() != Buffer.Place.NUMBER) {
                    requireLength(buffer.name(), buffer.type().toString(), slots.get(buffer), buffer.size());
                }
            }
            if (plan.hasSaved()) {
                requireLength("saved", "the forward pass", arrays.get(ArrayRef.SAVED), plan.saved());
            }
            requireLength("workspace", "the workspace", arrays.get(ArrayRef.WORKSPACE), plan.doubles());
            if (plan.hasFloats()) {
                requireLength("floats", "the workspace", arrays.get(ArrayRef.FLOATS), plan.floats());
            }
        }

        private void requireLength(String array, String type, int slot, Dimension size) {
            mv.visitLdcInsn(array);
            mv.visitLdcInsn(type);
            mv.visitVarInsn(ALOAD, slot);
            mv.visitInsn(ARRAYLENGTH);
            sizes.asLong(size);
            boolean exact = !type.startsWith("the ");
            mv.visitMethodInsn(INVOKESTATIC, SUPPORT, exact ? "requireElements" : "requireRoom", "(Ljava/lang/String;Ljava/lang/String;IJ)V", false);
        }

        void storeNumbers() {
            for (Buffer buffer : plan.arguments()) {
                if (buffer.place() == Buffer.Place.NUMBER) {
                    mv.visitVarInsn(ALOAD, arrays.get(ArrayRef.of(buffer)));
                    sizes.asInt(plan.offset(buffer));
                    loadHanded(buffer);
                    if (buffer.type().dtype() == DType.INT || buffer.type().isTruth()) {
                        mv.visitInsn(I2D);
                    }
                    mv.visitInsn(buffer.isFloat() ? FASTORE : DASTORE);
                }
            }
        }

        void call(Method group) {
            loadAll(true);
            mv.visitVarInsn(ALOAD, arrays.get(ArrayRef.WORKSPACE));
            if (plan.hasFloats()) {
                mv.visitVarInsn(ALOAD, arrays.get(ArrayRef.FLOATS));
            }
            mv.visitMethodInsn(INVOKESTATIC, owner, group.name, group.descriptor, false);
        }

        void step(Step step, String loopName) {
            if (step instanceof Step.Loop loop) {
                LoopEmitter.Signature signature = LoopEmitter.emit(target, owner, loopName, plan, loop, specials);
                line(loop.line());
                signature.arrays().forEach(array -> mv.visitVarInsn(ALOAD, arrays.get(array)));
                signature.names().forEach(dimension -> mv.visitVarInsn(ILOAD, nameSlots.get(dimension)));
                mv.visitMethodInsn(INVOKESTATIC, owner, loopName, signature.descriptor(), false);
            } else if (step instanceof Step.Call call) {
                library(call);
            } else {
                fill((Step.Fill) step);
            }
        }

        private void fill(Step.Fill fill) {
            Buffer buffer = fill.buffer();
            array(buffer);
            sizes.asInt(plan.offset(buffer));
            sizes.asInt(plan.offset(buffer).plus(buffer.size()));
            if (buffer.isFloat()) {
                mv.visitLdcInsn((float) fill.value());
            } else {
                mv.visitLdcInsn(fill.value());
            }
            mv.visitMethodInsn(INVOKESTATIC, "java/util/Arrays", "fill", buffer.isFloat() ? "([FIIF)V" : "([DIID)V", false);
        }

        private void array(Buffer buffer) {
            ArrayRef array = ArrayRef.of(buffer);
            if (array.isConstant()) {
                mv.visitFieldInsn(GETSTATIC, owner, array.name(), array.descriptor());
            } else {
                mv.visitVarInsn(ALOAD, arrays.get(array));
            }
        }

        private void library(Step.Call call) {
            line(call.line());
            StringBuilder text = new StringBuilder("(");
            List<Buffer> all = new ArrayList<>(call.inputs());
            all.add(call.result());
            for (Buffer buffer : all) {
                array(buffer);
                sizes.asInt(plan.offset(buffer));
                text.append("[DI");
            }
            call.routine().sizes().forEach(sizes::asInt);
            text.append("I".repeat(call.routine().sizes().size())).append(")V");
            mv.visitMethodInsn(INVOKESTATIC, call.routine().owner().getName().replace('.', '/'), call.routine().method(), text.toString(), false);
        }

        private void line(int number) {
            if (number > 0 && number != line) {
                line = number;
                Label here = new Label();
                mv.visitLabel(here);
                mv.visitLineNumber(number, here);
            }
        }

        void returnResult() {
            Buffer returned = returned(plan);
            if (returned != null) {
                mv.visitVarInsn(ALOAD, arrays.get(ArrayRef.of(returned)));
                sizes.asInt(plan.offset(returned));
                mv.visitInsn(returned.isFloat() ? FALOAD : DALOAD);
            }
            mv.visitInsn(returnCode(plan));
        }

        void end() {
            locals.end();
            mv.visitMaxs(0, 0);
            mv.visitEnd();
        }
    }
}
