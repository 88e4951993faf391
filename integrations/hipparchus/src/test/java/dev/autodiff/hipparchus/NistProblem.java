package dev.autodiff.hipparchus;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A problem of the Statistical Reference Datasets of NIST, with its certified answers. */
record NistProblem(String name, String model, List<String> parameters, FitData data, JsonObject facts) {
    static List<NistProblem> all() {
        try (InputStream file = NistProblem.class.getResourceAsStream("nist.json")) {
            return JsonParser.object().from(file).getArray("cases").stream()
                    .map(each -> of((JsonObject) each))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonParserException e) {
            throw new IllegalStateException(e);
        }
    }

    static NistProblem named(String name) {
        return all().stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    }

    private static NistProblem of(JsonObject facts) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        JsonArray table = facts.getArray("data");
        JsonArray names = facts.getArray("data_columns");
        for (int column = 0; column < names.size(); column++) {
            double[] values = new double[table.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = table.getArray(row).getDouble(column);
            }
            columns.put(names.getString(column), values);
        }
        double[] response = columns.remove("y");
        if (facts.getString("response").equals("log(y)")) {
            for (int row = 0; row < response.length; row++) {
                response[row] = Math.log(response[row]);
            }
        }
        List<String> parameters = facts.getArray("parameters").stream().map(Object::toString).toList();
        return new NistProblem(
                facts.getString("id"), facts.getString("model"), parameters, new FitData(columns, response), facts);
    }

    CompiledFunction compile() {
        return Autodiff.compile(new Source(name, "y = " + model), Options.DEFAULT.withVariables(parameters));
    }

    /** What is left of all rows at once, a vector, as a function of the parameters. */
    VectorFunction residuals() {
        return VectorFunction.of(compileResiduals(), ParameterVector.of(start(1)), table());
    }

    CompiledFunction compileResiduals() {
        String columns = table().keySet().stream()
                .map(column -> "const " + column + ": f64[n]\n")
                .collect(Collectors.joining());
        return Autodiff.compile(columns + "r = " + model + " - y");
    }

    /** The data, with the response. */
    Map<String, Tensor> table() {
        Map<String, Tensor> table = new LinkedHashMap<>();
        data.columns().forEach((column, values) -> table.put(column, Tensor.of(values)));
        table.put("y", Tensor.of(data.response()));
        return table;
    }

    /** @param number 1, far away, or 2, near */
    Map<String, Tensor> start(int number) {
        Map<String, Tensor> start = new LinkedHashMap<>();
        parameters.forEach(parameter -> start.put(
                parameter, Tensor.scalar(facts.getObject("start" + number).getDouble(parameter))));
        return start;
    }

    double certified(String parameter) {
        return number(facts.getObject("certified"), parameter);
    }

    double certifiedError(String parameter) {
        return number(facts.getObject("certified_sd"), parameter);
    }

    double certifiedDeviation() {
        return number(facts, "certified_residual_sd");
    }

    double certifiedSumOfSquares() {
        return number(facts, "certified_rss");
    }

    int degreesOfFreedom() {
        return facts.getInt("dof");
    }

    private static double number(JsonObject object, String key) {
        return Double.parseDouble(object.getString(key));
    }

    /** How many digits two numbers have in common, by their relative difference. */
    static double digits(double actual, double expected) {
        return -Math.log10(Math.abs(actual - expected) / Math.abs(expected));
    }

    @Override
    public String toString() {
        return name;
    }
}
