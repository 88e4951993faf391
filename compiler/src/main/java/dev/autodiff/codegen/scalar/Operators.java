package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.Pointwise;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Operator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The operators of the table that kernels have as operators of their own. */
final class Operators {
    private static final Map<Pointwise, Operator> OPERATORS = new EnumMap<>(Pointwise.class);

    static {
        OPERATORS.put(Pointwise.ADD, Operator.ADD);
        OPERATORS.put(Pointwise.SUB, Operator.SUBTRACT);
        OPERATORS.put(Pointwise.MUL, Operator.MULTIPLY);
        OPERATORS.put(Pointwise.DIV, Operator.DIVIDE);
        OPERATORS.put(Pointwise.FMOD, Operator.REMAINDER);
        OPERATORS.put(Pointwise.NEG, Operator.NEGATE);
        OPERATORS.put(Pointwise.AND, Operator.AND);
        OPERATORS.put(Pointwise.OR, Operator.OR);
        OPERATORS.put(Pointwise.NOT, Operator.NOT);
        OPERATORS.put(Pointwise.LT, Operator.LESS);
        OPERATORS.put(Pointwise.LE, Operator.AT_MOST);
        OPERATORS.put(Pointwise.GT, Operator.GREATER);
        OPERATORS.put(Pointwise.GE, Operator.AT_LEAST);
        OPERATORS.put(Pointwise.EQ, Operator.EQUAL);
        OPERATORS.put(Pointwise.NE, Operator.NOT_EQUAL);
    }

    private Operators() {}

    static Expr apply(Pointwise op, List<Expr> operands) {
        return new Expr.Operation(OPERATORS.get(op), operands);
    }
}
