package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.L2D;
import static org.objectweb.asm.Opcodes.LLOAD;

import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * The frame of a method: its arguments first, then one local for each value that is kept, two slots for a number and one for a
 * truth, in the order of computation. Those with a name are what a debugger shows.
 */
final class Locals {
    private record Named(String name, String descriptor, Label from, int slot) {}

    /** A local that counts steps: an int or a long. */
    record Counter(int slot, boolean isLong) {}

    private final MethodVisitor mv;
    private final Map<Node, Counter> counters = new HashMap<>();
    private final Map<Node, Integer> slots = new HashMap<>();
    private final List<Named> named = new ArrayList<>();
    private final Label start = new Label();
    private int next;

    Locals(MethodVisitor mv) {
        this.mv = mv;
        mv.visitLabel(start);
    }

    /** The next argument of the method, an array of numbers. */
    int arrayArgument(String name) {
        return argument(name, "[D");
    }

    /** The next argument of the method. */
    int argument(String name, String descriptor) {
        named.add(new Named(name, descriptor, start, next));
        return reserve(descriptor.equals("D") ? 2 : 1);
    }

    /** A local for a value that is no node. */
    int reserve(int slots) {
        next += slots;
        return next - slots;
    }

    /** Makes the value the one in this local. */
    void bind(Node node, int slot) {
        slots.put(node, slot);
    }

    /** Ends the time for which a local is known to hold the value. */
    void forget(Node node) {
        slots.remove(node);
        counters.remove(node);
    }

    int slot(Node node) {
        return slots.get(node);
    }

    /** Makes a counter the value of a node, which is a number where it is read. */
    void bind(Node node, Counter counter) {
        counters.put(node, counter);
    }

    /** Takes the value of a node from the stack, an int. */
    void storeInt(Node node) {
        Counter counter = newCounter(false);
        mv.visitVarInsn(ISTORE, counter.slot());
        counters.put(node, counter);
    }

    Counter newCounter(boolean isLong) {
        return new Counter(reserve(isLong ? 2 : 1), isLong);
    }

    /** The counter that is the node's value; null if there is none. */
    Counter counter(Node node) {
        return counters.get(node);
    }

    boolean contains(Node node) {
        return slots.containsKey(node) || counters.containsKey(node);
    }

    void load(Node node) {
        Counter counter = counters.get(node);
        if (counter == null) {
            mv.visitVarInsn(node.type().isTruth() ? ILOAD : DLOAD, slots.get(node));
        } else {
            mv.visitVarInsn(counter.isLong() ? LLOAD : ILOAD, counter.slot());
            mv.visitInsn(counter.isLong() ? L2D : I2D);
        }
    }

    /** Takes the value from the stack, to where another one has been. */
    void replace(int slot, Node node) {
        mv.visitVarInsn(node.type().isTruth() ? ISTORE : DSTORE, slot);
    }

    /** Takes the value from the stack. */
    void store(Node node, String name) {
        boolean truth = node.type().isTruth();
        int slot = next;
        next += truth ? 1 : 2;
        mv.visitVarInsn(truth ? ISTORE : DSTORE, slot);
        slots.put(node, slot);
        if (name != null) {
            Label from = new Label();
            mv.visitLabel(from);
            named.add(new Named(name, truth ? "Z" : "D", from, slot));
        }
    }

    /** Writes the table of variables, at the end of the method. */
    void end() {
        Label end = new Label();
        mv.visitLabel(end);
        for (Named variable : named) {
            mv.visitLocalVariable(variable.name(), variable.descriptor(), null, variable.from(), end, variable.slot());
        }
    }
}
