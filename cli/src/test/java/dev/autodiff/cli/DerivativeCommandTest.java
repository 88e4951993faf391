package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jacobian}, {@code hessian}, and several results in {@code eval} and {@code grad}. */
class DerivativeCommandTest {
    private static final String TWO = "p = x*y; q = x + y";

    @TempDir
    private Path directory;

    private static void assertAnswers(String out, String... args) {
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(out + "\n");
        assertThat(run.code()).isZero();
    }

    private static void assertRejected(String message, String... args) {
        Run run = Run.of(args);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("error: " + message + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void gradientsOfSeveralResultsStandUnderTheirNames() {
        assertAnswers(
                "{\"function\":\"q\",\"value\":{\"p\":6.0,\"q\":5.0},\"gradient\":{\"p\":{\"x\":3.0,\"y\":2.0},\"q\":{\"x\":1.0,\"y\":1.0}}}",
                "grad",
                "-e",
                TWO,
                "--of",
                "p,q",
                "--at",
                "x=2,y=3",
                "--json");
    }

    @Test
    void resultsAreInTheOrderOfTheRequest() {
        assertAnswers("q = 5.0\np = 6.0", "eval", "-e", TWO, "--of", "q,p", "--at", "x=2,y=3");
    }

    @Test
    void jacobianHasTheShapeOfTheResultAndThenOfTheVariable() {
        assertAnswers("{\"function\":\"f\",\"value\":[6.0,4.0],\"jacobian\":{\"x\":[[3.0,2.0],[4.0,0.0]]}}",
                "jacobian", "-e", "f(x: f64[2]) = [x[0]*x[1], x[0]^2]", "--at", "x=[2, 3]", "--json");
        assertAnswers("{\"function\":\"f\",\"value\":[[6.0]],\"jacobian\":{\"x\":[[[3.0,2.0]]]}}",
                "jacobian", "-e", "f(x: f64[2]) = [[x[0]*x[1]]]", "--at", "x=[2, 3]", "--json");
    }

    @Test
    void jacobianOfManyRowsIsThatOfFew() {
        String program = "f(x: f64[n]) = x^2*sum(x)";
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            rows.append(i == 0 ? "" : ",").append(i == 0 ? 1 : 0);
        }
        Run run = Run.of("jacobian", "-e", program, "--at", "x=[" + rows + "]", "--json");
        // only x[0] is 1: the first row is 3, 1, 1, …, all others are 0
        assertThat(run.out())
                .contains("\"jacobian\":{\"x\":[[3.0" + ",1.0".repeat(19) + "],[0.0" + ",0.0".repeat(19) + "],");
    }

    @Test
    void jacobianOfSeveralResultsIsByResultAndVariable() {
        assertAnswers(
                "p     = 6.0\nq     = 5.0\ndp/dx = 3.0\ndq/dx = 1.0",
                "jacobian",
                "-e",
                TWO,
                "--of",
                "p,q",
                "--wrt",
                "x",
                "--at",
                "x=2,y=3");
    }

    @Test
    void hessianComesWithTheGradient() {
        assertAnswers(
                "{\"function\":\"z\",\"value\":12.0,\"gradient\":{\"x\":12.0,\"y\":4.0},"
                        + "\"hessian\":{\"x\":{\"x\":6.0,\"y\":4.0},\"y\":{\"x\":4.0,\"y\":0.0}}}",
                "hessian",
                "-e",
                "z = x^2*y",
                "--at",
                "x=2,y=3",
                "--json");
    }

    @Test
    void blocksOfAHessianAreTransposesOfEachOther() {
        assertAnswers("""
                z        = 27.0
                dz/dx    = [9.0, 36.0]
                dz/dy    = 9.0
                d2z/dxdx = [[18.0,  0.0],
                            [ 0.0, 36.0]]
                d2z/dxdy = [3.0, 12.0]
                d2z/dydx = [3.0, 12.0]
                d2z/dydy = 0.0""", "hessian", "-e", "z = sum(x^3*y)", "--at", "x=[1,2],y=3");
    }

    @Test
    void tableHasAColumnForEachDerivative() throws IOException {
        Path points = Files.writeString(directory.resolve("points.csv"), "x,y\n1,2\n3,4\n");
        assertAnswers(
                "z,dz/dx,dz/dy,d2z/dxdx,d2z/dxdy,d2z/dydx,d2z/dydy\n2.0,4.0,1.0,4.0,2.0,2.0,0.0\n36.0,24.0,9.0,8.0,6.0,6.0,0.0",
                "hessian",
                "-e",
                "z = x^2*y",
                "--data",
                points.toString());
    }

    @Test
    void normalEquationsAreThoseOfAllResults() {
        assertAnswers(
                "cost      = 30.5\ndcost/dx  = 23.0\ndcost/dy  = 17.0\n"
                        + "JtJ(x, x) = 10.0\nJtJ(x, y) = 7.0\nJtJ(y, x) = 7.0\nJtJ(y, y) = 5.0",
                "jacobian",
                "-e",
                TWO,
                "--of",
                "p,q",
                "--at",
                "x=2,y=3",
                "--normal");
        for (String program : List.of("p = x*y; q = x + y", "f(x, y, const t: f64[n]) = concat([t*x*y, t*x + t*y])")) {
            assertThat(Run.of("jacobian", "-e", program, "--at", program.startsWith("p") ? "x=2,y=3" : "x=2,y=3,t=[1]",
                    program.startsWith("p") ? "--of=p,q" : "--of=f", "--normal", "--sparse", "--json").out())
                    .endsWith("\"cost\":30.5,\"gradient\":{\"x\":23.0,\"y\":17.0},"
                            + "\"normal\":{\"rows\":[0,1,1],\"columns\":[0,0,1],\"values\":[10.0,7.0,5.0]}}\n");
        }
    }

    /** The whole matrix would have more elements than an array of Java. */
    @Test
    void coordinatesAreGivenWhereNoArrayHoldsTheMatrix() throws IOException {
        Path numbers = Files.writeString(directory.resolve("x.csv"), "2\n".repeat(50_000));
        Run sparse = Run.of(
                "jacobian", "-e", "f(x: f64[n]) = x^2", "--at", "x=@" + numbers, "--sparse", "--json");
        assertThat(sparse.err()).isEmpty();
        assertThat(sparse.out()).endsWith(",49999],\"values\":[" + "4.0,".repeat(49_999) + "4.0]}}\n");
        assertRejected(
                "formula: the Jacobian of 'f' is too large: a tensor of the shape [50000, 50000] has more elements than an array holds: ask for its coordinates with --sparse, or for products with jvp and vjp",
                "jacobian",
                "-e",
                "f(x: f64[n]) = x^2",
                "--at",
                "x=@" + numbers);
    }

    @Test
    void sparseDerivativesAreInCoordinates() {
        assertAnswers(
                "{\"function\":\"f\",\"value\":[6.0,4.0],\"jacobian\":{\"rows\":[0,0,1],\"columns\":[0,1,0],\"values\":[3.0,2.0,4.0]}}",
                "jacobian",
                "-e",
                "f(x: f64[2]) = [x[0]*x[1], x[0]^2]",
                "--at",
                "x=[2, 3]",
                "--sparse",
                "--json");
        assertAnswers(
                "p       = 2.0\nq       = 2.0\nrows    = [0, 0, 1]\ncolumns = [0, 1, 1]\nvalues  = [2.0, 1.0, 1.0]",
                "jacobian",
                "-e",
                "p = x*y; q = y",
                "--of",
                "p,q",
                "--at",
                "x=1,y=2",
                "--sparse");
        assertAnswers("{\"function\":\"z\",\"value\":19.0,\"gradient\":{\"w\":1.0,\"x\":12.0,\"y\":9.0},"
                + "\"hessian\":{\"rows\":[0,1,2],\"columns\":[0,1,1],\"values\":[1.0,4.0,6.0]}}",
                "hessian", "-e", "z = exp(w) + x^2*y", "--at", "w=0,x=3,y=2", "--sparse", "--json");
        assertRejected(
                "formula: the Jacobian of 'f' has no structure that is known: which rows are taken depends on the variables, as where they are sorted, in line 1: leave out --sparse, or compute row by row: map(f, xs), x[index]",
                "jacobian",
                "-e",
                "f(x: f64[3]) = sort(x)",
                "--at",
                "x=[1,3,2]",
                "--sparse");
    }

    @Test
    void functionsOfNothingHaveNoDerivatives() {
        Run run = Run.of("hessian", "-e", "z = 3");

        assertThat(run.out()).isEqualTo("z = 3.0\n");
        assertThat(run.err()).isEqualTo("warning: 'z' has nothing to differentiate by: it has no parameters\n");
    }

    @Test
    void eachResultIsChecked() {
        Run run = Run.of("check", "-e", "flow(v, a) = v*a, v + a", "--at", "v=2,a=3");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("result0:\nvariable ")
                .contains("\n\nresult1:\nvariable ")
                .doesNotContain("WRONG");
    }

    @Test
    void derivativesOfSeveralResultsAreShownTogether() {
        assertAnswers("""
                t1 = sin(a)
                result0 = v*t1
                result1 = v + t1
                t2 = cos(a)
                dresult0/dv = t1
                dresult0/da = v*t2
                dresult1/dv = 1
                dresult1/da = t2""", "show", "-e", "flow(v, a) = v*sin(a), v + sin(a)");
    }

    @Test
    void severalResultsAreMeasuredWithTheirJacobian() {
        Run run = Run.of("bench", "-e", "flow(v, a) = v*a, v + a", "--n", "100");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("flow: 100 points, 4 partial derivatives\n");
    }

    @Test
    void whatHasNoSuchDerivativeIsRefused() {
        assertRejected("formula: hessian differentiates one number, and 'y' is f64[2]: differentiate its sum: sum(y)",
                "hessian", "-e", "y = 2*x", "--at", "x=[1,2]");
        assertRejected("formula: 'q' has several results, and hessian differentiates one number: choose one with --of",
                "hessian", "-e", TWO, "--of", "p,q", "--at", "x=1,y=2");
        assertRejected("--cotangent goes with one result, and 'q' has several: choose one with --of",
                "grad", "-e", TWO, "--of", "p,q", "--at", "x=1,y=2", "--seed", "2");
        assertRejected(
                "the result 'p' is f64[2], and has no gradient beside others: use 'autodiff jacobian', or choose it alone with --of p",
                "grad",
                "-e",
                "p = 2*x; q = sum(x)",
                "--of",
                "p,q",
                "--at",
                "x=[1,2]");
        assertRejected("--of: 'p' is given twice", "grad", "-e", TWO, "--of", "p,p", "--at", "x=1,y=2");
    }

    @Test
    void modesAreExplained() {
        assertExplained("jacobian: forward mode, 1 sweep, one for each column", "jacobian", "[x, x^2]", "x=2");
        assertExplained(
                "jacobian: reverse mode, 3 sweeps side by side, one for each row", "jacobian", "x^2", "x=[1,2,3]");
        assertExplained(
                "jacobian: forward mode, 4 sweeps side by side, one for each column",
                "jacobian",
                "[x, x]",
                "x=[1,2,3,4]");
        assertExplained("jacobian: forward mode, 20 sweeps in a loop, one for each column", "jacobian", "[x, x]",
                "x=[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]");
        assertExplained(
                "hessian: forward over reverse mode: of the gradient, by reverse mode, forward mode, 3 sweeps side by side, one for each column",
                "hessian",
                "sum(x^3)",
                "x=[1,2,3]");
    }

    private static void assertExplained(String mode, String command, String expression, String at) {
        Run run = Run.of(command, "-e", "y = " + expression, "--at", at, "--explain");
        assertThat(run.err()).isEqualTo(mode + "\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void productsHaveNoMatrix() {
        assertAnswers(
                "{\"function\":\"q\",\"value\":{\"p\":6.0,\"q\":5.0},\"tangent\":{\"p\":3.0,\"q\":1.0}}",
                "jvp", "-e", TWO, "--of", "p,q", "--at", "x=2,y=3", "--direction", "x=1", "--json");
        assertAnswers(
                "{\"function\":\"f\",\"value\":[6.0,4.0],\"tangent\":[3.0,4.0]}",
                "jvp",
                "-e",
                "f(x: f64[2]) = [x[0]*x[1], x[0]^2]",
                "--at",
                "x=[2, 3]",
                "--direction",
                "x=[1, 0]",
                "--json");
        assertAnswers(
                "{\"function\":\"q\",\"value\":{\"p\":6.0,\"q\":5.0},\"product\":{\"x\":13.0,\"y\":12.0}}",
                "vjp", "-e", TWO, "--of", "p,q", "--at", "x=2,y=3", "--cotangent", "p=1,q=10", "--json");
        assertAnswers(
                "{\"function\":\"z\",\"value\":12.0,\"gradient\":{\"x\":12.0,\"y\":4.0},\"product\":{\"x\":6.0,\"y\":4.0}}",
                "hvp",
                "-e",
                "z = x^2*y",
                "--at",
                "x=2,y=3",
                "--direction",
                "x=1",
                "--json");
    }

    @Test
    void factorsOfProductsFitWhatTheyBelongTo() {
        assertRejected("no direction: add --direction x=…", "jvp", "-e", "z = x*y", "--at", "x=2,y=3");
        assertRejected("--direction: there is no variable 'w': write x=…",
                "hvp", "-e", "z = x*y", "--at", "x=2,y=3", "--direction", "w=1");
        assertRejected("--direction: 'x' is f64[2], and got a value of the shape [3]",
                "jvp", "-e", "z = 2*x", "--at", "x=[2,3]", "--direction", "x=[1,2,3]");
        assertRejected("--cotangent: 'z' is f64[2], and got a value of the shape []",
                "vjp", "-e", "z = 2*x", "--at", "x=[2,3]", "--cotangent", "z=1");
        assertRejected("--cotangent: there is no result 'p': write z=…",
                "vjp", "-e", "z = 2*x", "--at", "x=[2,3]", "--cotangent", "p=1");
    }

    @Test
    void rowsOfTensorsHaveCoordinates() {
        assertAnswers(
                "{\"function\":\"f\",\"value\":[-1.0,-4.0,12.0],\"jacobian\":{\"rows\":[0,0,1,1,2,2],\"columns\":[0,1,1,2,2,0],\"values\":[0.0,-1.0,0.0,-2.0,7.0,-4.0]}}",
                "jacobian",
                "-e",
                "f(v: f64[n], const i: int[m], const j: int[m]) = v[i]*(v[i] - v[j])",
                "--at",
                "v=[1,2,4],i=[0,1,2],j=[1,2,0]",
                "--sparse",
                "--json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jacobian | f(x: f64[n]) = x^2
            hessian  | f(x: f64[n]) = sum(x^2)
            """)
    void coordinatesOfNothingAreEmpty(String command, String program) {
        Run run = Run.of(command, "-e", program, "--at", "x=[]", "--sparse");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsPattern("rows +\\= \\[\\]").containsPattern("values +\\= \\[\\]");
        assertThat(run.code()).isZero();
    }

    @Test
    void aParameterIsTheLengthOfASlice() {
        String program = "f(x: f64[2*n], const n: int) = sum(x[0:n]*x[n:2*n])";

        assertThat(Run.of("jacobian", "-e", program, "--at", "x=[1, 2, 3, 4],n=2").out())
                .isEqualTo("f     = 11.0\ndf/dx = [3.0, 4.0, 1.0, 2.0]\n");
    }

    @Test
    void aSliceThatDoesNotFitIsAnError() {
        Run run = Run.of("jacobian", "-e", "f(x: f64[m], const n: int) = sum(x[0:n])", "--at", "x=[1, 2],n=3");

        assertThat(run.err()).contains("the slice 0:n in line 1 does not fit axis 0, whose length is 2: it is off by 1");
        assertThat(run.code()).isEqualTo(2);
    }
}
