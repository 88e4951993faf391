package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.D2I;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISUB;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import org.objectweb.asm.MethodVisitor;

/** Writes {@link WholeNumbers} in ints. */
final class WholeCode {
    private final MethodWriter method;
    private final MethodVisitor mv;
    private final WholeNumbers numbers;

    WholeCode(MethodWriter method, WholeNumbers numbers) {
        this.method = method;
        this.mv = method.visitor();
        this.numbers = numbers;
    }

    boolean canWrite(Node node) {
        return numbers.contains(node);
    }

    WholeNumbers numbers() {
        return numbers;
    }

    /** Leaves the value on the stack as an int. */
    void write(Node node) {
        Locals.Counter counter = method.locals().counter(node);
        if (counter != null) {
            mv.visitVarInsn(ILOAD, counter.slot());
        } else if (!method.isInline(node)) {
            method.expression(node);
            mv.visitInsn(D2I);
        } else {
            compute(node);
        }
    }

    /** Computes the value from others, wherever it may be kept already. */
    void compute(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            SizeCode.integer(mv, (int) constant.value());
        } else if (node.op() == Pointwise.WHERE) {
            choose(node);
        } else {
            node.inputs().forEach(this::write);
            combine(node);
        }
    }

    private void combine(Node node) {
        if (node.op() == Pointwise.ADD) {
            mv.visitInsn(IADD);
        } else if (node.op() == Pointwise.SUB) {
            mv.visitInsn(ISUB);
        } else if (node.op() == Pointwise.MUL) {
            mv.visitInsn(IMUL);
        } else if (node.op() instanceof Placed placed) {
            method.lineOf(node);
            mv.visitLdcInsn(placed.axis());
            mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, "place", "(IILjava/lang/String;)I", false);
        } else if (node.op() == Pointwise.MIN || node.op() == Pointwise.MAX) {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Math", node.op().symbol(), "(II)I", false);
        }
    }

    private void choose(Node where) {
        Node always = numbers.always(where);
        if (always == null) {
            method.choose(where, this::write);
        } else {
            method.branch(where, always == where.input(1), this::write);
        }
    }
}
