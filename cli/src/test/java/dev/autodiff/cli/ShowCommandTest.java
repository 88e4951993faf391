package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ShowCommandTest {
    private static Run show(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "show";
        args[1] = "-e";
        args[2] = Run.SEED;
        System.arraycopy(options, 0, args, 3, options.length);
        return Run.of(args);
    }

    @Test
    void meansWhatGradMeansIfItHasTheSameValues() {
        Run run = Run.of("show", "-e", "z = sum(x^2)", "--at", "x=[1,2]");

        assertThat(run.out()).isEqualTo("z = sum(x^2)\ndz/dx = 2*x\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void warnsOfSumsOfOneNumber() {
        Run run = Run.of("show", "-e", "z = sum(x^2)");

        assertThat(run.out()).isEqualTo("z = x^2\ndz/dx = 2*x\n");
        assertThat(run.err()).isEqualTo("""
                warning: formula:1:5: 'sum' of one number: there is nothing to reduce
                  z = sum(x^2)
                      ^^^^^^^^ declare what has more elements: input x: f64[n], or f(x: f64[n])
                """);
    }

    @Test
    void showsTheDerivativeByDefault() {
        assertThat(show().out()).isEqualTo("""
                t1 = log(x)
                z = y*t1 + sin(y)
                dz/dx = y/x
                dz/dy = t1 + cos(y)
                """);
    }

    @Test
    void showsTheDerivativeOfAVariableByAnother() {
        assertThat(Run.of("show", "-e", "s = x*y; z = s^3", "--wrt", "s").out()).contains("dz/ds = 3*");
        assertThat(Run.of("show", "-e", "s = x*y; z = s^3", "--of", "s", "--wrt", "x")
                        .out())
                .isEqualTo("s = x*y\nds/dx = y\n");
    }

    @Test
    void showsTheProgram() {
        assertThat(show("--stage", "program").out()).isEqualTo(Run.SEED + "\n");
    }

    @Test
    void showsTheGraph() {
        assertThat(show("--stage", "graph").out()).isEqualTo("""
                %0 = y
                %1 = x
                %2 = log %1
                %3 = * %0 %2
                %4 = sin %0
                %5 = + %3 %4    # z
                z = %5
                """);
    }

    @Test
    void showsMethodsWithTheirSizes() {
        assertThat(show("--stage", "kernels").out())
                .containsPattern("value\\(DD\\)D +16 bytes +1 add, 1 mul, 1 log, 1 sin\n")
                .containsPattern("gradient\\(DD\\[D\\)D +\\d+ bytes ");
    }

    @Test
    void countsTheOperationsOfMethods() {
        String kernels = Run.of("show", "-e", "z = x*sin(y)*cos(y)/w^2.5", "--stage", "kernels").out();

        assertThat(kernels)
                .containsPattern("value\\(DDD\\)D +\\d+ bytes +2 mul, 1 div, 1 pow, 1 sincos\n")
                .containsPattern("gradient\\(DDD\\[D\\)D +\\d+ bytes .* mul, \\d div, 1 pow, 1 sincos\n");
    }

    @Test
    void showsBytecode() {
        assertThat(show("--stage", "bytecode").out())
                .contains("public static value(DD)D", "INVOKESTATIC java/lang/Math.log (D)D");
    }

    @Test
    void writesLatex() {
        assertThat(show("--format", "latex").out()).isEqualTo("""
                \\begin{aligned}
                z &= y \\, \\log\\left(x\\right) + \\sin\\left(y\\right) \\\\
                \\frac{\\partial z}{\\partial x} &= \\frac{y}{x} \\\\
                \\frac{\\partial z}{\\partial y} &= \\log\\left(x\\right) + \\cos\\left(y\\right)
                \\end{aligned}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            (a + b)*c           ; \\left(a + b\\right) \\, c
            a - (b - c)         ; a - \\left(b - c\\right)
            (a/b)^2             ; \\left(\\frac{a}{b}\\right)^{2}
            sin(a)^2            ; \\left(\\sin\\left(a\\right)\\right)^{2}
            sqrt(a)/2           ; \\frac{\\sqrt{a}}{2}
            exp(-a)             ; e^{-a}
            -(a + b)            ; -\\left(a + b\\right)
            a^2*2^b             ; a^{2} \\cdot 2^{b}
            1e-20*a             ; 10^{-20} \\, a
            2.5e30*a            ; 2.5 \\cdot 10^{30} \\, a
            pi*sigma1           ; \\pi \\, \\sigma_{1}
            sum_ab - inf        ; \\mathit{sum\\_ab} - \\infty
            a^b                 ; a^{b}
            abs(a)              ; \\left|a\\right|
            hypot(a, b)         ; \\sqrt{a^{2} + b^{2}}
            erf(a)              ; \\operatorname{erf}\\left(a\\right)
            max(a, 3)           ; \\max\\left(a, 3\\right)
            where(a <= 1, b, 2) ; \\begin{cases} b & \\text{if } a \\le 1 \\\\ 2 & \\text{otherwise} \\end{cases}
            """)
    void writesLatexAsMathematicsIsWritten(String formula, String latex) {
        Run run = Run.of("show", "-e", "z = " + formula, "--no-stable", "--stage", "graph", "--format", "latex");

        assertThat(run.out()).isEqualTo("\\begin{aligned}\nz &= " + latex + "\n\\end{aligned}\n");
    }

    @Test
    void namesThePartsOfLongFormulas() {
        StringBuilder program = new StringBuilder("a = x\n");
        for (int i = 0; i < 20; i++) {
            program.append("a = sin(a)*(a + ").append(i + 2).append(")\n");
        }
        Run run = Run.of("show", "-e", program.toString(), "--format", "latex");

        assertThat(run.out().length()).isLessThan(10_000);
        assertThat(run.out()).contains("t_{1} &= ");
    }

    @Test
    void writesGraphsForGraphviz() {
        assertThat(show("--stage", "graph", "--format", "dot").out())
                .startsWith("digraph {\n")
                .contains("n2 [label=\"log\"]", "n1 -> n2", "n6 [label=\"z\", shape=box, style=bold]", "n5 -> n6")
                .endsWith("}\n");
    }

    @Test
    void writesGraphsAsJson() {
        assertThat(Run.of("show", "-e", "z = 2*x", "--stage", "graph", "--json").out())
                .isEqualTo(
                        "{\"function\":\"z\",\"parameters\":[\"x\"],\"nodes\":[{\"id\":0,\"constant\":2.0},{\"id\":1,\"parameter\":\"x\"},"
                                + "{\"id\":2,\"op\":\"*\",\"inputs\":[0,1],\"name\":\"z\"}],\"results\":{\"z\":2}}\n");
    }

    @Test
    void writesDerivativesAsJson() {
        assertThat(Run.of("show", "-e", "z = x^2", "--json").out()).isEqualTo(
                "{\"function\":\"z\",\"parameters\":[\"x\"],\"definitions\":[{\"name\":\"z\",\"expression\":\"x^2\"},"
                        + "{\"name\":\"dz/dx\",\"expression\":\"2*x\"}]}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "program, \"program\":\"z = ",
        "kernels, \"methods\":[{\"name\":\"value\"",
        "bytecode, \"bytecode\":\"// class version"
    })
    void writesEveryStageAsJson(String stage, String part) {
        assertThat(show("--stage", stage, "--format", "JSON").out()).contains(part);
    }

    @Test
    void saysWhichFormatsAStageHas() {
        Run run = show("--stage", "kernels", "--format", "dot");

        assertThat(run.err())
                .isEqualTo(
                        "error: --stage kernels has no format dot: it has text, java, json; stages with dot: graph, gradient\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void drawsAPictureWithABoxForEachNodeAndResult() throws Exception {
        Document picture = xml(show("--stage", "graph", "--format", "svg").out());

        assertThat(texts(picture, "title")).containsExactly("z = y*log(x) + sin(y)");
        assertThat(texts(picture, "text")).containsExactly("y", "x", "log", "*", "sin", "+", "z");
        assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(7);
    }

    @Test
    void drawsTheSamePictureTwice() {
        assertThat(show("--format", "svg").out()).isEqualTo(show("--format", "svg").out());
    }

    @Test
    void escapesWhatAPictureSays() throws Exception {
        Document picture = xml(Run.of("show", "-e", "z = where(a < 1 and b > 2, a, b)", "--format", "svg").out());

        assertThat(texts(picture, "text")).contains("· < 1", "· > 2");
    }

    @Test
    void drawsInputsFromLeftToRight() throws Exception {
        Document picture = xml(Run.of("show", "-e", "f(b, a) = a/b", "--stage", "graph", "--format", "svg").out());

        // the boxes are b, a, the quotient and the result, and the dividend stands on the left
        assertThat(x(picture, 1)).isLessThan(x(picture, 0));
    }

    @Test
    void refusesAPictureThatNobodyCanRead() {
        String sum = IntStream.range(0, 600).mapToObj(i -> "sin(" + i + "*x)").collect(Collectors.joining("+"));

        assertThat(Run.of("show", "-e", "z = " + sum, "--stage", "graph", "--format", "svg")
                        .err())
                .matches(
                        "error: a picture of \\d+ boxes is too large, at most 500 are drawn: use --format dot, or pick a part by --of or --wrt\n");
    }

    private static double x(Document picture, int box) {
        return Double.parseDouble(((Element) picture.getElementsByTagName("rect").item(box)).getAttribute("x"));
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<String> texts(Document picture, String tag) {
        NodeList nodes = picture.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> nodes.item(i).getTextContent()).toList();
    }

    @Test
    void rejectsAnUnknownStage() {
        assertThat(show("--stage", "foo").err())
                .startsWith(
                        "error: invalid value for option '--stage': 'foo' is none of program, graph, gradient, kernels, bytecode\n");
    }

    @Test
    void rejectsTwoFormats() {
        assertThat(show("--json", "--format", "latex").err())
                .isEqualTo("error: --json and --format latex exclude each other\n");
    }
}
