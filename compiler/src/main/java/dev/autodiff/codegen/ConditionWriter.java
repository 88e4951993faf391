package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes truths as jumps, so that no more of a condition is computed than decides it. */
final class ConditionWriter {
    private final MethodWriter method;
    private final MethodVisitor mv;

    ConditionWriter(MethodWriter method) {
        this.method = method;
        this.mv = method.visitor();
    }

    void comparison(Node node, Code.Comparison comparison) {
        Label no = new Label();
        Label end = new Label();
        jump(node, comparison, false, no);
        mv.visitInsn(ICONST_1);
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(no);
        mv.visitInsn(ICONST_0);
        mv.visitLabel(end);
    }

    private void jump(Node node, Code.Comparison comparison, boolean when, Label target) {
        int jump = when ? inverse(comparison.jumpIfFalse()) : comparison.jumpIfFalse();
        if (node.inputs().stream().allMatch(method.ints()::canWrite)) {
            node.inputs().forEach(method.ints()::write);
            mv.visitJumpInsn(jump - IFEQ + IF_ICMPEQ, target);
            return;
        }
        method.operands(node);
        mv.visitInsn(comparison.compare());
        mv.visitJumpInsn(jump, target);
    }

    /** Jumps if the truth is {@code when}, and goes on otherwise. */
    void jump(Node truth, boolean when, Label target) {
        Code code = inlineCode(truth);
        if (code instanceof Code.Comparison comparison) {
            jump(truth, comparison, when, target);
        } else if (code == null || code instanceof Code.Select) {
            method.expression(truth);
            mv.visitJumpInsn(when ? IFNE : IFEQ, target);
        } else if (truth.op() == Pointwise.NOT) {
            jump(truth.input(0), !when, target);
        } else if ((truth.op() == Pointwise.OR) == when) {
            jump(truth.input(0), when, target);
            jump(truth.input(1), when, target);
        } else {
            Label onward = new Label();
            jump(truth.input(0), !when, onward);
            jump(truth.input(1), when, target);
            mv.visitLabel(onward);
        }
    }

    /** The code of a truth that is computed here; null if it is read. */
    private Code inlineCode(Node truth) {
        return method.isInline(truth) && truth.op() instanceof ScalarOp op ? op.code() : null;
    }

    /** IFEQ and IFNE, IFLT and IFGE, IFGT and IFLE are neighbours. */
    private static int inverse(int jump) {
        return (jump - IFEQ ^ 1) + IFEQ;
    }
}
