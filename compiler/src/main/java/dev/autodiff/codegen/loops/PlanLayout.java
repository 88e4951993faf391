package dev.autodiff.codegen.loops;

import dev.autodiff.kernel.Kind;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.List;

/**
 * How a plan becomes static methods: an entry that takes numbers and arrays, checks their
 * lengths and does the steps; the same without a workspace, which makes one; a method for each loop over arrays and for
 * each loop of the program.
 */
public final class PlanLayout {
    /**
     * What a method takes.
     *
     * @param buffer what the caller hands in; null for a dimension or a workspace
     * @param array which array it is; null for a number
     */
    public record Argument(String name, Kind kind, Buffer buffer, ArrayRef array) {
        public boolean isDimension() {
            return buffer == null && array == null;
        }

        public boolean isNumber() {
            return buffer != null && array == null;
        }
    }

    /** The length that an array must have: exactly, or at least if it is a workspace. */
    record Length(ArrayRef array, String purpose, Dimension size, boolean isExact) {}

    private final String name;
    private final Plan plan;
    private final List<String> dimensions;
    private final boolean hasInts;
    private Tasks tasks;

    /**
     * @param dimensions the names of dimensions in the function's types
     * @param hasInts whether a whole number is an int for the callers of its methods; a double, which holds larger
     *     ones, if not
     */
    public PlanLayout(String name, Plan plan, List<String> dimensions, boolean hasInts) {
        this.name = name;
        this.plan = plan;
        this.dimensions = dimensions;
        this.hasInts = hasInts;
    }

    public String name() {
        return name;
    }

    /** What the entry does, in words. */
    String documentation() {
        return switch (name) {
            case "value" -> "The value.";
            case "gradient" -> "The value, with its gradient.";
            case "vjp" -> "The value, with the cotangents of the variables for one of the result.";
            case "accumulate" -> "The value; the derivatives are added to what the arrays hold.";
            case "forward" -> "The value; the array {@code saved} takes up what {@code pullback} needs.";
            case "pullback" -> "The cotangents of the variables for one of the result, after {@code forward} at the same arguments.";
            case "jacobian" -> "The results, and the partial derivatives of each by each variable: axes of the result, then those of the variable.";
            case "hessian" -> "The value, its gradient, and its second derivatives: axes of the first variable, then those of the second.";
            case "jvp" -> "The results, and their derivatives along a direction of the variables.";
            case "hvp" -> "The value, its gradient, and the product of its second derivatives with a direction of the variables.";
            case "normal" -> "Half the sum of squares of the results, its gradient, and the normal matrix of their Jacobian.";
            case "jacobianStructure" -> "The row and the column of each value of the Jacobian.";
            case "hessianStructure" -> "The row and the column of each value of the Hessian, in the lower triangle.";
            case "normalStructure" -> "The row and the column of each value of the normal matrix, in the lower triangle.";
            default -> throw new AssertionError(name);
        };
    }

    Plan plan() {
        return plan;
    }

    /** What its steps are in code. */
    Tasks tasks() {
        if (tasks == null) {
            tasks = new Tasks(name, plan);
        }
        return tasks;
    }

    /** Whether an argument is a whole number that is the length of the same name as well. */
    boolean isLength(Buffer argument) {
        return argument.type().isScalar() && dimensions.contains(argument.name());
    }

    /** The number that the method returns, or null. */
    public Buffer returned() {
        return plan.results().stream()
                .filter(buffer -> buffer.place() == Buffer.Place.RETURNED)
                .findFirst()
                .orElse(null);
    }

    /** All that goes in and comes out, in the order in which a kernel has the arrays. */
    public List<Buffer> order() {
        List<Buffer> order = new ArrayList<>(plan.arguments());
        order.addAll(plan.results());
        return order;
    }

    /** What the entry returns. */
    public Kind result() {
        Buffer returned = returned();
        return returned == null ? Kind.VOID : Kind.arrayOf(returned.isFloat()).element();
    }

    /** What the entry takes. */
    List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>(ownArguments());
        arguments.add(workspace(ArrayRef.WORKSPACE));
        if (plan.hasFloats()) {
            arguments.add(workspace(ArrayRef.FLOATS));
        }
        return arguments;
    }

    /** What the entry takes that makes its workspace. */
    public List<Argument> ownArguments() {
        List<Argument> arguments = new ArrayList<>(dimensions(dimensions));
        handed().forEach(buffer -> arguments.add(argument(buffer)));
        if (plan.hasSaved()) {
            arguments.add(workspace(ArrayRef.SAVED));
        }
        return arguments;
    }

    /** What the method of a loop of the program takes: it finds the numbers in the workspace. */
    List<Argument> repeatArguments() {
        List<Argument> arguments = new ArrayList<>(arguments());
        arguments.removeIf(Argument::isNumber);
        if (plan.tapes() > 0) {
            arguments.add(workspace(ArrayRef.TAPES));
        }
        return arguments;
    }

    static List<Argument> dimensions(List<String> names) {
        return names.stream().map(name -> new Argument(name, Kind.INT, null, null)).toList();
    }

    /** The caller's buffers: arguments, then results. */
    private List<Buffer> handed() {
        List<Buffer> handed = new ArrayList<>(plan.arguments());
        plan.results().stream().filter(buffer -> buffer.place() == Buffer.Place.RESULT).forEach(handed::add);
        return handed;
    }

    private static Argument workspace(ArrayRef array) {
        return new Argument(array.name(), array.kind(), null, array);
    }

    private Argument argument(Buffer buffer) {
        if (buffer.place() != Buffer.Place.NUMBER) {
            return new Argument(buffer.name(), Kind.arrayOf(buffer.isFloat()), buffer, ArrayRef.of(buffer));
        }
        Kind kind = switch (buffer.type().dtype()) {
            case F64 -> Kind.F64;
            case F32 -> Kind.F32;
            case INT -> hasInts ? Kind.INT : Kind.F64;
            case BOOL -> Kind.BOOLEAN;
        };
        return new Argument(buffer.name(), kind, buffer, null);
    }

    /** What the entry checks before it does anything. */
    List<Length> lengths() {
        List<Length> lengths = new ArrayList<>();
        for (Argument argument : arguments()) {
            if (argument.buffer() != null && argument.array() != null) {
                lengths.add(new Length(
                        argument.array(),
                        argument.buffer().type().toString(),
                        argument.buffer().size(),
                        true));
            } else if (argument.array() == ArrayRef.SAVED) {
                lengths.add(new Length(argument.array(), "the forward pass", plan.saved(), false));
            } else if (argument.array() != null) {
                lengths.add(new Length(
                        argument.array(),
                        "the workspace",
                        argument.array().isFloat() ? plan.floats() : plan.doubles(),
                        false));
            }
        }
        return lengths;
    }

    /** The caller's numbers, which the entry copies to the workspace. */
    List<Buffer> numbers() {
        return plan.arguments().stream().filter(buffer -> buffer.place() == Buffer.Place.NUMBER).toList();
    }

    /** The slots that the arguments of the entry take. */
    public int slots() {
        return slots(arguments());
    }

    public static int slots(List<Argument> arguments) {
        return arguments.stream().mapToInt(argument -> argument.kind().slots()).sum();
    }
}
