package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Position;
import dev.autodiff.lowering.Step.Row;
import dev.autodiff.lowering.Step.Size;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one loop nest as a method. The frame: the arrays, the dimensions that have names, then a counter and a place for each
 * level, then what the body keeps. An element that is the same for all inner loops is read before them, and a sum over inner
 * loops is kept in a local until they end.
 */
final class LoopEmitter {
    private static final String SUPPORT = Support.class.getName().replace('.', '/');

    private final String owner;
    private final Plan plan;
    private final Step.Loop loop;
    private final List<ArrayRef> arrays;
    private final List<String> names;
    private final List<Access> accesses;
    private final Nest nest;
    private final Schedule schedule;
    private final MethodVisitor mv;
    private final MethodWriter body;
    private final SizeCode sizes;
    private final Map<ArrayRef, Integer> arraySlots = new HashMap<>();
    private final Map<String, Integer> nameSlots = new HashMap<>();
    private final Map<Access, Integer> places = new HashMap<>();
    private final Map<Output, Integer> accumulators = new LinkedHashMap<>();
    private final int[] counters;

    private LoopEmitter(ClassVisitor target, String owner, String name, Plan plan, Step.Loop loop, SpecialCalls specials) {
        this.owner = owner;
        this.plan = plan;
        this.loop = loop;
        this.arrays = arrays(loop);
        this.names = names(plan, loop);
        this.accesses = accesses();
        this.nest = new Nest(loop, accesses);
        this.schedule = Schedule.of(loop.values(), true);
        this.mv = target.visitMethod(ACC_PRIVATE | ACC_STATIC, name, descriptor(arrays, names), null, null);
        this.body = new MethodWriter(mv, owner, schedule, Constants.of(loop.values()), specials);
        this.sizes = new SizeCode(mv, nameSlots);
        this.counters = new int[nest.depth()];
    }

    /** What the method takes: the arrays that the loop reads and writes, and the names of dimensions that it needs. */
    record Signature(List<ArrayRef> arrays, List<String> names) {
        String descriptor() {
            return LoopEmitter.descriptor(arrays, names);
        }
    }

    static Signature emit(ClassVisitor target, String owner, String name, Plan plan, Step.Loop loop, SpecialCalls specials) {
        LoopEmitter emitter = new LoopEmitter(target, owner, name, plan, loop, specials);
        emitter.emit();
        return new Signature(emitter.arrays, emitter.names);
    }

    private static String descriptor(List<ArrayRef> arrays, List<String> names) {
        StringBuilder descriptor = new StringBuilder("(");
        arrays.forEach(array -> descriptor.append(array.descriptor()));
        return descriptor.append("I".repeat(names.size())).append(")V").toString();
    }

    /** The arrays that are handed to the method; constants it finds in the class. */
    private static List<ArrayRef> arrays(Step.Loop loop) {
        Set<ArrayRef> arrays = new LinkedHashSet<>();
        for (Input input : loop.inputs()) {
            if (input instanceof Load load) {
                arrays.add(ArrayRef.of(load.buffer()));
            }
        }
        loop.outputs().forEach(output -> arrays.add(ArrayRef.of(output.buffer())));
        arrays.removeIf(ArrayRef::isConstant);
        return List.copyOf(arrays);
    }

    private static List<String> names(Plan plan, Step.Loop loop) {
        Set<String> names = new TreeSet<>(loop.space().names());
        for (Input input : loop.inputs()) {
            if (input instanceof Load load) {
                add(names, load.access(), load.index());
                names.addAll(plan.offset(load.buffer()).names());
            } else if (input instanceof Position position) {
                add(names, position.access(), null);
            } else {
                names.addAll(((Size) input).dimension().names());
            }
        }
        for (Output output : loop.outputs()) {
            add(names, output.access(), output.index());
            names.addAll(plan.offset(output.buffer()).names());
        }
        return List.copyOf(names);
    }

    private static void add(Set<String> names, Access access, Row row) {
        names.addAll(access.offset().names());
        access.strides().forEach(stride -> names.addAll(stride.names()));
        if (row != null) {
            names.addAll(row.length().names());
            names.addAll(row.stride().names());
        }
    }

