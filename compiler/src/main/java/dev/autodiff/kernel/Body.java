package dev.autodiff.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Builds the statements of a method, so that the code that builds a kernel reads like the kernel:
 *
 * <pre>
 *   Variable sum = body.let("sum", number(0.0));
 *   body.loop("i", integer(0), length(x), i -&gt; body.assign(sum, add(sum, element(x, i))));
 *   body.result(sum);
 * </pre>
 *
 * <p>What is built within a branch or a loop goes there: one instance serves a whole method.
 */
public final class Body {
    private List<Stmt> statements = new ArrayList<>();
    private int line;

    /** What has been built so far, outside of all branches and loops. */
    public List<Stmt> statements() {
        return List.copyOf(statements);
    }

    /** From here on the code belongs to this line of the source; 0 for none, which changes nothing. */
    public void line(int number) {
        if (number > 0 && number != line) {
            statements.add(new Stmt.Line(number));
            line = number;
        }
    }

    public void comment(String text) {
        statements.add(new Stmt.Comment(text));
    }

    /** A new variable with this value, which holds what the value is now. */
    public Variable let(String name, Expr value) {
        Variable variable = new Variable(value.kind(), name);
        statements.add(new Stmt.Let(variable, value));
        return variable;
    }

    /** A new variable that gets its value later. */
    public Variable declare(Kind kind, String name) {
        Variable variable = new Variable(kind, name);
        statements.add(new Stmt.Let(variable, null));
        return variable;
    }

    public void assign(Variable variable, Expr value) {
        statements.add(new Stmt.Assign(variable, value));
    }

    public void store(Expr array, Expr index, Expr value) {
        statements.add(new Stmt.Store(array, index, value));
    }

    public void branch(Expr condition, Runnable whenTrue) {
        branch(condition, whenTrue, () -> {});
    }

    public void branch(Expr condition, Runnable whenTrue, Runnable whenFalse) {
        statements.add(new Stmt.If(condition, within(whenTrue), within(whenFalse)));
    }

    /** Repeats until {@link #leave} or a return. */
    public void repeat(Runnable step) {
        statements.add(new Stmt.Loop(within(step)));
    }

    public void leave() {
        statements.add(new Stmt.Break());
    }

    public void leaveUnless(Expr condition) {
        branch(Exprs.not(condition), this::leave);
    }

    /** Repeats while the condition holds. */
    public void repeatWhile(Expr condition, Runnable step) {
        repeat(() -> {
            leaveUnless(condition);
            step.run();
        });
    }

    /** For each whole number from the first one to the one before the bound. */
    public void loop(String name, Expr from, Expr to, Consumer<Variable> step) {
        Variable index = new Variable(from.kind(), name);
        statements.add(new Stmt.For(index, from, to, within(() -> step.accept(index))));
    }

    /** The same in steps of a width; the body may read the variable, which has its next value only behind it. */
    public void loop(String name, Expr from, Expr to, Expr width, Consumer<Variable> step) {
        Variable index = let(name, from);
        repeatWhile(Exprs.compare(index, Operator.LESS, to), () -> {
            step.accept(index);
            assign(index, Exprs.add(index, width));
        });
    }

    public void run(MethodRef method, Expr... arguments) {
        run(method, List.of(arguments));
    }

    public void run(MethodRef method, List<? extends Expr> arguments) {
        run(new Expr.Call(method, List.copyOf(arguments)));
    }

    public void run(Expr.Call call) {
        statements.add(new Stmt.Run(call));
    }

    public void fail(Expr exception) {
        statements.add(new Stmt.Throw(exception));
    }

    public void result(Expr value) {
        statements.add(new Stmt.Return(value));
    }

    /** A choice whose branches may need statements of their own. */
    public Variable choose(
            String name, Kind kind, Expr condition, Function<Body, Expr> whenTrue, Function<Body, Expr> whenFalse) {
        Variable chosen = declare(kind, name);
        branch(condition, () -> assign(chosen, whenTrue.apply(this)), () -> assign(chosen, whenFalse.apply(this)));
        return chosen;
    }

    private List<Stmt> within(Runnable part) {
        List<Stmt> around = statements;
        int lineBefore = line;
        statements = new ArrayList<>();
        part.run();
        List<Stmt> built = statements;
        statements = around;
        // behind a branch it is not known which line came last
        line = built.stream().anyMatch(Stmt.Line.class::isInstance) ? 0 : lineBefore;
        return built;
    }
}
