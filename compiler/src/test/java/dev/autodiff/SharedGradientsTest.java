package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program computes in loops is differentiated by several parameters in one loop backwards. */
class SharedGradientsTest {
    private static final String HEAD = "f(a: f64[n], b: f64[n], const c: f64[n]) {\n  s = c; z = 0\n  ";
    private static final String PLAIN = "for i in 0:5 { s = tanh(a*s + b); z = z + sum(s) }";
    private static final String CHOOSING = "for i in 0:5 { s = where(s > 0, a*s, s - b); z = z + sum(s^2) }";
    private static final String ENDING = "while z < 3 { s = s + exp(a)*0.5; z = z + sum(abs(s*b)) + 1 }";
    private static final String NESTED =
            "for i in 0:3 { for j in 0:2 { s = sin(a*s) + b[j]*s }; z = z + sum(s)*b[i] }";
    private static final String OF_ONE = "for i in 0:4 { s = s*a; z = z + sum(s) }; z = z*b[0]";

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, CHOOSING, ENDING, NESTED, OF_ONE})
    void eachIsWhatItIsAlone(String body) {
        double[] both = values(body, "concat(grad(z, a), grad(z, b))");
        double[] turned = values(body, "concat(grad(z, b), grad(z, a))");
        double[] byA = values(body, "grad(z, a)");
        double[] byB = values(body, "grad(z, b)");

        for (int i = 0; i < byA.length; i++) {
            assertThat(new double[] {both[i], turned[byB.length + i]}).containsExactly(byA[i], byA[i]);
            assertThat(new double[] {both[byA.length + i], turned[i]}).containsExactly(byB[i], byB[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, CHOOSING, ENDING, NESTED, OF_ONE})
    void theirDerivativesAreThoseOfTheOneThatIsAlone(String body) {
        double[] both = values(body, "g = grad(z, a)[1] + 0*grad(z, b)[0]", "grad(g, b)");

        assertThat(both).containsExactly(values(body, "g = grad(z, a)[1]", "grad(g, b)"));
    }

    /** One loop forwards and one backwards. */
    @Test
    void thereIsOneLoopBackwards() {
        assertThat(analysis(PLAIN, "concat(grad(z, a), grad(z, b))").loops().get("value"))
                .filteredOn(line -> line.strip().startsWith("for step"))
                .hasSize(2);
    }

    /** What nobody asks for is no part of the loop. */
    @Test
    void whatIsAskedForAloneHasTheSameLoops() {
        Analysis alone = analysis(PLAIN, "grad(z, a)");

        assertThat(alone.loops().get("value").toString()).doesNotContain("grad_b");
    }

    private static Analysis analysis(String... lines) {
        String last = "return " + lines[lines.length - 1] + "\n}\n";
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < lines.length - 1; i++) {
            text.append(lines[i]).append("\n  ");
        }
        return Autodiff.analyze(new Source("f.ad", text + last), Options.DEFAULT);
    }

    private static double[] values(String... lines) {
        Random random = new Random(5);
        Tensor[] arguments = new Tensor[3];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Tensor.of(random.doubles(4, -1, 1).toArray());
        }
        return analysis(lines).load().value(arguments).toArray();
    }
}