    /** All places that the loop goes through, relative to the whole arrays. */
    private List<Access> accesses() {
        Set<Access> all = new LinkedHashSet<>();
        for (Input input : loop.inputs()) {
            if (input instanceof Load load) {
                all.add(absolute(load.buffer(), load.access()));
            } else if (input instanceof Position position) {
                all.add(position.access());
            }
        }
        loop.outputs().forEach(output -> all.add(absolute(output.buffer(), output.access())));
        return List.copyOf(all);
    }

    private Access absolute(Buffer buffer, Access access) {
        return access.shifted(plan.offset(buffer));
    }

    private void emit() {
        arrays.forEach(array -> arraySlots.put(array, body.locals().argument(array.name(), array.descriptor())));
        names.forEach(name -> nameSlots.put(name, body.locals().argument(name, "I")));
        for (Input input : loop.inputs()) {
            if (input instanceof Load load && ArrayRef.of(load.buffer()).isConstant()) {
                constant(ArrayRef.of(load.buffer()));
            }
        }
        if (loop.line() > 0) {
            body.line(loop.line());
        }
        for (Access access : accesses) {
            if (!access.offset().is(0)) {
                sizes.asInt(access.offset());
                places.put(access, newPlace());
            }
        }
        level(0);
        mv.visitInsn(RETURN);
        body.end();
    }

    private void constant(ArrayRef array) {
        if (!arraySlots.containsKey(array)) {
            mv.visitFieldInsn(GETSTATIC, owner, array.name(), array.descriptor());
            int slot = body.locals().reserve(1);
            mv.visitVarInsn(ASTORE, slot);
            arraySlots.put(array, slot);
        }
    }

    /** Keeps the int on the stack in a new local. */
    private int newPlace() {
        int slot = body.locals().reserve(1);
        mv.visitVarInsn(ISTORE, slot);
        return slot;
    }

    private void level(int level) {
        readInputs(level);
        List<Output> folds = loop.outputs().stream().filter(output -> isKept(output) && settledAt(output) == level).toList();
        folds.forEach(this::openAccumulator);
        if (level == nest.depth()) {
            body.block(schedule.root());
            loop.outputs().forEach(this::write);
        } else {
            repeat(level);
        }
        folds.forEach(this::closeAccumulator);
    }

    private void repeat(int level) {
        sizes.asInt(nest.length(level));
        int bound = newPlace();
        mv.visitInsn(ICONST_0);
        counters[level] = newPlace();
        Label start = new Label();
        Label end = new Label();
        mv.visitLabel(start);
        mv.visitVarInsn(ILOAD, counters[level]);
        mv.visitVarInsn(ILOAD, bound);
        mv.visitJumpInsn(IF_ICMPGE, end);
        Map<Access, Integer> outside = new HashMap<>(places);
        if (level < nest.depth() - 1) {
            advance(level);
        }
        level(level + 1);
        places.clear();
        places.putAll(outside);
        mv.visitIincInsn(counters[level], 1);
        mv.visitJumpInsn(GOTO, start);
        mv.visitLabel(end);
    }

    /** The places of this round; the innermost level adds its counter where an element is read. */
    private void advance(int level) {
        for (Access access : accesses) {
            Dimension stride = nest.strides(access).get(level);
            if (!stride.is(0)) {
                place(access, level);
                places.put(access, newPlace());
            }
        }
    }

    /** Pushes the place of an access at a level: what is known from outside, and the step of this level. */
    private void place(Access access, int level) {
        Integer known = places.get(access);
        Dimension stride = level < 0 ? Dimension.ZERO : nest.strides(access).get(level);
        if (known != null) {
            mv.visitVarInsn(ILOAD, known);
        }
        if (!stride.is(0)) {
            mv.visitVarInsn(ILOAD, counters[level]);
            if (!stride.is(1)) {
                sizes.asInt(stride);
                mv.visitInsn(IMUL);
            }
            if (known != null) {
                mv.visitInsn(IADD);
            }
        } else if (known == null) {
            mv.visitInsn(ICONST_0);
        }
    }

    /** Pushes the index of an element; the places of outer levels are in locals. */
    private void index(Access access, Row row) {
        int innermost = nest.depth() - 1;
        place(access, nest.settledAt(access) > innermost ? innermost : -1);
        if (row != null) {
            body.expression(row.value());
            sizes.asInt(row.length());
            mv.visitMethodInsn(INVOKESTATIC, SUPPORT, "index", "(DI)I", false);
            if (!row.stride().is(1)) {
                sizes.asInt(row.stride());
                mv.visitInsn(IMUL);
            }
            mv.visitInsn(IADD);
        }
    }

