package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 120 formulas of physics: value and every partial at three points against answers of 50 digits. */
@Tag("oracle")
class FeynmanTest {
    /**
     * Where rounding alone costs more than 1e-13; formula, point, and what is off. The list may only become shorter.
     */
    private static final Set<String> ILL_CONDITIONED = Set.of("test_12 #0 d/depsilon", "test_12 #1 d/depsilon");

    private static final Set<String> FOUND = new ConcurrentSkipListSet<>();

    /**
     * The formulas take π for what it is, the language for the nearest double: as a parameter it can have all digits.
     */
    private static final String PI = "exact_pi";

    record Case(String id, String output, String formula, JsonArray variables, JsonArray points) {
        Source source() {
            return new Source(id, output + " = " + formula);
        }

        @Override
        public String toString() {
            return id + ": " + formula;
        }
    }

    static List<Case> cases() throws IOException, JsonParserException {
        try (InputStream in = FeynmanTest.class.getResourceAsStream("/data/feynman.json")) {
            List<Case> cases = new ArrayList<>();
            for (Object entry : JsonParser.object().from(in).getArray("cases")) {
                JsonObject object = (JsonObject) entry;
                cases.add(new Case(object.getString("id"), object.getString("output"), object.getString("formula"),
                        object.getArray("variables"), object.getArray("points")));
            }
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void classAndInterpreterAgreeWithFiftyDigits(Case formula) {
        Analysis analysis = Autodiff.analyze(formula.source(), Options.DEFAULT);
        Formula written = Autodiff.written(formula.source(), Options.DEFAULT);
        CompiledFunction function = analysis.load();
        SoftAssertions.assertSoftly(softly -> {
            for (Object entry : formula.points()) {
                JsonObject point = (JsonObject) entry;
                double[] arguments = arguments(function, point);
                double[] interpreted = interpret(analysis, arguments);
                CompiledFunction.ValueAndGradient compiled = function.valueAndGradient(arguments);
                softly.assertThat(compiled.value()).isEqualTo(interpreted[0]);
                softly.assertThat(compiled.gradient())
                        .isEqualTo(Arrays.copyOfRange(interpreted, 1, interpreted.length));
                String place = formula.id() + " #" + formula.points().indexOf(entry);
                verify(
                        softly,
                        place + " value",
                        compiled.value(),
                        point.getString("value50"),
                        oracle(written.result(), written, point));
                for (int i = 0; i < arguments.length; i++) {
                    String name = function.variables().get(i);
                    verify(
                            softly,
                            place + " d/d" + name,
                            compiled.gradient()[i],
                            point.getObject("grad50").getString(name),
                            oracle(
                                    analysis.function().gradient().get(i),
                                    analysis.function().formula(),
                                    point));
                }
            }
        });
    }

    @AfterAll
    static void theListOfIllConditionedAnswersIsComplete() {
        assertThat(FOUND).isEqualTo(new TreeSet<>(ILL_CONDITIONED));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOracleAgreesWithFiftyDigits(Case formula) {
        String text = formula.formula().replaceAll("\\bpi\\b", PI);
        Formula written = Autodiff.written(new Source(formula.id(), formula.output() + " = " + text), Options.DEFAULT);
        SoftAssertions.assertSoftly(softly -> {
            for (Object entry : formula.points()) {
                JsonObject point = (JsonObject) entry;
                Oracle oracle = oracle(written.result(), written, point);
                softly.assertThat(relativeError(oracle.value().orElseThrow(), point.getString("value50")))
                        .isLessThan(1e-45);
                for (Map.Entry<String, Object> partial :
                        point.getObject("grad50").entrySet()) {
                    BigDecimal slope = oracle.slope(written.differentiableBy(partial.getKey()))
                            .orElseThrow()
                            .value();
                    softly.assertThat(relativeError(slope, (String) partial.getValue()))
                            .as(partial.getKey())
                            .isLessThan(1e-30);
                }
            }
        });
    }

    /** 1e-13, or 8 times what the last bits of arguments and intermediate values do to the answer. */
    private static void verify(SoftAssertions softly, String place, double actual, String expected, Oracle oracle) {
        Judgement judgement = new Judgement(actual, new BigDecimal(expected), BigDecimal.ZERO);
        if (judgement.relativeError() > 1e-13) {
            FOUND.add(place);
            softly.assertThat(judgement.isWithin(oracle.noiseOfValue()))
                    .as("%s: %s instead of %s", place, actual, expected)
                    .isTrue();
        }
    }

    private static Oracle oracle(Node result, Formula formula, JsonObject point) {
        Map<Node, BigDecimal> values = new HashMap<>();
        for (Formula.Parameter parameter : formula.parameters()) {
            boolean isPi = parameter.name().equals(PI);
            BigDecimal given = isPi
                    ? BigFunctions.pi(new MathContext(60))
                    : new BigDecimal(point.getObject("at").getDouble(parameter.name()));
            values.put(parameter.node(), given);
        }
        return new Oracle(result, values);
    }

    private static double[] arguments(CompiledFunction function, JsonObject point) {
        return function.parameters().stream().mapToDouble(name -> point.getObject("at").getDouble(name)).toArray();
    }

    /** The value and the gradient, as a class computes them. */
    private static double[] interpret(Analysis analysis, double[] arguments) {
        Map<Node, Double> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            values.put(analysis.function().formula().parameters().get(i).node(), arguments[i]);
        }
        return Interpreter.evaluate(analysis.entryPoints().entries().get(1).nodes(), values);
    }

    private static double relativeError(BigDecimal actual, String expected) {
        BigDecimal exact = new BigDecimal(expected);
        return actual.subtract(exact).abs().divide(exact.abs(), MathContext.DECIMAL64).doubleValue();
    }
}
