package dev.autodiff.bench;

import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents.Form;
import dev.autodiff.codegen.ClassContents;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The Jacobian of bundle adjustment, per observation: in coordinates from one call for all, beside one call of a class
 * of numbers for each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BundleBenchmark.OBSERVATIONS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BundleBenchmark {
    static final int OBSERVATIONS = 20_000;

    private static final int CAMERAS = 50;
    private static final int POINTS = 8_000;
    private static final int CAMERA = 11;

    /** Two residuals by 15 numbers, of which two are not in both; and the one by its weight. */
    private static final int VALUES = 29;

    private static final double[] TYPICAL = {0.1, 0.2, 0.3, -0.6, -0.7, -7, 500, 4, 0, -0.08, -0.02};
    private static final String PROGRAM = Generated.program("bundle.ad");
    private static final Options JACOBIAN = Options.DEFAULT.withDerivatives(Set.of(DerivativeKind.JACOBIAN));
    private static final MethodHandles.Lookup BUNDLE = Generated.define(
            "Bundle",
            PROGRAM,
            JACOBIAN.withFunction("residuals"),
            new ClassContents(Set.of(Form.POINT), Set.of(), true, true));
    private static final MethodHandles.Lookup OBSERVATION = Generated.define(
            "Observation",
            PROGRAM,
            JACOBIAN.withFunction("reprojection"),
            new ClassContents(Set.of(Form.POINT), Set.of(), false, false));
    private static final MethodHandle ALL = Generated.method(BUNDLE, "jacobian", ofAll());
    private static final MethodHandle SIZE = Generated.method(
            BUNDLE, "workspaceSize", MethodType.methodType(int.class, int.class, int.class, int.class));
    private static final MethodHandle ONE = Generated.method(
            OBSERVATION,
            "jacobian",
            MethodType.methodType(
                    void.class,
                    double[].class,
                    double[].class,
                    double.class,
                    double[].class,
                    double[].class,
                    double[].class));

    private final double[] cameras = new double[CAMERAS * CAMERA];
    private final double[] points = new double[3 * POINTS];
    private final double[] w = new double[OBSERVATIONS];
    private final double[] camera = new double[OBSERVATIONS];
    private final double[] point = new double[OBSERVATIONS];
    private final double[] features = new double[2 * OBSERVATIONS];
    private final double[] errors = new double[2 * OBSERVATIONS];
    private final double[] ofWeights = new double[OBSERVATIONS];
    private final double[] jacobian = new double[VALUES * OBSERVATIONS];
    private final double[] workspace;

    public BundleBenchmark() {
        Random random = new Random(1);
        Arrays.setAll(cameras, i -> TYPICAL[i % CAMERA] * (1 + random.nextDouble() / 10));
        Arrays.setAll(points, i -> random.nextDouble());
        Arrays.setAll(w, i -> 0.5 + random.nextDouble());
        Arrays.setAll(camera, i -> random.nextInt(CAMERAS));
        Arrays.setAll(point, i -> random.nextInt(POINTS));
        Arrays.setAll(features, i -> 100 * random.nextDouble());
        try {
            workspace = new double[(int) SIZE.invokeExact(POINTS, CAMERAS, OBSERVATIONS)];
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Dimensions, parameters, results, values of the Jacobian, workspace. */
    private static MethodType ofAll() {
        Class<?>[] types = new Class<?>[13];
        Arrays.fill(types, 0, 3, int.class);
        Arrays.fill(types, 3, types.length, double[].class);
        return MethodType.methodType(void.class, types);
    }

    @Benchmark
    public double[] inOneCall() throws Throwable {
        ALL.invokeExact(POINTS, CAMERAS, OBSERVATIONS, cameras, points, w, camera, point, features, errors, ofWeights,
                jacobian, workspace);
        return jacobian;
    }

    @Benchmark
    public double oneByOne() throws Throwable {
        double[] itsCamera = new double[CAMERA];
        double[] itsPoint = new double[3];
        double[] feature = new double[2];
        double[] error = new double[2];
        double[] block = new double[2 * (CAMERA + 3 + 1 + 2)];
        double sum = 0;
        for (int i = 0; i < OBSERVATIONS; i++) {
            System.arraycopy(cameras, CAMERA * (int) camera[i], itsCamera, 0, CAMERA);
            System.arraycopy(points, 3 * (int) point[i], itsPoint, 0, 3);
            System.arraycopy(features, 2 * i, feature, 0, 2);
            ONE.invokeExact(itsCamera, itsPoint, w[i], feature, error, block);
            sum += block[0];
        }
        return sum;
    }
}