    private void readInputs(int level) {
        for (Input input : loop.inputs()) {
            if (input instanceof Load load && levelOf(load) == level) {
                mv.visitVarInsn(ALOAD, arraySlots.get(ArrayRef.of(load.buffer())));
                index(absolute(load.buffer(), load.access()), load.index());
                mv.visitInsn(load.buffer().isFloat() ? FALOAD : DALOAD);
                fromMemory(load.buffer());
                body.locals().store(input.parameter(), load.buffer().name());
            } else if (input instanceof Position position && nest.settledAt(position.access()) == level) {
                index(position.access(), null);
                mv.visitInsn(I2D);
                body.locals().store(input.parameter(), null);
            } else if (input instanceof Size size && level == 0) {
                sizes.asInt(size.dimension());
                mv.visitInsn(I2D);
                body.locals().store(input.parameter(), null);
            }
        }
    }

    private int levelOf(Load load) {
        return load.index() != null ? nest.depth() : nest.settledAt(absolute(load.buffer(), load.access()));
    }

    private void fromMemory(Buffer buffer) {
        if (buffer.isFloat()) {
            mv.visitInsn(F2D);
        } else if (buffer.type().isTruth()) {
            mv.visitInsn(D2I);
        }
    }

    private void toMemory(Buffer buffer) {
        if (buffer.isFloat()) {
            mv.visitInsn(D2F);
            mv.visitInsn(FASTORE);
        } else {
            if (buffer.type().isTruth()) {
                mv.visitInsn(I2D);
            }
            mv.visitInsn(DASTORE);
        }
    }

    private int settledAt(Output output) {
        return nest.settledAt(absolute(output.buffer(), output.access()));
    }

    /** Whether the output is folded into a local by inner loops. */
    private boolean isKept(Output output) {
        return output.fold() != null && output.index() == null && settledAt(output) < nest.depth();
    }

    private void openAccumulator(Output output) {
        element(output);
        mv.visitInsn(output.buffer().isFloat() ? FALOAD : DALOAD);
        fromMemory(output.buffer());
        boolean truth = output.buffer().type().isTruth();
        int slot = body.locals().reserve(truth ? 1 : 2);
        mv.visitVarInsn(truth ? ISTORE : DSTORE, slot);
        accumulators.put(output, slot);
    }

    private void closeAccumulator(Output output) {
        element(output);
        mv.visitVarInsn(output.buffer().type().isTruth() ? ILOAD : DLOAD, accumulators.get(output));
        toMemory(output.buffer());
    }

    private void element(Output output) {
        mv.visitVarInsn(ALOAD, arraySlots.get(ArrayRef.of(output.buffer())));
        index(absolute(output.buffer(), output.access()), output.index());
    }

    private void write(Output output) {
        Integer accumulator = accumulators.get(output);
        boolean truth = output.buffer().type().isTruth();
        if (accumulator != null) {
            mv.visitVarInsn(truth ? ILOAD : DLOAD, accumulator);
            fold(output.fold(), output.value(), output.buffer());
            mv.visitVarInsn(truth ? ISTORE : DSTORE, accumulator);
            return;
        }
        element(output);
        if (output.fold() == null) {
            body.expression(output.value());
        } else {
            element(output);
            mv.visitInsn(output.buffer().isFloat() ? FALOAD : DALOAD);
            fromMemory(output.buffer());
            fold(output.fold(), output.value(), output.buffer());
        }
        toMemory(output.buffer());
    }

    /** Combines what is on the stack with a value. */
    private void fold(Fold fold, Node value, Buffer buffer) {
        body.expression(value);
        Code code = fold.combine().code();
        if (code instanceof Code.Instruction instruction) {
            mv.visitInsn(instruction.opcode());
        } else if (code instanceof Code.Logic logic) {
            mv.visitInsn(logic.opcode());
        } else {
            Code.Call call = (Code.Call) code;
            mv.visitMethodInsn(INVOKESTATIC, call.owner(), call.method(), "(DD)D", false);
        }
        if (buffer.isFloat()) {
            mv.visitInsn(D2F);
            mv.visitInsn(F2D);
        }
    }
}
