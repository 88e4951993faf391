package dev.autodiff.bench;

import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Formulas of open-source projects with the derivatives that those write by hand, and arguments for them. Each handle
 * is a constant, so that a call through it is one that the JIT may inline.
 */
final class RealWorld {
    static final MethodHandle FLOW = of(
            "powerflow.ad", "flow", null, DerivativeKind.JACOBIAN, MethodType.methodType(void.class, numbers(12, 2)));
    static final MethodHandle SABR =
            of("sabr.ad", "sabr", null, DerivativeKind.GRADIENT, MethodType.methodType(double.class, numbers(7, 1)));
    static final MethodHandle ROBOT = of(
            "ekf.ad",
            "dynamics",
            List.of("x"),
            DerivativeKind.JACOBIAN,
            MethodType.methodType(
                    void.class,
                    List.of(
                            double[].class,
                            double[].class,
                            double.class,
                            double.class,
                            double.class,
                            double.class,
                            double.class,
                            double[].class,
                            double[].class)));
    static final MethodHandle TWU =
            of("alpha.ad", "twu", null, DerivativeKind.HESSIAN, MethodType.methodType(double.class, numbers(3, 2)));
    static final MethodHandle HELMHOLTZ = of(
            "helmholtz.ad",
            "helmholtz",
            null,
            DerivativeKind.HESSIAN,
            MethodType.methodType(double.class, numbers(7, 2)));

    static final double[][] FLOW_POINTS = columns(
            Points.COUNT,
            0.9,
            1.1,
            0.9,
            1.1,
            -0.3,
            0.3,
            -0.3,
            0.3,
            -0.1,
            0.1,
            0.95,
            1.05,
            5,
            20,
            -0.2,
            0.2,
            0,
            0.1,
            0,
            0.1,
            0,
            0.1,
            0,
            0.1);

    /**
     * Away from the money: near it the expert's form loses digits, since it takes the difference of two numbers near 1.
     */
    static final double[][] SABR_POINTS =
            columns(Points.COUNT, 0.02, 0.05, 0.06, 0.09, 0.02, 0.2, 0.2, 0.8, -0.5, 0.5, 0.2, 0.8, 0.5, 5);

    static final double[][] ROBOT_POINTS = columns(
            Points.COUNT, 0, 1, 0, 1, -3, 3, -2, 2, -2, 2, -12, 12, -12, 12, -2, 2, -2, 2, -2, 2, -2, 2, 0.3, 0.5);
    static final double[][] TWU_POINTS = columns(Points.COUNT, 200, 600, 150, 650, 0, 0.5);
    static final double[][] HELMHOLTZ_POINTS =
            columns(Points.COUNT, 1, 2, 250, 400, 1, 2, 0.05, 0.2, 1, 5, 2.4, 2.42, -0.42, -0.4);

    private RealWorld() {}

    private static MethodHandle of(
            String file, String function, List<String> variables, DerivativeKind kind, MethodType type) {
        Options options = Options.DEFAULT.withFunction(function).withVariables(variables).withDerivatives(Set.of(kind));
        MethodHandles.Lookup formula = Generated.define(Generated.program(file), options, ClassContents.ALL);
        return Generated.method(formula, kind.toString(), type);
    }

    private static List<Class<?>> numbers(int numbers, int arrays) {
        List<Class<?>> types = new ArrayList<>(Collections.nCopies(numbers, double.class));
        types.addAll(Collections.nCopies(arrays, double[].class));
        return types;
    }

    /** @param bounds the lower and the upper one of each column */
    static double[][] columns(int points, double... bounds) {
        double[][] columns = new double[bounds.length / 2][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new SplittableRandom(i).doubles(points, bounds[2 * i], bounds[2 * i + 1]).toArray();
        }
        return columns;
    }
}
