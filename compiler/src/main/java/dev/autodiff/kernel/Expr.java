package dev.autodiff.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A value that a kernel computes. No expression has an effect, apart from what the methods do that it calls; each
 * refuses operands of wrong kinds when it is made.
 */
public sealed interface Expr
        permits Variable,
                Expr.Literal,
                Expr.Element,
                Expr.Length,
                Expr.Operation,
                Expr.Choice,
                Expr.Cast,
                Expr.Call,
                Expr.Task,
                Expr.Field,
                Expr.NewArray,
                Expr.ArrayOf {
    Kind kind();

    /** What it is computed from, in the order of evaluation. */
    default List<Expr> operands() {
        return List.of();
    }

    /** The same of other operands, as many and of the same kinds. */
    default Expr of(List<Expr> operands) {
        return this;
    }

    /** As text for people, in the notation of Java. */
    default String text() {
        return new Notation().text(this);
    }

    /**
     * @param value a {@code Boolean}, {@code Integer}, {@code Long}, {@code Float}, {@code Double} or {@code String} of
     *     this kind; the kind of its objects for a class
     */
    record Literal(Kind kind, Object value) implements Expr {}

    record Element(Expr array, Expr index) implements Expr {
        public Element {
            require(array.kind().isArray() && index.kind().equals(Kind.INT), "%s[%s]", array, index);
        }

        @Override
        public Kind kind() {
            return array.kind().element();
        }

        @Override
        public List<Expr> operands() {
            return List.of(array, index);
        }

        @Override
        public Expr of(List<Expr> operands) {
            return new Element(operands.get(0), operands.get(1));
        }
    }

    record Length(Expr array) implements Expr {
        public Length {
            require(array.kind().isArray(), "%s.length", array);
        }

        @Override
        public Kind kind() {
            return Kind.INT;
        }

        @Override
        public List<Expr> operands() {
            return List.of(array);
        }

        @Override
        public Expr of(List<Expr> operands) {
            return new Length(operands.get(0));
        }
    }

    record Operation(Operator operator, List<Expr> operands) implements Expr {
        public Operation {
            operands = List.copyOf(operands);
            Kind first = operands.get(0).kind();
            boolean isTyped = operands.size() == (operator.isPrefix() ? 1 : 2)
                    && operator.accepts(first)
                    && operands.get(operands.size() - 1).kind().equals(first);
            require(isTyped, operator.symbol(), operands.toArray(new Expr[0]));
        }

        public Operation(Operator operator, Expr... operands) {
            this(operator, List.of(operands));
        }

        /** Its only operand, or the one on the left. */
        public Expr left() {
            return operands.get(0);
        }

        public Expr right() {
            return operands.get(1);
        }

        @Override
        public Kind kind() {
            return operator.isRelation() ? Kind.BOOLEAN : left().kind();
        }

        @Override
        public Expr of(List<Expr> changed) {
            return new Operation(operator, changed);
        }
    }

    /** Only the chosen one of the two is evaluated. */
    record Choice(Expr condition, Expr whenTrue, Expr whenFalse) implements Expr {
        public Choice {
            boolean isTyped = condition.kind().equals(Kind.BOOLEAN) && whenTrue.kind().equals(whenFalse.kind());
            require(isTyped, "%s ? %s : %s", condition, whenTrue, whenFalse);
        }

        @Override
        public Kind kind() {
            return whenTrue.kind();
        }

        @Override
        public List<Expr> operands() {
            return List.of(condition, whenTrue, whenFalse);
        }

        @Override
        public Expr of(List<Expr> operands) {
            return new Choice(operands.get(0), operands.get(1), operands.get(2));
        }
    }

    /** A number as one of another kind, as Java converts it; or an object as one of a class that it has. */
    record Cast(Kind kind, Expr operand) implements Expr {
        public Cast {
            boolean isTyped = kind.isNumber() && operand.kind().isNumber()
                    || kind.isReference() && operand.kind().isReference();
            require(isTyped, "a cast of %s", operand);
        }

        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }

        @Override
        public Expr of(List<Expr> operands) {
            return new Cast(kind, operands.get(0));
        }
    }

    /** @param line of the source that an error of the method belongs to; 0 for that of the statement */
    record Call(MethodRef method, List<Expr> operands, int line) implements Expr {
        public Call {
            operands = List.copyOf(operands);
            method.requireArguments(operands.stream().map(Expr::kind).toList());
        }

        public Call(MethodRef method, List<Expr> operands) {
            this(method, operands, 0);
        }

        @Override
        public Kind kind() {
            return method.result();
        }

        @Override
        public Expr of(List<Expr> changed) {
            return new Call(method, changed, line);
        }
    }

    /**
     * An {@link IntConsumer} that calls a method with these values and the number that it accepts, behind them.
     *
     * @param captured variables that nothing assigns to
     * @param number bears the name of what is accepted
     */
    record Task(MethodRef method, List<Variable> captured, Variable number) implements Expr {
        public Task {
            captured = List.copyOf(captured);
            List<Kind> kinds = new ArrayList<>(captured.stream().map(Variable::kind).toList());
            kinds.add(number.kind());
            method.requireArguments(kinds);
            require(number.kind().equals(Kind.INT) && method.result().equals(Kind.VOID), "a task of %s", number);
        }

        @Override
        public Kind kind() {
            return Kind.of(IntConsumer.class);
        }

        @Override
        public List<Expr> operands() {
            return List.copyOf(captured);
        }

        @Override
        public Expr of(List<Expr> operands) {
            return new Task(method, operands.stream().map(Variable.class::cast).toList(), number);
        }
    }

    /**
     * A static field.
     *
     * @param owner the class it is in, with dots; null for the unit
     */
    record Field(String owner, String name, Kind kind) implements Expr {
        /** One of the unit. */
        public Field(String name, Kind kind) {
            this(null, name, kind);
        }
    }

    /** A new array of zeros. */
    record NewArray(Kind kind, Expr length) implements Expr {
        public NewArray {
            require(kind.isArray() && length.kind().equals(Kind.INT), "an array of length %s", length);
        }

        @Override
        public List<Expr> operands() {
            return List.of(length);
        }

        @Override
        public Expr of(List<Expr> operands) {
            return new NewArray(kind, operands.get(0));
        }
    }

    /** A new array of these elements. */
    record ArrayOf(Kind kind, List<Expr> operands) implements Expr {
        public ArrayOf {
            operands = List.copyOf(operands);
            Kind element = kind.element();
            Expr other = operands.stream().filter(each -> !each.kind().equals(element)).findFirst().orElse(null);
            require(other == null, "%s among elements of " + element + "s", other);
        }

        @Override
        public Expr of(List<Expr> changed) {
            return new ArrayOf(kind, changed);
        }
    }

    /**
     * @param form with a place for the text of each operand; or an operator, whose operands stand before and behind it
     */
    private static void require(boolean isTyped, String form, Expr... operands) {
        if (!isTyped) {
            List<String> texts = Arrays.stream(operands).map(Expr::text).toList();
            List<Kind> kinds = Arrays.stream(operands).map(Expr::kind).toList();
            throw new IllegalArgumentException(
                    "ill-typed: " + worded(form, texts) + " with operands of the kinds " + kinds);
        }
    }

    /** What java.util.Formatter would do, which is large and slow in a browser. */
    private static String worded(String form, List<String> texts) {
        String[] parts = form.split("%s", -1);
        if (parts.length == 1) {
            return texts.size() == 1 ? form + " " + texts.get(0) : String.join(" " + form + " ", texts);
        }
        StringBuilder text = new StringBuilder(parts[0]);
        for (int i = 0; i < texts.size(); i++) {
            text.append(texts.get(i)).append(parts[i + 1]);
        }
        return text.toString();
    }
}
