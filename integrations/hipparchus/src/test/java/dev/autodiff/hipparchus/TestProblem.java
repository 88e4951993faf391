package dev.autodiff.hipparchus;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A problem of Moré, Garbow and Hillstrom: a program for its residuals r, by a vector x.
 *
 * @param minima those that are published, of the sum of squares
 * @param value of the sum of squares at the start, and its gradient there
 * @param jacobianProduct of the Jacobian of r at the start and the direction (1, 1/2, 1/3, …)
 * @param hessianProduct of the Hessian of the sum of squares there and the same direction
 */
record TestProblem(
        String name,
        String program,
        double[] start,
        double[] minima,
        double value,
        double[] gradient,
        double[] jacobianProduct,
        double[] hessianProduct) {
    static List<TestProblem> all() {
        try (InputStream file = TestProblem.class.getResourceAsStream("more_garbow_hillstrom.json")) {
            return JsonParser.object().from(file).getArray("cases").stream()
                    .map(each -> of((JsonObject) each))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonParserException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestProblem of(JsonObject facts) {
        return new TestProblem(
                facts.getString("name"),
                facts.getString("program"),
                numbers(facts.getArray("start")),
                numbers(facts.getArray("minima")),
                facts.getDouble("value"),
                numbers(facts.getArray("gradient")),
                numbers(facts.getArray("jacobian_product")),
                numbers(facts.getArray("hessian_product")));
    }

    private static double[] numbers(JsonArray array) {
        return array.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
    }

    private ParameterVector parameters() {
        return ParameterVector.of(Map.of("x", Tensor.of(start)));
    }

    VectorFunction residuals() {
        return VectorFunction.of(Autodiff.compile(program), parameters(), Map.of());
    }

    FlatFunction sumOfSquares() {
        return FlatFunction.of(Autodiff.compile(program + "\nz = sum(r^2)"), parameters(), Map.of());
    }

    /** What an expression of x, r, z and the direction is at the start, where z is the sum of squares. */
    double[] atStart(String expression) {
        Tensor x = Tensor.of(start);
        Tensor direction = Tensor.of(IntStream.range(0, start.length).mapToDouble(i -> 1.0 / (i + 1)).toArray());
        String text =
                "const direction: f64[" + start.length + "]\n" + program + "\nz = sum(r^2)\nanswer = " + expression;
        return Autodiff.compile(new Source(name, text), Options.DEFAULT.withVariables(List.of()))
                .value(direction, x)
                .toArray();
    }

    /** The published minimum that is nearest. */
    double minimumNear(double found) {
        return Arrays.stream(minima)
                .boxed()
                .min((a, b) -> Double.compare(Math.abs(a - found), Math.abs(b - found)))
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }
}
