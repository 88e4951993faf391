package dev.autodiff.autograd;

import dev.autodiff.runtime.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What some values are made of, as a program of the language: {@code x0}, {@code x1} … are the tensors at hand, and
 * {@code y0}, {@code y1} … the operations, each after its inputs. Equal recordings give equal texts.
 */
final class Slice {
    /** Names of the first values, which most programs have no more than. */
    private static final String[] LEAVES = names('x');
    private static final String[] OPERATIONS = names('y');

    private final List<Value> leaves = new ArrayList<>();
    private final List<Value> operations = new ArrayList<>();
    private final Map<Value, String> names = new IdentityHashMap<>();

    private Slice() {}

    private static String[] names(char letter) {
        String[] names = new String[64];
        Arrays.setAll(names, i -> letter + String.valueOf(i));
        return names;
    }

    /**
     * The operations that lead to some values.
     *
     * @param isInput which values the program takes as they are; those that are no operations are among them
     */
    static Slice of(List<Value> wanted, Predicate<Value> isInput) {
        Slice slice = new Slice();
        Deque<Value> stack = new ArrayDeque<>();
        for (Value value : wanted) {
            stack.push(value);
            while (!stack.isEmpty()) {
                slice.visit(stack, isInput);
            }
        }
        return slice;
    }

    /** Operations one after the other, which take as it is what is not among them, or was computed for good. */
    static Slice of(List<Value> operations) {
        Slice slice = new Slice();
        List<Value> open = operations.stream().filter(operation -> !operation.isLeaf()).toList();
        Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        inside.addAll(open);
        for (Value operation : open) {
            for (Value input : operation.inputs()) {
                if (!inside.contains(input) && !slice.names.containsKey(input)) {
                    slice.addLeaf(input);
                }
            }
            slice.addOperation(operation);
        }
        return slice;
    }

    /** Takes up the value on top, or puts what it still needs above it. */
    private void visit(Deque<Value> stack, Predicate<Value> isInput) {
        Value value = stack.peek();
        if (names.containsKey(value)) {
            stack.pop();
        } else if (isInput.test(value)) {
            addLeaf(stack.pop());
        } else {
            boolean isReady = true;
            for (int i = value.inputs().length - 1; i >= 0; i--) {
                if (!names.containsKey(value.inputs()[i])) {
                    stack.push(value.inputs()[i]);
                    isReady = false;
                }
            }
            if (isReady) {
                addOperation(stack.pop());
            }
        }
    }

    private static String name(String[] known, char letter, int number) {
        return number < known.length ? known[number] : letter + String.valueOf(number);
    }

    private void addLeaf(Value value) {
        names.put(value, name(LEAVES, 'x', leaves.size()));
        leaves.add(value);
    }

    private void addOperation(Value value) {
        names.put(value, name(OPERATIONS, 'y', operations.size()));
        operations.add(value);
    }

    /** The operations that derivatives are taken through on the way to a value, itself included. */
    static Set<Value> tracked(Collection<Value> results) {
        Set<Value> all = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Value> stack = new ArrayDeque<>(results);
        while (!stack.isEmpty()) {
            Value value = stack.pop();
            if (value.isTracked() && !value.isLeaf() && all.add(value)) {
                for (Value input : value.inputs()) {
                    stack.push(input);
                }
            }
        }
        return all;
    }

    /** What the program takes, in order. */
    List<Value> leaves() {
        return leaves;
    }

    /** In the order of the program. */
    List<Value> operations() {
        return operations;
    }

    /** Whether the value is computed by the program. */
    boolean isOperation(Value value) {
        return names.containsKey(value) && names.get(value).charAt(0) == 'y';
    }

    /** Where the value stands among all leaves and then all operations. */
    int place(Value value) {
        int number = Integer.parseInt(names.get(value).substring(1));
        return isOperation(value) ? leaves.size() + number : number;
    }

    String name(Value value) {
        return names.get(value);
    }

    List<String> names(List<Value> values) {
        return values.stream().map(names::get).toList();
    }

    Tensor[] arguments() {
        Tensor[] arguments = new Tensor[leaves.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = leaves.get(i).tensor();
        }
        return arguments;
    }

    /** Writes names with blanks between them. */
    void appendNames(StringBuilder out, List<Value> values) {
        for (Value value : values) {
            out.append(names.get(value)).append(' ');
        }
    }

    /** Writes the program. */
    void append(StringBuilder out) {
        for (int i = 0; i < leaves.size(); i++) {
            out.append("input x").append(i).append(": ").append(leaves.get(i).type()).append('\n');
        }
        for (int i = 0; i < operations.size(); i++) {
            append(out.append('y').append(i).append(" = "), operations.get(i), names);
        }
    }

    /** A statement's right side; what derivatives are not taken through is detached. */
    static void append(StringBuilder out, Value operation, Map<Value, String> names) {
        boolean isDetached = isDetached(operation);
        out.append(isDetached ? "detach(" : "");
        operation.form().append(out, i -> names.get(operation.inputs()[i]));
        out.append(isDetached ? ")\n" : "\n");
    }

    private static boolean isDetached(Value operation) {
        boolean isDetached = false;
        for (Value input : operation.inputs()) {
            isDetached |= input.isTracked();
        }
        return isDetached && !operation.isTracked() && operation.type().isReal();
    }
}
