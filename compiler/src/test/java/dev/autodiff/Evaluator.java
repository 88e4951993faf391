package dev.autodiff;

import dev.autodiff.Analysis;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to run a compiled program: at a point it gives the value, the value that comes with the gradient, and the
 * partials.
 */
interface Evaluator {
    double[] at(double... point);

    static Evaluator interpreter(Analysis analysis) {
        Formula formula = analysis.function().formula();
        List<Node> results = new ArrayList<>(analysis.entryPoints().entries().get(0).nodes());
        results.addAll(analysis.entryPoints().entries().get(1).nodes());
        return interpreter(formula.parameters(), results);
    }

    static Evaluator interpreter(List<Formula.Parameter> parameters, List<Node> results) {
        return point -> {
            Map<Node, Double> arguments = new HashMap<>();
            for (int i = 0; i < point.length; i++) {
                arguments.put(parameters.get(i).node(), point[i]);
            }
            return Interpreter.evaluate(results, arguments);
        };
    }

    static Evaluator hiddenClass(Analysis analysis) {
        CompiledFunction function = analysis.load();
        return point -> {
            double[] results = new double[2 + function.variables().size()];
            double[] gradient = new double[function.variables().size()];
            results[0] = function.value(point);
            results[1] = function.valueAndGradient(point, gradient);
            System.arraycopy(gradient, 0, results, 2, gradient.length);
            return results;
        };
    }

    static Evaluator classFile(Analysis analysis) {
        return ofClass(MemoryClassLoader.load("Program", analysis.classFile("Program")), analysis);
    }

    /** A class with the static methods {@code value} and {@code gradient}. */
    static Evaluator ofClass(Class<?> type, Analysis analysis) {
        int arity = analysis.function().formula().parameters().size();
        int variables = analysis.function().variables().size();
        Class<?>[] arguments = new Class<?>[arity > 127 ? 1 : arity];
        Arrays.fill(arguments, arity > 127 ? double[].class : double.class);
        Class<?>[] withGradient = Arrays.copyOf(arguments, arguments.length + 1);
        withGradient[arguments.length] = double[].class;
        try {
            Method value = type.getMethod("value", arguments);
            Method gradient = type.getMethod("gradient", withGradient);
            return point -> call(value, gradient, point, variables);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static double[] call(Method value, Method gradient, double[] point, int variables) {
        double[] partials = new double[variables];
        Object[] arguments = new Object[gradient.getParameterCount()];
        if (arguments.length == 2 && gradient.getParameterTypes()[0] == double[].class) {
            arguments[0] = point;
        } else {
            Arrays.setAll(arguments, i -> i < point.length ? point[i] : null);
        }
        arguments[arguments.length - 1] = partials;
        double[] results = new double[2 + variables];
        try {
            results[0] = (double) value.invoke(null, Arrays.copyOf(arguments, arguments.length - 1));
            results[1] = (double) gradient.invoke(null, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
        System.arraycopy(partials, 0, results, 2, variables);
        return results;
    }
}
