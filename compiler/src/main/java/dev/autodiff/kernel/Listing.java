package dev.autodiff.kernel;

import dev.autodiff.kernel.Stmt.Assign;
import dev.autodiff.kernel.Stmt.Break;
import dev.autodiff.kernel.Stmt.Comment;
import dev.autodiff.kernel.Stmt.For;
import dev.autodiff.kernel.Stmt.If;
import dev.autodiff.kernel.Stmt.Let;
import dev.autodiff.kernel.Stmt.Line;
import dev.autodiff.kernel.Stmt.Loop;
import dev.autodiff.kernel.Stmt.Return;
import dev.autodiff.kernel.Stmt.Run;
import dev.autodiff.kernel.Stmt.Store;
import dev.autodiff.kernel.Stmt.Throw;
import java.util.List;
import java.util.stream.Collectors;

/** Writes statements as languages with braces do. This one is Java; languages override what differs. */
public class Listing {
    private final Notation notation;
    private final SourceText out;

    /** @param out what the lines are added to */
    public Listing(Notation notation, SourceText out) {
        this.notation = notation;
        this.out = out;
    }

    protected Notation notation() {
        return notation;
    }

    public void add(List<Stmt> statements) {
        statements.forEach(this::add);
    }

    public void add(Stmt statement) {
        if (statement instanceof Let let) {
            out.line(declaration(let.variable(), let.value() != null)
                    + (let.value() == null ? "" : " = " + notation.text(let.value())) + ";");
        } else if (statement instanceof Assign assign) {
            out.line(
                    assign.isIncrement()
                            ? notation.name(assign.variable()) + "++;"
                            : assignment(assign.variable(), assign.value()));
        } else if (statement instanceof Store store) {
            out.line(assignment(new Expr.Element(store.array(), store.index()), store.value()));
        } else if (statement instanceof If choice) {
            choice(choice);
        } else if (statement instanceof Loop loop) {
            repeat(loop);
        } else if (statement instanceof For loop) {
            String index = notation.name(loop.index());
            block("for (" + declaration(loop.index(), false) + " = " + notation.text(loop.from()) + "; " + index + " < "
                    + notation.operand(loop.to(), Notation.RELATION + 1) + "; " + index + "++)", loop.body());
        } else if (statement instanceof Run run) {
            out.line(notation.text(run.call()) + ";");
        } else if (statement instanceof Return end) {
            out.line(end.value() == null ? "return;" : "return " + notation.text(end.value()) + ";");
        } else if (statement instanceof Throw failure) {
            out.line("throw " + notation.text(failure.exception()) + ";");
        } else if (statement instanceof Break) {
            out.line("break;");
        } else if (statement instanceof Comment comment) {
            out.comment(comment.text());
        } else if (!(statement instanceof Line)) {
            throw new AssertionError(statement);
        }
    }

    private String assignment(Expr target, Expr value) {
        String name = notation.text(target);
        if (!isCompound(target, value)) {
            return name + " = " + notation.text(value) + ";";
        }
        Expr.Operation combined = (Expr.Operation) value;
        return name + " " + combined.operator().symbol() + "= " + notation.text(combined.right()) + ";";
    }

    /** Whether the target is combined with something, so that it need not be named twice. */
    protected boolean isCompound(Expr target, Expr value) {
        return value instanceof Expr.Operation operation
                && operation.operator().isCompound()
                && operation.left().equals(target);
    }

    private void choice(If choice) {
        out.open("if (" + notation.text(choice.condition()) + ")");
        add(choice.whenTrue());
        if (!choice.whenFalse().isEmpty()) {
            out.otherwise();
            add(choice.whenFalse());
        }
        out.close();
    }

    /** A loop that begins with a test is one with a condition. */
    private void repeat(Loop loop) {
        boolean isTested = loop.body().get(0) instanceof If test
                && test.condition() instanceof Expr.Operation not
                && not.operator() == Operator.NOT
                && test.whenTrue().equals(List.of(new Break()))
                && test.whenFalse().isEmpty()
                && canHeadLoop(not.left());
        if (isTested) {
            Expr condition = ((Expr.Operation) ((If) loop.body().get(0)).condition()).left();
            block("while (" + notation.text(condition) + ")", loop.body().subList(1, loop.body().size()));
        } else {
            block("while (true)", loop.body());
        }
    }

    /** Whether the condition may stand at the head of a loop. */
    protected boolean canHeadLoop(Expr condition) {
        return true;
    }

    private void block(String head, List<Stmt> body) {
        out.open(head);
        add(body);
        out.close();
    }

    public void add(Method method) {
        if (method.documentation() != null) {
            out.line("/** " + method.documentation() + " */");
        }
        int first = 0;
        for (; first < method.body().size() && isRemark(method.body().get(first)); first++) {
            add(method.body().get(first));
        }
        if (method.isOfObject()) {
            out.line("@Override");
        }
        block(header(method), method.body().subList(first, method.body().size()));
    }

    private static boolean isRemark(Stmt statement) {
        return statement instanceof Comment || statement instanceof Line;
    }

    /** What stands before the body of a method. */
    protected String header(Method method) {
        String parameters = method.parameters().stream()
                .map(parameter -> declaration(parameter, false))
                .collect(Collectors.joining(", "));
        String modifiers = (method.isPublic() ? "public" : "private") + (method.isOfObject() ? " " : " static ");
        return modifiers + notation.kind(method.result()) + " " + method.name() + "(" + parameters + ")";
    }

    /** @param isSet whether the variable has its value at once, so that it may be one that nothing assigns to */
    protected String declaration(Variable variable, boolean isSet) {
        return notation.kind(variable.kind()) + " " + notation.name(variable);
    }
}
