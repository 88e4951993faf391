package dev.autodiff.cli;

import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.runtime.CompiledFunction;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class from a class path that has a function and its derivatives: one of ours, or one written by hand. */
final class ClassUnderTest {
    private final Class<?> type;

    private ClassUnderTest(Class<?> type) {
        this.type = type;
    }

    /**
     * The class itself, whose loader stays open as long as the command runs.
     *
     * @param classpath directories and jars, separated as the system does it
     * @throws UsageException if there is no such class
     */
    static ClassUnderTest load(String name, String classpath) {
        List<URL> urls = new ArrayList<>();
        for (String entry : classpath.split(File.pathSeparator)) {
            urls.add(url(entry));
        }
        try {
            return new ClassUnderTest(Class.forName(name, true, loader(urls)));
        } catch (ClassNotFoundException e) {
            throw new UsageException("there is no class '" + name + "' in " + classpath + ": give --classpath");
        } catch (LinkageError e) {
            throw new UsageException("class '" + name + "' cannot be loaded: " + e);
        }
    }

    /** Sees this compiler's runtime, wherever a build tool has loaded it from. */
    private static URLClassLoader loader(List<URL> urls) {
        return new URLClassLoader(urls.toArray(new URL[0]), ClassUnderTest.class.getClassLoader());
    }

    private static URL url(String entry) {
        Path path = Path.of(entry);
        if (!Files.exists(path)) {
            throw new UsageException("--classpath: there is no '" + entry + "'");
        }
        try {
            return path.toRealPath().toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UsageException("--classpath: '" + entry + "' is no path");
        } catch (IOException e) {
            throw new UsageException("--classpath: cannot read '" + entry + "': " + e.getMessage());
        }
    }

    /** A constant that {@code compile} writes into its classes: FUNCTION, PARAMETERS, VARIABLES, SOURCE. */
    Optional<String> constant(String name) {
        try {
            return type.getField(name).get(null) instanceof String text ? Optional.of(text) : Optional.empty();
        } catch (NoSuchFieldException | IllegalAccessException | NullPointerException notOneOfOurs) {
            return Optional.empty();
        }
    }

    /** What a class of tensors that {@code compile} wrote says that it computes. */
    Optional<CompiledFunction> functionOfTensors() {
        try {
            return type.getMethod("function").invoke(null) instanceof CompiledFunction function
                    ? Optional.of(function)
                    : Optional.empty();
        } catch (ReflectiveOperationException | NullPointerException notOneOfThem) {
            return Optional.empty();
        }
    }

    /** The names in a constant, or null if there is none. */
    List<String> names(String constant) {
        return constant(constant)
                .map(text -> text.isEmpty() ? List.<String>of() : List.of(text.split(",")))
                .orElse(null);
    }

    /** The method of the value: {@code double f(double, double)} or {@code double f(double[])}. */
    PointMethod value(String name) {
        return PointMethod.find(
                type,
                name,
                "double " + name + "(double, …)",
                method -> !method.hasOutput() && method.returns(double.class));
    }

    /** The gradient by one method: it returns the partials, or writes them to its last argument. */
    DifferentiableFunction withGradient(
            PointMethod value, String name, List<String> parameters, List<String> variables) {
        PointMethod gradient = PointMethod.find(
                type,
                name,
                "double[] " + name + "(double, …) or " + name + "(double, …, double[])",
                method -> method.isSpread() == value.isSpread()
                        && method.arity() == value.arity()
                        && (method.hasOutput() || method.returns(double[].class)));
        return new Pair(value, parameters, variables, point -> {
            double[] output = new double[variables.size()];
            Object returned = gradient.call(point, output);
            return gradient.hasOutput() ? output : (double[]) returned;
        });
    }

    /** The gradient by one method for each partial. */
    DifferentiableFunction withDerivatives(PointMethod value, Map<String, String> methods, List<String> parameters) {
        List<PointMethod> partials = methods.values().stream().map(this::value).toList();
        for (PointMethod partial : partials) {
            if (partial.isSpread() != value.isSpread() || partial.arity() != value.arity()) {
                throw new UsageException("'" + partial.method().getName() + "' takes other arguments than '"
                        + value.method().getName() + "'");
            }
        }
        return new Pair(value, parameters, List.copyOf(methods.keySet()),
                point -> partials.stream().mapToDouble(partial -> (double) partial.call(point, null)).toArray());
    }

    private interface Gradient {
        double[] at(double[] point);
    }

    private record Pair(PointMethod method, List<String> parameters, List<String> variables, Gradient partials)
            implements DifferentiableFunction {
        @Override
        public String name() {
            return method.method().getName();
        }

        @Override
        public double value(double[] point) {
            return (double) method.call(point, null);
        }

        @Override
        public double[] gradient(double[] point) {
            double[] gradient = partials.at(point);
            if (gradient.length != variables.size()) {
                throw new UsageException("the gradient has " + gradient.length + " elements, and "
                        + variables.size() + " are expected: " + String.join(", ", variables));
            }
            return gradient;
        }
    }
}
