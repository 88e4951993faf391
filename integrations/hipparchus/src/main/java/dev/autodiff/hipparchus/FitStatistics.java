package dev.autodiff.hipparchus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * What the residuals and the Jacobian at a minimum say of the errors: the covariance s² (JᵀJ)⁻¹, by the singular values
 * of J with its columns scaled to length 1. For a loss other than the square, s² is Huber's (Robust Statistics, 1981,
 * section 7.6): the mean of ψ² over the degrees of freedom, divided by the square of the mean of ψ', where ψ(r) =
 * ρ'(r²) r; for the square it is the usual one.
 */
final class FitStatistics {
    /** A singular value that is smaller by this factor times the number of rows is a rounding of 0. */
    private static final double ROUNDING = Math.ulp(1.0);

    /** A parameter whose part of a direction is below this is not taken to be what the direction is about. */
    private static final double SMALL_PART = 1e-3;

    /** Of the response: an effect of a parameter as a whole below this is lost in roundings. */
    private static final double LOST = 100 * ROUNDING;

    private FitStatistics() {}

    /** @param start where the search began, which tells how large the parameters are */
    static FitResult of(LeastSquaresSearch search, double[] start, BoundedLeastSquares.Optimum optimum) {
        FitRows.Summary summary = search.rows().summary(optimum.x());
        Residuals.Values values = summary.values();
        long counted = search.rows().counted();
        int[] free = IntStream.range(0, optimum.x().length).filter(i -> !optimum.isHeld()[i]).toArray();
        long degreesOfFreedom = counted - optimum.x().length;
        double deviation = deviation(summary, counted, degreesOfFreedom);
        double[] errors = new double[optimum.x().length];
        Arrays.fill(errors, Double.NaN);
        List<String> undetermined = new ArrayList<>();
        if (free.length > 0) {
            Covariance covariance = new Covariance(values, free, counted);
            Set<Integer> elements = new TreeSet<>(covariance.undetermined());
            double lost = LOST * search.rows().responseNorm();
            Arrays.stream(free)
                    .filter(i -> size(start[i], optimum.x()[i]) * values.columnNorm(i) <= lost)
                    .forEach(elements::add);
            elements.forEach(i -> undetermined.add(search.parameters().element(i)));
            for (int i = 0; i < free.length; i++) {
                errors[free[i]] = undetermined.isEmpty() ? deviation * covariance.rootOfDiagonal(i) : Double.NaN;
            }
        }
        return new FitResult(
                search.parameters(),
                optimum.x(),
                errors,
                summary.residuals(),
                values.norm() * values.norm(),
                deviation,
                degreesOfFreedom,
                optimum.iterations(),
                optimum.converged(),
                undetermined);
    }

    /**
     * How large a change is that makes the parameter another one altogether: where the model hardly changes by that,
     * the search has gone where it is flat.
     */
    private static double size(double start, double value) {
        return Math.max(Math.abs(value), start == 0 ? 1 : Math.abs(start));
    }

    private static double deviation(FitRows.Summary summary, long counted, long degreesOfFreedom) {
        double mean = summary.slopes() / counted;
        return degreesOfFreedom == 0 || !(mean > 0)
                ? Double.NaN
                : Math.sqrt(summary.squares() / degreesOfFreedom) / mean;
    }

    /** (JᵀJ)⁻¹ of the columns that are free. */
    private static final class Covariance {
        private final int[] free;
        private final double[] lengths;
        private final SingularValueDecomposition decomposition;
        private final double threshold;

        Covariance(Residuals.Values values, int[] free, long rows) {
            this.free = free;
            this.lengths = Arrays.stream(free).mapToDouble(values::columnNorm).toArray();
            double[][] scaled = new double[values.residuals().length][free.length];
            for (int row = 0; row < scaled.length; row++) {
                for (int i = 0; i < free.length; i++) {
                    scaled[row][i] = lengths[i] == 0 ? 0 : values.jacobian()[row][free[i]] / lengths[i];
                }
            }
            this.decomposition = new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false));
            this.threshold = ROUNDING * rows * decomposition.getSingularValues()[0];
        }

        /** The root of an element of the diagonal: Σ (V_ik / σ_k)², scaled back. */
        double rootOfDiagonal(int i) {
            double[] singular = decomposition.getSingularValues();
            double sum = 0;
            for (int k = 0; k < singular.length; k++) {
                double part = decomposition.getV().getEntry(i, k) / singular[k];
                sum += part * part;
            }
            return Math.sqrt(sum) / lengths[i];
        }

        /** The elements of all directions in which the model does not change. */
        List<Integer> undetermined() {
            double[] singular = decomposition.getSingularValues();
            List<Integer> elements = new ArrayList<>();
            for (int i = 0; i < free.length; i++) {
                double part = 0;
                for (int k = 0; k < singular.length; k++) {
                    part = singular[k] <= threshold
                            ? Math.max(part, Math.abs(decomposition.getV().getEntry(i, k)))
                            : part;
                }
                if (part > SMALL_PART) {
                    elements.add(free[i]);
                }
            }
            return elements;
        }
    }
}
