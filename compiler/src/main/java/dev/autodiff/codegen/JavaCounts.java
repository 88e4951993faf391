package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;

import dev.autodiff.graph.LoopOp;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.lowering.Step.Repeat;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tapes;

/** Writes what a loop of the program needs besides its steps in Java, as {@link CountCode} writes it in bytecode. */
final class JavaCounts {
    private final SourceText out;
    private final JavaCalls calls;
    private final JavaFrame frame;
    private final JavaNumbers numbers;

    JavaCounts(SourceText out, JavaCalls calls, JavaFrame frame, JavaNumbers numbers) {
        this.out = out;
        this.calls = calls;
        this.frame = frame;
        this.numbers = numbers;
    }

    /** The type of a variable that counts steps. */
    static String type(LoopOp.Limits limits) {
        return Registers.isLong(limits) ? "long" : "int";
    }

    /** The number of steps as a variable; null if only the condition ends the loop. */
    String count(Repeat repeat) {
        if (repeat.condition() != null && repeat.count().isOpen()) {
            return null;
        }
        String type = type(repeat.limits());
        String count = frame.names().claim("count");
        JavaExpression number = number(repeat);
        if (repeat.condition() != null) {
            out.line("final " + type + " " + count + " = (" + type + ") Math.ceil(" + number.text() + ");");
            return count;
        }
        String steps = calls.nameOf(Support.class) + ".steps(" + number.text() + ", " + repeat.line() + ", " + repeat.limits().steps() + "L)";
        out.line("final " + type + " " + count + " = " + (type.equals("int") ? "(int) " : "") + steps + ";");
        if (repeat.tape() != null) {
            lengthen("reserve", repeat, count);
        }
        return count;
    }

    private JavaExpression number(Repeat repeat) {
        if (repeat.count().isOpen()) {
            return atom("Double.POSITIVE_INFINITY");
        }
        return repeat.count().dimension() != null ? frame.sizes().asInt(repeat.count().dimension()) : numbers.value(repeat.count().buffer());
    }

    /** Leaves the loop if its condition does not hold; an error if there have been too many steps. */
    void test(Repeat repeat, String step) {
        JavaExpression condition = numbers.value(repeat.condition());
        out.open("if (" + JavaExpression.prefix("!", condition).text() + ")");
        out.line("break;");
        out.close();
        out.open("if (" + step + " >= " + repeat.limits().steps() + "L)");
        out.line("throw " + calls.nameOf(Support.class) + ".endless(" + repeat.line() + ", " + repeat.limits().steps() + "L);");
        out.close();
        if (repeat.tape() != null) {
            JavaExpression width = frame.sizes().asLong(repeat.tape().width());
            JavaExpression needed = JavaExpression.infix(JavaExpression.infix(atom(step), "+", atom("1L")), "*", width);
            out.open("if (" + needed.text() + " > " + frame.array(ArrayRef.of(repeat.tape())) + ".length)");
            lengthen("extend", repeat, step);
            out.close();
        }
    }

    private void lengthen(String room, Repeat repeat, String steps) {
        ArrayRef tape = ArrayRef.of(repeat.tape());
        String call = calls.nameOf(Tapes.class) + "." + room + "(" + frame.array(ArrayRef.TAPES) + ", " + repeat.tape().index() + ", " + steps + ", "
                + frame.sizes().asLong(repeat.tape().width()).text() + ", " + repeat.limits().records() + "L, " + repeat.line() + ");";
        out.line(frame.isKept(tape) ? frame.array(tape) + " = " + call : call);
    }
}
