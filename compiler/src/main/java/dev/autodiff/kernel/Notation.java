package dev.autodiff.kernel;

import dev.autodiff.kernel.Expr.ArrayOf;
import dev.autodiff.kernel.Expr.Call;
import dev.autodiff.kernel.Expr.Cast;
import dev.autodiff.kernel.Expr.Choice;
import dev.autodiff.kernel.Expr.Element;
import dev.autodiff.kernel.Expr.Field;
import dev.autodiff.kernel.Expr.Length;
import dev.autodiff.kernel.Expr.Literal;
import dev.autodiff.kernel.Expr.NewArray;
import dev.autodiff.kernel.Expr.Operation;
import dev.autodiff.kernel.Expr.Task;
import java.util.ArrayList;
import java.util.Collection;
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
    private final Set<String> taken;
    private final Set<String> program;
    private final Map<String, Integer> numbers = new HashMap<>();
    private int unnamed;

    public Notation() {
        this(Set.of(), Set.of());
    }

    /**
     * @param taken names that no variable can have
     * @param program names that only variables have that ask for them
     */
    protected Notation(Collection<String> taken, Set<String> program) {
        this.taken = new HashSet<>(taken);
        this.program = program;
    }

    /**
     * The variable's name: the one it asks for if no other variable has that, or else one like it; each variable keeps
     * its name.
     */
    public final String name(Variable variable) {
        String known = names.get(variable);
        if (known == null) {
            known = free(variable.name() == null ? temporary() : identifier(variable.name()));
            names.put(variable, known);
        }
        return known;
    }

    private String temporary() {
        String name;
        do {
            name = "t" + ++unnamed;
        } while (taken.contains(name) || program.contains(name));
        return name;
    }

    private String free(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name = wanted + "_" + numbers.merge(wanted, 2, (last, first) -> last + 1);
        }
        return name;
    }

    /** The name as the language allows it. */
    protected String identifier(String name) {
        return name;
    }

    public String literal(Literal literal) {
        return literal.value() instanceof String text ? SourceText.literal(text) : literal.value().toString();
    }

    /** An expression as text. */
    public final String text(Expr expression) {
        if (expression instanceof Variable variable) {
            return name(variable);
        } else if (expression instanceof Literal literal) {
            return literal(literal);
        } else if (expression instanceof Element element) {
            return operand(element.array(), ATOM) + "[" + text(element.index()) + "]";
        } else if (expression instanceof Length length) {
            return operand(length.array(), ATOM) + ".length";
        } else if (expression instanceof Operation operation) {
            return operation.operator().isPrefix() ? prefix(operation) : infix(operation);
        } else if (expression instanceof Choice choice) {
            return operand(choice.condition(), CHOICE + 1) + " ? " + operand(choice.whenTrue(), CHOICE + 1) + " : "
                    + operand(choice.whenFalse(), CHOICE);
        } else if (expression instanceof Cast cast) {
            return cast(cast);
        } else if (expression instanceof Call call) {
            return call(call);
        } else if (expression instanceof Task task) {
            return task(task);
        } else if (expression instanceof Field field) {
            return field.owner() == null ? field.name() : simple(field.owner()) + "." + field.name();
        } else if (expression instanceof NewArray array) {
            return newArray(array);
        } else {
            return arrayOf((ArrayOf) expression);
        }
    }

    /** How strongly the parts of an expression hold together. */
    private static int strength(Expr expression) {
        if (expression instanceof Operation operation) {
            return operation.operator().strength();
        } else if (expression instanceof Choice) {
            return CHOICE;
        } else if (expression instanceof Task) {
            return TASK;
        } else {
            boolean hasPrefix = expression instanceof Cast
                    || expression instanceof Literal literal
                            && literal.value() instanceof Number number
                            && isNegative(number.doubleValue());
            return hasPrefix ? PREFIX : ATOM;
        }
    }

    private static boolean isNegative(double number) {
        return number < 0 || Double.doubleToRawLongBits(number) == Long.MIN_VALUE;
    }

    /** The operand of an operator that asks for this strength at least. */
    protected final String operand(Expr operand, int strength) {
        String text = text(operand);
        return strength(operand) < strength ? "(" + text + ")" : text;
    }

    /** A left-associative operator: a right operand of the same strength needs parentheses. */
    public String infix(Operation expression) {
        int strength = expression.operator().strength();
        return operand(expression.left(), strength) + " " + expression.operator().symbol() + " "
                + operand(expression.right(), strength + 1);
    }

    public String prefix(Operation expression) {
        String operand = operand(expression.left(), PREFIX);
        // two signs in a row would be another operator
        return expression.operator().symbol() + (operand.startsWith("-") ? "(" + operand + ")" : operand);
    }

    /** The name of a kind. */
    public String kind(Kind kind) {
        return kind.toString();
    }

    public String cast(Cast expression) {
        return "(" + kind(expression.kind()) + ") " + operand(expression.operand(), PREFIX);
    }

    public String call(Call expression) {
        List<Expr> arguments = expression.operands();
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
                : simple(method.owner()) + "." + method.name();
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    public String newArray(NewArray expression) {
        String kind = kind(expression.kind());
        int dimensions = kind.indexOf('[');
        return "new " + kind.substring(0, dimensions) + "["
                + text(expression.length()) + "]" + kind.substring(dimensions + 2);
    }

    public String arrayOf(ArrayOf expression) {
        return "new " + kind(expression.kind()) + " {" + texts(expression.operands()) + "}";
    }

    /** With commas between them. */
    protected String texts(List<Expr> expressions) {
        return expressions.stream().map(this::text).collect(Collectors.joining(", "));
    }
}
