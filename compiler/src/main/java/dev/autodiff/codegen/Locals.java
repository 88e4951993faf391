package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;

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

    private final MethodVisitor mv;
    private final Map<Node, Integer> slots = new HashMap<>();
    private final List<Named> named = new ArrayList<>();
    private final Label start = new Label();
    private int next;

    Locals(MethodVisitor mv) {
        this.mv = mv;
        mv.visitLabel(start);
    }

    /** The next argument of the method, a number. */
    int numberArgument(String name) {
        return argument(name, "D");
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

    void bind(Node parameter, int slot) {
        slots.put(parameter, slot);
    }

    boolean contains(Node node) {
        return slots.containsKey(node);
    }

    void load(Node node) {
        mv.visitVarInsn(node.type().isTruth() ? ILOAD : DLOAD, slots.get(node));
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
