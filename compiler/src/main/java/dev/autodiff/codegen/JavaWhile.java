package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.infix;
import static dev.autodiff.codegen.JavaExpression.prefix;

import dev.autodiff.emit.JavaNames;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.Map;

/** Writes loops in Java, as {@link WhileWriter} writes them in bytecode. */
final class JavaWhile {
    private final SourceText out;
    private final JavaMethod code;
    private final Schedule schedule;
    private final JavaNames names;
    private final JavaCalls calls;

    JavaWhile(SourceText out, JavaMethod code, Schedule schedule, JavaNames names, JavaCalls calls) {
        this.out = out;
        this.code = code;
        this.schedule = schedule;
        this.names = names;
        this.calls = calls;
    }

    void emit(Iteration loop) {
        Map<Integer, String> state = new HashMap<>();
        for (int index : loop.states()) {
            String name = names.claim(loop.name(index));
            out.line(JavaMethod.type(loop.state(index)) + name + " = " + code.expression(loop.initial(index)).text() + ";");
            state.put(index, name);
        }
        state.forEach((index, name) -> code.bind(loop.state(index), atom(name)));
        String step = names.claim("step");
        code.tapes().count(loop.step(), step, loop.isLong());
        if (loop.isCounted()) {
            counted(loop, step, state);
        } else {
            open(loop, step, state);
        }
        loop.finals().forEach(end -> code.bind(end, atom(state.get(((LoopOp.Final) end.op()).index()))));
    }

    private void counted(Iteration loop, String step, Map<Integer, String> state) {
        String count = count(loop);
        code.tapes().count(loop.node(), count, loop.isLong());
        if (loop.hasTape()) {
            code.tapes().reserve(loop, count);
        }
        out.open("for (" + type(loop) + step + " = 0; " + step + " < " + count + "; " + step + "++)");
        body(loop, state);
        out.close();
    }

    /** The number of steps: itself, or the name of a variable. */
    private String count(Iteration loop) {
        if (loop.isLiterallyCounted()) {
            return loop.literalSteps() + (loop.isLong() ? "L" : "");
        }
        String other = loop.isAsLongAsAnother() ? code.tapes().counter(loop.count(), loop.isLong()) : null;
        if (other != null) {
            return other;
        }
        String count = names.claim("steps");
        String steps = calls.nameOf(Support.class, "steps") + "(" + code.expression(loop.count()).text() + ", " + loop.node().line() + ", "
                + loop.limit() + "L)";
        out.line("final " + type(loop) + count + " = " + (loop.isLong() ? "" : "(int) ") + steps + ";");
        return count;
    }

    private void open(Iteration loop, String step, Map<Integer, String> state) {
        code.tapes().count(loop.node(), step, loop.isLong());
        if (loop.hasTape()) {
            code.tapes().begin(loop);
        }
        out.line(type(loop) + step + " = 0;");
        openWhile(loop, loop.hasCount() ? infix(atom(step), "<", code.expression(loop.count())) : null);
        stopEndless(loop, step);
        if (loop.hasTape()) {
            code.tapes().extend(loop, step);
        }
        body(loop, state);
        out.line(step + "++;");
        out.close();
    }

    /** @param test of the count, or null */
    private void openWhile(Iteration loop, JavaExpression test) {
        // javac takes what is behind a loop with a constant condition for unreachable
        if (loop.head().steps().isEmpty() && loop.isTested()) {
            JavaExpression condition = code.expression(loop.condition());
            out.open("while (" + (test == null ? condition : infix(test, "&&", condition)).text() + ")");
        } else {
            out.open("while (" + (test == null ? "true" : test.text()) + ")");
            code.block(loop.head());
            out.open("if (" + prefix("!", code.expression(loop.condition())).text() + ")");
            out.line("break;");
            out.close();
        }
    }

    private void stopEndless(Iteration loop, String step) {
        String limit = loop.limit() + "L";
        out.open("if (" + step + " == " + (loop.isLong() ? limit : Long.toString(loop.limit())) + ")");
        out.line("throw " + calls.nameOf(Support.class, "endless") + "(" + loop.node().line() + ", " + limit + ");");
        out.close();
    }

    /** What a step that is made does. */
    private void body(Iteration loop, Map<Integer, String> state) {
        StateUpdate update = new StateUpdate(schedule, loop);
        loop.recordedFirst().forEach(record -> code.tapes().write(loop, record));
        for (Node node : loop.tail().steps()) {
            Integer index = update.place(node);
            if (index == null) {
                code.keep(node);
            } else {
                code.replace(node, state.get(index));
            }
            loop.recordedWith(node).forEach(record -> code.tapes().write(loop, record));
        }
        for (StateUpdate.Move move : update.moves()) {
            if (move.value() == null) {
                code.define(loop.state(move.state()), null, code.expression(loop.state(move.state())));
            } else {
                out.line(state.get(move.state()) + " = " + code.expression(move.value()).text() + ";");
            }
        }
    }

    private static String type(Iteration loop) {
        return loop.isLong() ? "long " : "int ";
    }
}
