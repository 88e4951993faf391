package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures say what the program says: names, shapes, constants as they were written. */
class PictureTest {
    private static final String BLACK_SCHOLES =
            Path.of("..", "examples", "src", "main", "autodiff", "black_scholes.ad").toString();

    @TempDir
    private Path directory;

    private static String svg(String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        System.arraycopy(new String[] {"show", "--format", "svg"}, 0, all, 0, 3);
        Run run = Run.of(all);
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private static List<String> texts(String svg) {
        return Pattern.compile("<text[^>]*>([^<]*)</text>").matcher(svg).results()
                .map((MatchResult text) -> text.group(1)).toList();
    }

    @Test
    void boxesHaveTheNamesOfVariablesAndTheirConstants() {
        assertThat(texts(svg("-e", "d = 2*x + 1; z = d^2*d", "--stage", "graph")))
                .contains("2*·", "d = · + 1", "·^3", "z")
                .doesNotContain("2", "1");
    }

    @Test
    void linesHaveTheShapesOfTensorsAndProductsTheirSign() {
        assertThat(texts(svg("-e", "z = sum(x @ w)", "--at", "x=[[1,2,3],[4,5,6]],w=[1,2,3]", "--stage", "graph")))
                .contains("@", "[2, 3]", "[3]", "[2]")
                .noneMatch(text -> text.contains("einsum"));
    }

    @Test
    void valueAndDerivativeAreToldApart() {
        String svg = svg("-e", "z = sin(x)*y");

        assertThat(svg).contains("class=\"operator\"", "class=\"derivative\"", "class=\"partial\"");
        assertThat(texts(svg)).contains("parameter", "value", "derivative", "result", "partial derivative");
    }

    @Test
    void largeGraphsAreGroupedByStatements() {
        String svg = svg(BLACK_SCHOLES, "--function", "call");

        assertThat(texts(svg)).contains("d2 = d1 - t3", "t8 = d2/sqrt(2)");
        assertThat(svg.split("<rect", -1)).hasSizeLessThan(35);
    }

    @Test
    void aLoopIsABoxWithItsState() {
        assertThat(texts(svg("-e", "s = 1; y = x; for i in 0:9 { y = s*sin(y); s = s + y }", "--stage", "graph")))
                .contains("for step in 0:9 {", "  t1 = s*sin(y)", "  y, s = t1, s + t1", "}", "y = x", "s = 1");
    }

    /** No line of a box is longer than a reader likes, and no constant stands alone that only a loop names. */
    @Test
    void theStateOfALongLoopStandsBelowEachOther() {
        String kalman = Path.of("..", "examples", "src", "main", "autodiff", "kalman.ad").toString();

        List<String> texts = texts(svg(kalman, "--function", "loglikelihood", "--no-stable"));

        assertThat(texts).containsSubsequence(
                "  loglikelihood, level, variance =", "      level + gain*surprise,", "      variance*(1 - gain) + t2");
        assertThat(texts).allMatch(line -> line.length() <= 48);
    }

    @Test
    void anOperatorWithANameHasPlacesForItsInputs() {
        assertThat(texts(svg("-e", "d = x*y; e = -d; z = sin(d)*e", "--stage", "graph"))).contains("d = · * ·", "-·");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x/sqrt(2*pi)  | \\frac{x}{\\sqrt{2\\pi}}
            x*(2*pi)      | 2\\pi \\, x
            x*(-1.0/3)    | \\left(-\\frac{1}{3}\\right) \\, x
            x*0.125       | 0.125 \\, x
            """)
    void numbersAreWrittenAsPeopleWriteThem(String formula, String latex) {
        assertThat(Run.of("show", "-e", "z = " + formula, "--no-stable", "--stage", "graph", "--format", "latex").out())
                .isEqualTo("\\begin{aligned}\nz &= " + latex + "\n\\end{aligned}\n");
    }

    @Test
    void sumsAndProductsOfTensorsAreMathematics() {
        assertThat(Run.of("show", "-e", "z = sum((x @ w)^2) + prod(w)", "--at", "x=[[1,2],[3,4]],w=[1,2]", "--stage",
                        "graph", "--format", "latex").out())
                .contains("\\sum \\left(x \\, w\\right)^{2} + \\prod w");
    }

    @Test
    void aPlotIsText() {
        String plot = Run.of("plot", "-e", "z = x^2", "--over", "x=-1:1").out();

        assertThat(plot.lines()).hasSize(19);
        assertThat(plot).startsWith("      z\n").endsWith(" 1\n").contains("└───");
    }

    @Test
    void aPlotIsAPictureWithTheDerivative() throws IOException {
        Path file = directory.resolve("z.svg");

        Run run = Run.of(
                "plot", "-e", "z = a*x^2", "--over", "x=-1:1", "--at", "a=3", "--derivative", "-o", file.toString());

        assertThat(run.out()).isEqualTo("wrote " + file + "\n");
        assertThat(Files.readString(file)).contains(">z</text>", ">dz/dx</text>", "class=\"line\"");
    }

    @Test
    void aPlotNeedsSomethingThatRuns() {
        assertThat(Run.of("plot", "-e", "z = x").err()).isEqualTo("error: nothing says what runs: add --over x=0:10\n");
        assertThat(Run.of("plot", "-e", "z = x*y", "--over", "x=0:1").err()).startsWith("error: ");
    }
}
