package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.Pointwise;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Relation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The operators of the table that kernels have as operators of their own. */
final class Operators {
    private static final Map<Pointwise, Operator> OPERATORS = new EnumMap<>(Map.of(
            Pointwise.ADD,
            Operator.ADD,
            Pointwise.SUB,
            Operator.SUBTRACT,
            Pointwise.MUL,
            Operator.MULTIPLY,
            Pointwise.DIV,
            Operator.DIVIDE,
            Pointwise.FMOD,
            Operator.REMAINDER,
            Pointwise.NEG,
            Operator.NEGATE,
            Pointwise.AND,
            Operator.AND,
            Pointwise.OR,
            Operator.OR,
            Pointwise.NOT,
            Operator.NOT));

    private static final Map<Pointwise, Relation> RELATIONS = new EnumMap<>(Map.of(
            Pointwise.LT, Relation.LESS, Pointwise.LE, Relation.AT_MOST, Pointwise.GT, Relation.GREATER,
            Pointwise.GE, Relation.AT_LEAST, Pointwise.EQ, Relation.EQUAL, Pointwise.NE, Relation.NOT_EQUAL));

    private Operators() {}

    static Expr apply(Pointwise op, List<Expr> operands) {
        if (RELATIONS.containsKey(op)) {
            return new Expr.Comparison(RELATIONS.get(op), operands.get(0), operands.get(1));
        }
        Operator operator = OPERATORS.get(op);
        return operator.isPrefix()
                ? new Expr.Unary(operator, operands.get(0))
                : new Expr.Binary(operator, operands.get(0), operands.get(1));
    }
}
