package dev.autodiff.codegen;

import dev.autodiff.runtime.Numbers;

/** A piece of Java source that has a value, with what is needed to put parentheses around it where it stands in a larger one. */
record JavaExpression(String text, Strength strength) {
    /** The binding strength of an expression's outermost operator. */
    enum Strength {
        CHOICE,
        OR,
        AND,
        EQUALITY,
        RELATION,
        SUM,
        PRODUCT,
        SIGN,
        ATOM;

        private Strength next() {
            return values()[ordinal() + 1];
        }
    }

    static JavaExpression atom(String text) {
        return new JavaExpression(text, Strength.ATOM);
    }

    /** The exact number. */
    static JavaExpression number(double value) {
        if (Double.isNaN(value)) {
            return atom("Double.NaN");
        }
        if (Double.isInfinite(value)) {
            return atom(value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY");
        }
        String literal = Numbers.print(value);
        return new JavaExpression(literal, literal.startsWith("-") ? Strength.SIGN : Strength.ATOM);
    }

    /** Java's operators associate to the left: an operand of the same strength needs parentheses on the right. */
    static JavaExpression infix(JavaExpression left, String operator, JavaExpression right) {
        Strength strength = strength(operator);
        return new JavaExpression(left.within(strength) + " " + operator + " " + right.within(strength.next()), strength);
    }

    /** The operand of a sign is not signed itself, since {@code --x} is something else. */
    static JavaExpression prefix(String operator, JavaExpression operand) {
        return new JavaExpression(operator + operand.within(Strength.ATOM), Strength.SIGN);
    }

    static JavaExpression choice(JavaExpression condition, JavaExpression a, JavaExpression b) {
        String text = condition.within(Strength.OR) + " ? " + a.within(Strength.OR) + " : " + b.text;
        return new JavaExpression(text, Strength.CHOICE);
    }

    /** Whether it is the name of a variable. */
    boolean isName() {
        return text.chars().allMatch(Character::isJavaIdentifierPart) && Character.isJavaIdentifierStart(text.charAt(0));
    }

    private String within(Strength needed) {
        return strength.compareTo(needed) < 0 ? "(" + text + ")" : text;
    }

    private static Strength strength(String operator) {
        return switch (operator) {
            case "||" -> Strength.OR;
            case "&&" -> Strength.AND;
            case "==", "!=" -> Strength.EQUALITY;
            case "<", "<=", ">", ">=" -> Strength.RELATION;
            case "+", "-" -> Strength.SUM;
            case "*", "/", "%" -> Strength.PRODUCT;
            default -> throw new AssertionError(operator);
        };
    }
}
