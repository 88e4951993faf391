package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Compiler;
import dev.autodiff.Options;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void printsATableOfTheWorstErrors() {
        assertThat(check("-e", "z = y*log(x)+sin(y)", "--at", "x=2,y=3")).isZero();

        assertThat(out.toString().lines().toList()).hasSize(4).satisfiesExactly(
                line -> assertThat(line).matches("variable +worst relative error +ulp +at +verdict"),
                line -> assertThat(line).startsWith("(value)").contains("x=2.0,y=3.0").endsWith("OK"),
                line -> assertThat(line).startsWith("x").endsWith("OK"),
                line -> assertThat(line).startsWith("y").endsWith("OK"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void samplesRanges() throws JsonParserException {
        assertThat(check("-e", "z = y*log(x)+sin(y)", "--range", "x=0.1:10", "--range", "y=0:1", "--samples", "20", "--json")).isZero();

        JsonObject x = JsonParser.object().from(out.toString()).getArray("variables").getObject(1);
        assertThat(x.getString("variable")).isEqualTo("x");
        assertThat(x.getObject("points").getInt("OK")).isEqualTo(20);
        assertThat(x.getObject("at").getDouble("x")).isBetween(0.1, 10.0);
    }

    @Test
    void choosesRangesInsideOfTheDomainAndSaysSo() {
        assertThat(check("-e", "z = acos(x)", "--samples", "10")).isZero();

        assertThat(err.toString()).isEqualToIgnoringNewLines("10 samples of x=0.1:0.9 (by default), random seed 1");
        assertThat(out.toString()).doesNotContain("OUTSIDE_DOMAIN");
    }

    @Test
    void repeatedNamesAreSeveralPoints() {
        assertThat(check("-e", "z = abs(x)*y", "--at", "x=0", "--at", "y=1", "--at", "x=1,y=3")).isZero();

        assertThat(out.toString()).contains("OK (1 KINK, 1 OK)");
    }

    @Test
    void checksAClassThatWasCompiledBefore() throws IOException {
        Source source = new Source("z.ad", "z = y*log(x)+sin(y)");
        Path file = Files.createDirectories(directory.resolve("com/acme")).resolve("Z.class");
        Files.write(file, Compiler.analyze(source, Options.DEFAULT.withVariables(List.of("y"))).classFile("com.acme.Z"));

        assertThat(check("--class", "com.acme.Z", "--classpath", directory.toString(), "--at", "x=2,y=3")).isZero();

        assertThat(out.toString()).contains("(value)").containsPattern("(?m)^y ").doesNotContainPattern("(?m)^x ");
    }

    @Test
    void anotherFormulaThanTheClassIsWrong() throws IOException {
        Files.write(directory.resolve("Z.class"), Compiler.analyze(new Source("z.ad", "z = x^2"), Options.DEFAULT).classFile("Z"));

        assertThat(check("-e", "z = x^3", "--class", "Z", "--classpath", directory.toString(), "--at", "x=2")).isEqualTo(1);

        assertThat(out.toString()).contains("WRONG: is 4.0, should be 12.0");
    }

    @Test
    void checksAHandWrittenPair() {
        assertThat(checkHandWritten("f", "--gradient-method", "df")).isZero();
        assertThat(checkHandWritten("f", "--gradient-method", "dfInto", "-e", "f = x*sin(y)")).isZero();
        assertThat(checkHandWritten("ofArray", "--gradient-method", "gradientOfArray", "--parameters", "x,y")).isZero();
    }

    @Test
    void findsTheWrongOneAmongHandWrittenDerivatives() {
        assertThat(checkHandWritten("f", "--derivative", "x=dfdx", "--derivative", "y=wrongDfdy")).isEqualTo(1);

        assertThat(out.toString()).containsPattern("(?m)^x .*OK$").containsPattern("(?m)^y .*WRONG");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(checkHandWritten("g", "--gradient-method", "df")).isEqualTo(2);
        assertThat(err.toString()).contains("has no static method 'g' of the form double g(double, …)");
        assertThat(check("--class", "com.acme.None")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no class 'com.acme.None' in .");
        assertThat(check("-e", "z = x", "--at", "u=1")).isEqualTo(2);
        assertThat(err.toString()).contains("--at: 'z' has no parameter 'u', it has x");
        assertThat(check()).isEqualTo(2);
        assertThat(err.toString()).contains("no program");
    }

    private int checkHandWritten(String value, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--class", HandWritten.class.getName(), "--value-method", value, "--at", "x=2,y=0.5"));
        arguments.addAll(List.of(more));
        return check(arguments.toArray(new String[0]));
    }

    private int check(String... arguments) {
        return new CommandLine(new CheckCommand()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
