package dev.autodiff.cli;

import dev.autodiff.hipparchus.FitResult;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A fit as a table for readers, and as JSON for programs. */
final class FitReport {
    private final String model;
    private final FitResult fit;
    private final double confidence;

    FitReport(String model, FitResult fit, double confidence) {
        this.model = model;
        this.fit = fit;
        this.confidence = confidence;
    }

    String table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("parameter", "value", "standard error", percent() + " % confidence interval"));
        double reach = fit.reach(confidence);
        for (int i = 0; i < fit.values().length; i++) {
            double value = fit.values()[i];
            double error = fit.errors()[i];
            lines.add(List.of(
                    fit.parameters().element(i), Numbers.print(value), rounded(error), interval(value, reach * error)));
        }
        int[] widths = new int[lines.get(0).size()];
        lines.forEach(line -> Arrays.setAll(widths, i -> Math.max(widths[i], line.get(i).length())));
        return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining("\n")) + "\n\n"
                + residuals();
    }

    private String percent() {
        return Numbers.print(100 * confidence).replaceFirst("\\.0$", "");
    }

    private static String interval(double value, double reach) {
        return Double.isNaN(reach) ? "-" : rounded(value - reach) + " to " + rounded(value + reach);
    }

    /** Of errors nobody believes more digits. */
    private static String rounded(double number) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%.7g", number);
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
        }
        return text.toString().stripTrailing();
    }

    private String residuals() {
        return "residual sum of squares      " + Numbers.print(fit.sumOfSquares())
                + "\nresidual standard deviation  "
                + (Double.isNaN(fit.standardDeviation()) ? "-" : Numbers.print(fit.standardDeviation()))
                + "\ndegrees of freedom           " + fit.degreesOfFreedom()
                + "\nsteps                        " + fit.iterations();
    }

    /** @param hasIntervals whether confidence intervals belong to it */
    String json(boolean hasIntervals) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        fit.parameters().names().forEach(name -> parameters.put(name, parameter(name, hasIntervals)));
        Map<String, Object> residual = new LinkedHashMap<>();
        residual.put("sum_of_squares", Json.number(fit.sumOfSquares()));
        residual.put("standard_deviation", Json.number(fit.standardDeviation()));
        residual.put("degrees_of_freedom", fit.degreesOfFreedom());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", model);
        object.put("parameters", parameters);
        object.put("residual", residual);
        return Json.print(object);
    }

    private Map<String, Object> parameter(String name, boolean hasIntervals) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("value", Json.value(fit.value(name)));
        parameter.put("error", Json.value(fit.error(name)));
        if (hasIntervals) {
            double reach = fit.reach(confidence);
            parameter.put("interval", List.of(end(name, -reach), end(name, reach)));
        }
        return parameter;
    }

    private Object end(String name, double reach) {
        ParameterVector parameters = fit.parameters();
        double[] ends = new double[parameters.dimension()];
        Arrays.setAll(ends, i -> fit.values()[i] + reach * fit.errors()[i]);
        Tensor end = parameters.tensor(name, ends);
        return Json.value(end);
    }
}
