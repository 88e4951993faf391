package dev.autodiff.bench;

import dev.autodiff.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The work that {@code bench/peers} gives to other systems, done by generated classes and by loops written by hand;
 * prints one JSON object for each measurement. Arguments choose cases; without any, all run.
 */
public final class PeerCases {
    private static final int MATRICES = 100_000;

    private final PeerReport report;
    private final Set<String> wanted;

    private PeerCases(PeerReport report, Set<String> wanted) {
        this.report = report;
        this.wanted = wanted;
    }

    public static void main(String[] args) {
        PeerCases cases = new PeerCases(new PeerReport(System.out), new TreeSet<>(List.of(args)));
        for (int n : new int[] {1_000, 100_000, 1_000_000, 10_000_000}) {
            cases.seed(n);
        }
        cases.call(1_000_000);
        cases.polynomial(10_000_000);
        cases.network(128);
        cases.mixture(1_000);
        cases.mixture(10_000);
        cases.matrices(MATRICES);
    }

    private boolean isWanted(String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    /** A formula of a few transcendental functions, at several sizes: in the caches and out of them. */
    private void seed(int n) {
        if (isWanted("seed")) {
            double[] x = PeerInputs.column(1, n, 0.5, 4);
            double[] y = PeerInputs.column(2, n, -3, 3);
            double[][] results = new double[3][n];
            PeerClass formula = PeerClass.of("z = y*log(x) + sin(y)", Options.DEFAULT);
            report.measure("seed", n, "value", formula.batch("value", x, y, results[0]));
            report.measure(
                    "seed",
                    n,
                    "gradient",
                    formula.batch("gradient", x, y, results[0], results[1], results[2]),
                    results);
            report.measureByHand("seed", n, "value", () -> HandLoops.seedValue(x, y, results[0]));
            report.measureByHand("seed", n, "gradient", () -> HandLoops.seedGradient(x, y, results), results);
        }
    }

    /** The price of an option with five Greeks. */
    private void call(int n) {
        if (isWanted("call")) {
            double[][] options = {
                PeerInputs.column(1, n, 80, 120),
                PeerInputs.column(2, n, 80, 120),
                PeerInputs.column(3, n, 0, 0.05),
                PeerInputs.column(4, n, 0.1, 0.4),
                PeerInputs.column(5, n, 0.1, 2)
            };
            double[][] results = new double[6][n];
            PeerClass formula = PeerClass.of(program("black_scholes.ad"), Options.DEFAULT.withFunction("call"));
            Object[] arrays = PeerClass.joined(options, results);
            report.measure("call", n, "value", formula.batch("value", PeerClass.joined(options, results[0])));
            report.measure("call", n, "gradient", formula.batch("gradient", arrays), results);
            report.measureByHand("call", n, "value", () -> HandLoops.callValue(options, results[0]));
            report.measureByHand("call", n, "gradient", () -> HandLoops.callGradient(options, results), results);
        }
    }

    /** Nothing but additions and multiplications: memory is the limit, which a copy of as many bytes shows. */
    private void polynomial(int n) {
        if (isWanted("polynomial")) {
            double[] x = PeerInputs.column(1, n, -1, 1);
            double[] y = PeerInputs.column(2, n, -1, 1);
            double[][] results = new double[3][n];
            PeerClass formula = PeerClass.of("z = (x + 2)^2*3*y", Options.DEFAULT);
            report.measure("polynomial", n, "value", formula.batch("value", x, y, results[0]));
            report.measure(
                    "polynomial",
                    n,
                    "gradient",
                    formula.batch("gradient", x, y, results[0], results[1], results[2]),
                    results);
            report.measureCopy("polynomial", n, "value", 3);
            report.measureCopy("polynomial", n, "gradient", 5);
        }
    }

    /** One step of training: the loss of a batch, and its gradient by all weights. */
    private void network(int n) {
        if (isWanted("network")) {
            double[] w = PeerInputs.column(1, 784 * 128, -0.1, 0.1);
            double[] b = PeerInputs.column(2, 128, -0.1, 0.1);
            double[] v = PeerInputs.column(3, 128 * 10, -0.1, 0.1);
            double[] a = PeerInputs.column(4, 10, -0.1, 0.1);
            double[] x = PeerInputs.column(5, n * 784, 0, 1);
            double[] t = PeerInputs.digits(n);
            PeerClass network = PeerClass.of(
                    """
                    loss(w: f64[784, 128], b: f64[128], v: f64[128, 10], a: f64[10], const x: f64[n, 784], const t: int[n]) =
                      cross_entropy(tanh(x @ w + b) @ v + a, t)
                    """,
                    Options.DEFAULT);
            double[][] gradient = {
                new double[w.length], new double[b.length], new double[v.length], new double[a.length]
            };
            Object[] arguments = {n, w, b, v, a, x, t};
            double[] value = new double[1];
            double[] workspace = network.workspace(n);
            report.measure(
                    "network", n, "value", network.number(value, "value", PeerClass.joined(arguments, workspace)));
            report.measure(
                    "network",
                    n,
                    "gradient",
                    network.number(value, "gradient", PeerClass.joined(arguments, gradient, workspace)),
                    results(value, gradient));
        }
    }

    /** ADBench's mixture of normal distributions: 25 components of 10 dimensions. */
    private void mixture(int n) {
        if (isWanted("mixture")) {
            int d = 10;
            int k = 25;
            int p = d * (d - 1) / 2;
            double[][] weights = {
                PeerInputs.column(1, k, 0, 1),
                PeerInputs.column(2, k * d, 0, 1),
                PeerInputs.column(3, k * d, 0, 1),
                PeerInputs.column(4, k * p, 0, 1)
            };
            double[] x = PeerInputs.column(5, n * d, -1, 1);
            PeerClass mixture = PeerClass.of(program("mixture.ad"), Options.DEFAULT);
            double[][] gradient = {new double[k], new double[k * d], new double[k * d], new double[k * p]};
            Object[] arguments = PeerClass.joined(d, k, n, p, weights, x, PeerInputs.places(d), 1.0, 0.0);
            double[] value = new double[1];
            double[] workspace = mixture.workspace(d, k, n, p);
            report.measure(
                    "mixture", n, "value", mixture.number(value, "value", PeerClass.joined(arguments, workspace)));
            report.measure(
                    "mixture",
                    n,
                    "gradient",
                    mixture.number(value, "gradient", PeerClass.joined(arguments, gradient, workspace)),
                    results(value, gradient));
        }
    }

    /** Many products of small matrices. */
    private void matrices(int n) {
        if (isWanted("matrices")) {
            double[] a = PeerInputs.column(1, n * 16, -1, 1);
            double[] b = PeerInputs.column(2, n * 16, -1, 1);
            PeerClass products = PeerClass.of("f(a: f64[n, 4, 4], b: f64[n, 4, 4]) = sum((a @ b)^2)", Options.DEFAULT);
            double[][] gradient = new double[2][n * 16];
            double[] value = new double[1];
            double[] workspace = products.workspace(n);
            report.measure("matrices", n, "value", products.number(value, "value", n, a, b, workspace));
            report.measure(
                    "matrices",
                    n,
                    "gradient",
                    products.number(value, "gradient", n, a, b, gradient[0], gradient[1], workspace),
                    value,
                    gradient[0],
                    gradient[1]);
        }
    }

    private static double[][] results(double[] value, double[][] gradient) {
        return Stream.concat(Stream.of(value), Stream.of(gradient)).toArray(double[][]::new);
    }

    private static String program(String file) {
        try (InputStream program = PeerCases.class.getResourceAsStream(file)) {
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }
}
