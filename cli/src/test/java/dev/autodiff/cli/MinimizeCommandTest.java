package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimizeCommandTest {
    private static Run minimize(String program, String start, String... options) {
        String[] args = new String[options.length + 5];
        System.arraycopy(new String[] {"minimize", "-e", program, "--start", start}, 0, args, 0, 5);
        System.arraycopy(options, 0, args, 5, options.length);
        return Run.of(args);
    }

    @Test
    void answersInJsonWhereTheMinimumIs() throws JsonParserException {
        Run run = minimize("z = (1 - x)^2 + 100*(y - x^2)^2", "x=-1.2,y=1", "--json");
        JsonObject answer = JsonParser.object().from(run.out());

        assertThat(answer.keySet()).containsExactly("function", "value", "at", "iterations", "converged");
        assertThat(answer.getString("function")).isEqualTo("z");
        assertThat(answer.getDouble("value")).isCloseTo(0, within(1e-15));
        assertThat(answer.getObject("at").getDouble("x")).isCloseTo(1, within(1e-8));
        assertThat(answer.getObject("at").getDouble("y")).isCloseTo(1, within(1e-8));
        assertThat(answer.getBoolean("converged")).isTrue();
        assertThat(run.code()).isZero();
    }

    @Test
    void answersAReader() {
        assertThat(minimize("z = (x - 3)^2 + b", "x=1", "--at", "b=2").out())
                .isEqualTo("z = 2.0\nx = 3.0\n2 steps, 5 evaluations: the gradient is 0 within the tolerance\n");
    }

    @Test
    void variesArraysWithinBounds() {
        assertThat(minimize("z = sum((x - [1, 2, 3])^2)", "x=[0,0,0]", "--bounds", "x=:1.5", "--json").out())
                .startsWith("{\"function\":\"z\",\"value\":2.5,\"at\":{\"x\":[1.0,1.5,1.5]},");
    }

    @Test
    void keepsWhatIsNotToVary() {
        assertThat(minimize("z = (x - 1)^2 + (y - 2)^2 + x*y", "x=0,y=0", "--wrt", "y")
                        .out())
                .startsWith("z = 1.0\ny = 2.0\n");
    }

    @Test
    void logsItsSteps() {
        Run run = minimize("z = (x - 3)^2", "x=1", "--log");

        assertThat(run.out())
                .startsWith(
                        " step                   value  largest partial      length\n    0                     4.0         4.00e+00    0.00e+00\n");
        assertThat(minimize("z = (x - 3)^2", "x=1", "--log", "--json").out())
                .contains("\"log\":[{\"value\":4.0,\"gradient\":4.0,\"length\":0.0},");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "z = x              | x=1        | the value falls without end: give bounds",
                "z = abs(x) + y^2   | x=1.3,y=2  | no lower value is found where the gradient points: it may have a kink, or no value, right here",
            })
    void saysNoWhereThereIsNoMinimum(String program, String start, String reason) {
        Run run = minimize(program, start);

        assertThat(run.err()).isEqualTo("no minimum is reached: " + reason + "\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void saysThatTheStepsAreUsedUp() {
        Run run = minimize("z = (1 - x)^2 + 100*(y - x^2)^2", "x=-1.2,y=1", "--max-iterations", "3", "--json");

        assertThat(run.out()).contains("\"iterations\":3,\"converged\":false");
        assertThat(run.err())
                .isEqualTo("no minimum is reached: the iterations are used up: allow more, or start nearer\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "z = log(x)       | x=-1     |                 | 'z' has no finite value at the start, but NaN: choose another one",
                "z = sqrt(x)      | x=0      |                 | 'z' has no finite gradient at the start: choose another one",
                "z = x*y          | x=1      |                 | no value for y: add --start y=… to vary it, or --at y=… to fix it",
                "z = x^2          | x=1      | --at x=2        | --at: 'x' has a start: it is varied, or fixed, and not both",
                "z = x^2          | x=1      | --at q=2        | --at: 'z' has no parameter 'q': it has x",
                "z = x^2          | x=1      | --wrt y         | --wrt: 'y' has no start: add --start y=…",
                "z = x^2          | x=1      | --bounds x=2:1  | --bounds x: '2:1' is not a range of numbers, the lower one first",
                "z = x^2          | x=1      | --bounds x=2:   | the start of 'x' is 1.0, outside of its bounds 2.0 and Infinity: choose a start between them",
                "z = x^2          | x=1      | --bounds y=2:   | --bounds: 'y' is not varied: it has no --start",
                "z = x^2          | x=1      | --tolerance 2   | --tolerance: 2.0 is not between 0 and 1",
                "z = x^2          | x=1      | --max-iterations 0 | --max-iterations: 0 is not between 1 and 2147483647",
                "z = [x, x]       | x=1      |                 | 'z' is f64[2], and one number is needed: choose another variable with --of",
                "f(x) = x, 2*x    | x=1      |                 | 'f' has several results: choose one with --of",
                "z(x, const i: int) = sum(x[[i]]) | x=[1] | --at i=3     | formula:1: there is no index 3 in axis 0 of x[[i]], which has the length 1",
            })
    void refusesWhatCannotBeMinimised(String program, String start, String options, String message) {
        Run run = minimize(program, start, options == null ? new String[0] : options.split(" "));

        assertThat(run.err().lines().findFirst()).hasValue("error: " + message);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void asksForAStart() {
        assertThat(Run.of("minimize", "-e", "z = x^2").err())
                .isEqualTo(
                        "error: nothing says where to begin: add --start NAME=VALUE for each parameter that is to be found\n");
    }
}
