package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the audits of published libraries find, at a few points each. */
class AuditsTest {
    private static final Path AUDITS = Path.of("audits");

    @ParameterizedTest
    @CsvSource({
        "strata-first-order", "hipparchus-gaussian", "hipparchus-logistic", "commons-math-gaussian",
        "commons-math-logistic",
    })
    void findsRightDerivativesRight(String name) throws IOException {
        StringWriter out = new StringWriter();

        assertThat(audit(name, out)).as(out.toString()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "hipparchus-logit, hi",
        "commons-math-logit, hi",
        "strata-second-order, sabr by beta|dsabr/dforward by forward|dsabr/dforward by strike|dsabr/dstrike by strike",
    })
    void findsWhatIsWrong(String name, String derivatives) throws IOException {
        StringWriter out = new StringWriter();

        assertThat(audit(name, out)).as(out.toString()).isEqualTo(1);
        for (String derivative : derivatives.split("\\|")) {
            assertThat(out.toString()).contains(derivative + " is wrong at 2 of 2 points");
        }
    }

    @Test
    void eachAuditIsTested() throws IOException {
        try (Stream<Path> files = Files.list(AUDITS)) {
            assertThat(files).hasSize(8);
        }
    }

    private static int audit(String name, StringWriter out) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("check", "--samples", "2"));
        Files.readAllLines(AUDITS.resolve(name + ".txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Stream.of(line.split(" ")))
                .forEach(arguments::add);
        PrintWriter writer = new PrintWriter(out, true);
        return Main.run(writer, writer, arguments.toArray(new String[0]));
    }
}
