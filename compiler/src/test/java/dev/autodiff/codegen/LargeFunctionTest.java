package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.MethodSizes;
import dev.autodiff.Options;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Functions that no method, no constant pool and no recursion could hold; {@code -Dterms=250000} tries one of a million
 * operations.
 */
@Tag("scale")
class LargeFunctionTest {
    private static final double X = 0.75;
    private static final int TERMS = Integer.getInteger("terms", 35_000);

    @Test
    void manyOperationsCompileAndRun() {
        StringBuilder program = new StringBuilder("s = 0");
        for (int i = 1; i <= TERMS; i++) {
            program.append(" + sin(x*").append(i).append(".5)");
        }
        Analysis analysis = Autodiff.analyze(new Source("large.ad", program.toString()), Options.DEFAULT);
        assertThat(analysis.function().formula().graph().size()).isGreaterThan(4 * TERMS);

        CompiledFunction.ValueAndGradient result = analysis.load().valueAndGradient(X);

        assertThat(List.of(result.value(), result.gradient()[0])).isEqualTo(interpreted(analysis.function()));
        assertThat(MethodSizes.of(analysis.classFile("Large")).values()).allMatch(size -> size <= 8000);
    }

    @Test
    void tenThousandStatementsThatUseEachOtherCompileAndRun() {
        StringBuilder program = new StringBuilder("v0 = x; v1 = sin(x)\n");
        for (int i = 2; i < 10_000; i++) {
            program.append("v%d = v%d*0.5 + cos(v%d)*v%d\n".formatted(i, i - 1, i / 2, i - 2));
        }
        Analysis analysis = Autodiff.analyze(new Source("chain.ad", program.toString()), Options.DEFAULT);

        CompiledFunction.ValueAndGradient result = analysis.load().valueAndGradient(X);

        assertThat(List.of(result.value(), result.gradient()[0])).isEqualTo(interpreted(analysis.function()));
    }

    private static List<Double> interpreted(Differentiated function) {
        List<Node> results = new ArrayList<>(List.of(function.formula().result()));
        results.addAll(function.gradient());
        double[] values = Interpreter.evaluate(results, Map.of(function.formula().parameters().get(0).node(), X));
        return List.of(values[0], values[1]);
    }
}
