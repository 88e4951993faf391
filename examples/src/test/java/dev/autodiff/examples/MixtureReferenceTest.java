package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.examples.formula.MixtureLikelihood;
import dev.autodiff.examples.formula.MixtureObjective;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gaussian mixtures of the benchmark suite ADBench, with objective and gradient. */
class MixtureReferenceTest {
    /** Relative to the largest element: sums of some thousand terms, which both sides round. */
    private static final double ROUNDINGS = 1e-13;

    record Case(JsonObject json) {
        JsonObject inputs() {
            return json.getObject("inputs");
        }

        int size(String name) {
            return inputs().getInt(name);
        }

        int below() {
            return size("d") * (size("d") - 1) / 2;
        }

        double[] input(String name) {
            return numbers(inputs().getArray(name)).toArray();
        }

        @Override
        public String toString() {
            return json.getString("id");
        }
    }

    static Stream<Case> cases() throws IOException, JsonParserException {
        try (InputStream in = MixtureReferenceTest.class.getResourceAsStream("/data/gmm.json")) {
            return JsonParser.object().from(in).getArray("cases").stream()
                    .map(entry -> new Case((JsonObject) entry))
                    .toList()
                    .stream();
        }
    }

    private static DoubleStream numbers(JsonArray array) {
        return array.stream()
                .flatMapToDouble(element -> element instanceof JsonArray row
                        ? numbers(row)
                        : DoubleStream.of(((Number) element).doubleValue()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheObjectiveAndItsGradient(Case test) {
        double[][] gradient = Adam.zerosLike(test.input("alpha"), test.input("mu"), test.input("q"), test.input("l"));

        double objective = MixtureObjective.gradient(
                test.size("d"),
                test.size("k"),
                test.size("n"),
                test.below(),
                test.input("alpha"),
                test.input("mu"),
                test.input("q"),
                test.input("l"),
                test.input("x"),
                IrisMixture.place(test.size("d")),
                test.inputs().getDouble("gamma"),
                test.size("m"),
                gradient[0],
                gradient[1],
                gradient[2],
                gradient[3]);

        JsonObject expected = test.json().getObject("adbench");
        assertClose("objective", new double[] {objective}, new double[] {expected.getDouble("objective")});
        String[] names = {"alpha", "mu", "q", "l"};
        for (int i = 0; i < names.length; i++) {
            assertClose(names[i], gradient[i], numbers(expected.getObject("gradient").getArray(names[i])).toArray());
        }
    }

    /** GradBench subtracts the prior, which ADBench adds. */
    @ParameterizedTest
    @MethodSource("cases")
    void likelihoodLiesBetweenTheTwoBenchmarks(Case test) {
        double likelihood = MixtureLikelihood.value(
                test.size("d"),
                test.size("k"),
                test.size("n"),
                test.below(),
                test.input("alpha"),
                test.input("mu"),
                test.input("q"),
                test.input("l"),
                test.input("x"),
                IrisMixture.place(test.size("d")));

        double adbench = test.json().getObject("adbench").getDouble("objective");
        double gradbench = test.json().getObject("gradbench").getDouble("objective");
        assertThat(likelihood).isCloseTo((adbench + gradbench) / 2, within(ROUNDINGS * Math.abs(adbench - gradbench)));
    }

    private static void assertClose(String name, double[] actual, double[] expected) {
        double largest = DoubleStream.of(expected).map(Math::abs).max().orElseThrow();

        assertThat(actual).as(name).containsExactly(expected, within(ROUNDINGS * largest));
    }
}
