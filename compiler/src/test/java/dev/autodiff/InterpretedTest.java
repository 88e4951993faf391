package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function without a class answers what its class does, bit by bit. */
class InterpretedTest {
    private static final int POINTS = 5;

    private static Analysis analyze(String program, DerivativeKind kind) {
        return Autodiff.analyze(new Source("p.ad", program), Options.DEFAULT.withDerivatives(Set.of(kind)));
    }

    private static Tensor[] arguments(CompiledFunction function, Random random) {
        List<Tensor> arguments = new ArrayList<>();
        for (Signature.Argument parameter : function.signature().parameters()) {
            int[] lengths = parameter.type().shape().lengths(Map.of("n", 4));
            double[] elements = new double[Tensor.size(lengths)];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = parameter.type().dtype() == DType.INT ? random.nextInt(3) + 1 : random.nextDouble() + 0.5;
            }
            arguments.add(Tensor.of(lengths, elements).as(parameter.type().dtype()));
        }
        return arguments.toArray(Tensor[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "z = y*log(x) + sin(y)",
        "f(a, b) { return a*b, a^b }",
        "f(x, const n: int) = x^n/erfc(-x)",
        "y = 2*x; while abs(y) < 1000 { y = 2*y }",
        "f(x: f64[n, 2], w: f64[2, 3], const t: f64[n, 3]) = mean(bce_with_logits(x @ w, t))",
        "f(x: f64[n]) = softmax(x)*x",
        "f(x: f32[n]) = sum(exp(x)*x)",
        "f(a: f64[2, 2], b: f64[2]) = logdet(a @ transpose(a) + eye(2)) + norm(solve(a + 3*eye(2), b))"
    })
    void valuesAndGradientsAreTheSame(String program) {
        Analysis analysis = analyze(program, DerivativeKind.GRADIENT);
        CompiledFunction compiled = analysis.load();
        CompiledFunction interpreted = analysis.interpreted();
        Random random = new Random(1);
        for (int i = 0; i < POINTS; i++) {
            Tensor[] point = arguments(compiled, random);
            List<Tensor> values = compiled.values(point);

            assertThat(interpreted.values(point)).isEqualTo(values);
            assertThat(interpreted.pullback(values, point)).isEqualTo(compiled.pullback(values, point));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"z = y*log(x) + sin(y)*x^3", "f(x: f64[n]) = sum(x^3)*norm(x)", "f(x: f64[3]) = prod(x)"})
    void secondDerivativesAreTheSame(String program) {
        Analysis analysis = analyze(program, DerivativeKind.HESSIAN);
        CompiledFunction compiled = analysis.load(DerivativeKind.HESSIAN);
        Tensor[] point = arguments(compiled, new Random(2));

        assertThat(analysis.interpreted(DerivativeKind.HESSIAN).values(point)).isEqualTo(compiled.values(point));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(x, y) { return x*y, sin(x)/y }", "f(x: f64[n]) = exp(x)*sum(x)"})
    void jacobiansAreTheSame(String program) {
        Analysis analysis = analyze(program, DerivativeKind.JACOBIAN);
        CompiledFunction compiled = analysis.load(DerivativeKind.JACOBIAN);
        Tensor[] point = arguments(compiled, new Random(3));

        assertThat(analysis.interpreted(DerivativeKind.JACOBIAN).values(point)).isEqualTo(compiled.values(point));
    }
}
