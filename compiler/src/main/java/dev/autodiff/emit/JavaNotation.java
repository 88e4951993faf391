package dev.autodiff.emit;

import dev.autodiff.kernel.Expr.Literal;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Notation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.Numbers;
import java.util.HashMap;
import java.util.Map;

/** Expressions in Java: exact literals, classes by their imports, variables by names that Java allows. */
final class JavaNotation extends Notation {
    private final JavaImports imports;
    private final JavaNames names;
    private final Map<Variable, String> claimed = new HashMap<>();

    /** @param names of one method */
    JavaNotation(JavaImports imports, JavaNames names) {
        this.imports = imports;
        this.names = names;
    }

    @Override
    public String name(Variable variable) {
        return claimed.computeIfAbsent(variable, unclaimed -> names.claim(unclaimed.name()));
    }

    @Override
    public String literal(Literal literal) {
        if (literal.value() instanceof Double number) {
            return special("Double", number, Numbers.print(number));
        }
        if (literal.value() instanceof Float number) {
            return special("Float", number, number + "f");
        }
        return super.literal(literal) + (literal.value() instanceof Long ? "L" : "");
    }

    private static String special(String type, double number, String finite) {
        if (Double.isNaN(number)) {
            return type + ".NaN";
        }
        return Double.isInfinite(number) ? type + (number > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY") : finite;
    }

    @Override
    public String kind(Kind kind) {
        return kind.isArray()
                ? kind(kind.element()) + "[]"
                : kind.isReference() ? imports.nameOf(kind.className()) : kind.toString();
    }

    @Override
    protected String function(MethodRef method) {
        return method.owner() == null || imports.isOwn(method.owner())
                ? method.name()
                : imports.nameOf(method.owner()) + "." + method.name();
    }
}
