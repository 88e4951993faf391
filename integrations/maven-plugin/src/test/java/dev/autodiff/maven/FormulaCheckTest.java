package dev.autodiff.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormulaCheckTest {
    /** A rule that forgets a factor. */
    private static final String WRONG_RULE = "square(x) = x^2; derivative square(x) by x = x";

    @TempDir
    private Path directory;

    private final MemoryLog log = new MemoryLog();

    private int check(String program) throws IOException {
        Files.writeString(directory.resolve("z.ad"), program);
        return new FormulaCheck(
                        new Settings(directory, directory, directory.resolve("state"), "", List.of("--emit", "class")),
                        new Messages(log))
                .run();
    }

    @Test
    void rightDerivativesAreConfirmed() throws IOException {
        assertThat(check("z = y*log(x) + sin(y)")).isEqualTo(1);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aProgramsOwnRuleIsChecked() throws IOException {
        check("""
                # autodiff: compile --function f --class com.acme.F
                # autodiff: check --at x=2
                RULE
                f(x) = square(x)
                """.replace("RULE", WRONG_RULE));

        assertThat(log.errors()).singleElement().asString()
                .startsWith(directory.resolve("z.ad") + ":[1,3] the derivatives are not confirmed\n")
                .contains("WRONG");
    }

    @Test
    void instructionsChooseWhatIsChecked() throws IOException {
        assertThat(check("""
                # autodiff: compile --function f
                # autodiff: check --at x=2
                # autodiff: check --range x=3:4 --samples 2
                # autodiff: compile --function g
                # autodiff: check --skip
                f(x) = x^2
                g(x) = x^3
                """)).isEqualTo(2);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aPointThatIsNoneIsAnErrorAtTheInstruction() throws IOException {
        check("# autodiff: compile\n# autodiff: check --at w=2\nz = x");

        assertThat(log.errors()).singleElement().asString().contains("'z' has no parameter 'w'");
    }
}
