package dev.autodiff.runtime;

import dev.autodiff.runtime.Signature.Argument;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link Signature} and {@link Dimension} write, as generated classes carry it. */
final class SignatureText {
    /** Behind the type of a whole number that is a length as well. */
    static final String LENGTH = " as length";

    private final String text;
    private int at;

    SignatureText(String text) {
        this.text = text;
    }

    /** {@code loss(x: f64[n, 5], w: f64[5]) -> f64}; several results have their names. */
    Signature signature(List<Argument> variables) {
        int head = text.indexOf('(');
        String name = text.substring(0, head);
        at = head + 1;
        List<Argument> parameters = arguments(')');
        expect(" -> ");
        boolean isNameless = text.indexOf(": ", at) < 0;
        return isNameless
                ? new Signature(name, parameters, variables, type())
                : new Signature(name, parameters, variables, arguments('\0'));
    }

    /** {@code x: f64[n, 5], w: f64[5]}, up to a sign or the end of the text. */
    List<Argument> arguments(char end) {
        List<Argument> arguments = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != end) {
            if (!arguments.isEmpty()) {
                expect(", ");
            }
            int colon = text.indexOf(": ", at);
            String name = text.substring(at, colon);
            at = colon + 2;
            Type type = type();
            arguments.add(new Argument(name, type, take(LENGTH)));
        }
        at++;
        return arguments;
    }

    private Type type() {
        String element = word();
        for (DType dtype : DType.values()) {
            if (dtype.toString().equals(element)) {
                return Type.NUMBER
                        .with(at < text.length() && text.charAt(at) == '[' ? shape() : Shape.SCALAR)
                        .with(dtype);
            }
        }
        throw unreadable();
    }

    private Shape shape() {
        List<Dimension> dimensions = new ArrayList<>();
        expect("[");
        while (!take("]")) {
            if (!dimensions.isEmpty()) {
                expect(", ");
            }
            dimensions.add(dimension());
        }
        return new Shape(dimensions);
    }

    private Dimension dimension() {
        Dimension sum = take("-") ? product().times(-1) : product();
        while (true) {
            if (take(" + ")) {
                sum = sum.plus(product());
            } else if (take(" - ")) {
                sum = sum.minus(product());
            } else {
                return sum;
            }
        }
    }

    private Dimension product() {
        Dimension product = factor();
        while (take("*")) {
            product = product.times(factor());
        }
        return product;
    }

    private Dimension factor() {
        if (take("ceil((")) {
            Dimension dividend = dimension();
            expect(")/");
            Dimension quotient = dividend.ceilingOver(Integer.parseInt(word()));
            expect(")");
            return quotient;
        }
        if (take("mod(")) {
            Dimension dividend = dimension();
            expect(", ");
            Dimension remainder = dividend.modulo(dimension());
            expect(")");
            return remainder;
        }
        String word = word();
        return Character.isDigit(word.charAt(0)) ? Dimension.literal(Long.parseLong(word)) : Dimension.named(word);
    }

    private String word() {
        int start = at;
        while (at < text.length() && "[](), :*+-/ ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw unreadable();
        }
        return text.substring(start, at);
    }

    private boolean take(String sign) {
        boolean there = text.startsWith(sign, at);
        at += there ? sign.length() : 0;
        return there;
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw unreadable();
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("'" + text + "' is not a signature: see position " + at);
    }
}
