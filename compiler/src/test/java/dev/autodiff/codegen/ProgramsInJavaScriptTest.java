package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.loops.PlanMethods;
import dev.autodiff.emit.Printed;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Method;
import dev.autodiff.lowering.Decomposition;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Planner;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whole programs as kernels: interpreter, bytecode, Java and JavaScript give the same bits ({@link Printed} compares
 * them).
 */
class ProgramsInJavaScriptTest {
    private static final String BLACK_SCHOLES = """
            cdf(x) = erfc(-x/sqrt(2))/2
            call(S, K, r, sigma, T) {
              d1 = (log(S/K) + (r + sigma^2/2)*T) / (sigma*sqrt(T))
              return S*cdf(d1) - K*exp(-r*T)*cdf(d1 - sigma*sqrt(T))
            }""";

    private static Analysis analyze(String program) {
        return Autodiff.analyze(new Source("p.ad", program), Options.DEFAULT);
    }

    private static Printed ofNumbers(String program) {
        EntryPoints points = EntryPoints.of(analyze(program).function());
        ClassSpec spec = new ClassSpec("F", "f.ad", program, null, "");
        return Printed.of(ScalarFunctions.of(
                ScalarClass.of(points, spec, ClassContents.ALL), new SpecialCalls(false)));
    }

    /** What the last array holds after the call. */
    private static double[] last(Object[] arguments) {
        return (double[]) arguments[arguments.length - 1];
    }

    @Test
    void aFormulaWithItsGradient() {
        Object[] arguments = {2.0, 3.0, new double[2]};

        assertThat(ofNumbers("z = y*log(x) + sin(y)").call("gradient", arguments)).isEqualTo(2.220561549739703);
        assertThat(last(arguments)).containsExactly(1.5, -0.29684531604050013);
    }

    @Test
    void anOptionWithItsGreeks() {
        Object[] arguments = {100.0, 100.0, 0.05, 0.2, 0.5, new double[5]};

        assertThat((double) ofNumbers(BLACK_SCHOLES).call("gradient", arguments)).isCloseTo(6.8887, within(1e-4));
        assertThat(last(arguments)[0]).isBetween(0.59, 0.6);
    }

    @Test
    void aLoopThatDependsOnTheData() {
        Object[] arguments = {3.0, new double[1]};

        assertThat(ofNumbers("y = 2*x; while abs(y) < 1000 { y = 2*y }").call("gradient", arguments)).isEqualTo(1536.0);
        assertThat(last(arguments)).containsExactly(512);
    }

    @Test
    void aFunctionOfTensors() {
        Formula formula = analyze("f(x: f64[n], y: f64[n]) = sum(x^2*exp(y)) + max(x)").function().formula();
        List<Node> results = List.of(
                Decomposition.expand(formula.graph(), List.of(formula.result())).apply(formula.result()));
        Plan plan = Planner.plan(
                formula.parameters().stream()
                        .map(parameter -> new Planner.Argument(parameter.name(), parameter.node()))
                        .toList(),
                List.of(new Planner.Result("value", results.get(0), true, false)));
        List<Method> methods = new ArrayList<>(PlanMethods.plain(
                new PlanLayout("value", plan, List.of("n"), true), new SpecialCalls(false), List.of("")));
        // of two methods of one name JavaScript knows the last: the one that makes its own workspace
        methods.removeIf(method -> method.name().equals("value") && method.parameters().size() == 3);

        assertThat(Printed.of(methods).call("value", 3, new double[] {1, 2, 3}, new double[] {0, 0, 0}, new double[10]))
                .isEqualTo(17.0);
    }
}
