package dev.autodiff.emit;

import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Listing;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.kernel.Stmt;
import dev.autodiff.kernel.StaticField;
import dev.autodiff.kernel.Variable;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prints a method of a kernel as Java that people read: the names of the program, no parentheses but those that count.
 * Variables that nothing assigns to are final.
 */
public final class JavaPrinter extends Listing {
    private final Set<Variable> assigned = new HashSet<>();

    private JavaPrinter(JavaNotation notation, SourceText out) {
        super(notation, out);
    }

    /**
     * Writes a method into the text of a class.
     *
     * @param reserved names of fields and of classes, which no variable may hide
     * @param program the names of the program, which temporary variables do not take
     */
    public static void print(
            Method method, SourceText out, JavaImports imports, Collection<String> reserved, Set<String> program) {
        JavaPrinter printer = new JavaPrinter(new JavaNotation(imports, reserved, program), out);
        printer.collectAssigned(method.body());
        out.blank();
        printer.add(method);
    }

    /** Writes a field with its value. */
    public static void print(StaticField constant, SourceText out, JavaImports imports) {
        JavaNotation notation = new JavaNotation(imports, Set.of(), Set.of());
        String line = (constant.isPublic() ? "public" : "private") + " static final "
                + notation.kind(constant.value().kind()) + " " + constant.name() + " = "
                + notation.text(constant.value()) + ";";
        boolean isTable = constant.value().operands().size() == 1
                && constant.value().operands().get(0).kind().equals(Kind.STRING);
        if (isTable) {
            // one string, which cannot be broken
            out.unbroken(line);
        } else {
            out.line(line);
        }
    }

    private void collectAssigned(List<Stmt> statements) {
        for (Stmt statement : statements) {
            if (statement instanceof Stmt.Assign assign) {
                assigned.add(assign.variable());
            }
            statement.parts().forEach(this::collectAssigned);
        }
    }

    /**
     * Java takes what is behind a loop for unreachable if it knows that the condition holds: not if a variable in it
     * changes.
     */
    @Override
    protected boolean canHeadLoop(Expr condition) {
        return condition instanceof Variable variable && assigned.contains(variable)
                || condition.operands().stream().anyMatch(this::canHeadLoop);
    }

    @Override
    protected String declaration(Variable variable, boolean isSet) {
        return (isSet && !assigned.contains(variable) ? "final " : "") + super.declaration(variable, isSet);
    }
}
