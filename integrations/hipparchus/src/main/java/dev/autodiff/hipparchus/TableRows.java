package dev.autodiff.hipparchus;

/** The rows of a table in memory. */
final class TableRows implements FitRows {
    private final LeastSquaresFit fit;
    private final DataModel rows;

    TableRows(LeastSquaresFit fit, ParameterVector parameters) {
        this.fit = fit;
        this.rows = new DataModel(
                new Binding(fit.model(), parameters, fit.fixed()),
                fit.data().columns(),
                fit.data().response().length);
    }

    @Override
    public long counted() {
        return fit.data().countedRows();
    }

    @Override
    public double responseNorm() {
        return fit.data().norm();
    }

    /** The residuals, each times the root of its weight. */
    private Residuals.Values weighted(double[] x) {
        double[] residuals = new double[rows.rows()];
        double[][] jacobian = new double[rows.rows()][x.length];
        rows.evaluate(x, residuals, jacobian);
        for (int row = 0; row < residuals.length; row++) {
            double root = Math.sqrt(fit.data().weights()[row]);
            residuals[row] = root == 0 ? 0 : root * (residuals[row] - fit.data().response()[row]);
            for (int i = 0; i < x.length; i++) {
                jacobian[row][i] = root == 0 ? 0 : root * jacobian[row][i];
            }
        }
        return new Residuals.Values(residuals, jacobian);
    }

    @Override
    public Residuals.Values ofLoss(double[] x) {
        Residuals.Values values = weighted(x);
        if (fit.loss() == Loss.LINEAR) {
            return values;
        }
        double scale = fit.scale();
        double[] residuals = values.residuals();
        for (int row = 0; row < residuals.length; row++) {
            double slope = fit.loss().residualSlope(residuals[row] / scale);
            residuals[row] = scale * fit.loss().residual(residuals[row] / scale);
            for (int i = 0; i < values.jacobian()[row].length; i++) {
                values.jacobian()[row][i] *= slope;
            }
        }
        return values;
    }

    @Override
    public Summary summary(double[] x) {
        Residuals.Values values = weighted(x);
        double[] residuals = values.residuals();
        double[] observedLess = new double[residuals.length];
        double squares = 0;
        double slopes = 0;
        for (int row = 0; row < residuals.length; row++) {
            double psi = fit.loss().psi(residuals[row], fit.scale());
            squares += psi * psi;
            slopes += fit.data().weights()[row] > 0 ? fit.loss().psiSlope(residuals[row], fit.scale()) : 0;
            observedLess[row] = 0 - residuals[row];
        }
        return new Summary(values, observedLess, squares, slopes);
    }

    @Override
    public ProblemException problem(double[] x) {
        Residuals.Values values = weighted(x);
        int row = values.badRow();
        if (row < 0) {
            return null;
        }
        boolean hasValue = Math.abs(values.residuals()[row]) <= Residuals.LARGEST;
        return new ProblemException("'" + fit.model().name() + "' has no finite " + (hasValue ? "derivative" : "value")
                + " here at the start: choose another start, or leave the row out", row);
    }
}
