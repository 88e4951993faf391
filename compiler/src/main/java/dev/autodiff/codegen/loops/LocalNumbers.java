package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.number;
import static dev.autodiff.kernel.Exprs.truth;

import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import java.util.HashMap;
import java.util.Map;

/** The numbers that a method reads and writes: each has a variable, or a place in an array. */
final class LocalNumbers {
    private final PlanFrame frame;
    private final Body body;
    private final Plan plan;
    private final Registers registers;
    private final Map<Buffer, Variable> variables = new HashMap<>();

    LocalNumbers(PlanFrame frame, Plan plan, Registers registers) {
        this.frame = frame;
        this.body = frame.body();
        this.plan = plan;
        this.registers = registers;
    }

    boolean isLocal(Buffer buffer) {
        return registers.contains(buffer);
    }

    /** Whether a variable holds the number as an int or a long. */
    boolean isWhole(Buffer buffer) {
        return isLocal(buffer) && registers.isWhole(buffer);
    }

    /** Makes the variables. What is counted begins at 0 whenever a loop does. */
    void begin() {
        for (Buffer buffer : registers.all()) {
            boolean isRead = registers.isShared(buffer) && !(registers.isWhole(buffer) && registers.isWritten(buffer));
            variables.put(
                    buffer, body.let(buffer.name(), isRead ? cast(kind(buffer), load(buffer)) : zero(kind(buffer))));
        }
    }

    private Kind kind(Buffer buffer) {
        if (registers.isWhole(buffer)) {
            return Registers.kind(registers.isLong(buffer));
        }
        return buffer.type().isTruth() ? Kind.BOOLEAN : Kind.F64;
    }

    private static Expr zero(Kind kind) {
        return kind.isInteger() ? integer(kind, 0) : kind.equals(Kind.BOOLEAN) ? truth(false) : number(0);
    }

    private Expr load(Buffer buffer) {
        return Elements.load(buffer, frame.array(ArrayRef.of(buffer)), frame.size(plan.offset(buffer)));
    }

    private void store(Buffer buffer, Expr value) {
        body.store(
                frame.array(ArrayRef.of(buffer)),
                frame.size(plan.offset(buffer)),
                Elements.stored(buffer.isFloat(), value));
    }

    /** The variable that counts the steps of a loop, from 0. */
    Variable count(Step.Repeat repeat) {
        Expr zero = integer(Registers.kind(Registers.isLong(repeat.limits())), 0);
        if (!isLocal(repeat.steps())) {
            return body.let("step", zero);
        }
        body.assign(variables.get(repeat.steps()), zero);
        return variables.get(repeat.steps());
    }

    /** Puts what others read of the variables in its place. */
    void end() {
        for (Buffer buffer : registers.all()) {
            if (registers.isShared(buffer) && registers.isWritten(buffer)) {
                store(buffer, value(buffer));
            }
        }
    }

    /** A double, or a truth. */
    Expr value(Buffer buffer) {
        return !isLocal(buffer)
                ? load(buffer)
                : isWhole(buffer) ? cast(Kind.F64, variables.get(buffer)) : variables.get(buffer);
    }

    /** @param value a double, or a truth */
    void assign(Buffer buffer, Expr value) {
        if (isLocal(buffer)) {
            body.assign(variables.get(buffer), Elements.rounded(buffer.isFloat(), value));
        } else {
            store(buffer, value);
        }
    }

    /** @param value the int of a whole number that has a variable */
    void assignWhole(Buffer buffer, Expr value) {
        body.assign(variables.get(buffer), cast(kind(buffer), value));
    }

    /** Makes the variable the value of a node for as long as it does not change. */
    void bind(Node parameter, Buffer buffer, ScalarCode code) {
        if (isWhole(buffer)) {
            code.ints().bind(parameter, variables.get(buffer));
        } else {
            code.bind(parameter, variables.get(buffer));
        }
    }
}
