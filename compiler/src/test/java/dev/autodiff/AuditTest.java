package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.check.HandWritten;
import dev.autodiff.check.Report;
import dev.autodiff.check.Verdict;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
    @Test
    void aReferenceNamesTheElementsOfTensors() {
        Reference reference = reference("f(a: f64[1, 2], const s: f64, n: int) = [s*sum(a), n*a[0, 1]]");

        assertThat(reference.parameters()).containsExactly("a[0, 0]", "a[0, 1]", "s", "n");
        assertThat(reference.variables()).containsExactly("a[0, 0]", "a[0, 1]");
        assertThat(reference.results()).containsExactly("f[0]", "f[1]");
        assertThat(reference.isWhole("n")).isTrue();
    }

    @Test
    void whatIsTooLargeOrUnknownIsSaid() {
        assertThatThrownBy(() -> reference("f(x: f64[1000]) = sum(x^2)"))
                .hasMessageContaining("'f' cannot be taken apart");
        assertThatThrownBy(() -> reference("f(x: f64[n]) = sum(x^2)"))
                .hasMessageContaining("give its arrays lengths");
    }

    /** The derivative of the first derivative by the rules is that of differences of differences. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "f = x^2*y + sin(x*y); 0.3; 0.7", "f = log(exp(x) + exp(y)); 3; 4", "f = sqrt(x^2 + y^2); 3; 4",
        "f = where(x > y, x^3, y^2*x); 0.3; 0.7", "f = erf(x/y)*lgamma(y); 0.3; 2.5", "f = x^y; 1.5; 2.5",
    })
    void secondDerivativesAreThoseOfBothWays(String program, double x, double y) {
        Reference reference = reference(program);
        double[][] hessian = Autodiff.compile(program).hessian(x, y);
        HandWritten code = HandWritten.ofSecond(
                "f", point -> new double[] {hessian[0][0], hessian[0][1], hessian[1][0], hessian[1][1]});

        Report report = new Audit(reference, code, List.of("x", "y")).at(List.of(new double[] {x, y}));

        assertThat(report.rows()).hasSize(4).allSatisfy(row -> assertThat(row.worst().verdict()).isIn(
                Verdict.OK, Verdict.ILL_CONDITIONED, Verdict.INACCURATE));
        Report nested = check(program.replace("f =", "g =") + "; h = grad(g, x)", x, y);
        assertThat(report.rows().get(1).worst().expected()).isEqualTo(nested.rows().get(2).worst().expected());
    }

    /** First derivatives of h, which is one itself. */
    private static Report check(String program, double x, double y) {
        Reference reference = Reference.of(new Source("nested", program), Options.DEFAULT.withResult("h"));
        HandWritten code = new HandWritten("h", point -> new double[1], point -> new double[2], null);
        return new Audit(reference, code, List.of()).at(List.of(new double[] {x, y}));
    }

    @Test
    void oneRowForEachDerivativeOfEachResult() {
        HandWritten polar = HandWritten.ofDerivatives("polar", p -> new double[] {
            Math.cos(p[1]), -p[0] * Math.sin(p[1]), Math.sin(p[1]), p[0] * Math.cos(p[1]),
        });

        Report report = new Audit(reference("polar(r, t) = r*cos(t), r*sin(t)"), polar, List.of())
                .at(List.of(new double[] {2, 0.5}, new double[] {1, 3}));

        assertThat(report.rows()).allSatisfy(row -> assertThat(row.counts()).isEqualTo(Map.of(Verdict.OK, 2)));
        assertThat(report.rows()).hasSize(4).extracting(Report.Row::label).allMatch(label -> label.contains(" by "));
    }

    private static Reference reference(String program) {
        return Reference.of(new Source("formula", program), Options.DEFAULT);
    }
}
