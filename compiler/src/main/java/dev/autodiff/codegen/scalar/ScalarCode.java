package dev.autodiff.codegen.scalar;

import static dev.autodiff.kernel.Exprs.*;

import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Exprs;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements that compute nodes of scalars, in one method: what the schedule keeps is a variable, all else a part
 * of the expression that reads it.
 */
public final class ScalarCode {
    private static final MethodRef PLACED =
            MethodRef.of(Support.class, "placed", Kind.F64, Kind.F64, Kind.F64, Kind.STRING);

    private final Body body;
    private final Schedule schedule;
    private final Constants constants;
    private final SpecialCalls calls;
    private final Map<Node, Expr> known = new HashMap<>();
    private final ScalarLoops loops;
    private IntCode ints = new IntCode(this, WholeNumbers.NONE);

    public ScalarCode(Body body, Schedule schedule, Constants constants, SpecialCalls calls) {
        this.body = body;
        this.schedule = schedule;
        this.constants = constants;
        this.calls = calls;
        this.loops = new ScalarLoops(this, body, schedule, calls);
    }

    public ScalarLoops loops() {
        return loops;
    }

    /** Has what is known to be whole computed in ints. */
    public void useInts(WholeNumbers numbers) {
        ints = new IntCode(this, numbers);
    }

    public IntCode ints() {
        return ints;
    }

    /** Makes the expression the value of a node wherever it is read. */
    public void bind(Node node, Expr value) {
        known.put(node, value);
    }

    public void block(Block block) {
        block.steps().forEach(this::keep);
    }

    /** Computes a value, and keeps it in a variable. */
    public void keep(Node node) {
        body.line(node.line());
        if (node.op() instanceof LoopOp.Loop) {
            loops.run(schedule.iteration(node));
        } else if (isBranched(node)) {
            Variable chosen = body.declare(ints.contains(node) ? Kind.INT : kind(node), node.name());
            assignBranches(node, chosen);
        } else if (ints.contains(node)) {
            ints.bind(node, body.let(node.name(), ints.compute(node)));
        } else {
            bind(node, body.let(schedule.isNextState(node) ? null : node.name(), compute(node)));
        }
    }

    /** Computes a value in the place of another one. */
    void replace(Node node, Variable variable) {
        body.line(node.line());
        if (isBranched(node)) {
            assignBranches(node, variable);
        } else {
            body.assign(variable, compute(node));
            bind(node, variable);
        }
    }

    private boolean isBranched(Node node) {
        return node.op() == Pointwise.WHERE && schedule.hasSteps(node);
    }

    private void assignBranches(Node where, Variable variable) {
        body.branch(value(where.input(0)), () -> {
            block(schedule.whenTrue(where));
            body.assign(variable, value(where.input(1), variable.kind()));
        }, () -> {
            block(schedule.whenFalse(where));
            body.assign(variable, value(where.input(2), variable.kind()));
        });
        if (variable.kind().equals(Kind.INT)) {
            ints.bind(where, variable);
        } else {
            bind(where, variable);
        }
    }

    private Expr value(Node node, Kind kind) {
        return kind.equals(Kind.INT) ? ints.value(node) : value(node);
    }

    /** A truth as arrays hold it, 1 or 0; numbers stay as they are. */
    static Expr asNumber(Expr value) {
        return value.kind().equals(Kind.BOOLEAN) ? choose(value, number(1), number(0)) : value;
    }

    public static Expr asTruth(Expr number) {
        return compare(number, Operator.NOT_EQUAL, number(0));
    }

    public static Kind kind(Node node) {
        return node.type().isTruth() ? Kind.BOOLEAN : Kind.F64;
    }

    /** The value of a node: a {@code double} or a {@code boolean}. */
    public Expr value(Node node) {
        Expr value = known.get(node);
        return value != null ? value : compute(node);
    }

    /** Whether the value is computed where it is read. */
    boolean isInline(Node node) {
        return !known.containsKey(node);
    }

    private Expr compute(Node node) {
        if (node.op() instanceof ScalarOp op) {
            Expr value = operation(node, op.code());
            // the nearest float of what doubles give is what floats would give
            return node.type().dtype() == DType.F32 ? new Expr.Cast(Kind.F64, new Expr.Cast(Kind.F32, value)) : value;
        }
        if (node.op() instanceof LoopOp.Recall recall) {
            return loops.tapes().read(node, recall);
        }
        if (node.op() instanceof Leaf.Constant constant) {
            return constant(constant.value());
        }
        if (node.op() instanceof Leaf.Truth truth) {
            return truth(truth.value());
        }
        throw new AssertionError(node);
    }

    private Expr operation(Node node, Code code) {
        if (code instanceof Code.Comparison && node.inputs().stream().allMatch(ints::contains)) {
            return Operators.apply((Pointwise) node.op(), node.inputs().stream().map(ints::value).toList());
        }
        List<Expr> operands = node.inputs().stream().map(this::value).toList();
        if (code instanceof Code.Call call) {
            return new Expr.Call(calls.of(call, operands.size()), operands);
        }
        if (code instanceof Code.Place place) {
            return new Expr.Call(
                    calls.of(PLACED),
                    List.of(operands.get(0), operands.get(1), string(place.axis())),
                    node.line());
        }
        if (code instanceof Code.Multiplications product) {
            return power(operands.get(0), product.exponent());
        }
        if (code instanceof Code.Nothing) {
            return operands.get(0);
        }
        if (code instanceof Code.Select) {
            return choose(operands.get(0), operands.get(1), operands.get(2));
        }
        return Operators.apply((Pointwise) node.op(), operands);
    }

    /** {@code xⁿ} by repeated squaring, in the order that the operator fixes. */
    private Expr power(Expr x, int exponent) {
        Expr product = product(x, Math.abs(exponent));
        return exponent < 0 ? divide(number(1), product) : product;
    }

    private Expr product(Expr x, int factors) {
        if (factors == 1) {
            return x;
        }
        if (factors % 2 == 0) {
            Expr half = named(product(x, factors / 2));
            return multiply(half, half);
        }
        Expr factor = named(x);
        return multiply(product(factor, factors - 1), factor);
    }

    /** Something that may be read twice. */
    private Expr named(Expr value) {
        return value instanceof Variable ? value : body.let(null, value);
    }

    private Expr constant(double value) {
        boolean isShort = Double.doubleToRawLongBits(value) == 0 || value == 1;
        if (!constants.areInArrays() || isShort) {
            return Exprs.number(value);
        }
        int index = constants.index(value);
        Expr array = new Expr.Field(Constants.arrayName(index / Constants.ARRAY_LENGTH), Kind.F64.array());
        return element(array, index % Constants.ARRAY_LENGTH);
    }
}
