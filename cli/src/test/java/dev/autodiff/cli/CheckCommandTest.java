package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Autodiff;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(check(
                        "-e",
                        "z = y*log(x)+sin(y)",
                        "--range",
                        "x=0.1:10",
                        "--range",
                        "y=0:1",
                        "--samples",
                        "20",
                        "--json"))
                .isZero();

        JsonObject x = JsonParser.object().from(out.toString()).getArray("variables").getObject(1);
        assertThat(x.getString("variable")).isEqualTo("x");
        assertThat(x.getObject("points").getInt("OK")).isEqualTo(20);
        assertThat(x.getObject("at").getDouble("x")).isBetween(0.1, 10.0);
    }

    @Test
    void samplesWholeNumbersOfWholeParameters() {
        String power = "f(x, const n: int) { s = 1; for k in 0:n { s = s*x }; return s }";
        assertThat(check("-e", power, "--samples", "10")).isZero();
        assertThat(check("-e", power, "--samples", "10", "--range", "n=0:4")).isZero();
        assertThat(out.toString()).contains("OK").doesNotContain("WRONG");
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
        Files.write(
                file,
                Autodiff.analyze(source, Options.DEFAULT.withVariables(List.of("y")))
                        .classFile("com.acme.Z"));

        assertThat(check("--class", "com.acme.Z", "--classpath", directory.toString(), "--at", "x=2,y=3")).isZero();

        assertThat(out.toString()).contains("(value)").containsPattern("(?m)^y ").doesNotContainPattern("(?m)^x ");
    }

    @Test
    void checksAClassOfAnIntermediateVariable() {
        Run.of("compile", "-e", "s = x*y; z = s^2", "--of", "s", "--class", "OfS", "-o", directory.toString());

        assertThat(check("--class", "OfS", "--classpath", directory.toString(), "--at", "x=2,y=3")).isZero();
    }

    @Test
    void showsTheBeginningOfALongPoint() {
        check("-e", "z = a*b*c*d*r*s*t*u", "--at", "a=1,b=2,c=3,d=4,r=5,s=6,t=7,u=8");

        assertThat(out.toString()).contains("a=1.0,b=2.0,c=3.0,d=4.0,r=5.0,s=6.0,…  OK");
    }

    @Test
    void anotherFormulaThanTheClassIsWrong() throws IOException {
        Files.write(
                directory.resolve("Z.class"),
                Autodiff.analyze(new Source("z.ad", "z = x^2"), Options.DEFAULT).classFile("Z"));

        assertThat(check("-e", "z = x^3", "--class", "Z", "--classpath", directory.toString(), "--at", "x=2"))
                .isEqualTo(1);

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
    void pointsOutsideOfTheDomainProveNothing() {
        assertThat(check("-e", "z = log(x)", "--at", "x=-1", "--json")).isEqualTo(1);

        assertThat(out.toString()).contains("\"ok\":false");
        assertThat(err.toString())
                .isEqualTo(
                        "nothing could be judged: all points lie outside of the domain, choose others by --at or --range\n");
    }

    @Test
    void aValueAloneProvesNoDerivative() {
        assertThat(check("-e", "z = sqrt(x)", "--at", "x=0")).isEqualTo(1);
    }

    @Test
    void checksAFunctionWithoutParameters() {
        assertThat(check("-e", "z = exp(1)")).isZero();

        assertThat(out.toString()).contains("(value)").contains("OK");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void rejectsTensorsWithoutDerivatives() {
        assertThat(check("-e", "z(const x: f64[2]) = sum(x)", "--at", "x=[1, 2]")).isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo(
                        "error: 'z' has no derivatives to check: give it a parameter of type f64 or f32 that is not const\n");
    }

    @Test
    void fixesSomeParametersAndSamplesOthers() {
        assertThat(check("-e", "z = x*y", "--at", "y=2*pi", "--range", "x=1:2", "--samples", "3")).isZero();

        assertThat(err.toString())
                .isEqualTo("3 samples of x=1.0:2.0, y=6.283185307179586:6.283185307179586, random seed 1\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --samples | 0     | error: --samples: 0 is not between 1 and 1000000
            --range   | x=1   | error: --range x: expected low:high, and got '1'
            --range   | xx=1:2| error: --range: 'z' has no parameter 'xx': did you mean 'x'?
            --at      | x=q   | error: --at x: 'q' is not a number
            --wrt     | w     | error: formula: 'z' has no variable 'w': it has x, z
            """)
    void rejectsWhatCannotBeChecked(String option, String value, String message) {
        assertThat(check("-e", "z = x", option, value)).isEqualTo(2);

        assertThat(err.toString()).isEqualTo(message + "\n");
    }

    @Test
    void rejectsARangeForAFixedParameter() {
        assertThat(check("-e", "z = x", "--at", "x=1", "--range", "x=1:2")).isEqualTo(2);

        assertThat(err.toString()).isEqualTo("error: 'x' is fixed by --at and has a --range: give one of them\n");
    }

    @Test
    void rejectsADetachedResult() {
        assertThat(check("-e", "z = detach(x)", "--at", "x=1")).isEqualTo(2);

        assertThat(err.toString()).contains("the result is detached");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(checkHandWritten("g", "--gradient-method", "df")).isEqualTo(2);
        assertThat(err.toString()).contains("has no method 'g' of the form double g(double, …)");
        assertThat(check("--class", "com.acme.None")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no class 'com.acme.None' in .");
        assertThat(check("-e", "z = x", "--at", "u=1")).isEqualTo(2);
        assertThat(err.toString()).contains("--at: 'z' has no parameter 'u': it has x");
        assertThat(check()).isEqualTo(2);
        assertThat(err.toString()).contains("no program");
    }

    private int checkHandWritten(String value, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--class", HandWritten.class.getName(), "--value-method", value, "--at", "x=2,y=0.5"));
        arguments.addAll(List.of(more));
        return check(arguments.toArray(new String[0]));
    }

    private int check(String... arguments) {
        List<String> all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(arguments));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "sin(x), '[1, 2, 0.3]'", "x^2, '[1, 2, 3]'", "exp(x), '[1, -20, 1e-4]'", "log(x), '[100, 1e-4, 3e30]'",
        "sqrt(x), '[3e4, 7, 1e-30]'", "1/x, '[-30, 7e10, 1e-10]'", "erf(x), '[1, 30, 1e-10]'",
        "x*log(x), '[100, 1e-4, 30]'", "sigmoid(x), '[-50, 0, 20]'", "sin(x), '[10, -3, 0]'"
    })
    void findsNothingWrongWithFloats(String formula, String point) {
        assertThat(check("-e", "f(x: f32[3]) = sum(" + formula + ")", "--at", "x=" + point)).isZero();
        assertThat(out.toString()).doesNotContain("KINK");
    }

    @Test
    void seesAKinkOfFloats() {
        assertThat(check("-e", "f(x: f32[3]) = sum(abs(x))", "--at", "x=[1, 0, 0.3]")).isZero();
        assertThat(out.toString()).containsPattern("x\\[0\\].* OK").containsPattern("x\\[1\\].* KINK");
    }

    @Test
    void findsAWrongRuleForFloats() {
        String program = "g(x) = x^3; derivative g(x) by x = 3.01*x^2; f(x: f32[2]) = sum(g(x))";

        assertThat(check("-e", program, "--function", "f", "--at", "x=[1, 2]")).isEqualTo(1);
    }
}
