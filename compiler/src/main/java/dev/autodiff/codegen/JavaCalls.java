package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.infix;

import dev.autodiff.emit.JavaImports;
import dev.autodiff.graph.Code;
import dev.autodiff.kernel.SourceText;
import java.util.Set;
import java.util.TreeSet;

/** The methods that the expressions of a class call, and remembers those that the class itself has to hold. */
final class JavaCalls {
    /** Up to so many factors a power of a variable is written as a product; one of more factors is a method. */
    static final int MAX_WRITTEN_FACTORS = 3;

    private final SpecialCalls specials;
    private final JavaImports imports;
    private final Set<Integer> powers = new TreeSet<>();

    JavaCalls(SpecialCalls specials, JavaImports imports) {
        this.specials = specials;
        this.imports = imports;
    }

    /** The method's name as the class calls it. */
    String nameOf(Code.Call call) {
        return nameOf(specials.ownerOf(call), call.method());
    }

    /** The name of a method of the library as the class calls it. */
    String nameOf(Class<?> library, String method) {
        return nameOf(specials.ownerOf(library, method), method);
    }

    private String nameOf(String internalOwner, String method) {
        String owner = internalOwner.replace('/', '.');
        return imports.isOwn(owner) ? method : imports.nameOf(owner) + "." + method;
    }

    /** A class as the source names it. */
    String nameOf(Class<?> type) {
        return imports.nameOf(type);
    }

    /** {@code xⁿ}, its multiplications in the order that the operator fixes. */
    JavaExpression power(JavaExpression x, int exponent) {
        JavaExpression product = product(x, Math.abs(exponent));
        return exponent < 0 ? infix(atom("1.0"), "/", product) : product;
    }

    private JavaExpression product(JavaExpression x, int factors) {
        if (factors == 1) {
            return x;
        }
        if (factors <= MAX_WRITTEN_FACTORS && x.isName()) {
            JavaExpression square = infix(x, "*", x);
            return factors == 2 ? square : infix(square, "*", x);
        }
        powers.add(factors);
        return atom("power" + factors + "(" + x.text() + ")");
    }

    /** Writes the powers that were called, and those that they call. */
    void writePowers(SourceText out) {
        Set<Integer> open = new TreeSet<>(powers);
        for (int n = open.isEmpty() ? 0 : 8; n > 1; n--) {
            if (open.contains(n)) {
                powers.clear();
                write(n, out);
                open.addAll(powers);
            }
        }
    }

    private void write(int n, SourceText out) {
        out.blank();
        out.line("/** x to the power of " + n + ". */");
        out.open("private static double power" + n + "(double x)");
        if (n <= MAX_WRITTEN_FACTORS) {
            out.line("return " + product(atom("x"), n).text() + ";");
        } else if (n % 2 == 1) {
            out.line("return x * " + product(atom("x"), n - 1).text() + ";");
        } else {
            out.line("final double half = " + product(atom("x"), n / 2).text() + ";");
            out.line("return half * half;");
        }
        out.close();
    }
}
