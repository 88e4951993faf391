package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DCMPG;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LCONST_1;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;

import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Support;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes loops: the state in locals, and a counter of steps that says when there are too many. */
final class WhileWriter {
    private final MethodWriter code;
    private final MethodVisitor mv;
    private final Schedule schedule;
    private final SpecialCalls specials;
    private final TapeWriter tapes;

    WhileWriter(MethodWriter code, Schedule schedule, SpecialCalls specials) {
        this.code = code;
        this.mv = code.visitor();
        this.schedule = schedule;
        this.specials = specials;
        this.tapes = new TapeWriter(code, schedule, specials);
    }

    TapeWriter tapes() {
        return tapes;
    }

    /** Runs a loop; the stack is empty, as the compiler that replaces running loops needs it. */
    void emit(Iteration loop) {
        Map<Integer, Integer> slots = new HashMap<>();
        for (int state : loop.states()) {
            code.expression(loop.initial(state));
            code.locals().store(loop.state(state), loop.name(state));
            slots.put(state, code.locals().slot(loop.state(state)));
        }
        Locals.Counter step = code.locals().newCounter(loop.isLong());
        if (loop.isCounted()) {
            counted(loop, step, slots);
        } else {
            open(loop, step, slots);
        }
        loop.finals().forEach(end -> code.locals().bind(end, slots.get(((LoopOp.Final) end.op()).index())));
    }

    private void counted(Iteration loop, Locals.Counter step, Map<Integer, Integer> slots) {
        Locals.Counter count = count(loop);
        code.locals().bind(loop.node(), count);
        if (loop.hasTape()) {
            tapes.reserve(loop, count);
        }
        Label next = begin(loop, step);
        Label end = new Label();
        load(step);
        load(count);
        compareAndJump(loop, IF_ICMPGE, IFGE, end);
        body(loop, step, slots);
        repeat(loop, step, next);
        mv.visitLabel(end);
    }

    /** The local that holds the number of steps: that of another loop if it is the number of its steps. */
    private Locals.Counter count(Iteration loop) {
        Locals.Counter other = code.locals().counter(loop.count());
        if (other != null && loop.isAsLongAsAnother() && other.isLong() == loop.isLong()) {
            return other;
        }
        if (loop.isLiterallyCounted()) {
            mv.visitLdcInsn(loop.literalSteps());
        } else {
            code.expression(loop.count());
            code.integer(loop.node().line());
            mv.visitLdcInsn(loop.limit());
            mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(Support.class, "steps"), "steps", "(DIJ)J", false);
        }
        Locals.Counter count = code.locals().newCounter(loop.isLong());
        if (!loop.isLong()) {
            mv.visitInsn(L2I);
        }
        store(count);
        return count;
    }

    private void open(Iteration loop, Locals.Counter step, Map<Integer, Integer> slots) {
        code.locals().bind(loop.node(), step);
        if (loop.hasTape()) {
            tapes.begin(loop);
        }
        Label next = begin(loop, step);
        Label end = new Label();
        Label endless = new Label();
        test(loop, end);
        load(step);
        mv.visitLdcInsn(limit(loop));
        compareAndJump(loop, IF_ICMPEQ, IFEQ, endless);
        if (loop.hasTape()) {
            tapes.extend(loop, step);
        }
        body(loop, step, slots);
        repeat(loop, step, next);
        mv.visitLabel(endless);
        fail(loop);
        mv.visitLabel(end);
    }

    /** Leaves the loop if there is no next step. */
    private void test(Iteration loop, Label end) {
        if (loop.hasCount()) {
            code.expression(loop.step());
            code.expression(loop.count());
            mv.visitInsn(DCMPG);
            mv.visitJumpInsn(IFGE, end);
        }
        code.block(loop.head());
        code.lineOf(loop.node());
        code.conditions().jump(loop.condition(), false, end);
    }

    private void fail(Iteration loop) {
        code.integer(loop.node().line());
        mv.visitLdcInsn(loop.limit());
        String owner = specials.ownerOf(Support.class, "endless");
        mv.visitMethodInsn(INVOKESTATIC, owner, "endless", "(IJ)Ljava/lang/IllegalStateException;", false);
        mv.visitInsn(ATHROW);
    }

    private static Object limit(Iteration loop) {
        return loop.isLong() ? (Object) loop.limit() : (Object) (int) loop.limit();
    }

    private Label begin(Iteration loop, Locals.Counter step) {
        mv.visitInsn(loop.isLong() ? LCONST_0 : ICONST_0);
        store(step);
        code.locals().bind(loop.step(), step);
        Label next = new Label();
        mv.visitLabel(next);
        return next;
    }

    /** What a step that is made does. */
    private void body(Iteration loop, Locals.Counter step, Map<Integer, Integer> slots) {
        StateUpdate update = new StateUpdate(schedule, loop);
        loop.recordedFirst().forEach(record -> tapes.write(loop, record, step));
        for (Node node : loop.tail().steps()) {
            Integer state = update.place(node);
            if (state == null) {
                code.keep(node);
            } else {
                code.replace(node, slots.get(state));
            }
            loop.recordedWith(node).forEach(record -> tapes.write(loop, record, step));
        }
        update.moves().forEach(move -> move(loop, move, slots));
    }

    private void move(Iteration loop, StateUpdate.Move move, Map<Integer, Integer> slots) {
        if (move.value() == null) {
            code.expression(loop.state(move.state()));
            code.locals().store(loop.state(move.state()), null);
        } else {
            code.expression(move.value());
            code.locals().replace(slots.get(move.state()), move.value());
        }
    }

    private void repeat(Iteration loop, Locals.Counter step, Label next) {
        code.lineOf(loop.node());
        if (loop.isLong()) {
            load(step);
            mv.visitInsn(LCONST_1);
            mv.visitInsn(LADD);
            store(step);
        } else {
            mv.visitIincInsn(step.slot(), 1);
        }
        mv.visitJumpInsn(GOTO, next);
    }

    private void compareAndJump(Iteration loop, int ofInts, int ofLongs, Label target) {
        if (loop.isLong()) {
            mv.visitInsn(LCMP);
        }
        mv.visitJumpInsn(loop.isLong() ? ofLongs : ofInts, target);
    }

    private void load(Locals.Counter counter) {
        mv.visitVarInsn(counter.isLong() ? LLOAD : ILOAD, counter.slot());
    }

    private void store(Locals.Counter counter) {
        mv.visitVarInsn(counter.isLong() ? LSTORE : ISTORE, counter.slot());
    }
}
