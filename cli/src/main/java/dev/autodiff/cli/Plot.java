package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.cli.ChartPanel.Extent;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/** A number over a range of a parameter, and its derivative if that is wanted: as text or as a picture. */
final class Plot {
    private static final int POINTS = 400;
    private static final int WIDTH = 720;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int PANEL_HEIGHT = 260;
    private static final int PANEL_SPACE = 90;

    private final String parameter;
    private final double[] xs;
    private final List<Curve> curves;

    /** A curve with its name. */
    private record Curve(String name, double[] values) {}

    private Plot(String parameter, double[] xs, List<Curve> curves) {
        this.parameter = parameter;
        this.xs = xs;
        this.curves = curves;
    }

    /**
     * The values of a function along a range.
     *
     * @param analysis of a number, differentiated by the parameter alone
     * @param fixed the values of the other parameters
     */
    static Plot of(Analysis analysis, String parameter, Range range, Point fixed, boolean withDerivative) {
        CompiledFunction function = analysis.load();
        Inquiry inquiry = Inquiry.gradient(function, Seed.NONE);
        if (!inquiry.parts().stream().allMatch(part -> part.type().isScalar())) {
            throw new UsageException("'" + function.name() + "' is no number of a number " + parameter
                    + ": choose one with --of, or sum its elements");
        }
        double[] xs = points(range);
        double[] values = new double[xs.length];
        double[] slopes = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            Arguments arguments = Arguments.of(function, fixed.with(List.of(parameter), new double[] {xs[i]}));
            List<Tensor> answer = inquiry.ask(arguments);
            values[i] = answer.get(0).item();
            slopes[i] = answer.get(1).item();
        }
        Curve value = new Curve(inquiry.parts().get(0).label(), values);
        Curve slope = new Curve(inquiry.parts().get(1).label(), slopes);
        return new Plot(parameter, xs, withDerivative ? List.of(value, slope) : List.of(value));
    }

    private static double[] points(Range range) {
        double[] xs = new double[POINTS + 1];
        for (int i = 0; i <= POINTS; i++) {
            xs[i] = range.at((double) i / POINTS);
        }
        return xs;
    }

    /** For a terminal, in dots of Braille. */
    String text() {
        return curves.stream().map(curve -> new TextPlot(parameter, curve.name(), xs, curve.values()).draw())
                .collect(Collectors.joining("\n"));
    }

    String svg() {
        int height = curves.size() * (PANEL_HEIGHT + PANEL_SPACE) - 10;
        StringBuilder out = new StringBuilder(FitPicture.head(
                WIDTH,
                height,
                curves.get(0).name() + " over " + parameter + " from " + Numbers.print(xs[0]) + " to "
                        + Numbers.print(xs[xs.length - 1])));
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            out.append(new ChartPanel(LEFT, 30 + i * (PANEL_HEIGHT + PANEL_SPACE), WIDTH - LEFT - RIGHT, PANEL_HEIGHT,
                            Extent.of(xs), Extent.of(curve.values()))
                    .axes(parameter, curve.name())
                    .line(xs, curve.values()));
        }
        return out.append("</svg>\n").toString();
    }
}
