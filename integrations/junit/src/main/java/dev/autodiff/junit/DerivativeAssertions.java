package dev.autodiff.junit;

import dev.autodiff.Audit;
import dev.autodiff.Options;
import dev.autodiff.Reference;
import dev.autodiff.check.HandWritten;
import dev.autodiff.check.Report;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.Arrays;
import org.opentest4j.AssertionFailedError;

/**
 * Assertions about derivatives that are written by hand: that they are those of a formula, by differences of it in
 * decimal arithmetic, which share nothing with the code.
 *
 * <pre>{@code
 * assertGradient("price(S, K) = S*normcdf(log(S/K)) - K", x -> Hand.gradient(x[0], x[1]));
 * assertHessian("z(x: f64[2]) = x[0]^2*x[1]", Points.over("x", -1, 1), Hand::hessian);
 * }</pre>
 *
 * <p>The code gets the elements of the formula's parameters, in their order: as they are declared, undeclared ones by
 * the alphabet. It gives derivatives by all that are not {@code const}. A failure has the report of {@code autodiff
 * check}: which derivatives are wrong, at how many points, where most of all, what they are there and should be.
 */
public final class DerivativeAssertions {
    private DerivativeAssertions() {}

    /** Code for a gradient. */
    @FunctionalInterface
    public interface Gradient {
        double[] at(double[] x) throws Exception;
    }

    /** Code for a Jacobian, a row for each result, or for a Hessian. */
    @FunctionalInterface
    public interface Matrix {
        double[][] at(double[] x) throws Exception;
    }

    /** The gradient of a formula, at a hundred random points where it has values. */
    public static void assertGradient(String formula, Gradient gradient) {
        assertGradient(formula, Points.usual(), gradient);
    }

    /**
     * The gradient of a formula.
     *
     * @throws CompileException if the formula is wrong
     * @throws IllegalArgumentException if the formula has no such parameters, or the code gives another number of
     *     derivatives
     */
    public static void assertGradient(String formula, Points points, Gradient gradient) {
        judge("gradient", formula, points, name -> HandWritten.ofDerivatives(name, gradient::at));
    }

    /** The Jacobian of a formula with several results, at a hundred random points. */
    public static void assertJacobian(String formula, Matrix jacobian) {
        assertJacobian(formula, Points.usual(), jacobian);
    }

    /**
     * The Jacobian of a formula with several results: a row for each.
     *
     * @throws CompileException if the formula is wrong
     */
    public static void assertJacobian(String formula, Points points, Matrix jacobian) {
        judge("Jacobian", formula, points, name -> HandWritten.ofDerivatives(name, x -> rows(jacobian.at(x))));
    }

    /** The Hessian of a formula, at a hundred random points. */
    public static void assertHessian(String formula, Matrix hessian) {
        assertHessian(formula, Points.usual(), hessian);
    }

    /**
     * The Hessian of a formula: all of it, though it is symmetric.
     *
     * @throws CompileException if the formula is wrong
     */
    public static void assertHessian(String formula, Points points, Matrix hessian) {
        judge("Hessian", formula, points, name -> HandWritten.ofSecond(name, x -> rows(hessian.at(x))));
    }

    private static double[] rows(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    private interface Code {
        HandWritten of(String name);
    }

    private static void judge(String what, String formula, Points points, Code code) {
        Reference reference = Reference.of(new Source("formula", formula), Options.DEFAULT);
        Report report =
                new Audit(reference, code.of(reference.name()), reference.variables()).at(points.of(reference));
        if (!report.isJudged()) {
            throw new AssertionFailedError("'" + reference.name()
                    + "' has no value at any of the points: choose others by Points.over or Points.at");
        }
        if (!report.isFine()) {
            throw new AssertionFailedError("the " + what + " of '" + reference.name() + "' is wrong\n" + report);
        }
    }
}
