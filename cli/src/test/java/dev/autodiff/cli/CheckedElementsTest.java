package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.Report;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckedElementsTest {
    private static CheckedElements elements(CompiledFunction function, String at) {
        return CheckedElements.of(function, Point.parse(List.of(at)), 1);
    }

    private static Report check(CheckedElements elements) {
        return GradientCheck.of(elements).at(List.of(elements.point()));
    }

    @Test
    void namesElementsByTheirIndices() {
        CheckedElements elements = elements(Scaling.SUM, "x=[[1,2],[3,4]],k=1,c=1");

        assertThat(elements.parameters()).containsExactly("x[0, 0]", "x[0, 1]", "x[1, 0]", "x[1, 1]");
        assertThat(elements.point()).containsExactly(1, 2, 3, 4);
        assertThat(elements.origin()).isEmpty();
    }

    @Test
    void agreesWithDerivativesThatAreRight() {
        assertThat(CheckReport.isFine(check(elements(Scaling.SUM, "x=[[1,2],[3,4]],k=2,c=0.5")))).isTrue();
        assertThat(CheckReport.isFine(check(elements(Scaling.SCALED, "x=[[1,2],[3,4]],k=2,c=0.5")))).isTrue();
    }

    @Test
    void findsADerivativeThatIsWrong() {
        Report report = check(elements(Scaling.WRONG, "x=[[1,2],[3,4]],k=2,c=0.5"));

        assertThat(CheckReport.isFine(report)).isFalse();
        assertThat(String.valueOf(report)).contains("x[1, 1]", "WRONG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(x: f32[3]) = sum(x^2) | x=[1,2,3]",
                "f(x: f32[3]) = sum(x^2) | x=[0.1,0.2,0.7]",
                "f(x: f32[3]) = sum(x^2) | x=[0,1e-3,1e5]",
                "f(x: f32[3]) = sum(sin(x)*exp(x)) | x=[0.1,0.2,0.7]",
                "f(x: f32[3]) = x/(1 + x^2) | x=[-0.3,0,1.1]",
                "f(x: f32) = x^3 - x/3 | x=0.7",
                "f(x: f32[2]) = prod(x) + logsumexp(x) | x=[0.3,1.7]",
                "f(x: f32[2], k) = sum(k*sqrt(x)) | x=[0.3,1e-20],k=0.1",
                "f(x: f32[4], w: f32[4]) = log(1 + exp(x @ w)) | x=[1,-2,3,0.5],w=[0.1,0.2,-0.3,4]",
            })
    void derivativesInSinglePrecisionHaveNoKinksButThoseOfTheFormula(String program, String at) {
        Report report = check(elements(Autodiff.compile(program), at));

        assertThat(CheckReport.isFine(report)).as(report.toString()).isTrue();
        assertThat(report.toString()).contains("OK").doesNotContain("KINK", "ILL_CONDITIONED");
    }

    @Test
    void findsADerivativeThatIsWrongInSinglePrecision() {
        Report report = check(elements(
                Autodiff.compile("g(t) = t^2; derivative g(t) by t = 2.1*t; f(x: f32[3]) = sum(g(x))"),
                "x=[1,2,3]"));

        assertThat(CheckReport.isFine(report)).isFalse();
        assertThat(report.toString()).contains("x[0] is wrong", "x[2] is wrong");
    }

    @Test
    void findsAKinkInSinglePrecision() {
        Report report = check(elements(Autodiff.compile("f(x: f32[2]) = sum(abs(x - 1))"), "x=[1,3]"));

        assertThat(CheckReport.isFine(report)).isTrue();
        assertThat(report.toString()).containsOnlyOnce("KINK");
    }

    @Test
    void picksSomeOfManyElements() {
        CheckedElements elements = elements(Scaling.SUM, "x=[" + "[1,2],".repeat(2000) + "[1,2]],k=1,c=1");

        assertThat(elements.parameters()).hasSize(500).doesNotHaveDuplicates();
        assertThat(elements.origin()).isEqualTo("500 of 4002 elements, picked at random");
    }

    @Test
    void takesParametersOnly() {
        Signature.Argument x = new Signature.Argument("x", new Type(DType.F64, Shape.of(1)));
        Signature.Argument s = new Signature.Argument("s", new Type(DType.F64, Shape.of(1)));
        CompiledFunction function =
                CompiledFunction.ofTensors(new Signature("f", List.of(x), List.of(s), Type.NUMBER), "", null);

        assertThatThrownBy(() -> elements(function, "x=[1]"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--wrt: 's' is no parameter of 'f', and with tensors derivatives are checked by parameters only");
    }
}
