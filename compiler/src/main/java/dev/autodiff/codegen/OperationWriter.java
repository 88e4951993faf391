package dev.autodiff.codegen;

import static org.objectweb.asm.Opcodes.DCONST_1;
import static org.objectweb.asm.Opcodes.DDIV;
import static org.objectweb.asm.Opcodes.DMUL;
import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import org.objectweb.asm.MethodVisitor;

/** Writes the instructions of the operators of numbers and truths. */
final class OperationWriter {
    private final MethodWriter method;
    private final MethodVisitor mv;
    private final SpecialCalls specials;

    OperationWriter(MethodWriter method, SpecialCalls specials) {
        this.method = method;
        this.mv = method.visitor();
        this.specials = specials;
    }

    void operation(Node node, Code code) {
        if (code instanceof Code.Instruction instruction) {
            method.operands(node);
            mv.visitInsn(instruction.opcode());
        } else if (code instanceof Code.Call call) {
            method.operands(node);
            String descriptor = "(" + "D".repeat(node.inputs().size()) + ")D";
            mv.visitMethodInsn(INVOKESTATIC, specials.ownerOf(call), call.method(), descriptor, false);
        } else if (code instanceof Code.Place place) {
            method.operands(node);
            method.lineOf(node);
            mv.visitLdcInsn(place.axis());
            mv.visitMethodInsn(INVOKESTATIC, ElementCode.SUPPORT, "placed", "(DDLjava/lang/String;)D", false);
        } else if (code instanceof Code.Multiplications product) {
            product(node.input(0), product.exponent());
        } else if (code instanceof Code.Nothing) {
            method.operands(node);
        } else if (code instanceof Code.Select) {
            method.select(node);
        } else if (code instanceof Code.Logic logic) {
            method.operands(node);
            if (node.op() == Pointwise.NOT) {
                mv.visitInsn(ICONST_1);
            }
            mv.visitInsn(logic.opcode());
        } else {
            method.conditions().comparison(node, (Code.Comparison) code);
        }
    }

    private void product(Node x, int exponent) {
        if (exponent < 0) {
            mv.visitInsn(DCONST_1);
        }
        method.expression(x);
        multiply(Math.abs(exponent));
        if (exponent < 0) {
            mv.visitInsn(DDIV);
        }
    }

    /** Replaces the number on the stack by its power, in the order that the operator fixes. */
    private void multiply(int exponent) {
        if (exponent == 1) {
            return;
        }
        if (exponent % 2 == 1) {
            mv.visitInsn(DUP2);
            multiply(exponent - 1);
        } else {
            multiply(exponent / 2);
            mv.visitInsn(DUP2);
        }
        mv.visitInsn(DMUL);
    }
}
