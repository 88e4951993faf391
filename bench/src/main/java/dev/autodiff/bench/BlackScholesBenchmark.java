package dev.autodiff.bench;

import static dev.autodiff.runtime.Erf.erfc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;
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

/** The price of a European call and its five first derivatives, per option. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Points.COUNT)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BlackScholesBenchmark {
    private static final String PROGRAM = """
            cdf(x) = erfc(-x/sqrt(2))/2
            call(S, K, r, sigma, T) {
              d1 = (log(S/K) + (r + sigma^2/2)*T) / (sigma*sqrt(T))
              d2 = d1 - sigma*sqrt(T)
              return S*cdf(d1) - K*exp(-r*T)*cdf(d2)
            }
            """;
    private static final MethodHandles.Lookup FORMULA = Generated.define(PROGRAM);
    private static final MethodHandle VALUE = Generated.method(FORMULA, "value", MethodType.methodType(
            double.class, double.class, double.class, double.class, double.class, double.class));
    private static final MethodHandle GRADIENT = Generated.method(FORMULA, "gradient", MethodType.methodType(
            double.class, double.class, double.class, double.class, double.class, double.class, double[].class));

    private final double[] spot = Points.column(1, 80, 120);
    private final double[] strike = Points.column(2, 80, 120);
    private final double[] rate = Points.column(3, 0, 0.05);
    private final double[] volatility = Points.column(4, 0.1, 0.4);
    private final double[] time = Points.column(5, 0.1, 2);
    private final double[] greeks = new double[5];

    @Benchmark
    public double value() throws Throwable {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += (double) VALUE.invokeExact(spot[i], strike[i], rate[i], volatility[i], time[i]);
        }
        return sum;
    }

    @Benchmark
    public double gradient() throws Throwable {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += (double) GRADIENT.invokeExact(spot[i], strike[i], rate[i], volatility[i], time[i], greeks)
                    + sumOfGreeks();
        }
        return sum;
    }

    /**
     * The chain rule as a programmer writes it who differentiates this program, not the model: no use of S φ(d₁) = K
     * e⁻ʳᵀ φ(d₂).
     */
    @Benchmark
    public double gradientByHand() {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += byHand(spot[i], strike[i], rate[i], volatility[i], time[i], greeks) + sumOfGreeks();
        }
        return sum;
    }

    /** The textbook's closed forms of the Greeks, which use that identity and need one density only. */
    @Benchmark
    public double gradientByTextbook() {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            sum += byTextbook(spot[i], strike[i], rate[i], volatility[i], time[i], greeks) + sumOfGreeks();
        }
        return sum;
    }

    @Benchmark
    public double gradientByHipparchus() {
        double sum = 0;
        for (int i = 0; i < Points.COUNT; i++) {
            Gradient price = byHipparchus(
                    Gradient.variable(5, 0, spot[i]),
                    Gradient.variable(5, 1, strike[i]),
                    Gradient.variable(5, 2, rate[i]),
                    Gradient.variable(5, 3, volatility[i]),
                    Gradient.variable(5, 4, time[i]));
            sum += price.getValue();
            for (int k = 0; k < 5; k++) {
                sum += price.getPartialDerivative(k);
            }
        }
        return sum;
    }

    private double sumOfGreeks() {
        return greeks[0] + greeks[1] + greeks[2] + greeks[3] + greeks[4];
    }

    private static double byHand(double s, double k, double r, double sigma, double t, double[] greeks) {
        double ratio = s / k;
        double drift = r + sigma * sigma / 2;
        double root = Math.sqrt(t);
        double deviation = sigma * root;
        double d1 = (Math.log(ratio) + drift * t) / deviation;
        double d2 = d1 - deviation;
        double u1 = d1 / Math.sqrt(2);
        double u2 = d2 / Math.sqrt(2);
        double n1 = erfc(-u1) / 2;
        double n2 = erfc(-u2) / 2;
        double discount = Math.exp(-r * t);
        double discounted = k * discount;
        double byD1 = s * Math.exp(-u1 * u1) * 0.3989422804014327;
        double byD2 = -discounted * Math.exp(-u2 * u2) * 0.3989422804014327;
        double byNumerator = (byD1 + byD2) / deviation;
        double byDeviation = -byD2 - d1 * byNumerator;
        greeks[0] = byNumerator / s + n1;
        greeks[1] = -byNumerator / k - discount * n2;
        greeks[2] = byNumerator * t + discounted * n2 * t;
        greeks[3] = byNumerator * t * sigma + byDeviation * root;
        greeks[4] = byNumerator * drift + byDeviation * sigma / (2 * root) + discounted * n2 * r;
        return s * n1 - discounted * n2;
    }

    private static double byTextbook(double s, double k, double r, double sigma, double t, double[] greeks) {
        double root = Math.sqrt(t);
        double deviation = sigma * root;
        double d1 = (Math.log(s / k) + (r + sigma * sigma / 2) * t) / deviation;
        double d2 = d1 - deviation;
        double n1 = erfc(-d1 / Math.sqrt(2)) / 2;
        double n2 = erfc(-d2 / Math.sqrt(2)) / 2;
        double discount = Math.exp(-r * t);
        double density = Math.exp(-d1 * d1 / 2) * 0.3989422804014327;
        greeks[0] = n1;
        greeks[1] = -discount * n2;
        greeks[2] = k * t * discount * n2;
        greeks[3] = s * density * root;
        greeks[4] = s * density * sigma / (2 * root) + r * k * discount * n2;
        return s * n1 - k * discount * n2;
    }

    private static Gradient byHipparchus(Gradient s, Gradient k, Gradient r, Gradient sigma, Gradient t) {
        Gradient deviation = sigma.multiply(FastMath.sqrt(t));
        Gradient d1 = FastMath.log(s.divide(k))
                .add(r.add(sigma.multiply(sigma).divide(2)).multiply(t))
                .divide(deviation);
        Gradient d2 = d1.subtract(deviation);
        Gradient discount = FastMath.exp(r.negate().multiply(t));
        return s.multiply(cdf(d1)).subtract(k.multiply(discount).multiply(cdf(d2)));
    }

    private static Gradient cdf(Gradient x) {
        return Erf.erfc(x.negate().divide(Math.sqrt(2))).divide(2);
    }
}
