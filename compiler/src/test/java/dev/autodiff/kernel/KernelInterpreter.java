package dev.autodiff.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Runs the methods of a unit as they are written: the reference for what printers make of them. */
public final class KernelInterpreter {
    /** How a list of statements ended: control goes on behind it, leaves the loop around it, or leaves the method. */
    private enum Outcome { NEXT, LEFT, RETURNED }

    private final Unit unit;
    private final ClassLoader loader;
    private final Map<String, Object> fields = new HashMap<>();

    /** @param loader finds the classes whose methods the unit calls */
    public KernelInterpreter(Unit unit, ClassLoader loader) {
        this.unit = unit;
        this.loader = loader;
        unit.constants().forEach(constant -> fields.put(constant.name(), new Frame().value(constant.value())));
    }

    /** Calls the method of this name and these arguments: boxed numbers, and arrays, which it may write to. */
    public Object call(String name, Object... arguments) {
        List<Method> named = unit.methods().stream()
                .filter(method ->
                        method.name().equals(name) && method.parameters().size() == arguments.length)
                .toList();
        if (named.size() != 1) {
            throw new IllegalArgumentException(
                    named.size() + " methods " + name + " take " + arguments.length + " arguments");
        }
        return call(named.get(0), arguments);
    }

    private Object call(Method method, Object... arguments) {
        Frame frame = new Frame();
        for (int i = 0; i < arguments.length; i++) {
            frame.variables.put(method.parameters().get(i), arguments[i]);
        }
        frame.run(method.body());
        return frame.result;
    }

    /** One call of a method. */
    private final class Frame {
        private final Map<Variable, Object> variables = new IdentityHashMap<>();
        private Object result;

        private Outcome run(List<Stmt> statements) {
            Outcome outcome = Outcome.NEXT;
            for (int i = 0; i < statements.size() && outcome == Outcome.NEXT; i++) {
                outcome = run(statements.get(i));
            }
            return outcome;
        }

        private Outcome run(Stmt statement) {
            if (statement instanceof Stmt.Let let) {
                variables.put(let.variable(), let.value() == null ? null : value(let.value()));
            } else if (statement instanceof Stmt.Assign assign) {
                variables.put(assign.variable(), value(assign.value()));
            } else if (statement instanceof Stmt.Store store) {
                Array.set(value(store.array()), (Integer) value(store.index()), value(store.value()));
            } else if (statement instanceof Stmt.Run run) {
                value(run.call());
            } else if (statement instanceof Stmt.If choice) {
                return run((Boolean) value(choice.condition()) ? choice.whenTrue() : choice.whenFalse());
            } else if (statement instanceof Stmt.Loop loop) {
                return repeat(loop);
            } else if (statement instanceof Stmt.For loop) {
                return count(loop);
            } else if (statement instanceof Stmt.Break) {
                return Outcome.LEFT;
            } else if (statement instanceof Stmt.Return end) {
                result = end.value() == null ? null : value(end.value());
                return Outcome.RETURNED;
            } else if (statement instanceof Stmt.Throw failure) {
                throw sneaky((Throwable) value(failure.exception()));
            }
            return Outcome.NEXT;
        }

        private Outcome repeat(Stmt.Loop loop) {
            Outcome outcome = Outcome.NEXT;
            while (outcome == Outcome.NEXT) {
                outcome = run(loop.body());
            }
            return outcome == Outcome.LEFT ? Outcome.NEXT : outcome;
        }

        private Outcome count(Stmt.For loop) {
            Kind kind = loop.index().kind();
            Object index = value(loop.from());
            while (Arithmetic.compare(Operator.LESS, index, value(loop.to()))) {
                variables.put(loop.index(), index);
                Outcome outcome = run(loop.body());
                if (outcome != Outcome.NEXT) {
                    return outcome == Outcome.LEFT ? Outcome.NEXT : outcome;
                }
                index = Arithmetic.binary(Operator.ADD, index, Arithmetic.cast(kind, 1));
            }
            return Outcome.NEXT;
        }

        private Object value(Expr expression) {
            if (expression instanceof Variable variable) {
                return variables.get(variable);
            }
            if (expression instanceof Expr.Literal literal) {
                return literal.value();
            }
            if (expression instanceof Expr.Field field) {
                return fields.get(field.name());
            }
            if (expression instanceof Expr.Choice choice) {
                return value((Boolean) value(choice.condition()) ? choice.whenTrue() : choice.whenFalse());
            }
            if (expression instanceof Expr.Operation logic && logic.operator().isShortCircuit()) {
                boolean first = (Boolean) value(logic.left());
                return first == (logic.operator() == Operator.AND) ? value(logic.right()) : (Object) first;
            }
            return value(expression, expression.operands().stream().map(this::value).toArray());
        }

        private Object value(Expr expression, Object[] operands) {
            if (expression instanceof Expr.Element) {
                return Array.get(operands[0], (Integer) operands[1]);
            }
            if (expression instanceof Expr.Length) {
                return Array.getLength(operands[0]);
            }
            if (expression instanceof Expr.Operation operation) {
                return Arithmetic.of(operation.operator(), operands);
            }
            if (expression instanceof Expr.Cast cast) {
                return cast.kind().isReference()
                        ? type(cast.kind()).cast(operands[0])
                        : Arithmetic.cast(cast.kind(), operands[0]);
            }
            if (expression instanceof Expr.NewArray array) {
                return Array.newInstance(type(array.kind().element()), (Integer) operands[0]);
            }
            if (expression instanceof Expr.ArrayOf array) {
                Object values = Array.newInstance(type(array.kind().element()), operands.length);
                for (int i = 0; i < operands.length; i++) {
                    Array.set(values, i, operands[i]);
                }
                return values;
            }
            if (expression instanceof Expr.Call call) {
                return invoke(call.method(), operands);
            }
            if (expression instanceof Expr.Task task) {
                return (IntConsumer) number -> invoke(
                        task.method(),
                        Stream.concat(Arrays.stream(operands), Stream.of(number))
                                .toArray());
            }
            throw new AssertionError(expression);
        }
    }

    private Object invoke(MethodRef method, Object[] arguments) {
        if (method.owner() == null) {
            return call(unit.method(method), arguments);
        }
        try {
            MethodType type = MethodType.fromMethodDescriptorString(method.descriptor(), loader);
            Class<?> owner = Class.forName(method.owner(), true, loader);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle handle = switch (method.form()) {
                case STATIC -> lookup.findStatic(owner, method.name(), type);
                case OF_OBJECT -> lookup.findVirtual(owner, method.name(), type);
                case CONSTRUCTOR -> lookup.findConstructor(owner, type);
            };
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw sneaky(e);
        }
    }

    private Class<?> type(Kind kind) {
        return MethodType.fromMethodDescriptorString("()" + kind.descriptor(), loader).returnType();
    }

    /** What a method throws goes on as it is. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
