package dev.autodiff.codegen;

import dev.autodiff.codegen.PlanLayout.Argument;
import dev.autodiff.emit.JavaNames;
import dev.autodiff.lowering.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a static method in Java takes, under the names that it has there. */
final class JavaFrame {
    private final JavaNames names;
    private final List<String> declarations = new ArrayList<>();
    private final Map<String, String> dimensions = new HashMap<>();
    private final Map<Buffer, String> numbers = new HashMap<>();
    private final Map<ArrayRef, String> arrays = new HashMap<>();

    JavaFrame(JavaNames names, List<Argument> arguments) {
        this.names = names;
        arguments.forEach(this::add);
    }

    private void add(Argument argument) {
        String name = names.claim(argument.name());
        declarations.add(type(argument.descriptor()) + " " + name);
        if (argument.isDimension()) {
            dimensions.put(argument.name(), name);
        } else if (argument.isNumber()) {
            numbers.put(argument.buffer(), name);
        } else {
            arrays.put(argument.array(), name);
        }
    }

    static String type(String descriptor) {
        return switch (descriptor) {
            case "D" -> "double";
            case "F" -> "float";
            case "I" -> "int";
            case "Z" -> "boolean";
            case "[D" -> "double[]";
            case "[F" -> "float[]";
            case "[[D" -> "double[][]";
            case "V" -> "void";
            default -> throw new AssertionError(descriptor);
        };
    }

    /** The method's parameters. */
    String declarations() {
        return String.join(", ", declarations);
    }

    /** What this method hands to another one. */
    String pass(List<Argument> arguments) {
        return String.join(", ", arguments.stream().map(this::pass).toList());
    }

    private String pass(Argument argument) {
        return argument.isDimension() ? dimensions.get(argument.name()) : argument.isNumber() ? number(argument.buffer()) : array(argument.array());
    }

    JavaNames names() {
        return names;
    }

    JavaSizes sizes() {
        return new JavaSizes(dimensions);
    }

    /** The number that the caller has handed in. */
    String number(Buffer buffer) {
        return numbers.get(buffer);
    }

    /** Gives an array that the method makes itself a name. */
    String define(ArrayRef array) {
        String name = names.claim(array.name());
        arrays.put(array, name);
        return name;
    }

    /** Takes an array of those of all tapes to a variable; gives the declaration, or null if there is one. */
    String keep(ArrayRef tape) {
        if (arrays.containsKey(tape)) {
            return null;
        }
        String value = array(tape);
        return "double[] " + define(tape) + " = " + value;
    }

    /** Whether the array has a variable. */
    boolean isKept(ArrayRef array) {
        return arrays.containsKey(array);
    }

    /** An array; a constant one is a field, and a tape one of many unless the method takes it. */
    String array(ArrayRef array) {
        if (array.tape() != null && !arrays.containsKey(array)) {
            return arrays.get(ArrayRef.TAPES) + "[" + array.tape().index() + "]";
        }
        return array.isConstant() ? array.name() : arrays.get(array);
    }
}
