package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradCommandTest {
    @Test
    void printsOneJsonObject() {
        Run run = Run.of("grad", "-e", Run.SEED, "--at", "x=2,y=3", "--json");

        assertThat(run.out())
                .isEqualTo(
                        "{\"function\":\"z\",\"value\":2.220561549739703,\"gradient\":{\"x\":1.5,\"y\":-0.29684531604050013}}\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void alignsTextForReaders() {
        assertThat(Run.of("grad", "-e", Run.SEED, "--at", "x=2,y=3").out()).isEqualTo("""
                z     = 2.220561549739703
                dz/dx = 1.5
                dz/dy = -0.29684531604050013
                """);
    }

    @Test
    void takesPointsFromSeveralOptions() {
        assertThat(Run.of("grad", "-e", "z = x*y", "--at", "y=3", "--at", "x=2").out()).startsWith("z     = 6.0\n");
    }

    @Test
    void takesConstantsOfTheLanguageAsValues() {
        assertThat(Run.of("eval", "-e", "z = cos(x)", "--at", "x=2*pi").out()).isEqualTo("z = 1.0\n");
    }

    @Test
    void differentiatesByIntermediateVariables() {
        Run run = Run.of("grad", "-e", "sum_xy = x+y; z = sum_xy^2", "--at", "x=1,y=2", "--wrt", "x,sum_xy", "--json");

        assertThat(run.out()).contains("\"gradient\":{\"x\":6.0,\"sum_xy\":6.0}");
    }

    @Test
    void namesTheVariableThatWasAskedFor() {
        Run run = Run.of("grad", "-e", "s = x*y; z = s^2", "--of", "s", "--at", "x=2,y=3", "--json");

        assertThat(run.out())
                .isEqualTo("{\"function\":\"z\",\"of\":\"s\",\"value\":6.0,\"gradient\":{\"x\":3.0,\"y\":2.0}}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            z = 1          | it has no parameters
            z(const x) = x | its parameters are const, or have no derivative by their type
            z(x: int) = x  | its parameters are const, or have no derivative by their type
            """)
    void warnsWhereThereIsNothingToDifferentiateBy(String program, String reason) {
        Run run = program.contains("x") ? Run.of("grad", "-e", program, "--at", "x=1") : Run.of("grad", "-e", program);

        assertThat(run.err()).isEqualTo("warning: 'z' has nothing to differentiate by: " + reason + "\n");
        assertThat(run.out()).matches("z = 1(\\.0)?\n");
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2, 6.0", "v=-2, -6.0", "inf, Infinity"})
    void multipliesTheGradientByTheSeed(String seed, String expected) {
        assertThat(Run.of("grad", "-e", "z = 3*x", "--at", "x=1", "--seed", seed)
                        .out())
                .endsWith("dz/dx = " + expected + "\n");
    }

    @Test
    void writesNumbersThatJsonLacksAsStrings() {
        Run run = Run.of("grad", "-e", "z = log(x)", "--at", "x=0", "--json");

        assertThat(run.out())
                .isEqualTo("{\"function\":\"z\",\"value\":\"-Infinity\",\"gradient\":{\"x\":\"Infinity\"}}\n");
    }

    @Test
    void picksAFunctionByName() {
        assertThat(Run.of("grad", "-e", "f(x) = x^2; g(x) = x", "--function", "f", "--at", "x=3")
                        .out())
                .contains("df/dx = 6.0");
    }

    @Test
    void warnsOfADerivativeThatIsZeroEverywhere() {
        Run run = Run.of("grad", "-e", "f(x, y) = x", "--at", "x=1,y=2");

        assertThat(run.err())
                .isEqualTo("warning: formula: 'f' does not depend on 'y': this derivative is 0 everywhere\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void keepsTheFormulaAsWrittenWithoutStableForms() {
        String formula = "z = log(1 + exp(x))";

        assertThat(Run.of("eval", "-e", formula, "--at", "x=1000").out()).isEqualTo("z = 1000.0\n");
        assertThat(Run.of("eval", "-e", formula, "--at", "x=1000", "--no-stable").out()).isEqualTo("z = Infinity\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            x=2           | error: no value for y: add --at y=…
            x=2,y=3,yy=1  | error: --at: 'z' has no parameter 'yy': did you mean 'y'?
            x=2,y=3,foo=1 | error: --at: 'z' has no parameter 'foo': it has x, y
            x=2,y=3,x=4   | error: --at: 'x' is given twice
            x=2,y         | error: --at: expected name=value, and got 'y'
            x=2,          | error: --at: expected name=value, and got ''
            x=2,y=        | error: --at: expected name=value, and got 'y='
            x=2,y=3..4    | error: --at y: '3..4' is not a number
            x=2,y=q       | error: --at y: 'q' is not a number
            x=2,y=[1,2    | error: --at: the brackets of 'x=2,y=[1,2' do not match
            x=2,y=@y.npy  | error: --at y: there is no file 'y.npy'
            x=2,y=@y.mat  | error: --at y: 'y.mat' is of no known format: give a .npy, .csv or .json file
            x=2,y=[[1,2],[3]] | error: --at y: the array [1] has 1 element, and those before it have 2: all need the same length
            x=2,y=[1,q]   | error: --at y: element [1]: 'q' is not a number
            """)
    void rejectsAPointThatDoesNotFit(String at, String message) {
        Run run = Run.of("grad", "-e", Run.SEED, "--at", at);

        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    /** Every part of what the user gives counts, or is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --at   | x=1;y=2,y=1     | error: --at x: '1;y=2' is not a number
            --at   | x=1 # 3,y=1     | error: --at x: '1 # 3' is not a number
            --at   | x=1=2,y=1       | error: --at x: '1=2' is not a number
            --at   | x=1,y=2,x=3     | error: --at: 'x' is given twice
            --at   | x=1,y=2,w=3     | error: --at: 'z' has no parameter 'w': it has x, y
            --wrt  | x,x             | error: --wrt: 'x' is given twice
            --wrt  | x,,y            | error: --wrt: a name is missing between the commas
            --seed | q=2             | error: --cotangent: 'q' is not the result: write z=2
            --seed | z=2,z=3         | error: --cotangent: 'z' is given twice
            """)
    void dropsNoPartOfAnOption(String option, String text, String message) {
        Run run = option.equals("--at")
                ? Run.of("grad", "-e", "z = x*y", option, text)
                : Run.of("grad", "-e", "z = x*y", "--at", "x=1,y=2", option, text);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(message + "\n");
    }

    @Test
    void rejectsSeveralSeeds() {
        assertThat(Run.of("grad", "-e", "z = x", "--at", "x=1", "--seed", "v=1,w=2").err())
                .isEqualTo("error: --cotangent: the result is one number, and 'v=1,w=2' gives several cotangents\n");
    }

    @Test
    void rejectsAVariableThatDoesNotExist() {
        Run run = Run.of("grad", "-e", "sum_xy = x+y; z = sum_xy^2", "--wrt", "sum_yx", "--at", "x=1,y=2");

        assertThat(run.err()).isEqualTo("error: formula: 'z' has no variable 'sum_yx': did you mean 'sum_xy'?\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void evaluatesAValueThatIsDetached() {
        assertThat(Run.of("eval", "-e", "z = detach(x)", "--at", "x=2").out()).isEqualTo("z = 2.0\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no_grad { z1 = y*log(x) }; z = z1 + sin(y) | z1
            z = x*y; no_grad { z1 = y*log(x) }         |
            """)
    void refusesTheGradientOfADetachedResult(String program, String of) {
        List<String> args = new ArrayList<>(List.of("grad", "-e", program, "--at", "x=2,y=3"));
        if (of != null) {
            args.addAll(List.of("--of", of));
        }
        Run run = Run.of(args.toArray(new String[0]));

        assertThat(run.err())
                .isEqualTo(
                        "error: formula: the result is detached: it has no derivative: compute it outside of no_grad\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void evaluatesAVariableOfNoGrad() {
        assertThat(Run.of("eval", "-e", "no_grad { z1 = 3*x }; z = z1 + x", "--of", "z1", "--at", "x=2")
                        .out())
                .isEqualTo("z1 = 6.0\n");
    }
}
