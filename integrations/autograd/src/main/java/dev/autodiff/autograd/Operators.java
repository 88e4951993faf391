package dev.autodiff.autograd;

/** What is an operator of the language and has no name there, as methods of the value on its left. */
public abstract sealed class Operators extends Operations permits Variable {
    Operators() {}

    private Variable infix(String operator, Object other) {
        return Call.infix(operator, this, other);
    }

    public final Variable plus(Variable other) {
        return infix("+", other);
    }

    public final Variable plus(double other) {
        return infix("+", other);
    }

    public final Variable minus(Variable other) {
        return infix("-", other);
    }

    public final Variable minus(double other) {
        return infix("-", other);
    }

    public final Variable times(Variable other) {
        return infix("*", other);
    }

    public final Variable times(double other) {
        return infix("*", other);
    }

    public final Variable over(Variable other) {
        return infix("/", other);
    }

    public final Variable over(double other) {
        return infix("/", other);
    }

    public final Variable negate() {
        return Call.prefix("-", "neg", (Variable) this);
    }

    public final Variable lt(Variable other) {
        return infix("<", other);
    }

    public final Variable lt(double other) {
        return infix("<", other);
    }

    public final Variable le(Variable other) {
        return infix("<=", other);
    }

    public final Variable le(double other) {
        return infix("<=", other);
    }

    public final Variable gt(Variable other) {
        return infix(">", other);
    }

    public final Variable gt(double other) {
        return infix(">", other);
    }

    public final Variable ge(Variable other) {
        return infix(">=", other);
    }

    public final Variable ge(double other) {
        return infix(">=", other);
    }

    public final Variable eq(Variable other) {
        return infix("==", other);
    }

    public final Variable eq(double other) {
        return infix("==", other);
    }

    public final Variable ne(Variable other) {
        return infix("!=", other);
    }

    public final Variable ne(double other) {
        return infix("!=", other);
    }

    public final Variable and(Variable other) {
        return infix("and", other);
    }

    public final Variable or(Variable other) {
        return infix("or", other);
    }

    public final Variable not() {
        return Call.prefix("not ", "not", (Variable) this);
    }

    /**
     * The elements at some places, one for each axis from the first on: {@code x.get(0, "1:3")}.
     *
     * @param places whole numbers, which count from the end if they are negative; ranges as texts; variables of whole
     *     numbers
     */
    public final Variable get(Object... places) {
        return Call.element((Variable) this, places);
    }
}
