package dev.autodiff.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A damped pendulum by the method of Runge and Kutta: the end angle, and its derivatives by length, damping and the
 * start.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class LoopBenchmark {
    private static final String PROGRAM = """
            acceleration(angle, velocity, length, damping) = -9.80665/length*sin(angle) - damping*velocity
            end_angle(length, damping, angle, velocity, const time, const steps) {
              h = time/steps
              q = angle
              w = velocity
              for i in 0:steps {
                a1 = acceleration(q, w, length, damping)
                w2 = w + h/2*a1
                a2 = acceleration(q + h/2*w, w2, length, damping)
                w3 = w + h/2*a2
                a3 = acceleration(q + h/2*w2, w3, length, damping)
                w4 = w + h*a3
                a4 = acceleration(q + h*w3, w4, length, damping)
                q = q + h/6*(w + 2*w2 + 2*w3 + w4)
                w = w + h/6*(a1 + 2*a2 + 2*a3 + a4)
              }
              return q
            }
            """;
    private static final MethodHandles.Lookup PENDULUM = Generated.define(PROGRAM);
    private static final MethodType POINT = MethodType.methodType(
            double.class, double.class, double.class, double.class, double.class, double.class, double.class);
    private static final MethodHandle VALUE = Generated.method(PENDULUM, "value", POINT);
    private static final MethodHandle GRADIENT =
            Generated.method(PENDULUM, "gradient", POINT.appendParameterTypes(double[].class));

    @Param("10000")
    private int steps;

    private final HandPendulum byHand = new HandPendulum();
    private final double[] gradient = new double[4];
    private double length = 1;
    private double angle = 2;

    @Benchmark
    public double value() throws Throwable {
        return (double) VALUE.invokeExact(length, 0.1, angle, 0.0, 10.0, (double) steps);
    }

    @Benchmark
    public double valueByHand() {
        return HandPendulum.value(length, 0.1, angle, 0, 10, steps);
    }

    @Benchmark
    public double gradient() throws Throwable {
        return (double) GRADIENT.invokeExact(length, 0.1, angle, 0.0, 10.0, (double) steps, gradient) + gradient[0];
    }

    @Benchmark
    public double gradientByHand() {
        return byHand.gradient(length, 0.1, angle, 0, 10, steps, gradient) + gradient[0];
    }
}
