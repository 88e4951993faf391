package dev.autodiff.autograd;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * An operation as the language writes it, with gaps for its inputs: {@code sum(#, axis=1)}. There is one object for
 * each text, which knows the types that the operation gives.
 */
final class Form {
    /** Stands for an input. */
    static final char GAP = '#';
    private static final int FORMS = 4096;

    /** A value that is looked at in so many programs by turns is rare, and each is compared with all of them. */
    private static final int PLANS = 4;

    private static final Set<String> AXES = Set.of("sum", "mean", "prod");
    private static final Cache<String, Form> ALL = new Cache<>(FORMS);

    private final String[] pieces;
    private final String name;
    private final boolean isDerivative;
    private final Spot spot = new Spot();
    private final Cache<List<Type>, Type> types = new Cache<>(FORMS);
    private volatile Plan[] plans = {};
    private volatile Typing last = new Typing(new Type[] {null}, null);

    /** What an operation gives for inputs of these types. */
    private record Typing(Type[] inputs, Type result) {
        boolean isOf(Value[] values) {
            if (values.length != inputs.length) {
                return false;
            }
            for (int i = 0; i < inputs.length; i++) {
                if (values[i].type() != inputs[i] && !values[i].type().equals(inputs[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    private Form(String text, String name) {
        this.pieces = text.split(String.valueOf(GAP), -1);
        this.name = name;
        this.isDerivative = name.equals("grad") || name.equals("vjp");
    }

    /**
     * The operation that is written so.
     *
     * @param name of the function or operator
     */
    static Form of(String name, String text) {
        return ALL.get(text, key -> new Form(key, name));
    }

    /** The name of the function or operator. */
    String name() {
        return name;
    }

    /** Where it is recorded. */
    Spot spot() {
        return spot;
    }

    /** How values of this operation were computed, the latest first. */
    Plan[] plans() {
        return plans;
    }

    void add(Plan plan) {
        Plan[] known = plans;
        Plan[] more = new Plan[Math.min(known.length + 1, PLANS)];
        more[0] = plan;
        System.arraycopy(known, 0, more, 1, more.length - 1);
        plans = more;
    }

    /** Whether it reduces some axes and not all. */
    boolean isAlongAxes() {
        return AXES.contains(name) && pieces[pieces.length - 1].contains("axis=");
    }

    /** Whether its first input is differentiated by its second. */
    boolean isDerivative() {
        return isDerivative;
    }

    /** Writes the operation on inputs of these names. */
    void append(StringBuilder out, IntFunction<String> inputs) {
        out.append(pieces[0]);
        for (int i = 1; i < pieces.length; i++) {
            out.append(inputs.apply(i - 1)).append(pieces[i]);
        }
    }

    /**
     * The type of the operation's value.
     *
     * @throws AutogradException if the inputs are not what it takes
     */
    Type type(Value[] inputs) {
        Typing known = last;
        if (known.isOf(inputs)) {
            return known.result();
        }
        Type[] given = Arrays.stream(inputs).map(Value::type).toArray(Type[]::new);
        Type result = types.get(List.of(given), this::compiled);
        last = new Typing(given, result);
        return result;
    }

    /**
     * What the compiler makes of a program of this one operation. A list of the value tells whether it is a truth: as
     * the result of a program, a single one would be a number.
     */
    private Type compiled(List<Type> inputs) {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            names.add(names.size() < 26 ? String.valueOf((char) ('a' + i)) : "x" + i);
            text.append("input ").append(names.get(i)).append(": ").append(inputs.get(i)).append('\n');
        }
        append(text.append("result = "), names::get);
        text.append("\nlist = [result]");
        try {
            Type list = Autodiff.written(new Source(name, text.toString()), Options.DEFAULT).result().type();
            return Tensors.type(list.dtype(), list.shape().between(1, list.shape().rank()).lengths(Map.of()));
        } catch (CompileException e) {
            Diagnostic first = e.diagnostics().get(0);
            throw Place.error(first.message(), first.remedy());
        }
    }
}
