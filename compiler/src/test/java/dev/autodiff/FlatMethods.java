package dev.autodiff;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Calls the static methods over arrays of a generated class of tensors, at a point. All arrays that a call fills hold
 * NaN before, unless it adds to them.
 */
final class FlatMethods {
    /** A workspace may be longer than it need be. */
    private static final int LONGER = 3;

    private final Class<?> type;
    private final Signature signature;
    private final Map<String, Integer> sizes;
    private final List<Object> point = new ArrayList<>();
    private final boolean hasWorkspace;

    /** @param hasWorkspace whether to call the methods that take one */
    FlatMethods(Class<?> type, CompiledFunction function, boolean hasWorkspace, Tensor... arguments) {
        this.type = type;
        this.signature = function.signature();
        this.sizes = signature.bind(List.of(arguments));
        this.hasWorkspace = hasWorkspace;
        for (Tensor argument : arguments) {
            point.add(argument.rank() == 0 ? (Object) argument.item() : argument.toArray());
        }
    }

    /** What a call answers: the elements of the value, and of the cotangent of each variable. */
    record Answer(double[] value, List<double[]> gradient) {}

    double[] value() {
        Call call = new Call("value");
        return call.withValue().run();
    }

    Answer gradient() {
        Call call = new Call("gradient").withValue();
        return call.answer(call.withGradient(Double.NaN));
    }

    Answer vjp(Tensor cotangent) {
        Call call = new Call("vjp").with(flat(cotangent)).withValue();
        return call.answer(call.withGradient(Double.NaN));
    }

    /** Calls several times with the same arrays, which hold 0 at first. */
    List<double[]> accumulated(int times, Tensor cotangent) {
        Call call = new Call("accumulate");
        if (cotangent != null) {
            call.with(flat(cotangent));
        }
        List<double[]> gradient = call.withValue().withGradient(0);
        for (int i = 0; i < times; i++) {
            call.run();
        }
        return gradient;
    }

    /** Forward once, and then as many times back; the last answer. */
    Answer inTwo(int times, Tensor cotangent) {
        double[] saved = nans(size("savedSize"));
        double[] value = new Call("forward").withValue().with(saved).run();
        List<double[]> gradient = List.of();
        for (int i = 0; i < times; i++) {
            Call back = new Call("pullback").with(flat(cotangent));
            gradient = back.withGradient(Double.NaN);
            back.with(saved).run();
        }
        return new Answer(value, gradient);
    }

    private static Object flat(Tensor tensor) {
        return tensor.rank() == 0 ? (Object) tensor.item() : tensor.toArray();
    }

    private static double[] nans(int length) {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        return array;
    }

    private double[] array(Type type, double fill) {
        double[] array = new double[Tensor.size(type.shape().lengths(sizes))];
        Arrays.fill(array, fill);
        return array;
    }

    private int size(String method) {
        return (int) invoke(method, List.copyOf(sizes.values()));
    }

    private Object invoke(String method, List<Object> arguments) {
        Class<?>[] types = arguments.stream().map(argument -> argument instanceof Integer ? int.class
                : argument instanceof Double ? double.class : argument.getClass()).toArray(Class<?>[]::new);
        try {
            return type.getMethod(method, types).invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new AssertionError(method, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A call in the making: its arguments in the order of the method. */
    private final class Call {
        private final String method;
        private final List<Object> arguments = new ArrayList<>(sizes.values());
        private double[] value;

        Call(String method) {
            this.method = method;
            arguments.addAll(point);
        }

        Call with(Object argument) {
            arguments.add(argument);
            return this;
        }

        /** A value that is a number is returned, any other stands among the arguments. */
        Call withValue() {
            if (!signature.result().isScalar()) {
                value = array(signature.result(), Double.NaN);
                arguments.add(value);
            }
            return this;
        }

        List<double[]> withGradient(double fill) {
            List<double[]> gradient = signature.variables().stream()
                    .map(variable -> array(variable.type(), fill))
                    .toList();
            arguments.addAll(gradient);
            return gradient;
        }

        double[] run() {
            List<Object> all = new ArrayList<>(arguments);
            if (hasWorkspace) {
                all.add(nans(size("workspaceSize") + LONGER));
            }
            Object returned = invoke(method, all);
            return value != null ? value : new double[] {returned == null ? Double.NaN : (double) returned};
        }

        Answer answer(List<double[]> gradient) {
            return new Answer(run(), gradient);
        }
    }
}
