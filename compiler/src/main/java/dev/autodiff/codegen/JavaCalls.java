package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.infix;

import dev.autodiff.graph.Code;
import java.util.Set;
import java.util.TreeSet;

/** The methods that the expressions of a class call, and remembers those that the class itself has to hold. */
final class JavaCalls {
    private final SpecialCalls specials;
    private final JavaImports imports;
    private final Set<Integer> powers = new TreeSet<>();

    JavaCalls(SpecialCalls specials, JavaImports imports) {
        this.specials = specials;
        this.imports = imports;
    }

    /** The method's name as the class calls it. */
    String nameOf(Code.Call call) {
        String owner = specials.ownerOf(call).replace('/', '.');
        return imports.isOwn(owner) ? call.method() : imports.nameOf(owner) + "." + call.method();
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
        if (factors <= 3 && x.isName()) {
            JavaExpression square = infix(x, "*", x);
            return factors == 2 ? square : infix(square, "*", x);
        }
        powers.add(factors);
        return atom("power" + factors + "(" + x.text() + ")");
    }

    /** Writes the powers that were called, and those that they call. */
    void writePowers(JavaText out) {
        Set<Integer> open = new TreeSet<>(powers);
        for (int n = open.isEmpty() ? 0 : 8; n > 1; n--) {
            if (open.contains(n)) {
                powers.clear();
                write(n, out);
                open.addAll(powers);
            }
        }
    }

    private void write(int n, JavaText out) {
        out.blank();
        out.line("/** x to the power of " + n + ". */");
        out.open("private static double power" + n + "(double x)");
        if (n <= 3) {
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
