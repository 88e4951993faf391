package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.codegen.ClassContents;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerTest {
    private static final double[] POINT = {2, 3};

    @Test
    void compilesTheSeedFormula() {
        CompiledFunction z = Autodiff.compile("z = y*log(x) + sin(y)");

        CompiledFunction.ValueAndGradient result = z.valueAndGradient(POINT);

        assertThat(z.parameters()).containsExactly("x", "y");
        assertThat(result.value()).isEqualTo(2.220561549739703);
        assertThat(result.gradient()).containsExactly(1.5, -0.29684531604050013);
    }

    @Test
    void ordersUndeclaredParametersByName() {
        assertThat(Autodiff.compile("z = b*a - B + c").parameters()).containsExactly("B", "a", "b", "c");
    }

    @Test
    void putsDeclaredParametersFirst() {
        assertThat(Autodiff.compile("input q; const p: f64\nz = a*p*q").parameters()).containsExactly("q", "p", "a");
    }

    @Test
    void doesNotDifferentiateByConstParameters() {
        assertThat(Autodiff.compile("const t\nz = x*t").variables()).containsExactly("x");
    }

    @Test
    void differentiatesByIntermediates() {
        CompiledFunction z =
                compile("sum_xy = x + y\nz = sum_xy^2", Options.DEFAULT.withVariables(List.of("x", "y", "sum_xy")));

        assertThat(z.gradient(POINT)).containsExactly(10, 10, 10);
    }

    @Test
    void tellsAVariableFromAnEqualExpression() {
        CompiledFunction z = compile("s = x + y\nz = s*(x + y)", Options.DEFAULT.withVariables(List.of("s", "x")));

        assertThat(z.variables()).containsExactly("x", "s");
        assertThat(z.gradient(POINT)).containsExactly(10, 5);
    }

    @Test
    void differentiatesByTheParameterEvenIfItsNameIsAssigned() {
        assertThat(Autodiff.compile("f(x) { x = x^2; return 3*x }").gradient(5)).containsExactly(30);
    }

    @Test
    void detachesWhatANoGradBlockAssigns() {
        CompiledFunction z = Autodiff.compile("no_grad { w = x^2 }\nz = w*x");

        assertThat(z.gradient(3)).containsExactly(9);
    }

    @Test
    void refusesToDifferentiateADetachedResult() {
        assertThatThrownBy(() -> compile("no_grad { z = x^2 }", Options.DEFAULT.withVariables(List.of("x"))))
                .isInstanceOf(CompileException.class).hasMessageContaining("detached");
    }

    @Test
    void nestsDerivativesToAnyOrder() {
        CompiledFunction f =
                Autodiff.compile("y = x^5; d1 = grad(y, x); d2 = grad(d1, x); d3 = grad(d2, x); d4 = grad(d3, x)");

        assertThat(f.valueAndGradient(2).value()).isEqualTo(240);
        assertThat(f.gradient(2)).containsExactly(120);
    }

    @Test
    void doesNotConfuseThePerturbationsOfNestedDerivatives() {
        CompiledFunction f = Autodiff.compile("""
                inner(x, y) { s = x + y; return grad(s^2, y) }
                f(x) { t = x*inner(x, 1); return grad(t, x) }
                """);

        // d/dx x·2(x + 1) = 4x + 2
        assertThat(f.value(3)).isEqualTo(14);
    }

    @Test
    void warnsOfAVariableWithoutInfluence() {
        Analysis analysis = Autodiff.analyze(new Source("z.ad", "z = x + floor(y)"), Options.DEFAULT);

        assertThat(analysis.warnings()).extracting(Diagnostic::render)
                .containsExactly("warning: z.ad: 'z' does not depend on 'y': this derivative is 0 everywhere");
    }

    @Test
    void fillsInDefaultValuesThatACallLeavesOut() {
        CompiledFunction f =
                Autodiff.compile("g(x, a = 2, b = -1) = a*x + b; f = g(x) + 10*g(x, b = 3) + leaky_relu(-x)");

        assertThat(f.value(1)).isEqualTo(1 + 50 - 0.01);
    }

    @Test
    void rejectsAPointOfTheWrongLength() {
        assertThatThrownBy(() -> Autodiff.compile("z = x*y").value(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("z takes a point of 2 numbers (x, y), and got 1");
    }

    @Test
    void scalesTheGradientByTheCotangent() {
        assertThat(Autodiff.compile("z = x^2").pullback(new double[] {3}, 0.5)).containsExactly(3);
    }

    @Test
    void unloadsAFunctionThatNobodyHolds() throws InterruptedException {
        WeakReference<CompiledFunction> function = new WeakReference<>(Autodiff.compile("z = x^2"));

        for (int i = 0; i < 50 && function.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(function.get()).isNull();
    }

    @Test
    void needsNoDerivativeOfWhatIsDetached() {
        CompiledFunction z = Autodiff.compile("z = polygamma(detach(n), x)");

        assertThat(z.gradient(1, 2)).containsExactly(0, -0.40411380631918853);
    }

    @Test
    void callsFunctionsOfThePreludeThatAssignVariables() {
        assertThat(Autodiff.compile("z = remainder(a, b)").value(-7, 3)).isEqualTo(2);
    }

    @Test
    void nanHasNoSign() {
        assertThat(Autodiff.compile("z = copysign(x, -(y - y))").value(2, Double.POSITIVE_INFINITY)).isEqualTo(2);
    }

    @Test
    void exponentsThatFoldToSmallIntegersAreProducts() {
        String text = Autodiff.analyze(
                        new Source("z.ad", "y = x^10\ng = grad(y, x)\nz = grad(g, x) + x^(1 + 1)"), Options.DEFAULT)
                .javaSource("Z", ClassContents.TENSORS);

        assertThat(text).contains("t1 = x * x", "t2 * t2").doesNotContain("Math.pow");
    }

    @Test
    void aNumberMayBeRaisedToThePowersOfATensor() {
        CompiledFunction function = Autodiff.compile("y(x: f64[2]) = 2^x");

        assertThat(function.pullback(Tensor.of(1, 1), Tensor.of(0, 3))
                        .gradient()
                        .get(0)
                        .toArray())
                .containsExactly(Math.log(2), 8 * Math.log(2));
    }

    private static CompiledFunction compile(String text, Options options) {
        return Autodiff.compile(new Source("test.ad", text), options);
    }
}
