package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;

import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import java.util.HashMap;
import java.util.Map;

/** Writes numbers that a method reads and writes in Java, as {@link NumberCode} writes them in bytecode. */
final class JavaNumbers {
    private final SourceText out;
    private final JavaFrame frame;
    private final Plan plan;
    private final Registers registers;
    private final Map<Buffer, String> variables = new HashMap<>();

    JavaNumbers(SourceText out, JavaFrame frame, Plan plan, Registers registers) {
        this.out = out;
        this.frame = frame;
        this.plan = plan;
        this.registers = registers;
    }

    boolean isLocal(Buffer buffer) {
        return registers.contains(buffer);
    }

    /** The variable of a number that has one. */
    String variable(Buffer buffer) {
        return variables.get(buffer);
    }

    /** Whether the variable is an int or a long. */
    boolean isWhole(Buffer buffer) {
        return isLocal(buffer) && registers.isWhole(buffer);
    }

    /** Declares the variables. */
    void begin() {
        for (Buffer buffer : registers.all()) {
            variables.put(buffer, frame.names().claim(buffer.name()));
            boolean isRead = registers.isShared(buffer) && !(registers.isWhole(buffer) && registers.isWritten(buffer));
            out.line(type(buffer) + " " + variable(buffer) + " = " + (isRead ? read(buffer).text() : zero(buffer)) + ";");
        }
    }

    private String type(Buffer buffer) {
        return registers.isWhole(buffer) ? registers.isLong(buffer) ? "long" : "int" : buffer.type().isTruth() ? "boolean" : "double";
    }

    private JavaExpression read(Buffer buffer) {
        JavaExpression value = truth(buffer, place(buffer));
        return registers.isWhole(buffer) ? JavaExpression.prefix("(int) ", value) : value;
    }

    private String zero(Buffer buffer) {
        return registers.isWhole(buffer) ? "0" : buffer.type().isTruth() ? "false" : "0.0";
    }

    /** Puts what others read of the variables in its place. */
    void end() {
        for (Buffer buffer : registers.all()) {
            if (registers.isShared(buffer) && registers.isWritten(buffer)) {
                out.line(place(buffer) + " = " + stored(buffer, atom(variable(buffer))) + ";");
            }
        }
    }

    private static String stored(Buffer buffer, JavaExpression value) {
        return (buffer.type().isTruth() ? value.asNumber() : buffer.isFloat() ? JavaExpression.prefix("(float) ", value) : value).text();
    }

    private String place(Buffer buffer) {
        return frame.array(ArrayRef.of(buffer)) + "[" + frame.sizes().asInt(plan.offset(buffer)).text() + "]";
    }

    private static JavaExpression truth(Buffer buffer, String element) {
        return buffer.type().isTruth() ? JavaExpression.infix(atom(element), "!=", atom("0.0")) : atom(element);
    }

    /** A double, or a boolean. */
    JavaExpression value(Buffer buffer) {
        if (!isLocal(buffer)) {
            return truth(buffer, place(buffer));
        }
        return registers.isWhole(buffer) ? JavaExpression.prefix("(double) ", atom(variable(buffer))) : atom(variable(buffer));
    }

    /** Gives a number the value of another one. */
    void move(Buffer from, Buffer to) {
        if (isLocal(to)) {
            out.line(variable(to) + " = " + value(from).text() + ";");
        } else if (isLocal(from)) {
            out.line(place(to) + " = " + stored(to, value(from)) + ";");
        } else {
            out.line(place(to) + " = " + place(from) + ";");
        }
    }

    /** Gives a number a value that stands in the program. */
    void fill(Buffer buffer, double value) {
        String number = JavaExpression.number(value).text();
        if (isLocal(buffer)) {
            out.line(variable(buffer) + " = " + (buffer.type().isTruth() ? Boolean.toString(value != 0) : number) + ";");
        } else {
            out.line(place(buffer) + " = " + (buffer.isFloat() ? JavaExpression.prefix("(float) ", JavaExpression.number(value)).text() : number) + ";");
        }
    }
}
