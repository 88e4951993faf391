package dev.autodiff.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormulaBuildTest {
    /** What a file has that nobody has written since. */
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path directory;
    private Path sources;
    private Path classes;
    private final MemoryLog log = new MemoryLog();

    @BeforeEach
    void makeDirectories() {
        sources = directory.resolve("src/main/autodiff");
        classes = directory.resolve("target/classes");
    }

    private Path program(String name, String text) throws IOException {
        Path file = sources.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int build(String... options) throws IOException {
        return buildIn("", options);
    }

    private int buildIn(String basePackage, String... options) throws IOException {
        log.clear();
        Settings settings = new Settings(
                sources, classes, directory.resolve("target/autodiff/classes.txt"), basePackage, List.of(options));
        return new FormulaBuild(settings, new Messages(log)).run();
    }

    private List<String> made() throws IOException {
        if (!Files.exists(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.contains("$"))
                    .sorted()
                    .toList();
        }
    }

    private Class<?> load(String name) throws Exception {
        return Class.forName(name, true, new URLClassLoader(new URL[] {classes.toUri().toURL()}));
    }

    private void age(String file) throws IOException {
        Files.setLastModifiedTime(classes.resolve(file), LONG_AGO);
    }

    private boolean isOld(String file) throws IOException {
        return Files.getLastModifiedTime(classes.resolve(file)).equals(LONG_AGO);
    }

    @Test
    void directoriesArePackages() throws Exception {
        program("z.ad", "z = x*y");
        program("com/acme/u.ad", "u = x + y");

        assertThat(buildIn("org")).isEqualTo(2);
        assertThat(made()).containsExactly("org/Z.class", "org/com/acme/U.class");
        assertThat(load("org.Z").getMethod("value", double.class, double.class).invoke(null, 2, 3)).isEqualTo(6.0);
    }

    @Test
    void eachInstructionMakesAClass() throws IOException {
        program("com/f.ad", """
                # autodiff: compile --function f --class Value --derivatives none
                #autodiff: compile --class 'org.other.Slope' --wrt "x"
                f(x) = x^2
                g(x) = x^3
                """);

        build();

        assertThat(log.errors()).isEmpty();
        assertThat(made()).containsExactly("com/Value.class", "org/other/Slope.class");
    }

    @Test
    void optionsOfThePomComeFirst() throws IOException {
        program("z.ad", "# autodiff: compile --emit class\nz = x*y");
        program("u.ad", "u = x*y");

        build("--emit", "java");

        assertThat(made()).containsExactly("U.java", "Z.class");
    }

    @Test
    void aChangeCompilesOnlyThatProgram() throws IOException {
        program("a.ad", "a = x*y");
        program("b.ad", "b = x*y");
        build();
        age("A.class");
        age("B.class");
        program("a.ad", "a = x*y + 1");

        assertThat(build()).isEqualTo(1);
        assertThat(isOld("A.class")).isFalse();
        assertThat(isOld("B.class")).isTrue();
        assertThat(build()).isZero();
    }

    @Test
    void aClassThatStaysTheSameIsNotWritten() throws IOException {
        program("com/f.ad", "# autodiff: compile --class A\nf(x) = x");
        build();
        age("com/A.class");
        Files.delete(directory.resolve("target/autodiff/classes.txt"));

        assertThat(build()).isEqualTo(1);
        assertThat(isOld("com/A.class")).isTrue();
    }

    @Test
    void otherOptionsCompileAgain() throws IOException {
        program("z.ad", "z = x*y");
        build();

        assertThat(build("--derivatives", "none")).isEqualTo(1);
        assertThat(buildIn("org", "--derivatives", "none")).isEqualTo(1);
        assertThat(made()).containsExactly("org/Z.class");
    }

    @Test
    void aLostClassIsMadeAgain() throws IOException {
        program("z.ad", "z = x*y");
        build();
        Files.delete(classes.resolve("Z.class"));

        assertThat(build()).isEqualTo(1);
        assertThat(made()).containsExactly("Z.class");
    }

    @Test
    void classesOfWhatIsGoneAreTakenAway() throws IOException {
        Path gone = program("gone.ad", "gone = x");
        program("named.ad", "# autodiff: compile --class Before\nnamed = x");
        build();
        Files.delete(gone);
        program("named.ad", "# autodiff: compile --class After\nnamed = x");

        build();

        assertThat(made()).containsExactly("After.class");
    }

    @Test
    void callersOfAChangedClassAreForJavacAgain() throws IOException {
        program("z.ad", "z = x*y");
        program("u.ad", "u = x*y");
        build();
        Path java = program("../java/Caller.java", "class Caller { double call() { return Z.value(2, 3); } }");
        Path other = program("../java/Other.java", "class Other { double call() { return U.value(2, 3); } }");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none",
                "-cp", classes.toString(), "-d", classes.toString(), java.toString(), other.toString())).isZero();
        program("z.ad", "z(x, y, w) = x*y*w");

        build();

        assertThat(made()).containsExactly("Other.class", "U.class", "Z.class");
    }

    @Test
    void aTypoIsAMessageWithItsPlaceAndTheRemedy() throws IOException {
        Path file = program("com/z.ad", "y = 2\nz = y*lgo(x)");
        program("u.ad", "u = x");

        build();

        assertThat(log.errors()).containsExactly(file + ":[2,7] unknown function 'lgo'\n"
                + "  z = y*lgo(x)\n"
                + "        ^^^ did you mean 'log'?");
        assertThat(made()).containsExactly("U.class");
    }

    @Test
    void allProgramsTellTheirErrors() throws IOException {
        program("a.ad", "z = lgo(x)");
        program("b.ad", "z = snh(x)");
        Files.write(sources.resolve("c.ad"), new byte[] {(byte) 0xFF});

        build();

        assertThat(log.errors()).hasSize(3);
    }

    @Test
    void whatIsWrongHasNoClassAnyMore() throws IOException {
        program("z.ad", "z = x");
        build();
        program("z.ad", "z = lgo(x)");

        build();
        assertThat(made()).isEmpty();
        program("z.ad", "z = x");
        assertThat(build()).isEqualTo(1);
    }

    @Test
    void wrongInstructionsAreErrorsAtTheirPlace() throws IOException {
        Path file = program("z.ad", "z = x # autodiff: not one, since it is behind the program\n"
                + "  # autodiff: compile --drivatives none\n# autodiff: compile --output x\n# autodiff: compile -o");
        Path other = program("zz.ad", "# autodiff: complie\nz = x");
        program("u.ad", "# autodiff: compile other.ad\n# autodiff: compile --class=int\nu = x");

        build();

        assertThat(log.errors()).hasSize(6);
        assertThat(log.errors()).anySatisfy(error -> assertThat(error)
                .startsWith(file + ":[2,5] unknown option '--drivatives': did you mean '--derivatives'?"));
        assertThat(log.errors()).anySatisfy(error ->
                assertThat(error).startsWith(file + ":[3,3] --output is not for a build"));
        assertThat(log.errors()).anySatisfy(error -> assertThat(error)
                .startsWith(other + ":[1,3] a build has no instruction 'complie'")
                .endsWith("did you mean 'compile'?"));
    }

    @Test
    void twoProgramsCannotBecomeOneClass() throws IOException {
        program("a.ad", "z = x");
        Path second = program("b.ad", "z = 2*x");
        Path third = program("c.ad", "# autodiff: compile\n# autodiff: compile --wrt x\nc = x");

        build();

        assertThat(log.errors()).hasSize(2);
        assertThat(log.errors().get(0)).startsWith(second + ":[1,1] 'Z.class' is what 'a.ad' becomes, too");
        assertThat(log.errors().get(1)).startsWith(third + ":[2,3] 'C' is the class of an instruction above, too");
    }

    @Test
    void nobodyElsesClassIsOverwritten() throws IOException {
        program("z.ad", "z = x");
        Files.createDirectories(classes);
        Files.write(classes.resolve("Z.class"), new byte[] {1, 2, 3});

        build();

        assertThat(log.errors()).singleElement().asString().contains("was not written by autodiff");
        assertThat(Files.readAllBytes(classes.resolve("Z.class"))).containsExactly(1, 2, 3);
    }

    @Test
    void warningsAreWarnings() throws IOException {
        Path file = program("z.ad", "z(x, y) = x");

        build();

        assertThat(log.warnings()).containsExactly(
                file + ":[1,1] 'z' does not depend on 'y': this derivative is 0 everywhere");
    }

    @Test
    void aProjectWithoutFormulasBuilds() throws IOException {
        assertThat(build()).isZero();
        assertThat(log.errors()).isEmpty();
    }
}
