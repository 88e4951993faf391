package dev.autodiff.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.DerivativeKind;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs javac in this JVM. */
class FormulaProcessorTest {
    private static final String IMPORT = "package com.acme;\nimport dev.autodiff.processor.Formula;\n";

    @TempDir
    private Path classes;

    private final DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    private final StringWriter printed = new StringWriter();

    private static String annotation() {
        try {
            return Path.of(Formula.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private boolean compile(String source) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file = new SimpleJavaFileObject(
                URI.create("string:///com/acme/Waves.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return IMPORT + source;
            }
        };
        JavaCompiler.CompilationTask task = javac.getTask(
                printed,
                null,
                messages,
                List.of("-d", classes.toString(), "-cp", annotation(), "-Xlint:all"),
                null,
                List.of(file));
        task.setProcessors(List.of(new FormulaProcessor()));
        return task.call();
    }

    private Object call(String type, String method) throws Exception {
        return load("com.acme." + type).getMethod(method).invoke(null);
    }

    private Class<?> load(String name) throws Exception {
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        return Class.forName(name, true, loader);
    }

    private Diagnostic<?> onlyError() {
        List<Diagnostic<? extends JavaFileObject>> errors = messages.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR).toList();
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    @Test
    void anInterfaceIsImplemented() throws Exception {
        assertThat(compile("""
                public interface Waves {
                    @Formula("z = y*log(x) + sin(y)")
                    double wave(double y, double x);

                    @Formula("n(v: f64[3]) = norm(v)")
                    double length(double[] v);

                    default double twice(double x, double y) { return 2*wave(y, x); }

                    static double both() {
                        Waves waves = new WavesFormulas();
                        return waves.twice(2, 3) + waves.length(new double[] {2, 3, 6});
                    }
                }
                """)).as(messages.getDiagnostics().toString()).isTrue();
        assertThat(messages.getDiagnostics()).isEmpty();
        assertThat(call("Waves", "both")).isEqualTo(2 * (3 * Math.log(2) + Math.sin(3)) + 7);
    }

    @Test
    void aTypeHasClassesBesideIt() throws Exception {
        assertThat(compile("""
                @Formula(value = "z = x^3*y", derivatives = {Formula.Derivative.GRADIENT, Formula.Derivative.HESSIAN})
                @Formula(value = "f(x) = x^2; g(x, k) = f(x) + k*x", function = "g", wrt = "k", className = "Line")
                public class Waves {
                    public static double slopes() {
                        double[] gradient = new double[2], hessian = new double[4];
                        Z.hessian(2, 3, gradient, hessian);
                        double[] slope = new double[1];
                        Line.gradient(5, 7, slope);
                        return hessian[0] + slope[0];
                    }
                }
                """)).as(messages.getDiagnostics().toString()).isTrue();
        assertThat(call("Waves", "slopes")).isEqualTo(36.0 + 5);
    }

    @Test
    void aClassHasCoordinatesOfNormalEquations() throws Exception {
        assertThat(compile("""
                @Formula(
                        value = "r(b: f64[2], const x: f64[2]) = b[0]*x - b[1]",
                        derivatives = Formula.Derivative.NORMAL,
                        sparse = true)
                public class Waves {
                    public static double sum() {
                        double[] gradient = new double[2], matrix = new double[3];
                        double cost = R.normal(new double[] {3, 1}, new double[] {1, 2}, gradient, matrix);
                        return cost + gradient[0] + matrix[0];
                    }
                }
                """)).as(messages.getDiagnostics().toString()).isTrue();
        assertThat(call("Waves", "sum")).isEqualTo(14.5 + 12 + 5);
    }

    @Test
    void theDerivativesAreThoseOfTheCompiler() {
        assertThat(Formula.Derivative.values())
                .extracting(Enum::name)
                .containsExactly(Arrays.stream(DerivativeKind.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void aNestedInterfaceIsImplementedBesideItsClass() throws Exception {
        assertThat(compile("""
                public class Waves {
                    interface Inner {
                        @Formula("u = x + 1")
                        double u(double x);
                    }
                    public static double two() { return new WavesInnerFormulas().u(1); }
                }
                """)).as(messages.getDiagnostics().toString()).isTrue();
        assertThat(call("Waves", "two")).isEqualTo(2.0);
    }

    @Test
    void aTypoIsAnErrorOfJavacAtTheFormula() throws IOException {
        assertThat(compile("interface Waves {\n    @Formula(\"z = y*lgo(x)\")\n    double z(double x, double y);\n}"))
                .isFalse();

        Diagnostic<?> error = onlyError();
        assertThat(error.getLineNumber()).isEqualTo(4);
        assertThat(error.getColumnNumber()).isEqualTo(14);
        assertThat(error.getMessage(null)).isEqualTo("""
                formula:1:7: unknown function 'lgo'
                    z = y*lgo(x)
                          ^^^ did you mean 'log'?""");
        assertThat(printed.toString()).isEmpty();
    }

    /** Where it wraps several annotations into one, javac does not know any more where they stood. */
    @Test
    void anErrorOfOneOfSeveralFormulasIsToldAtTheType() throws IOException {
        assertThat(compile("@Formula(\"z = x\")\n@Formula(value = \"z = y*lgo(x)\")\nclass Waves {}")).isFalse();

        assertThat(onlyError().getLineNumber()).isEqualTo(5);
        assertThat(onlyError().getMessage(null)).contains("z = y*lgo(x)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "double z(double x)                | the formula has the parameters (x, y), and the method has (x)",
        "double z(double x, double w)      | the formula has the parameters (x, y), and the method has (x, w)",
        "double z(double x, int y)         | 'y' is f64 in the formula, so it is a double in Java",
        "float z(double x, double y)       | the method answers a number: let it return double",
    })
    void aMethodOfAnotherFormIsAnError(String method, String message) throws IOException {
        assertThat(compile("interface Waves { @Formula(\"z = x*y\") " + method + "; }")).isFalse();

        assertThat(onlyError().getMessage(null)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "class Waves { @Formula(\"z = x\") double z(double x) { return x; } } | a formula belongs to a type, or to",
                "interface Waves { @Formula(\"y(x: f64[n]) = sum(x)\") double y(double[] x); } | a method of an interface is for",
                "interface Waves { @Formula(\"z = x\") double z(double x); int more(); } | 'more' has no formula",
                "interface Waves<T> { @Formula(\"z = x\") double z(double x); } | an interface of formulas has no type parameters",
                "@Formula(value = \"z = x\", className = \"a.B\") class Waves {} | className 'a.B' names a package",
                "@Formula(value = \"z = x\", className = \"int\") class Waves {} | 'com.acme.int' is not a name of a class in Java",
                "@Formula(value = \"z = x\", sparse = true) class Waves {} | sparse: the class has neither a Jacobian",
                "@Formula(value = \"z = x\", shared = \"w\") class Waves {} | shared: 'z' has no parameter 'w': it has x",
                "@Formula(value = \"z(x: f64[n]) = sum(x)\", methods = Formula.Form.POINT) class Waves {} | methods and shared are for",
                "interface Waves { @Formula(value = \"z = x\", methods = Formula.Form.BATCH) double z(double x); } | a method of an interface",
                "@Formula(value = \"z = x\", wrt = \"w\") class Waves {} | formula: 'z' has no variable 'w'",
                "@Formula(value = \"z = x\", function = \"f\") class Waves {} | formula: there is no function 'f'",
            })
    void whatCannotBeIsAnError(String source, String message) throws IOException {
        assertThat(compile(source)).isFalse();

        assertThat(onlyError().getMessage(null)).startsWith(message);
    }

    @Test
    void warningsAreJavacs() throws IOException {
        assertThat(compile("@Formula(\"z(x, y) = x\")\nclass Waves {}")).isTrue();

        assertThat(messages.getDiagnostics()).singleElement().satisfies(warning -> {
            assertThat(warning.getKind()).isEqualTo(Diagnostic.Kind.WARNING);
            assertThat(warning.getMessage(null)).startsWith("formula: 'z' does not depend on 'y'");
        });
    }

    @Test
    void theClassHasItsVectorsBesideIt() throws IOException {
        compile("@Formula(\"z = y*log(x) + sin(y)\")\nclass Waves {}");

        assertThat(Files.exists(classes.resolve("com/acme/Z.class"))).isTrue();
        assertThat(Files.exists(classes.resolve("com/acme/Z$Vector.class"))).isTrue();
    }

    @Test
    void theClassHoldsTheMethodsThatAreAskedFor() throws Exception {
        assertThat(compile("@Formula(value = \"z = x*exp(r)\", methods = Formula.Form.BATCH, shared = \"r\")\nclass Waves {}"))
                .isTrue();

        assertThat(load("com.acme.Z").getMethods())
                .filteredOn(method -> method.getName().equals("value"))
                .singleElement()
                .satisfies(method -> assertThat(method.getParameterTypes())
                        .containsExactly(double.class, double[].class, double[].class));
    }

    @Test
    void tensorsStayTensorsIfThatIsAskedFor() throws Exception {
        assertThat(compile("@Formula(value = \"z(x: f64[2]) = sum(x)\", tensors = true)\nclass Waves {}")).isTrue();

        assertThat(load("com.acme.Z").getMethods())
                .filteredOn(method -> method.getName().equals("value"))
                .anySatisfy(method -> assertThat(method.getParameterTypes()).contains(Tensor.class));
    }
}
