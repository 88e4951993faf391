package dev.autodiff.cli;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Counts the operations on numbers in a method, as it passes: each where it is written, in branches and loops once.
 * Products with a reciprocal and quotients of a power count as what they usually take, a product and a division; sine
 * and cosine of one argument as one.
 */
final class OperationCounter extends MethodVisitor {
    private static final Map<Integer, String> INSTRUCTIONS = Map.of(
            Opcodes.DADD, "add",
            Opcodes.DSUB, "sub",
            Opcodes.DMUL, "mul",
            Opcodes.DDIV, "div",
            Opcodes.DNEG, "neg");

    private static final Map<String, String> USUAL = Map.of(
            "byReciprocal", "mul",
            "lowerPower", "div",
            "lowerPowerByPowm1", "div",
            "powBesidePow", "pow",
            "powm1BesidePow", "powm1",
            "sinBesideCos", "sincos");

    /** In this order; then functions in that of their names. */
    private static final String[] FIRST = {"add", "sub", "neg", "mul", "div"};

    private final Map<String, Integer> counts = new TreeMap<>();

    OperationCounter(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
        super.visitInsn(opcode);
        if (INSTRUCTIONS.containsKey(opcode)) {
            add(INSTRUCTIONS.get(opcode));
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        boolean isOfNumbers = opcode == Opcodes.INVOKESTATIC && descriptor.matches("\\(D+\\)D");
        if (isOfNumbers && !name.equals("cosBesideSin")) {
            add(USUAL.getOrDefault(name, name));
        }
    }

    private void add(String operation) {
        counts.merge(operation, 1, Integer::sum);
    }

    /** Such as {@code 23 mul, 2 div, 2 sincos}; empty if there are none. */
    String text() {
        Map<String, Integer> rest = new TreeMap<>(counts);
        StringJoiner text = new StringJoiner(", ");
        for (String operation : FIRST) {
            Integer count = rest.remove(operation);
            if (count != null) {
                text.add(count + " " + operation);
            }
        }
        rest.forEach((operation, count) -> text.add(count + " " + operation));
        return text.toString();
    }
}
