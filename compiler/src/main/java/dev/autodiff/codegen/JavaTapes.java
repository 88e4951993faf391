package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.infix;

import dev.autodiff.emit.JavaNames;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.runtime.Tapes;
import java.util.HashMap;
import java.util.Map;

/** Writes in Java what loops record on tapes and read from them, as {@link TapeWriter} does in bytecode. */
final class JavaTapes {
    private final SourceText out;
    private final JavaMethod code;
    private final Schedule schedule;
    private final JavaNames names;
    private final JavaCalls calls;
    private final Map<Node, String> tapes = new HashMap<>();
    private final Map<Node, String> rooms = new HashMap<>();
    private final Map<Node, Counter> counters = new HashMap<>();
    private String all;

    /** An int or a long. */
    private record Counter(String name, boolean isLong) {
        /** A tape has fewer rows than an int can count. */
        JavaExpression index() {
            return isLong ? JavaExpression.prefix("(int) ", atom(name)) : atom(name);
        }
    }

    JavaTapes(SourceText out, JavaMethod code, Schedule schedule, JavaNames names, JavaCalls calls) {
        this.out = out;
        this.code = code;
        this.schedule = schedule;
        this.names = names;
        this.calls = calls;
    }

    /** What the tapes of all loops are called. */
    void use(String array) {
        all = array;
    }

    /** Makes this int or long the value of a node that counts steps. */
    void count(Node node, String counter, boolean isLong) {
        counters.put(node, new Counter(counter, isLong));
        code.bind(node, JavaExpression.prefix("(double) ", atom(counter)));
    }

    /** The name of the int, or of the long, that is the value of a node; null if there is none. */
    String counter(Node node, boolean isLong) {
        Counter counter = counters.get(node);
        return counter != null && counter.isLong() == isLong ? counter.name() : null;
    }

    /** Takes a tape on which there is room for all steps of a loop. */
    void reserve(Iteration loop, String count) {
        out.line("final double[] " + declare(loop) + " = " + lengthened("reserve", loop, count) + ";");
    }

    /** Takes a tape of any length, to be extended from step to step. */
    void begin(Iteration loop) {
        out.line("double[] " + declare(loop) + " = " + element(loop) + ";");
        rooms.put(loop.node(), names.claim("room"));
        out.line("int " + measured(loop));
    }

    /** Makes room for the records of one more step. */
    void extend(Iteration loop, String step) {
        out.open("if (" + step + " >= " + rooms.get(loop.node()) + ")");
        out.line(tapes.get(loop.node()) + " = " + lengthened("extend", loop, step) + ";");
        out.line(measured(loop));
        out.close();
    }

    /** Records a value. */
    void write(Iteration loop, Node value) {
        JavaExpression number = code.expression(value);
        number = value.type().isTruth() ? JavaExpression.choice(number, atom("1.0"), atom("0.0")) : number;
        out.line(place(loop, value, counters.get(loop.step()).index()) + " = " + number.text() + ";");
    }

    /** Finds the tape of a loop that another method has run, by the number of its steps. */
    void find(Iteration loop, JavaExpression steps) {
        out.line("final double[] " + declare(loop) + " = " + element(loop) + ";");
        String count = names.claim("steps");
        out.line("final int " + count + " = " + JavaExpression.prefix("(int) ", steps).text() + ";");
        count(loop.node(), count, false);
    }

    /** What a loop has recorded. */
    JavaExpression read(Node node, LoopOp.Recall recall) {
        Iteration loop = schedule.iteration(Schedule.recorder(node));
        JavaExpression index = counters.get(node.graph().stepNumber(recall.loop())).index();
        if (recall.backwards()) {
            JavaExpression last = infix(counters.get(loop.node()).index(), "-", atom("1"));
            index = infix(last, "-", index);
        }
        JavaExpression element = atom(place(loop, node.input(0).input(1), index));
        return node.type().isTruth() ? infix(element, "!=", atom("0.0")) : element;
    }

    private String place(Iteration loop, Node value, JavaExpression step) {
        int column = loop.records().indexOf(value);
        JavaExpression row = loop.width() > 1 ? infix(step, "*", atom(Integer.toString(loop.width()))) : step;
        return tapes.get(loop.node()) + "[" + (column > 0 ? infix(row, "+", atom(Integer.toString(column))) : row).text() + "]";
    }

    private String declare(Iteration loop) {
        tapes.put(loop.node(), names.claim("tape"));
        return tapes.get(loop.node());
    }

    private String element(Iteration loop) {
        return all + "[" + loop.tape() + "]";
    }

    private String measured(Iteration loop) {
        return rooms.get(loop.node()) + " = " + tapes.get(loop.node()) + ".length" + (loop.width() > 1 ? " / " + loop.width() : "") + ";";
    }

    private String lengthened(String method, Iteration loop, String steps) {
        return calls.nameOf(Tapes.class, method) + "(" + all + ", " + loop.tape() + ", " + steps + ", " + loop.width() + ", "
                + loop.loop().limits().records() + "L, " + loop.node().line() + ")";
    }
}
