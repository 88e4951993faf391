package dev.autodiff.playground.build;

import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.NegateInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * Keeps sums and products of doubles in the order of the program. TeaVM prints {@code a + (b - c)} and {@code a * (b /
 * c)} without parentheses, which are other numbers. {@code a - -(b - c)} and {@code -a * -(b / c)} are the same, for
 * every double, and keep theirs.
 */
final class ExactArithmetic implements ClassHolderTransformer {
    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        boolean isJdk = type.getName().startsWith("java.") || type.getName().startsWith("org.teavm.");
        for (MethodHolder method : type.getMethods()) {
            if (method.getProgram() != null && !isJdk) {
                keepOrder(method.getProgram());
            }
        }
    }

    private static void keepOrder(Program program) {
        for (int i = 0; i < program.basicBlockCount(); i++) {
            BasicBlock block = program.basicBlockAt(i);
            Instruction next;
            for (Instruction instruction = block.getFirstInstruction(); instruction != null; instruction = next) {
                next = instruction.getNext();
                if (instruction instanceof BinaryInstruction binary && isOfFractions(binary.getOperandType())) {
                    keepOrder(program, binary);
                }
            }
        }
    }

    private static boolean isOfFractions(NumericOperandType type) {
        return type == NumericOperandType.DOUBLE || type == NumericOperandType.FLOAT;
    }

    private static void keepOrder(Program program, BinaryInstruction binary) {
        boolean isProduct = binary.getOperation() == BinaryOperation.MULTIPLY;
        if (!isProduct && binary.getOperation() != BinaryOperation.ADD) {
            return;
        }
        Variable second = negated(program, binary, binary.getSecondOperand());
        Variable first = isProduct ? negated(program, binary, binary.getFirstOperand()) : binary.getFirstOperand();
        BinaryInstruction same = new BinaryInstruction(
                isProduct ? BinaryOperation.MULTIPLY : BinaryOperation.SUBTRACT, binary.getOperandType());
        same.setLocation(binary.getLocation());
        same.setFirstOperand(first);
        same.setSecondOperand(second);
        same.setReceiver(binary.getReceiver());
        binary.replace(same);
    }

    private static Variable negated(Program program, BinaryInstruction before, Variable operand) {
        NegateInstruction negation = new NegateInstruction(before.getOperandType());
        negation.setLocation(before.getLocation());
        negation.setOperand(operand);
        negation.setReceiver(program.createVariable());
        before.insertPrevious(negation);
        return negation.getReceiver();
    }
}
