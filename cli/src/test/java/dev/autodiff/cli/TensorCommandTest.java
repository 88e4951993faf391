package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.NpyFile;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorCommandTest {
    private static final String SQUARES = "z = sum(x^2)";
    private static final String REGRESSION = "loss(x: f64[n, 2], w: f64[2], const t: f64[n]) = mean((x @ w - t)^2)";

    @TempDir
    private Path directory;

    private static Run grad(String program, String... options) {
        List<String> args = new ArrayList<>(List.of("grad", "-e", program));
        args.addAll(Arrays.asList(options));
        return Run.of(args.toArray(new String[0]));
    }

    private static void assertAnswers(Run run, String out) {
        // where what is not finite in an answer comes from is no fault
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("note: "));
        assertThat(run.out()).isEqualTo(out + "\n");
        assertThat(run.code()).isZero();
    }

    private static void assertRejected(Run run, String... parts) {
        assertThat(run.err()).startsWith("error: ").contains(parts);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void printsNestedArraysAsJson() {
        assertAnswers(grad(SQUARES, "--at", "x=[[1,2],[3,4]]", "--json"),
                "{\"function\":\"z\",\"value\":30.0,\"gradient\":{\"x\":[[2.0,4.0],[6.0,8.0]]}}");
    }

    @Test
    void alignsRowsForReaders() {
        assertAnswers(grad(SQUARES, "--at", "x=[[1,2],[3,40]]"), """
                z     = 1614.0
                dz/dx = [[2.0,  4.0],
                         [6.0, 80.0]]""");
    }

    @Test
    void takesNumbersBesideArrays() {
        assertAnswers(
                grad("z = sum(a*x)", "--at", "a=2,x=[1,pi/2]", "--json"),
                "{\"function\":\"z\",\"value\":5.141592653589793,\"gradient\":{\"a\":2.5707963267948966,\"x\":[2.0,2.0]}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=[0.1,1,0.0001]
            [0.1, 1, 0.0001]
            """)
    void pullsACotangentBack(String seed) {
        assertAnswers(grad("y = 2*x", "--at", "x=[1,2,3]", "--seed", seed, "--json"),
                "{\"function\":\"y\",\"value\":[2.0,4.0,6.0],\"gradient\":{\"x\":[0.2,2.0,2.0E-4]}}");
    }

    @Test
    void asksForTheCotangentOfAnArray() {
        assertThat(grad("y = 2*x", "--at", "x=[1,2,3]").err())
                .isEqualTo("error: the result 'y' has the shape [3]: give its cotangent, "
                        + "--cotangent 'v=[…]', or differentiate a number such as sum(y) or mean(y)\n");
        assertRejected(grad("y = 2*x", "--at", "x=[1,2,3]"), "--cotangent");
    }

    @Test
    void rejectsACotangentOfAnotherShape() {
        assertRejected(grad("y = 2*x", "--at", "x=[1,2,3]", "--seed", "[1,2]"),
                "--cotangent: the cotangent has the shape [2], and the result 'y' has the shape [3]");
    }

    @Test
    void differentiatesAResultOfOneElementWithoutCotangent() {
        assertAnswers(
                grad("y = 2*x", "--at", "x=[3]", "--json"),
                "{\"function\":\"y\",\"value\":[6.0],\"gradient\":{\"x\":[2.0]}}");
    }

    @Test
    void differentiatesByIntermediateArrays() {
        assertAnswers(grad("s = x*x; z = sum(2*s)", "--wrt", "x,s", "--at", "x=[1,3]", "--json"),
                "{\"function\":\"z\",\"value\":20.0,\"gradient\":{\"x\":[4.0,12.0],\"s\":[2.0,2.0]}}");
    }

    @Test
    void readsArraysFromFiles() throws IOException {
        Path x = directory.resolve("x.npy");
        NpyFile.write(Tensor.of(new int[] {2, 2}, 1, 2, 3, 4), x);
        Path w = Files.writeString(directory.resolve("w.csv"), "1\n2\n");

        assertAnswers(grad(REGRESSION, "--at", "x=@" + x + ",w=@" + w + ",t=[4,9]", "--json"),
                "{\"function\":\"loss\",\"value\":2.5,\"gradient\":{\"x\":[[1.0,2.0],[2.0,4.0]],\"w\":[7.0,10.0]}}");
    }

    @Test
    void convertsValuesToDeclaredTypes() {
        assertAnswers(grad("f(x: f64[n], const i: int[k]) = sum(x[i])", "--at", "x=[1,2,3],i=[0,0,2]", "--json"),
                "{\"function\":\"f\",\"value\":5.0,\"gradient\":{\"x\":[2.0,0.0,1.0]}}");
    }

    @Test
    void rejectsAFractionWhereAWholeNumberIsDeclared() {
        assertRejected(grad("f(x: f64[n], const i: int[k]) = sum(x[i])", "--at", "x=[1,2,3],i=[0,0.5]"),
                "'i' is int[", "and element [1] is 0.5: not a whole number");
    }

    @Test
    void takesWholeNumbersOfNumPyAsIndices() throws IOException {
        Path i = directory.resolve("i.npy");
        NpyFile.write(Tensor.of(2, 0).as(DType.INT), i);

        assertAnswers(grad("z = sum(x[i]*[1, 10])", "--wrt", "x", "--at", "x=[1,2,3],i=@" + i, "--json"),
                "{\"function\":\"z\",\"value\":13.0,\"gradient\":{\"x\":[10.0,0.0,1.0]}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            y = x > 2        | [false,false,true]
            y = argmax(x)    | 2
            y = 1/(x - 1)    | ["Infinity",1.0,0.5]
            y = x/0 - x/0    | ["NaN","NaN","NaN"]
            """)
    void printsElementsAsTheirTypeHasThem(String program, String value) {
        assertAnswers(
                Run.of("eval", "-e", program, "--at", "x=[1,2,3]", "--json"),
                "{\"function\":\"y\",\"value\":" + value + "}");
    }

    @Test
    void takesTruths() {
        assertAnswers(Run.of("eval", "-e", "y = where(m, x, -x)", "--at", "x=[1,2],m=[true,false]"), "y = [1.0, -2.0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x=[[1,2,3]],w=[1,2],t=[1]  | 'x'
            x=[[1,2]],w=[1,2],t=[1,2]  | 't'
            x=[1,2],w=[1,2],t=[1]      | 'x'
            x=1,w=[1,2],t=[1]          | 'x'
            """)
    void rejectsShapesThatDoNotFit(String at, String name) {
        assertRejected(grad(REGRESSION, "--at", at), name);
    }

    @Test
    void rejectsAnArrayForADeclaredNumber() {
        assertRejected(grad("input x: f64; z = x^2", "--at", "x=[1,2]"), "'x'");
    }

    @Test
    void asksForAMissingArray() {
        assertRejected(grad(REGRESSION, "--at", "x=[[1,2]],w=[1,2]"), "no value for t: add --at t=…");
    }

    private Path table(String text) throws IOException {
        return Files.writeString(directory.resolve("points.csv"), text);
    }

    @Test
    void takesNumbersFromATableAndArraysFromThePoint() throws IOException {
        String points = table("a\n2\n3\n").toString();

        assertAnswers(Run.of("eval", "-e", "z = sum(a*x)", "--at", "x=[1,2]", "--data", points), "z\n6.0\n9.0");
        assertAnswers(
                grad("z = sum(a*x)", "--wrt", "a", "--at", "x=[1,2]", "--data", points), "z,dz/da\n6.0,3.0\n9.0,3.0");
        assertAnswers(grad("z = sum(a*x)", "--at", "x=[1,2]", "--data", points, "--json"),
                "{\"function\":\"z\",\"value\":6.0,\"gradient\":{\"a\":3.0,\"x\":[2.0,2.0]}}\n"
                        + "{\"function\":\"z\",\"value\":9.0,\"gradient\":{\"a\":3.0,\"x\":[3.0,3.0]}}");
    }

    @Test
    void wantsJsonForATableOfArrays() throws IOException {
        assertRejected(grad("z = sum(a*x)", "--at", "x=[1,2]", "--data", table("a\n2\n").toString()),
                "'dz/dx' is f64[2], which has no place in a table: add --json");
    }

    @Test
    void asksForAnArrayThatATableCannotHold() throws IOException {
        assertRejected(grad(REGRESSION, "--data", table("w\n2\n").toString(), "--at", "x=[[1,2]],t=[1]", "--json"),
                "no value for w, which is f64[2]: a table has numbers only, add --at 'w=[…]'");
    }

    @Test
    void checksDerivativesByElements() {
        Run run = Run.of("check", "-e", REGRESSION, "--at", "x=[[1,2],[3,4]],w=[1,2],t=[4,9]");

        assertThat(run.out()).contains("x[1, 0]", "w[1]", "OK").doesNotContain("t[", "WRONG");
        assertThat(run.code()).isZero();
    }

    @Test
    void checksTheDerivativesOfAnArray() {
        Run run = Run.of("check", "-e", "y = x @ x", "--at", "x=[[1,2],[3,4]]", "--json");

        assertThat(run.out()).startsWith("{\"function\":\"y\",\"ok\":true,");
    }

    @Test
    void checksACompiledClass() {
        String classes = directory.resolve("classes").toString();
        assertThat(Run.of("compile", "-e", REGRESSION, "-o", classes).code()).isZero();

        Run run = Run.of("check", "--class", "Loss", "--classpath", classes, "--at", "x=[[1,2],[3,4]],w=[1,2],t=[4,9]");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("x[1, 0]", "w[1]", "OK").doesNotContain("t[", "WRONG");
        assertThat(run.code()).isZero();
    }

    @Test
    void writesFunctionsOfTensorsAsJava() {
        assertThat(Run.of("compile", "-e", REGRESSION, "-o", directory.toString(), "--emit", "java").code()).isZero();
        assertThat(directory.resolve("Loss.java"))
                .content()
                .contains("public static double gradient(int n, double[] x, double[] w, double[] t");
        assertThat(Run.of("show", "-e", REGRESSION, "--stage", "kernels", "--format", "java")
                        .out())
                .contains("for (int i = 0; i < n; i++) {");
    }

    @Test
    void checksTensorsAtOnePoint() {
        assertRejected(
                Run.of("check", "-e", SQUARES, "--at", "x=[1,2]", "--at", "x=[3,4]"),
                "works on tensors: give one point by --at, and no --range");
    }

    @Test
    void showsTheLoopsAsJava() {
        Run run = Run.of("show", "-e", "z(x: f64[n]) = sum(x^2)", "--stage", "kernels", "--format", "java");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "public final class Z implements TensorKernel {",
                        "for (int i = 0; i < n; i++) {",
                        "dx[i] = 2.0 * xi;");
    }

    @Test
    void tellsTheMemoryOfEachMethod() {
        String kernels = Run.of("show", "-e", "z(x: f64[n, 4]) = sum(softmax(x, axis=1)^2)", "--stage", "kernels")
                .out();

        assertThat(kernels)
                .contains("vjp:\n")
                .containsPattern(
                        "  workspace: [0-9*n + ]+ numbers\n  memory: [0-9]+\\*n \\+ [0-9]+ bytes with arguments and results\n");
    }

    private static String kernels(String program) {
        return Run.of("show", "-e", program, "--stage", "kernels").out();
    }

    @Test
    void tellsHowLoopsAreDoneInRegisters() {
        assertThat(kernels("z(x: f64[n]) = 3*x + 1"))
                .contains("\n  # in registers: 2 instructions in 1 stage\n  for i in 0:n {");
        assertThat(kernels("z(x: f64[n]) = sum(x)")).contains("# in registers: 1 fold\n");
        assertThat(kernels("z(x: f64[n]) = sum(erf(x)*tanh(x))"))
                .containsPattern(
                        "# in registers: [0-9]+ instructions in [2-9] stages.*, [0-9]+ tiles of 512 elements, 1 fold\n");
        assertThat(kernels("z(x: f64[n]) = sum(lgamma(x))")).contains("of them number by number)");
        assertThat(kernels("z(const x: f64[n], const t: int[n]) = exp(x[t])")).contains("# in registers: ");
        assertThat(kernels("z(x: f64[n, 4], y: f64[4]) = exp(x*y)"))
                .contains("# rows of up to 63 in registers as one: ");
        assertThat(kernels("z(x: f64[n, 4], y: f64[k, 4]) = sum((unsqueeze(x, 1) - y)^2, axis=2)"))
                .contains("# rows of fewer than 48 in registers side by side, 4 rounds at a time: 3 instructions\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            z(x: f64[n], t: int[n]) = exp(x[t])         | it writes where a computed index says
            z(x: f64[5]) = exp(x)                       | it is too short
            z(x: f64[n, m]) = transpose(x)              | it computes too little
            z(x: f64[n]) = fmod(exp(x), 2)              | 'fmod' has no form for them
            """)
    void tellsWhyALoopIsNotDoneInRegisters(String program, String reason) {
        assertThat(kernels(program)).contains("  # not in registers: " + reason + "\n");
    }

    @Test
    void aRowThatAStepReadsOrRecordsIsContiguous() {
        assertThat(kernels("z(x: f64[n, m]) { s = x[0]; for i in 1:n { s = exp(s)*x[i] }; return sum(s) }"))
                .contains("in registers: ")
                .doesNotContain("computed index");
    }

    @Test
    void tellsWhatIsDoneForTheElementsThatAreChosen() {
        assertThat(kernels("z(p: f64[n, 8], c: f64[k, 8]) = sum(min(sum((unsqueeze(p, 1) - c)^2, axis=2), axis=1))"))
                .containsPattern("    for j in 0:k \\{\n +if work[0-9]+\\[k\\*i \\+ j\\] \\{\n +for l in 0:8 \\{");
    }

    @Test
    void whatIsAddedUpIsNotTheSum() {
        String kernels = Run.of("show", "-e", "z(x: f64[n]) = sum(exp(x)) + sum(exp(x)*x)", "--stage", "kernels").out();

        assertThat(kernels).contains("    t1 = exp(x[i])\n", " += t1\n", " += t1*x[i]\n");
    }

    @Test
    void writesJavaOfTensors() throws IOException {
        Run run = Run.of("compile", "-e", "tensor(x: f64[n]) = sum(x^2)", "--emit", "java", "-o", directory.toString());

        assertThat(run.err()).isEmpty();
        assertThat(Files.readString(directory.resolve("Tensor.java")))
                .contains("public static dev.autodiff.runtime.Tensor value(dev.autodiff.runtime.Tensor x)");
    }
}
