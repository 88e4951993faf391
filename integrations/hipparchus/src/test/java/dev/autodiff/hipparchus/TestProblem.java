package dev.autodiff.hipparchus;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Compiler;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A problem of Moré, Garbow and Hillstrom: a program for its residuals r, by a vector x.
 *
 * @param minima those that are published, of the sum of squares
 * @param value of the sum of squares at the start, and its gradient there
 */
record TestProblem(String name, String program, double[] start, double[] minima, double value, double[] gradient) {
    static List<TestProblem> all() {
        try (InputStream file = TestProblem.class.getResourceAsStream("more_garbow_hillstrom.json")) {
            return JsonParser.object().from(file).getArray("cases").stream().map(each -> of((JsonObject) each)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonParserException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestProblem of(JsonObject facts) {
        return new TestProblem(facts.getString("name"), facts.getString("program"), numbers(facts.getArray("start")), numbers(facts.getArray("minima")),
                facts.getDouble("value"), numbers(facts.getArray("gradient")));
    }

    private static double[] numbers(JsonArray array) {
        return array.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
    }

    private ParameterVector parameters() {
        return ParameterVector.of(Map.of("x", Tensor.of(start)));
    }

    VectorFunction residuals() {
        return VectorFunction.of(Compiler.compile(program), parameters(), Map.of());
    }

    FlatFunction sumOfSquares() {
        return FlatFunction.of(Compiler.compile(program + "\nz = sum(r^2)"), parameters(), Map.of());
    }

    /** The published minimum that is nearest. */
    double minimumNear(double found) {
        return Arrays.stream(minima).boxed().min((a, b) -> Double.compare(Math.abs(a - found), Math.abs(b - found))).orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }
}
