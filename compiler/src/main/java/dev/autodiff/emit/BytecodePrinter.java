package dev.autodiff.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.StaticField;
import dev.autodiff.kernel.Stmt;
import dev.autodiff.kernel.Variable;
import dev.autodiff.kernel.Verifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Prints a method of a kernel as bytecode: expressions on the operand stack, variables in the locals of the frame, in
 * the order in which they are made; those of a branch or a loop give their places back at its end. Variables with
 * names, and lines of the source, are what a debugger shows. Numbers without names give their places to others as soon
 * as nothing reads them any more: low places take shorter instructions, and whatever is in a frame is listed again
 * wherever a jump leads to.
 */
public final class BytecodePrinter {
    private record Named(Variable variable, Label from, Label to) {}

    private final MethodVisitor mv;
    private final ExpressionCode expressions;
    private final Map<Variable, Integer> slots = new HashMap<>();
    private final List<Named> named = new ArrayList<>();
    private final Deque<Label> ends = new ArrayDeque<>();

    /** Places of numbers that are not in use any more. */
    private final Deque<Integer> free = new ArrayDeque<>();

    private Lifetimes lifetimes;
    private int nextSlot;

    private BytecodePrinter(MethodVisitor mv, String owner) {
        this.mv = mv;
        this.expressions = new ExpressionCode(mv, owner, slots::get);
    }

    /**
     * Declares a field, and sets it.
     *
     * @param initialiser of the class, which is being written
     * @param owner the internal name of the class
     */
    public static void print(StaticField constant, ClassVisitor target, MethodVisitor initialiser, String owner) {
        int access = (constant.isPublic() ? ACC_PUBLIC : ACC_PRIVATE) | ACC_STATIC | ACC_FINAL;
        target.visitField(access, constant.name(), constant.value().kind().descriptor(), null, null).visitEnd();
        BytecodePrinter printer = new BytecodePrinter(initialiser, owner);
        printer.expressions.push(constant.value());
        printer.expressions.setField(constant.reference());
    }

    /** @param owner the internal name of the class */
    public static void print(Method method, ClassVisitor target, String owner) {
        // in tests: what does not fit together is a fault of what has built it
        assert isVerified(method);
        int access = (method.isPublic() ? ACC_PUBLIC : ACC_PRIVATE)
                | (method.isOfObject() ? 0 : ACC_STATIC)
                | (method.form() == Method.Form.SYNTHETIC ? ACC_SYNTHETIC : 0);
        MethodVisitor mv = target.visitMethod(access, method.name(), method.reference().descriptor(), null, null);
        if (method.isPublic() && method.parameters().stream().noneMatch(parameter -> parameter.name() == null)) {
            method.parameters().forEach(parameter -> mv.visitParameter(parameter.name(), 0));
        }
        new BytecodePrinter(mv, owner).print(method);
    }

    /** Writes the instructions alone; calls of the unit's own methods have no owner. */
    static void code(Method method, MethodVisitor target) {
        new BytecodePrinter(target, null).print(method);
    }

    private static boolean isVerified(Method method) {
        Verifier.verify(method);
        return true;
    }

    /** Pushes any int by the shortest instructions. */
    public static void integer(MethodVisitor mv, int value) {
        new BytecodePrinter(mv, null).expressions.integer(value);
    }

