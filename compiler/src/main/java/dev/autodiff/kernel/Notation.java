package dev.autodiff.kernel;

import dev.autodiff.kernel.Expr.ArrayOf;
import dev.autodiff.kernel.Expr.Binary;
import dev.autodiff.kernel.Expr.Call;
import dev.autodiff.kernel.Expr.Cast;
import dev.autodiff.kernel.Expr.Literal;
import dev.autodiff.kernel.Expr.NewArray;
import dev.autodiff.kernel.Expr.Task;
import dev.autodiff.kernel.Expr.Unary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How expressions are written in languages with the operators of C, with no more parentheses than they need: an operand
 * stands in parentheses if it holds together less strongly than its place asks for. This one is Java with plain names;
 * languages override what differs.
 */
public class Notation {
    static final int TASK = 0;
    static final int CHOICE = 1;
    static final int DISJUNCTION = 2;
    static final int CONJUNCTION = 3;
    static final int BIT_OR = 4;
    static final int BIT_XOR = 5;
    static final int BIT_AND = 6;
    static final int EQUALITY = 7;
    static final int RELATION = 8;
    static final int SHIFT = 9;
    static final int SUM = 10;
    static final int PRODUCT = 11;
    static final int PREFIX = 12;
    static final int ATOM = 13;

    private final Map<Variable, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * The variable's name: the one it asks for if no other variable has that, or else one like it; each variable keeps
     * its name.
     */
    public String name(Variable variable) {
        return names.computeIfAbsent(variable, unnamed -> {
            String stem = unnamed.name() == null ? "t" : identifier(unnamed.name()) + "_";
            String name = unnamed.name() == null ? "t1" : identifier(unnamed.name());
            while (!taken.add(name)) {
                name = stem + numbers.merge(stem, 2, (last, first) -> last + 1);
            }
            return name;
        });
    }

    /** The name as the language allows it. */
    protected String identifier(String name) {
        return name;
    }

    public String literal(Literal literal) {
        return literal.value() instanceof String text ? SourceText.literal(text) : literal.value().toString();
    }

    /** The operand of an operator that asks for this strength at least. */
    public String operand(Expr operand, int strength) {
        String text = operand.text(this);
        return operand.strength() < strength ? "(" + text + ")" : text;
    }

    /** What holds together from the left: only the right operand needs more strength than the operator has. */
    protected String infix(Expr left, String symbol, Expr right, int strength) {
        return operand(left, strength) + " " + symbol + " " + operand(right, strength + 1);
    }

    public String unary(Unary expression) {
        String operand = operand(expression.operand(), PREFIX);
        // two signs in a row would be another operator
        return expression.operator().symbol() + (operand.startsWith("-") ? "(" + operand + ")" : operand);
    }

    public String binary(Binary expression) {
        return infix(expression.left(), expression.operator().symbol(), expression.right(), expression.strength());
    }

    /** The name of a kind. */
    public String kind(Kind kind) {
        return kind.toString();
    }

    public String cast(Cast expression) {
        return "(" + kind(expression.kind()) + ") " + operand(expression.operand(), PREFIX);
    }

    public String call(Call expression) {
        List<Expr> arguments = expression.arguments();
        return switch (expression.method().form()) {
            case STATIC -> function(expression.method()) + "(" + texts(arguments) + ")";
            case OF_OBJECT -> operand(arguments.get(0), ATOM) + "."
                    + expression.method().name() + "(" + texts(arguments.subList(1, arguments.size())) + ")";
            case CONSTRUCTOR -> "new " + kind(expression.kind()) + "(" + texts(arguments) + ")";
        };
    }

    public String task(Task expression) {
        List<Expr> arguments = new ArrayList<>(expression.captured());
        arguments.add(expression.number());
        return name(expression.number()) + " " + arrow() + " " + function(expression.method()) + "(" + texts(arguments)
                + ")";
    }

    /** What stands between the parameter and the value of a function without a name. */
    protected String arrow() {
        return "->";
    }

    /** The name by which a method is called. */
    protected String function(MethodRef method) {
        return method.owner() == null
                ? method.name()
                : method.owner().substring(method.owner().lastIndexOf('.') + 1) + "." + method.name();
    }

    public String newArray(NewArray expression) {
        String kind = kind(expression.kind());
        int dimensions = kind.indexOf('[');
        return "new " + kind.substring(0, dimensions) + "["
                + expression.length().text(this) + "]" + kind.substring(dimensions + 2);
    }

    public String arrayOf(ArrayOf expression) {
        return "new " + kind(expression.kind()) + " {" + texts(expression.elements()) + "}";
    }

    /** With commas between them. */
    protected String texts(List<Expr> expressions) {
        return expressions.stream().map(expression -> expression.text(this)).collect(Collectors.joining(", "));
    }
}
