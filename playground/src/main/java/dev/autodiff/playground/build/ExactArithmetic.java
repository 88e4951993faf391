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
import org.teavm.model.instructions.CastNumberInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * Keeps sums and products of doubles in the order of the program. TeaVM prints {@code a + (b - c)} and {@code a * (b /
 * c)} without parentheses, which are other numbers. {@code a + (b - c) * 1} and {@code a * (b / c - 0)} are the same,
 * for every double, and keep theirs.
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
        if (binary.getOperation() == BinaryOperation.ADD) {
            binary.setSecondOperand(same(program, binary, BinaryOperation.MULTIPLY, 1));
        } else if (binary.getOperation() == BinaryOperation.MULTIPLY) {
            binary.setSecondOperand(same(program, binary, BinaryOperation.SUBTRACT, 0));
        }
    }

    /** The second operand after an operation that changes no number. */
    private static Variable same(Program program, BinaryInstruction before, BinaryOperation operation, int neutral) {
        IntegerConstantInstruction whole = new IntegerConstantInstruction();
        whole.setConstant(neutral);
        whole.setReceiver(program.createVariable());
        CastNumberInstruction constant = new CastNumberInstruction(NumericOperandType.INT, before.getOperandType());
        constant.setValue(whole.getReceiver());
        constant.setReceiver(program.createVariable());
        BinaryInstruction same = new BinaryInstruction(operation, before.getOperandType());
        same.setFirstOperand(before.getSecondOperand());
        same.setSecondOperand(constant.getReceiver());
        same.setReceiver(program.createVariable());
        for (Instruction added : new Instruction[] {whole, constant, same}) {
            added.setLocation(before.getLocation());
            before.insertPrevious(added);
        }
        return same.getReceiver();
    }
}
