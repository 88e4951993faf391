package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Type;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
    private static String ask(CompiledFunction function, boolean hasGradient, String seed, boolean json, String... at) {
        Inquiry inquiry =
                hasGradient ? Inquiry.gradient(function, Seed.parse(seed, function.name())) : Inquiry.values(function);
        Answers answers = new Answers(inquiry, null, json);
        return answers.worded(answers.ask(Arguments.of(function, Point.parse(List.of(at)))));
    }

    @Test
    void alignsRows() {
        assertThat(ask(Scaling.SUM, true, null, false, "x=[[1,2],[3,4]],k=2,c=0.5")).isEqualTo("""
                f     = 10.0
                df/dx = [[1.0, 1.0],
                         [1.0, 1.0]]""");
    }

    @Test
    void printsNestedArraysAsJson() {
        assertThat(ask(Scaling.SUM, true, "-2", true, "x=[[1,inf]],k=1,c=1"))
                .isEqualTo("{\"function\":\"f\",\"value\":\"Infinity\",\"gradient\":{\"x\":[[-2.0,-2.0]]}}");
        assertThat(ask(Scaling.SCALED, false, null, true, "x=[[1,nan]],k=1,c=1"))
                .isEqualTo("{\"function\":\"f\",\"value\":[[1.0,\"NaN\"]]}");
    }

    @Test
    void pullsACotangentBack() {
        assertThat(ask(Scaling.SCALED, true, "v=[[1,0.1]]", true, "x=[[1,2]],k=3,c=1"))
                .isEqualTo(
                        "{\"function\":\"f\",\"value\":[[3.0,6.0]],\"gradient\":{\"x\":[[3.0,0.30000000000000004]]}}");
    }

    private static void assertRejected(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @Test
    void asksForTheCotangentOfAnArray() {
        assertRejected(
                "the result 'f' has the shape [1, 2]: give its cotangent, --cotangent 'v=[…]', or differentiate a number such as sum(f) or mean(f)",
                () -> ask(Scaling.SCALED, true, null, true, "x=[[1,2]],k=3,c=1"));
    }

    @Test
    void rejectsACotangentOfAnotherShape() {
        assertRejected("--cotangent: the cotangent has the shape [2], and the result 'f' has the shape [1, 2]",
                () -> ask(Scaling.SCALED, true, "[1,2]", true, "x=[[1,2]],k=3,c=1"));
        assertRejected("--cotangent: the cotangent has the shape [], and the result 'f' has the shape [1, 2]",
                () -> ask(Scaling.SCALED, true, "v=1", true, "x=[[1,2]],k=3,c=1"));
        assertRejected("--cotangent: the cotangent has the shape [2], and the result is a single number",
                () -> ask(Scaling.SUM, true, "[1,2]", true, "x=[[1,2]],k=3,c=1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x=[1,2],k=1,c=1         | f: 'x' is f64[n, 2], and got the shape [2]: it has 1 axis, not 2
            x=[[1,2,3]],k=1,c=1     | f: 'x' is f64[n, 2], and got the shape [1, 3]: axis 1 has 3, and needs 2
            x=[[1,2]],k=1.5,c=1     | 'k' is int, and the value is 1.5: not a whole number
            x=[[1,2]],k=1e300,c=1   | 'k' is int, and the value is 1.0E300: not a whole number
            x=[[1,2]],k=1,c=[1]     | f: 'c' is f64, and got the shape [1]: it has 1 axis, not 0
            x=[[1,2]],k=1           | no value for c: add --at c=…
            x=[[1,2]],k=1,c=1,xx=1  | --at: 'f' has no parameter 'xx': did you mean 'x'?
            """)
    void rejectsValuesThatDoNotFit(String at, String message) {
        assertRejected(message, () -> ask(Scaling.SUM, true, null, true, at));
    }

    @Test
    void namesTheElementThatIsNotWhole() {
        Signature.Argument labels = new Signature.Argument("t", new Type(DType.INT, Shape.of(2, 2)));
        Signature.Argument mask = new Signature.Argument("m", new Type(DType.BOOL, Shape.of(2)));
        CompiledFunction function =
                CompiledFunction.ofTensors(new Signature("f", List.of(labels, mask), List.of(), Type.NUMBER), "", null);

        assertRejected("'t' is int[2, 2], and element [1, 0] is 2.5: not a whole number",
                () -> Arguments.of(function, Point.parse(List.of("t=[[0,1],[2.5,3]]", "m=[1,0]"))));
        assertRejected("'m' is bool[2], and element [1] is 2.0: neither true nor false, nor 1 or 0",
                () -> Arguments.of(function, Point.parse(List.of("t=[[0,1],[2,3]]", "m=[1,2]"))));
        assertThat(Arguments.of(function, Point.parse(List.of("t=[[0,1],[2,3]]", "m=[1,0]"))).tensors())
                .extracting(tensor -> tensor.dtype().toString()).containsExactly("int", "bool");
    }

    @Test
    void namesTypesForAllButPlainNumbers() {
        assertThat(Point.parse(List.of("x=[[1,2]],m=[true],c=1,b=true")).types())
                .hasToString("{x=f64[1, 2], m=bool[1], b=bool}");
    }
}
