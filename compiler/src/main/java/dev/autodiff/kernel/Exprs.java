package dev.autodiff.kernel;

import java.util.Arrays;
import java.util.List;

/** Expressions by short names, so that code that builds kernels reads like them. */
public final class Exprs {
    private Exprs() {}

    public static Expr number(double value) {
        return new Expr.Literal(Kind.F64, value);
    }

    public static Expr integer(int value) {
        return new Expr.Literal(Kind.INT, value);
    }

    public static Expr integer(Kind kind, long value) {
        return kind.equals(Kind.LONG) ? new Expr.Literal(kind, value) : integer(Math.toIntExact(value));
    }

    public static Expr truth(boolean value) {
        return new Expr.Literal(Kind.BOOLEAN, value);
    }

    public static Expr string(String text) {
        return new Expr.Literal(Kind.STRING, text);
    }

    public static Expr element(Expr array, Expr index) {
        return new Expr.Element(array, index);
    }

    public static Expr element(Expr array, int index) {
        return element(array, integer(index));
    }

    public static Expr length(Expr array) {
        return new Expr.Length(array);
    }

    public static Expr add(Expr a, Expr b) {
        return new Expr.Operation(Operator.ADD, a, b);
    }

    public static Expr subtract(Expr a, Expr b) {
        return new Expr.Operation(Operator.SUBTRACT, a, b);
    }

    public static Expr multiply(Expr a, Expr b) {
        return new Expr.Operation(Operator.MULTIPLY, a, b);
    }

    public static Expr divide(Expr a, Expr b) {
        return new Expr.Operation(Operator.DIVIDE, a, b);
    }

    public static Expr remainder(Expr a, Expr b) {
        return new Expr.Operation(Operator.REMAINDER, a, b);
    }

    public static Expr negate(Expr a) {
        return new Expr.Operation(Operator.NEGATE, a);
    }

    public static Expr not(Expr a) {
        return new Expr.Operation(Operator.NOT, a);
    }

    public static Expr and(Expr a, Expr b) {
        return new Expr.Operation(Operator.AND, a, b);
    }

    public static Expr or(Expr a, Expr b) {
        return new Expr.Operation(Operator.OR, a, b);
    }

    public static Expr compare(Expr a, Operator relation, Expr b) {
        return new Expr.Operation(relation, a, b);
    }

    public static Expr choose(Expr condition, Expr whenTrue, Expr whenFalse) {
        return new Expr.Choice(condition, whenTrue, whenFalse);
    }

    /** The number as one of this kind; itself if it is one. */
    public static Expr cast(Kind kind, Expr a) {
        return a.kind().equals(kind) ? a : new Expr.Cast(kind, a);
    }

    /** A function of {@code java.lang.Math} whose arguments and result are of one kind. */
    public static Expr math(String function, Expr... arguments) {
        List<Kind> kinds = Arrays.stream(arguments).map(Expr::kind).toList();
        return call(new MethodRef("java.lang.Math", function, kinds, kinds.get(0)), arguments);
    }

    public static Expr call(MethodRef method, Expr... arguments) {
        return new Expr.Call(method, List.of(arguments));
    }
}
