package dev.autodiff.autograd;

import java.util.ArrayList;
import java.util.List;

/** Calls of the language's functions, made of Java's values: variables are inputs, all else stands in the text. */
final class Call {
    private final StringBuilder text = new StringBuilder();
    private final List<Variable> inputs = new ArrayList<>();

    private Call() {}

    /** Of the variables among the arguments. */
    private static Value[] values(Object[] arguments) {
        int count = 0;
        for (Object argument : arguments) {
            count += argument instanceof Variable ? 1 : 0;
        }
        Value[] values = new Value[count];
        for (int i = arguments.length - 1; i >= 0; i--) {
            if (arguments[i] instanceof Variable variable) {
                values[--count] = variable.value();
            }
        }
        return values;
    }

    /** The value of a function for arguments by place and then by name. */
    static Variable of(String function, Object... arguments) {
        Form known = KnownForms.find(function, arguments);
        return known != null ? Recorder.record(known, values(arguments)) : written(function, arguments);
    }

    private static Variable written(String function, Object[] arguments) {
        Call call = new Call();
        call.text.append(function).append('(');
        for (int i = 0; i < arguments.length; i++) {
            call.text.append(i == 0 ? "" : ", ");
            call.append(arguments[i]);
        }
        Form form = Form.of(function, call.text.append(')').toString());
        KnownForms.add(function, arguments, form);
        return call.recorded(form);
    }

    /** What a function of no variables gives, as a tensor at hand. */
    static Variable leaf(String function, Object... arguments) {
        return Variable.of(of(function, arguments).tensor());
    }

    /** Two values on both sides of an operator. */
    static Variable infix(String operator, Object a, Object b) {
        Object[] operands = {a, b};
        Form known = KnownForms.find(operator, operands);
        return known != null ? Recorder.record(known, values(operands)) : writtenInfix(operator, a, b);
    }

    private static Variable writtenInfix(String operator, Object a, Object b) {
        Call call = new Call();
        call.append(a);
        call.text.append(' ').append(operator).append(' ');
        call.append(b);
        Form form = Form.of(operator, call.text.toString());
        KnownForms.add(operator, new Object[] {a, b}, form);
        return call.recorded(form);
    }

    /** A value behind a sign or a word. */
    static Variable prefix(String operator, String name, Variable x) {
        return Recorder.record(Form.of(name, operator + Form.GAP), x);
    }

    /** The elements at some places: numbers, ranges such as {@code "1:3"}, or variables of whole numbers. */
    static Variable element(Variable x, Object... places) {
        Call call = new Call();
        call.append(x);
        call.text.append('[');
        for (int i = 0; i < places.length; i++) {
            call.text.append(i == 0 ? "" : ", ");
            if (places[i] instanceof String range) {
                call.text.append(range(range));
            } else {
                call.append(places[i]);
            }
        }
        return call.recorded(Form.of("index", call.text.append(']').toString()));
    }

    private static String range(String text) {
        if (!text.matches("[-+0-9: ]*:[-+0-9: ]*")) {
            throw Place.error("'" + text + "' is no range of indices", "write it as \"1:3\", \":\" or \"::2\"");
        }
        return text;
    }

    /** Arguments of which some are arrays, whose elements are arguments each. */
    static Object[] arguments(Object... parts) {
        int count = 0;
        for (Object part : parts) {
            count += part instanceof int[] numbers ? numbers.length : part instanceof Object[] all ? all.length : 1;
        }
        Object[] arguments = new Object[count];
        int place = 0;
        for (Object part : parts) {
            if (part instanceof int[] numbers) {
                for (int number : numbers) {
                    arguments[place++] = number;
                }
            } else if (part instanceof Object[] several) {
                System.arraycopy(several, 0, arguments, place, several.length);
                place += several.length;
            } else {
                arguments[place++] = part;
            }
        }
        return arguments;
    }

    /** One axis stands without brackets. */
    static Object oneOrAll(int... axes) {
        return axes.length == 1 ? (Object) axes[0] : axes;
    }

    /** A form that is fixed, on these variables. */
    static Variable form(String name, String text, Variable... inputs) {
        return Recorder.record(Form.of(name, text), inputs);
    }

    private Variable recorded(Form form) {
        return Recorder.record(form, inputs.toArray(Variable[]::new));
    }

    private void append(Object argument) {
        if (argument instanceof Variable variable) {
            inputs.add(variable);
            text.append(Form.GAP);
        } else if (argument instanceof Named named) {
            text.append(named.name()).append('=');
            append(named.value());
        } else if (argument instanceof Number number) {
            text.append(Literal.of(number));
        } else if (argument instanceof Boolean || argument instanceof int[] || argument instanceof Literal) {
            text.append(argument instanceof int[] list ? Literal.of(list) : argument.toString());
        } else {
            throw Place.error(
                    argument == null ? "an argument is null" : "a " + argument.getClass().getSimpleName()
                            + " is no argument of a function",
                    "a variable, a number, a boolean, int[] and what has a name are");
        }
    }
}