    private void print(Method method) {
        mv.visitCode();
        lifetimes = Lifetimes.of(method);
        Label start = mark();
        nextSlot = method.isOfObject() ? 1 : 0;
        method.parameters().forEach(this::place);
        boolean goesOn = block(method.body(), () -> {});
        if (goesOn) {
            mv.visitInsn(RETURN);
        }
        if (method.form() != Method.Form.SYNTHETIC) {
            nameVariables(method, start);
        }
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void nameVariables(Method method, Label start) {
        Label end = mark();
        method.parameters().stream()
                .filter(parameter -> parameter.name() != null)
                .forEach(parameter -> named.add(new Named(parameter, start, end)));
        for (Named entry : named) {
            mv.visitLocalVariable(
                    entry.variable().name(),
                    entry.variable().kind().descriptor(),
                    null,
                    entry.from(),
                    entry.to(),
                    slots.get(entry.variable()));
        }
    }

    private Label mark() {
        Label label = new Label();
        mv.visitLabel(label);
        return label;
    }

    private int place(Variable variable) {
        slots.put(variable, nextSlot);
        nextSlot += variable.kind().slots();
        return slots.get(variable);
    }

    private static boolean givesItsPlace(Variable variable) {
        return variable.name() == null && variable.kind().equals(Kind.F64);
    }

    /** The place of a variable that a statement makes; {@code leaving} says which give theirs back where. */
    private int place(Variable variable, Map<Integer, List<Integer>> leaving) {
        if (!givesItsPlace(variable)) {
            return place(variable);
        }
        int slot = free.isEmpty() ? place(variable) : free.pop();
        slots.put(variable, slot);
        leaving.computeIfAbsent(lifetimes.end(variable), end -> new ArrayList<>()).add(slot);
        return slot;
    }

    /**
     * Whether control comes to the end of the statements; then it does what follows, with their variables still in
     * scope.
     */
    private boolean block(List<Stmt> statements, Runnable then) {
        int outside = nextSlot;
        Map<Variable, Label> starts = new HashMap<>();
        Map<Integer, List<Integer>> leaving = new HashMap<>();
        boolean goesOn = true;
        Expr onStack = null;
        for (int i = 0; i < statements.size(); i++) {
            Stmt statement = statements.get(i);
            if (statement instanceof Stmt.Let let) {
                let(let, i, leaving, starts);
            } else if (statement instanceof Stmt.Store store) {
                Expr next = storedInto(statements, i + 1);
                boolean isKept = store.array() instanceof Variable && store.array() == next;
                store(store, store.array() == onStack, isKept);
                onStack = isKept ? next : null;
            } else {
                goesOn = statement(statement, starts);
            }
            release(leaving, i);
        }
        if (goesOn) {
            then.run();
        }
        if (!starts.isEmpty()) {
            Label end = mark();
            // in the order of their places, which is the same in every run
            statements.stream()
                    .filter(Stmt.Let.class::isInstance)
                    .map(statement -> ((Stmt.Let) statement).variable())
                    .filter(starts::containsKey)
                    .forEach(variable -> named.add(new Named(variable, starts.get(variable), end)));
        }
        nextSlot = outside;
        free.removeIf(slot -> slot >= outside);
        return goesOn;
    }

    /** The array that the next statement stores into, if that is what it does. */
    private static Expr storedInto(List<Stmt> statements, int from) {
        int i = from;
        while (i < statements.size() && isSilent(statements.get(i))) {
            i++;
        }
        return i < statements.size() && statements.get(i) instanceof Stmt.Store store ? store.array() : null;
    }

    private static boolean isSilent(Stmt statement) {
        return statement instanceof Stmt.Line || statement instanceof Stmt.Comment;
    }

    /**
     * An array that is stored into several times in a row stays on the stack: a copy is one byte, and its name two,
     * where HotSpot counts bytes before it inlines a method.
     */
    private void store(Stmt.Store store, boolean isOnStack, boolean isKept) {
        if (!isOnStack) {
            expressions.push(store.array());
        }
        if (isKept) {
            mv.visitInsn(DUP);
        }
        expressions.push(store.index());
        expressions.push(store.value());
        mv.visitInsn(ExpressionCode.type(store.value()).getOpcode(IASTORE));
    }

    private void release(Map<Integer, List<Integer>> leaving, int statement) {
        List<Integer> places = leaving.remove(statement);
        if (places != null) {
            places.forEach(free::push);
        }
    }

    private void let(
            Stmt.Let let, int statement, Map<Integer, List<Integer>> leaving, Map<Variable, Label> starts) {
        if (let.value() != null) {
            expressions.push(let.value());
            // what is read here for the last time may be overwritten by what comes of it
            release(leaving, statement);
            store(let.variable(), place(let.variable(), leaving));
            nameFromHere(let.variable(), starts);
        } else {
            place(let.variable(), leaving);
        }
    }

    private void nameFromHere(Variable variable, Map<Variable, Label> starts) {
        if (variable.name() != null && !starts.containsKey(variable)) {
            starts.put(variable, mark());
        }
    }

    private void store(Variable variable, int slot) {
        mv.visitVarInsn(Type.getType(variable.kind().descriptor()).getOpcode(ISTORE), slot);
    }

    /** Whether control goes on behind the statement. */
    private boolean statement(Stmt statement, Map<Variable, Label> starts) {
        if (statement instanceof Stmt.Assign assign) {
            assign(assign);
        } else if (statement instanceof Stmt.Run run) {
            expressions.push(run.call());
            drop(run.call().kind());
        } else if (statement instanceof Stmt.If choice) {
            return branch(choice);
        } else if (statement instanceof Stmt.Loop loop) {
            return repeat(loop);
        } else if (statement instanceof Stmt.For loop) {
            count(loop);
        } else if (statement instanceof Stmt.Break) {
            mv.visitJumpInsn(GOTO, ends.peek());
            return false;
        } else if (statement instanceof Stmt.Return end) {
            result(end);
            return false;
        } else if (statement instanceof Stmt.Throw failure) {
            expressions.push(failure.exception());
            mv.visitInsn(ATHROW);
            return false;
        } else if (statement instanceof Stmt.Line line) {
            expressions.line(line.number());
        } else if (!isSilent(statement)) {
            throw new AssertionError(statement);
        }
        return true;
    }

    private void assign(Stmt.Assign assign) {
        int slot = slots.get(assign.variable());
        if (assign.isIncrement()) {
            increment(assign.variable(), slot);
        } else {
            expressions.push(assign.value());
            store(assign.variable(), slot);
        }
    }

    private void drop(Kind kind) {
        if (kind.slots() > 0) {
            mv.visitInsn(kind.slots() == 2 ? POP2 : POP);
        }
    }

    private void result(Stmt.Return end) {
        if (end.value() == null) {
            mv.visitInsn(RETURN);
        } else {
            expressions.push(end.value());
            mv.visitInsn(ExpressionCode.type(end.value()).getOpcode(IRETURN));
        }
    }

    private boolean branch(Stmt.If choice) {
        Label otherwise = new Label();
        Label end = new Label();
        boolean hasSecond = !choice.whenFalse().isEmpty();
        expressions.jump(choice.condition(), false, hasSecond ? otherwise : end);
        boolean first = block(choice.whenTrue(), () -> {
            if (hasSecond) {
                mv.visitJumpInsn(GOTO, end);
            }
        });
        boolean second = true;
        if (hasSecond) {
            mv.visitLabel(otherwise);
            second = block(choice.whenFalse(), () -> {});
        }
        mv.visitLabel(end);
        return first || second;
    }

    private boolean repeat(Stmt.Loop loop) {
        Label end = new Label();
        ends.push(end);
        Label next = mark();
        block(loop.body(), () -> mv.visitJumpInsn(GOTO, next));
        ends.pop();
        mv.visitLabel(end);
        return true;
    }

    private void count(Stmt.For loop) {
        int outside = nextSlot;
        Variable index = loop.index();
        expressions.push(loop.from());
        int slot = place(index);
        store(index, slot);
        Label end = new Label();
        ends.push(end);
        Label next = mark();
        expressions.jump(new Expr.Operation(Operator.LESS, index, loop.to()), false, end);
        block(loop.body(), () -> {
            increment(index, slot);
            mv.visitJumpInsn(GOTO, next);
        });
        ends.pop();
        mv.visitLabel(end);
        if (index.name() != null) {
            named.add(new Named(index, next, end));
        }
        nextSlot = outside;
    }

    private void increment(Variable index, int slot) {
        if (index.kind().equals(Kind.INT)) {
            mv.visitIincInsn(slot, 1);
        } else {
            mv.visitVarInsn(LLOAD, slot);
            mv.visitInsn(LCONST_1);
            mv.visitInsn(LADD);
            mv.visitVarInsn(LSTORE, slot);
        }
    }
}
