package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
            urls.addAll(urls(entry));
        }
        try {
            ClassLoader ours = ClassUnderTest.class.getClassLoader();
            return new ClassUnderTest(Class.forName(name, true, new URLClassLoader(urls.toArray(new URL[0]), ours)));
        } catch (ClassNotFoundException e) {
            throw new UsageException("there is no class '" + name + "' in " + classpath + ": give --classpath");
        } catch (LinkageError e) {
            throw new UsageException("class '" + name + "' cannot be loaded: " + e);
        }
    }

    /** A directory or jar, or all jars of a directory: {@code lib/*}. */
    private static List<URL> urls(String entry) {
        if (!entry.endsWith("/*")) {
            return List.of(url(entry));
        }
        try (Stream<Path> files = Files.list(Path.of(entry.substring(0, entry.length() - 2)))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .map(ClassUnderTest::url)
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("--classpath: there is no directory of jars '" + entry + "'");
        }
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

    /** What the arguments of a method of numbers are called; null if no method of the name says it. */
    List<String> parameterNames(String method) {
        return PointMethod.methods(type).stream()
                .filter(each -> each.getName().equals(method)
                        && Arrays.stream(each.getParameterTypes()).allMatch(Slot::isNumber))
                .map(ParameterNames::of)
                .filter(names -> !names.contains(null))
                .findFirst()
                .orElse(null);
    }

    Class<?> type() {
        return type;
    }
}
