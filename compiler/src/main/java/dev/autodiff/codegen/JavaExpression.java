package dev.autodiff.codegen;

import dev.autodiff.runtime.Numbers;

/**
 * A piece of Java source that has a value, with what is needed to put parentheses around it where it stands in a larger one. Larger
 * expressions are made of smaller ones, never of their texts.
 *
 * @param prefix the sign or the cast that the expression is an operand with, or null
 */
record JavaExpression(String text, Strength strength, String prefix, JavaExpression operand) {
    private static final String MINUS = "-";

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

    private JavaExpression(String text, Strength strength) {
        this(text, strength, null, null);
    }

    static JavaExpression atom(String text) {
        return new JavaExpression(text, Strength.ATOM);
    }

    /** An int or a long. */
    static JavaExpression integer(long value, String suffix) {
        // the magnitude of the least int is none
        return value == Integer.MIN_VALUE && suffix.isEmpty() ? atom("Integer.MIN_VALUE") : value < 0 ? minus(integer(-value, suffix)) : atom(value + suffix);
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
        return new JavaExpression(operator + operand.within(Strength.ATOM), Strength.SIGN, operator, operand);
    }

    /** The negative of an int or a long; of a product it is that of its first factor. */
    static JavaExpression minus(JavaExpression whole) {
        return whole.strength != Strength.PRODUCT ? prefix(MINUS, whole)
                : new JavaExpression(MINUS + whole.text, Strength.PRODUCT, MINUS, whole);
    }

    /** A product of ints or longs, with its sign in front. */
    static JavaExpression product(JavaExpression a, JavaExpression b) {
        if (a.isMinus()) {
            return minus(product(a.operand, b));
        }
        return a.isOne() ? b : b.isOne() ? a : infix(a, "*", b);
    }

    /**
     * A sum of ints or longs, as a difference where one of the two has a sign; null stands for nothing. These sums are associative,
     * and take no parentheses within sums.
     */
    static JavaExpression sum(JavaExpression a, JavaExpression b) {
        if (a == null || a.isZero()) {
            return b;
        }
        if (b == null || b.isZero()) {
            return a;
        }
        if (b.isMinus()) {
            return infix(a, MINUS, b.operand);
        }
        return a.isMinus() ? infix(b, MINUS, a.operand) : new JavaExpression(a.within(Strength.SUM) + " + " + b.within(Strength.SUM), Strength.SUM);
    }

    /** What a cast to long is applied to; the expression itself if it is none. */
    JavaExpression withoutCast(String cast) {
        return cast.equals(prefix) ? operand : this;
    }

    private boolean isMinus() {
        return MINUS.equals(prefix);
    }

    private boolean isZero() {
        return text.equals("0");
    }

    private boolean isOne() {
        return text.equals("1") || text.equals("1L");
    }

    static JavaExpression choice(JavaExpression condition, JavaExpression a, JavaExpression b) {
        String text = condition.within(Strength.OR) + " ? " + a.within(Strength.OR) + " : " + b.text;
        return new JavaExpression(text, Strength.CHOICE);
    }

    /** A truth as an array holds it. */
    JavaExpression asNumber() {
        return choice(this, atom("1.0"), atom("0.0"));
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
