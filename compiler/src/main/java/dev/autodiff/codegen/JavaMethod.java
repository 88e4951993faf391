package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.choice;
import static dev.autodiff.codegen.JavaExpression.infix;
import static dev.autodiff.codegen.JavaExpression.prefix;

import dev.autodiff.emit.JavaNames;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the statements of one method in Java: the same steps and expressions that {@link MethodWriter} writes in bytecode. */
final class JavaMethod {
    private final SourceText out;
    private final Schedule schedule;
    private final Constants constants;
    private final JavaCalls calls;
    private final JavaNames names;
    private final Map<Node, JavaExpression> known = new HashMap<>();
    private JavaInts ints;

    JavaMethod(SourceText out, Schedule schedule, Constants constants, JavaCalls calls, JavaNames names) {
        this.out = out;
        this.schedule = schedule;
        this.constants = constants;
        this.calls = calls;
        this.names = names;
        this.ints = new JavaInts(this, WholeNumbers.NONE);
    }

    /** Has what is known to be whole computed in ints. */
    void useInts(WholeNumbers numbers) {
        ints = new JavaInts(this, numbers);
    }

    JavaInts ints() {
        return ints;
    }

    /** Whether the value is computed where it is used. */
    boolean isInline(Node node) {
        return !known.containsKey(node);
    }

    /** What the method has instead of this parameter: an argument, or something that it reads where the value is used. */
    void bind(Node parameter, JavaExpression value) {
        known.put(parameter, value);
    }

    void block(Block block) {
        block.steps().forEach(this::keep);
    }

    /** Computes a value, and keeps it in a local. */
    void keep(Node node) {
        if (node.op() == Pointwise.WHERE && schedule.hasSteps(node)) {
            String name = names.claim(node.name());
            out.line("final " + type(node) + name + ";");
            branches(node, name);
        } else if (ints.canWrite(node)) {
            defineInt(node, node.name(), ints.compute(node));
        } else {
            define(node, node.name(), isRounded(node) ? rounded(node) : compute(node));
        }
    }

    /** Keeps a value in a local. */
    void define(Node node, String wanted, JavaExpression value) {
        String name = names.claim(wanted);
        out.line("final " + type(node) + name + " = " + value.text() + ";");
        known.put(node, atom(name));
    }

    /** Keeps a whole number in a local. */
    void defineInt(Node node, String wanted, JavaExpression value) {
        String name = names.claim(wanted);
        out.line("final int " + name + " = " + value.text() + ";");
        ints.bind(node, atom(name));
    }

    static String type(Node node) {
        return node.type().isTruth() ? "boolean " : "double ";
    }

    private void branches(Node where, String name) {
        out.open("if (" + expression(where.input(0)).text() + ")");
        branch(schedule.whenTrue(where), where.input(1), name);
        out.otherwise();
        branch(schedule.whenFalse(where), where.input(2), name);
        out.close();
        known.put(where, atom(name));
    }

    /** The variables of a branch end with it. */
    private void branch(Block block, Node value, String name) {
        block(block);
        out.line(name + " = " + expression(value).text() + ";");
        known.keySet().removeAll(block.steps());
    }

    /** A double or a truth. */
    JavaExpression expression(Node node) {
        JavaExpression value = known.get(node);
        if (value != null) {
            return value;
        }
        return compute(node);
    }

    /** The value as a float: what stands in an array of floats. */
    JavaExpression rounded(Node node) {
        return prefix("(float) ", isRounded(node) ? operation(node) : expression(node));
    }

    /** Whether the value is computed here, in doubles, and has to be made a float. */
    private boolean isRounded(Node node) {
        return node.type().dtype() == DType.F32 && node.op() instanceof ScalarOp && !known.containsKey(node);
    }

    private JavaExpression compute(Node node) {
        if (node.op() instanceof ScalarOp) {
            // operands are doubles: the nearest float of what doubles give is what floats would give
            return isRounded(node) ? prefix("(double) (float) ", operation(node)) : operation(node);
        }
        if (node.op() instanceof Leaf.Constant constant) {
            return number(constant.value());
        }
        if (node.op() instanceof Leaf.Truth truth) {
            return atom(Boolean.toString(truth.value()));
        }
        throw new AssertionError(node);
    }

    private JavaExpression operation(Node node) {
        if (((ScalarOp) node.op()).code() instanceof Code.Comparison comparison && node.inputs().stream().allMatch(ints::canWrite)) {
            return infix(ints.expression(node.input(0)), comparison.java(), ints.expression(node.input(1)));
        }
        return operation(((ScalarOp) node.op()).code(), node.inputs().stream().map(this::expression).toList());
    }

    private JavaExpression operation(Code code, List<JavaExpression> operands) {
        JavaExpression first = operands.get(0);
        if (code instanceof Code.Call call) {
            String arguments = operands.stream().map(JavaExpression::text).collect(Collectors.joining(", "));
            return atom(calls.nameOf(call) + "(" + arguments + ")");
        }
        if (code instanceof Code.Place place) {
            return atom(calls.nameOf(Support.class) + ".placed(" + first.text() + ", " + operands.get(1).text() + ", " + SourceText.literal(place.axis()) + ")");
        }
        if (code instanceof Code.Multiplications product) {
            return calls.power(first, product.exponent());
        }
        if (code instanceof Code.Nothing) {
            return first;
        }
        if (code instanceof Code.Select) {
            return choice(first, operands.get(1), operands.get(2));
        }
        String operator = operator(code);
        return operands.size() == 1 ? prefix(operator, first) : infix(first, operator, operands.get(1));
    }

    /** What checks an index of whole numbers. */
    String placeMethod() {
        return calls.nameOf(Support.class) + ".place";
    }

    /** Conjunctions and disjunctions are written in the short-circuit form: what they combine has no effects. */
    private static String operator(Code code) {
        if (code instanceof Code.Instruction instruction) {
            return instruction.java();
        }
        if (code instanceof Code.Comparison comparison) {
            return comparison.java();
        }
        String logic = ((Code.Logic) code).java();
        return logic.equals("!") ? logic : logic.repeat(2);
    }

    private JavaExpression number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (!constants.areInArrays() || bits == 0 || value == 1) {
            return JavaExpression.number(value);
        }
        int index = constants.index(value);
        return atom(Constants.arrayName(index / Constants.ARRAY_LENGTH) + "[" + index % Constants.ARRAY_LENGTH + "]");
    }
}
