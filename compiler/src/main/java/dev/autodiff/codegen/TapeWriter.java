package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IDIV;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LLOAD;

import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Tapes;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes what loops record on tapes and read from them: a row of numbers for each step, truths as 1 and 0. */
final class TapeWriter {
    static final String OWNER = Tapes.class.getName().replace('.', '/');

    /** The type of what makes room. */
    static final String LENGTHEN = "([[DIJJJI)[D";

    private final MethodWriter code;
    private final MethodVisitor mv;
    private final Schedule schedule;
    private final SpecialCalls specials;
    private final Map<Node, Integer> tapes = new HashMap<>();
    private final Map<Node, Integer> rooms = new HashMap<>();
    private int all;

    TapeWriter(MethodWriter code, Schedule schedule, SpecialCalls specials) {
        this.code = code;
        this.mv = code.visitor();
        this.schedule = schedule;
        this.specials = specials;
    }

    /** Where the tapes of all loops are. */
    void use(int local) {
        all = local;
    }

    /** Takes a tape on which there is room for all steps of a loop. */
    void reserve(Iteration loop, Locals.Counter count) {
        lengthen("reserve", loop, count);
        mv.visitVarInsn(ASTORE, declare(loop));
    }

    /** Takes a tape of any length, to be extended from step to step. */
    void begin(Iteration loop) {
        take(loop, declare(loop));
        rooms.put(loop.node(), code.locals().reserve(1));
        measure(loop);
    }

    /** Makes room for the records of one more step. */
    void extend(Iteration loop, Locals.Counter step) {
        Label enough = new Label();
        index(step);
        mv.visitVarInsn(ILOAD, rooms.get(loop.node()));
        mv.visitJumpInsn(IF_ICMPLT, enough);
        lengthen("extend", loop, step);
        mv.visitVarInsn(ASTORE, tapes.get(loop.node()));
        measure(loop);
        mv.visitLabel(enough);
    }

    /** Records a value. */
    void write(Iteration loop, Node value, Locals.Counter step) {
        mv.visitVarInsn(ALOAD, tapes.get(loop.node()));
        index(step);
        place(loop, value);
        code.expression(value);
        if (value.type().isTruth()) {
            mv.visitInsn(I2D);
        }
        mv.visitInsn(DASTORE);
    }

    /** Finds the tape of a loop that another method has run; the number of its steps is on the stack. */
    void find(Iteration loop) {
        take(loop, declare(loop));
        Locals.Counter steps = code.locals().newCounter(false);
        code.locals().bind(loop.node(), steps);
        mv.visitInsn(D2I);
        mv.visitVarInsn(ISTORE, steps.slot());
    }

    /** Leaves what a loop has recorded on the stack. */
    void read(Node node, LoopOp.Recall recall) {
        Iteration loop = schedule.iteration(Schedule.recorder(node));
        mv.visitVarInsn(ALOAD, tapes.get(loop.node()));
        Locals.Counter step = code.locals().counter(node.graph().stepNumber(recall.loop()));
        if (recall.backwards()) {
            index(code.locals().counter(loop.node()));
            mv.visitInsn(ICONST_1);
            mv.visitInsn(ISUB);
            index(step);
            mv.visitInsn(ISUB);
        } else {
            index(step);
        }
        place(loop, node.input(0).input(1));
        mv.visitInsn(DALOAD);
        if (node.type().isTruth()) {
            mv.visitInsn(D2I);
        }
    }

    /** Replaces the number of a step on the stack by the place of a value in its row. */
    private void place(Iteration loop, Node value) {
        if (loop.width() > 1) {
            code.integer(loop.width());
            mv.visitInsn(IMUL);
        }
        int column = loop.records().indexOf(value);
        if (column > 0) {
            code.integer(column);
            mv.visitInsn(IADD);
        }
    }

    private int declare(Iteration loop) {
        tapes.put(loop.node(), code.locals().reserve(1));
        return tapes.get(loop.node());
    }

    private void take(Iteration loop, int local) {
        mv.visitVarInsn(ALOAD, all);
        code.integer(loop.tape());
        mv.visitInsn(AALOAD);
        mv.visitVarInsn(ASTORE, local);
    }

    /** How many steps have room. */
    private void measure(Iteration loop) {
        mv.visitVarInsn(ALOAD, tapes.get(loop.node()));
        mv.visitInsn(ARRAYLENGTH);
        code.integer(loop.width());
        mv.visitInsn(IDIV);
        mv.visitVarInsn(ISTORE, rooms.get(loop.node()));
    }

    private void lengthen(String method, Iteration loop, Locals.Counter steps) {
        mv.visitVarInsn(ALOAD, all);
        code.integer(loop.tape());
        mv.visitVarInsn(steps.isLong() ? LLOAD : ILOAD, steps.slot());
        if (!steps.isLong()) {
            mv.visitInsn(I2L);
        }
        mv.visitLdcInsn((long) loop.width());
        mv.visitLdcInsn(loop.loop().limits().records());
        code.integer(loop.node().line());
        mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Tapes.class, method), method, LENGTHEN, false);
    }

    /** A tape has fewer rows than an int can count. */
    private void index(Locals.Counter step) {
        mv.visitVarInsn(step.isLong() ? LLOAD : ILOAD, step.slot());
        if (step.isLong()) {
            mv.visitInsn(L2I);
        }
    }
}
