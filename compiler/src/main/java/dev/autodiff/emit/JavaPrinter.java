package dev.autodiff.emit;

import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Listing;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.SourceText;
import dev.autodiff.kernel.Stmt;
import dev.autodiff.kernel.Unit;
import dev.autodiff.kernel.Variable;
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
     * @param names of the fields and of the program, which are taken for no other variable
     */
    public static void print(Method method, SourceText out, JavaImports imports, JavaNames names) {
        JavaPrinter printer = new JavaPrinter(new JavaNotation(imports, names), out);
        printer.collectAssigned(method.body());
        out.blank();
        printer.add(method);
    }

    /** Writes a field with its value. */
    public static void print(Unit.Constant constant, SourceText out, JavaImports imports) {
        JavaNotation notation = new JavaNotation(imports, new JavaNames(List.of(), Set.of()));
        out.line((constant.isPublic() ? "public" : "private") + " static final "
                + notation.kind(constant.value().kind()) + " " + constant.name() + " = "
                + constant.value().text(notation) + ";");
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
