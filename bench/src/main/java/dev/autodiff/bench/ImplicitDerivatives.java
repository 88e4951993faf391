package dev.autodiff.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Solutions of equations, fixed points and minima with derivatives by the implicit function theorem, beside the
 * derivatives of the iterations that a program would write itself: the processor time of a call, and by how much the
 * two gradients differ.
 */
public final class ImplicitDerivatives {
    private static final int ROUNDS = 60;

    /** A measurement takes some milliseconds, which is what clocks of threads can tell. */
    private static final long NANOSECONDS = 3_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The same function by the operators of solutions, and by its own iterations. */
    private record Case(String name, String implicit, String iterations, Tensor... point) {}

    /** What is computed has a use. */
    private double sum;

    private ImplicitDerivatives() {}

    private static List<Case> cases() {
        return List.of(
                new Case(
                        "Kepler's equation",
                        "f(M: f64, e: f64) = root(E -> E - e*sin(E) - M, M)",
                        newton("M: f64, e: f64", "M", "x - e*sin(x) - M", "1 - e*cos(x)"),
                        Tensor.scalar(1),
                        Tensor.scalar(0.5)),
                new Case(
                        "implied volatility",
                        PRICE + "f(S: f64, P: f64) = root(s -> price(S, s) - P, 0.3)",
                        PRICE + newton("S: f64, P: f64", "0.3", "price(S, x) - P", "vega(S, x)"),
                        Tensor.scalar(100),
                        Tensor.scalar(9)),
                new Case(
                        "saddle point, nested",
                        """
                        highest(b, x) = minimize(y -> y^2 + sin(y)/4 - b*x*y, 0)
                        inner(a, b, x) {
                          y = highest(b, x)
                          return a*x^2/2 + b*x*y - y^2 - sin(y)/4 + x
                        }
                        f(a: f64, b: f64) = minimize(x -> inner(a, b, x), 0)
                        """,
                        """
                        highest(b, x) {
                          y = 0
                          for k in 0:40 { y = y - (2*y + cos(y)/4 - b*x)/2.2 }
                          return y
                        }
                        f(a: f64, b: f64) {
                          x = 0
                          for k in 0:40 { x = x - (a*x + b*highest(b, x) + 1)/2.5 }
                          return x
                        }
                        """,
                        Tensor.scalar(2),
                        Tensor.scalar(0.7)),
                equilibrium(3),
                equilibrium(30),
                equilibrium(100));
    }

    private static final String PRICE = """
            d1(S, s) = (log(S/110) + (0.02 + s^2/2)*1.5)/(s*sqrt(1.5))
            price(S, s) = S*normcdf(d1(S, s)) - 110*exp(-0.03)*normcdf(d1(S, s) - s*sqrt(1.5))
            vega(S, s) = S*sqrt(1.5)*normpdf(d1(S, s))
            """;

    private static String newton(String head, String start, String residual, String slope) {
        return "f(" + head + ") {\n"
                + "  x = " + start + "\n"
                + "  step = 1\n"
                + "  count = 0\n"
                + "  while abs(step) > 1e-14*abs(x) and count < 50 {\n"
                + "    step = (" + residual + ")/(" + slope + ")\n"
                + "    x = x - step\n"
                + "    count = count + 1\n"
                + "  }\n"
                + "  return x\n"
                + "}\n";
    }

    /** A layer that is its own input, of n neurons, by the square of its state; weights halve each difference. */
    private static Case equilibrium(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] weights = random.doubles((long) n * n, -1, 1).map(w -> w / Math.sqrt(n)).toArray();
        String head = String.format("f(W: f64[%1$d, %1$d], b: f64[%1$d]) {%n", n);
        return new Case(
                "equilibrium of " + n + " neurons",
                head + "  x = fixpoint(x -> tanh(W @ x + b), zeros(" + n + "))\n  return sum(x^2)\n}\n",
                head + "  x = zeros(" + n + ")\n" + """
                  y = x + 1
                  count = 0
                  while norm(y - x) > 1e-14*norm(x) and count < 500 {
                    y = x
                    x = tanh(W @ y + b)
                    count = count + 1
                  }
                  return sum(x^2)
                }
                """,
                Tensor.of(new int[] {n, n}, weights),
                Tensor.of(random.doubles(n, -1, 1).toArray()));
    }

    /** @param args none */
    public static void main(String[] args) {
        System.out.println("microseconds a call: value and gradient of the solution; of the iterations; difference");
        ImplicitDerivatives comparison = new ImplicitDerivatives();
        cases().forEach(comparison::print);
        if (Double.isNaN(comparison.sum)) {
            System.out.println("some results are no numbers");
        }
    }

    private void print(Case each) {
        CompiledFunction implicit = Autodiff.compile(each.implicit());
        CompiledFunction iterations = Autodiff.compile(each.iterations());
        double[] times = new double[4];
        Arrays.fill(times, Double.POSITIVE_INFINITY);
        for (int round = 0; round < ROUNDS; round++) {
            measure(times, 0, () -> implicit.value(each.point()).item());
            measure(times, 1, () -> gradient(implicit, each.point())[0]);
            measure(times, 2, () -> iterations.value(each.point()).item());
            measure(times, 3, () -> gradient(iterations, each.point())[0]);
        }
        System.out.printf(
                Locale.ROOT,
                "%-26s %8.2f %8.2f   %8.2f %8.2f   %.0e%n",
                each.name(),
                times[0],
                times[1],
                times[2],
                times[3],
                difference(gradient(implicit, each.point()), gradient(iterations, each.point())));
    }

    private static double[] gradient(CompiledFunction function, Tensor... point) {
        return function.valueAndGradient(point).gradient().stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
                .toArray();
    }

    private static double difference(double[] a, double[] b) {
        double largest = Arrays.stream(a).map(Math::abs).max().orElseThrow();
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
        }
        return difference / largest;
    }

    /** Keeps the least time of a call, in microseconds. */
    private void measure(double[] times, int place, DoubleSupplier code) {
        long start = THREADS.getCurrentThreadCpuTime();
        long end = start;
        int calls = 0;
        while (end - start < NANOSECONDS) {
            sum += code.getAsDouble();
            calls++;
            end = THREADS.getCurrentThreadCpuTime();
        }
        times[place] = Math.min(times[place], (end - start) / 1e3 / calls);
    }
}
