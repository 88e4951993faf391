package dev.autodiff.cli;

import dev.autodiff.Autodiff;
import dev.autodiff.cli.ChartPanel.Extent;
import dev.autodiff.hipparchus.FitData;
import dev.autodiff.hipparchus.FitResult;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A fit as a picture: data and model over the residuals. A model of one column is drawn as a curve over it; one of
 * several columns cannot be, so that the data are drawn over what the model says, where they would be on the diagonal.
 */
final class FitPicture {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 600;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;

    /** Of a smooth curve over the width of the picture. */
    private static final int CURVE_POINTS = 400;

    private final CompiledFunction model;
    private final FitData data;
    private final FitResult fit;
    private final Map<String, Tensor> values = new HashMap<>();

    /** @param fixed the values of parameters that are neither fitted nor columns */
    FitPicture(CompiledFunction model, FitData data, FitResult fit, Map<String, Tensor> fixed) {
        this.model = model;
        this.data = data;
        this.fit = fit;
        values.putAll(fixed);
        fit.parameters().names().forEach(name -> values.put(name, fit.value(name)));
    }

    String draw() {
        String response = model.results().get(0);
        return head(WIDTH, HEIGHT, title(response)) + panels(response) + "</svg>\n";
    }

    /** The beginning of a picture with charts. */
    static String head(int width, int height, String title) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" aria-labelledby="title">
                  <!-- %3$s -->
                  <title id="title">%4$s</title>
                  <style>
                    text { font: 12px sans-serif; fill: #223; } .page { fill: #fff; } .frame { fill: none; stroke: #99a; } .grid { stroke: #e4e6ee; }
                    circle { fill: #2b6cb0; fill-opacity: 0.75; } .line { fill: none; stroke: #c0392b; stroke-width: 1.6; }
                  </style>
                  <rect class="page" width="%1$d" height="%2$d"/>
                """
                .formatted(width, height, Autodiff.VERSION, Svg.escaped(title));
    }

    private String title(String response) {
        String parameters = fit.parameters().names().stream().filter(name -> fit.value(name).rank() == 0)
                .map(name -> name + " = " + Numbers.print(fit.value(name).item())).collect(Collectors.joining(", "));
        return response + " fitted to " + data.response().length + " rows"
                + (parameters.isEmpty() ? "" : ": " + parameters);
    }

    private String panels(String response) {
        double[] modelled = modelled();
        boolean isCurve =
                data.columns().size() == 1 && model.parameters().containsAll(data.columns().keySet());
        String name = isCurve ? data.columns().keySet().iterator().next() : response + " by the model";
        double[] across = isCurve ? data.columns().get(name) : modelled;
        double[] lineAcross = isCurve ? curvePoints(name, across) : Arrays.stream(modelled).sorted().toArray();
        double[] lineUp = isCurve ? curve(name, lineAcross) : lineAcross;
        Extent extent = Extent.of(across);
        Extent ofResidual = Extent.of(fit.residuals(), new double[] {0});
        double[] ends = {extent.low(), extent.high()};
        return new ChartPanel(LEFT, 30, WIDTH - LEFT - RIGHT, 320, extent, Extent.of(data.response(), lineUp))
                .axes(name, response).line(lineAcross, lineUp).points(across, data.response())
                + new ChartPanel(LEFT, 430, WIDTH - LEFT - RIGHT, 120, extent, ofResidual)
                .axes(name, "residual").line(ends, new double[2]).points(across, fit.residuals()).toString();
    }

    /** The model at each row. */
    private double[] modelled() {
        List<Signature.Argument> columns = model.signature().parameters().stream()
                .filter(parameter -> !values.containsKey(parameter.name()))
                .toList();
        double[] modelled = new double[data.response().length];
        for (int row = 0; row < modelled.length; row++) {
            for (Signature.Argument column : columns) {
                values.put(column.name(), data.value(column, row));
            }
            modelled[row] = value();
        }
        return modelled;
    }

    private double value() {
        return model.value(model.parameters().stream().map(values::get).toArray(Tensor[]::new)).item();
    }

    /** Where the curve is computed: evenly, and where the column has whole numbers only, there. */
    private double[] curvePoints(String name, double[] column) {
        Type type = model.signature().parameters().get(model.parameters().indexOf(name)).type();
        double[] sorted = Arrays.stream(column).filter(Double::isFinite).sorted().distinct().toArray();
        if (!type.equals(Type.NUMBER) || sorted.length < 2) {
            return sorted;
        }
        double low = sorted[0];
        double width = sorted[sorted.length - 1] - low;
        double[] points = new double[CURVE_POINTS + 1];
        Arrays.setAll(points, i -> low + width * i / CURVE_POINTS);
        return points;
    }

    private double[] curve(String name, double[] points) {
        double[] curve = new double[points.length];
        for (int i = 0; i < curve.length; i++) {
            values.put(name, Tensor.scalar(points[i]));
            curve[i] = value();
        }
        return curve;
    }
}
