package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompileCommandTest {
    @TempDir
    private Path directory;

    private Run compile(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "compile";
        args[1] = "-e";
        args[2] = Run.SEED;
        System.arraycopy(options, 0, args, 3, options.length);
        return Run.of(args);
    }

    /** Loaded beside nothing but the JDK. */
    private static double value(Path classes, String name) throws Exception {
        URL[] urls = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return (double) loader.loadClass(name).getMethod("value", double.class, double.class).invoke(null, 2, 3);
        }
    }

    @Test
    void writesAClassThatNeedsOnlyTheJdk() throws Exception {
        Run run = compile("-o", directory.toString());

        assertThat(run.out()).isEqualTo("wrote " + directory.resolve("Z.class") + "\n");
        assertThat(value(directory, "Z")).isEqualTo(2.220561549739703);
    }

    @Test
    void putsAClassBelowItsPackage() throws Exception {
        compile("-o", directory.resolve("new").toString(), "--package", "com.acme", "--class", "Price");

        assertThat(value(directory.resolve("new"), "com.acme.Price")).isEqualTo(2.220561549739703);
    }

    @Test
    void writesAJar() throws Exception {
        Path jar = directory.resolve("z.jar");
        Run run = compile("-o", jar.toString(), "--class", "com.acme.Z", "--json");

        assertThat(run.out()).isEqualTo("{\"function\":\"z\",\"class\":\"com.acme.Z\",\"file\":" + quoted(jar) + "}\n");
        assertThat(value(jar, "com.acme.Z")).isEqualTo(2.220561549739703);
    }

    private static String quoted(Path path) {
        return '"' + path.toString() + '"';
    }

    @Test
    void writesTheSameBytesTwice() throws IOException {
        compile("-o", directory.resolve("a.jar").toString());
        compile("-o", directory.resolve("b.jar").toString());

        assertThat(directory.resolve("a.jar")).hasSameBinaryContentAs(directory.resolve("b.jar"));
    }

    @Test
    void doesNotTellWhereTheSourceWas() throws IOException {
        Path source = Files.writeString(directory.resolve("z.ad"), Run.SEED);
        Run.of("compile", source.toString(), "-o", directory.toString());

        assertThat(new String(Files.readAllBytes(directory.resolve("Z.class")), StandardCharsets.ISO_8859_1))
                .contains("z.ad").doesNotContain(directory.toString());
    }

    @Test
    void leavesNoPartsBehind() {
        compile("-o", directory.toString());

        assertThat(directory).isDirectoryContaining("glob:**Z.class").isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "z.jar"})
    void overwritesItsOwnWork(String output) {
        String target = directory.resolve(output).toString();
        compile("-o", target);

        assertThat(compile("-o", target).code()).isZero();
    }

    @Test
    void takesAwayTheCompanionThatIsNotNeededAnyMore() {
        Run.of("compile", "-e", "z(x: f64[n]) = exp(x)", "-o", directory.toString());
        assertThat(directory.resolve("Z$Vector.class")).exists();
        Run run = Run.of("compile", "-e", "z = 1", "-o", directory.toString());

        assertThat(run.out()).isEqualTo("wrote " + directory.resolve("Z.class") + "\n");
        assertThat(directory).isDirectoryNotContaining("glob:**Vector.class");
    }

    @Test
    void leavesACompanionOfAnotherCompiler() throws IOException {
        Path file = Files.writeString(directory.resolve("Z$Vector.class"), "mine");

        assertThat(Run.of("compile", "-e", "z = 1", "-o", directory.toString(), "--force").code()).isZero();
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource({"Z.class, ''", "z.jar, z.jar"})
    void doesNotOverwriteTheWorkOfOthers(String existing, String output) throws IOException {
        Path file = Files.writeString(directory.resolve(existing), "mine");
        Run run = compile("-o", directory.resolve(output).toString());

        assertThat(run.err())
                .isEqualTo(
                        "error: '" + file + "' exists and was not written by autodiff: to overwrite it, add --force\n");
        assertThat(run.code()).isEqualTo(2);
        assertThat(file).hasContent("mine");
    }

    @Test
    void doesNotOverwriteAClassOfAnotherCompiler() throws IOException {
        try (var in = Run.class.getResourceAsStream("Run.class")) {
            Files.write(directory.resolve("Z.class"), in.readAllBytes());
        }

        assertThat(compile("-o", directory.toString()).code()).isEqualTo(2);
    }

    @Test
    void overwritesByForce() throws Exception {
        Files.writeString(directory.resolve("Z.class"), "mine");
        compile("-o", directory.toString(), "--force");

        assertThat(value(directory, "Z")).isEqualTo(2.220561549739703);
    }

    @Test
    void reportsADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(compile("-o", file.toString()).err())
                .isEqualTo(
                        "error: cannot write '" + file.resolve("Z.class") + "': '" + file + "' is not a directory\n");
    }

    @ParameterizedTest
    @CsvSource({"black_scholes, BlackScholes", "math, MathFunction", "strict_math, StrictMathFunction", "σ, Σ"})
    void namesTheClassAfterTheFunction(String function, String name) {
        Run run = Run.of("compile", "-e", function + "(x) = x", "-o", directory.toString(), "--json");

        assertThat(run.out()).contains("\"class\":\"" + name + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --class   | 1Z        | error: '1Z' is not a name of a class in Java: give another one by --class and --package
            --package | a.class   | error: 'a.class.Z' is not a name of a class in Java: give another one by --class and --package
            --class   | record    | error: 'record' is not a name of a class in Java: give another one by --class and --package
            --class   | a.Math    | error: a class 'a.Math' would hide java.lang.Math: give another one by --class and --package
            --class   | String    | error: a class 'String' would hide java.lang.String: give another one by --class and --package
            --package | java.math | error: 'java.math.Z' is in a package of the JDK, which Java does not load: give another one by --class and --package
            -o        | ''        | error: -o: the name is empty: give a directory or a .jar
            -o        | x/Z.class | error: -o x/Z.class: give a directory or a .jar; the file's name follows from --class
            --wrt     | w         | error: formula: 'z' has no variable 'w': it has x, y, z
            """)
    void rejectsWhatCannotBeWritten(String option, String value, String message) {
        Run run = compile(option, value);

        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void rejectsAPackageBesideAQualifiedName() {
        assertThat(compile("--class", "a.Z", "--package", "b").err())
                .isEqualTo("error: --class a.Z names a package already: leave --package out\n");
    }

    @Test
    void rejectsJavaSourceInAJar() {
        assertThat(compile("--emit", "java", "-o", "z.jar").err())
                .isEqualTo("error: --emit java writes into a directory, not into a jar\n");
    }

    @Test
    void rejectsAnUnknownKind() {
        assertThat(compile("--emit", "wasm").err())
                .startsWith("error: invalid value for option '--emit': 'wasm' is none of class, java\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --derivatives gradiant          | 'gradiant' is none of none, gradient, jacobian, hessian, jvp, hvp, normal
            --derivatives none,jvp          | 'none' and others exclude each other
            --derivatives jvp,jvp           | 'jvp' is given twice
            --methods scalar                | 'scalar' is none of point, batch, vector
            --methods point,,batch          | a name is missing between the commas
            --shared z                      | 'z' has no parameter 'z': it has x, y
            --shared x,y                    | with all parameters shared all points are the same: leave out the one that differs
            --methods point --shared x      | a method for one point shares nothing: add batch or vector to --methods
            --sparse                        | the class has neither a Jacobian nor a Hessian: add one to --derivatives
            """)
    void saysWhatAClassCannotHold(String options, String message) {
        Run run = compile(options.split(" "));

        assertThat(run.err()).contains(message);
        assertThat(run.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"point", "point,batch,vector"})
    void classesOfTensorsHaveMethodsOfTheirOwn(String methods) {
        Run run = Run.of("compile", "-e", "f(x: f64[n]) = sum(x^2)", "-o", directory.toString(), "--methods", methods);

        assertThat(run.err()).contains("for functions of numbers, and 'f' works on tensors: leave them out");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void aClassHoldsWhatIsAskedFor() throws Exception {
        Run.of(
                "compile",
                "-e",
                "p = x*y; q = 3*x",
                "--of",
                "p,q",
                "--derivatives",
                "jacobian",
                "--methods",
                "point",
                "--sparse",
                "-o",
                directory.toString(),
                "--class",
                "Flow");

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> flow = loader.loadClass("Flow");
            double[] results = new double[2];
            double[] jacobian = new double[3];
            flow.getMethod("jacobian", double.class, double.class, double[].class, double[].class)
                    .invoke(null, 5, 7, results, jacobian);
            assertThat(results).containsExactly(35, 15);
            assertThat(jacobian).containsExactly(7, 5, 3);
            assertThat(flow.getField("COLUMNS").get(null)).isEqualTo(new int[] {0, 1, 0});
            assertThat(flow.getMethods())
                    .extracting(java.lang.reflect.Method::getName)
                    .doesNotContain("gradient", "vjp");
        }
        assertThat(directory.resolve("Flow$Vector.class")).doesNotExist();
    }

    @Test
    void theSeedFormulaForOnePointIsSmall() throws IOException {
        compile("-o", directory.toString(), "--methods", "point");

        assertThat(Files.size(directory.resolve("Z.class"))).isLessThan(1500);
    }
}
