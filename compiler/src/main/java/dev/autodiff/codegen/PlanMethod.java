package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.FRETURN;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.runtime.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** A static method that is being written, which finds what it takes by the names of the plan. */
final class PlanMethod {
    private final String owner;
    private final String returns;
    private final MethodVisitor mv;
    private final Locals locals;
    private final SizeCode sizes;
    private final Map<String, Integer> dimensions = new HashMap<>();
    private final Map<Buffer, Number> numbers = new HashMap<>();
    private final Map<ArrayRef, Integer> arrays = new HashMap<>();

    /** A number that the caller has handed in, in a local. */
    private record Number(int slot, String descriptor) {}

    /** @param returns the descriptor of what it returns */
    PlanMethod(ClassVisitor target, String owner, int access, String name, List<Argument> arguments, String returns) {
        this.owner = owner;
        this.returns = returns;
        this.mv = target.visitMethod(access, name, descriptor(arguments, returns), null, null);
        mv.visitCode();
        this.locals = new Locals(mv);
        this.sizes = new SizeCode(mv, dimensions);
        arguments.forEach(this::argument);
    }

    static String descriptor(List<Argument> arguments, String returns) {
        StringBuilder text = new StringBuilder("(");
        arguments.forEach(argument -> text.append(argument.descriptor()));
        return text.append(')').append(returns).toString();
    }

    private void argument(Argument argument) {
        int slot = locals.argument(argument.name(), argument.descriptor());
        if (argument.isDimension()) {
            dimensions.put(argument.name(), slot);
        } else if (argument.isNumber()) {
            numbers.put(argument.buffer(), new Number(slot, argument.descriptor()));
        } else {
            arrays.put(argument.array(), slot);
        }
    }

    MethodVisitor visitor() {
        return mv;
    }

    /** Pushes a dimension as an int. */
    void asInt(Dimension dimension) {
        sizes.asInt(dimension);
    }

    /** Pushes a dimension as a long. */
    void asLong(Dimension dimension) {
        sizes.asLong(dimension);
    }

    /** The local of an argument that is no array. */
    int slot(String argument) {
        return dimensions.get(argument);
    }

    /** The local of an array that is an argument. */
    int slot(ArrayRef argument) {
        return arrays.get(argument);
    }

    /** Pushes an argument of this method for another one. */
    void load(Argument argument) {
        if (argument.isDimension()) {
            sizes.asInt(Dimension.named(argument.name()));
        } else if (argument.isNumber()) {
            number(argument.buffer());
        } else {
            array(argument.array());
        }
    }

    /** Pushes a number that the caller has handed in. */
    private void number(Buffer buffer) {
        Number number = numbers.get(buffer);
        mv.visitVarInsn(switch (number.descriptor()) {
            case "D" -> DLOAD;
            case "F" -> FLOAD;
            default -> ILOAD;
        }, number.slot());
    }

    /** Pushes a number that the caller has handed in as an array holds it. */
    void element(Buffer buffer) {
        number(buffer);
        if ("IZ".contains(numbers.get(buffer).descriptor())) {
            mv.visitInsn(I2D);
        }
    }

    /** Pushes an array: from a local, from the class if it is constant, or from those of all tapes. */
    void array(ArrayRef array) {
        if (arrays.containsKey(array)) {
            mv.visitVarInsn(ALOAD, arrays.get(array));
        } else if (array.isConstant()) {
            mv.visitFieldInsn(GETSTATIC, owner, array.name(), array.descriptor());
        } else {
            mv.visitVarInsn(ALOAD, arrays.get(ArrayRef.TAPES));
            SizeCode.integer(mv, array.tape().index());
            mv.visitInsn(AALOAD);
        }
    }

    /** Keeps the array on the stack, in the local where it was kept before if there is one. */
    void define(ArrayRef array) {
        mv.visitVarInsn(ASTORE, arrays.computeIfAbsent(array, unused -> locals.reserve(1)));
    }

    /** Takes an array to a local, unless it is in one. */
    void keep(ArrayRef array) {
        if (!arrays.containsKey(array)) {
            array(array);
            define(array);
        }
    }

    /** Whether the array is in a local. */
    boolean isKept(ArrayRef array) {
        return arrays.containsKey(array);
    }

    Locals locals() {
        return locals;
    }

    SizeCode sizes() {
        return sizes;
    }

    String owner() {
        return owner;
    }

    /** A local that counts steps. */
    Locals.Counter newCounter(LoopOp.Limits limits) {
        return locals.newCounter(Registers.isLong(limits));
    }

    /** Takes a counter's value from the stack. */
    void store(Locals.Counter counter) {
        mv.visitVarInsn(counter.isLong() ? LSTORE : ISTORE, counter.slot());
    }

    /** Pushes an int or a long. */
    void load(Locals.Counter counter) {
        mv.visitVarInsn(counter.isLong() ? LLOAD : ILOAD, counter.slot());
    }

    /** Calls a method of the class with what is on the stack. */
    void call(String method, List<Argument> arguments, String result) {
        mv.visitMethodInsn(INVOKESTATIC, owner, method, descriptor(arguments, result), false);
    }

    /** What follows belongs to this line of the source, unless it is 0. */
    void line(int number) {
        if (number > 0) {
            Label here = new Label();
            mv.visitLabel(here);
            mv.visitLineNumber(number, here);
        }
    }

    /** Ends the method; what it returns is on the stack. */
    void end() {
        mv.visitInsn(switch (returns) {
            case "D" -> DRETURN;
            case "F" -> FRETURN;
            case "I" -> IRETURN;
            default -> RETURN;
        });
        locals.end();
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
