package dev.autodiff.emit;

import dev.autodiff.kernel.Expr.Literal;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Notation;
import dev.autodiff.runtime.Numbers;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** Expressions in Java: exact literals, classes by their imports, variables by names that Java allows. */
public final class JavaNotation extends Notation {
    /** A variable of such a name would hide the class whose methods the code calls. */
    private static final List<String> CLASSES = List.of("Math", "StrictMath", "Double");

    private final JavaImports imports;

    /**
     * The notation of one method.
     *
     * @param reserved names of fields and of classes that the method needs
     * @param program the names of the program, as {@link #identifiers} writes them
     */
    JavaNotation(JavaImports imports, Collection<String> reserved, Set<String> program) {
        super(Stream.concat(CLASSES.stream(), reserved.stream()).toList(), program);
        this.imports = imports;
    }

    /**
     * Names of the program as Java allows them: once for all methods of a class, since each may be one of thousands.
     */
    public static Set<String> identifiers(Collection<String> names) {
        return names.stream().map(JavaNotation::javaName).collect(Collectors.toSet());
    }

    @Override
    protected String identifier(String name) {
        return javaName(name);
    }

    private static String javaName(String name) {
        if (SourceVersion.isKeyword(name, SourceVersion.RELEASE_17)) {
            return name + "_";
        }
        if (SourceVersion.isIdentifier(name)) {
            return name;
        }
        // the language allows indices such as x₁, which Java does not
        StringBuilder identifier = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC).codePoints()
                .forEach(c -> identifier.appendCodePoint(Character.isJavaIdentifierPart(c) ? c : '_'));
        return identifier.toString();
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
