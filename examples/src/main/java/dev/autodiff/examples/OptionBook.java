package dev.autodiff.examples;

import dev.autodiff.examples.formula.Call;
import dev.autodiff.examples.formula.Delta;
import dev.autodiff.examples.formula.Vega;
import java.util.Arrays;
import java.util.Locale;

/**
 * A book of European call options with prices and Greeks, as columns: element i of each array belongs to option i.
 * Prices follow Black, Scholes and Merton: S N(d1) - K exp(-r T) N(d2) with d1, d2 = (log(S/K) + (r ± sigma²/2)
 * T)/(sigma √T).
 *
 * <p>The class {@code Call} gives all first derivatives with the price. {@code Delta} and {@code Vega} are derivatives
 * themselves, {@code grad(call(…), S)} in the formula's language; their gradients are the Greeks of second order.
 */
public final class OptionBook {
    private static final int COLUMNS = 5;

    /** Asset, strike, rate, volatility, time to expiry; the order of the formula's parameters. */
    private final double[][] options;

    private OptionBook(double[][] options) {
        this.options = options;
    }

    /** One strike after the other on the same asset. */
    static OptionBook ofStrikes(double asset, double rate, double volatility, double years, double... strikes) {
        double[][] columns = new double[COLUMNS][strikes.length];
        Arrays.fill(columns[0], asset);
        columns[1] = strikes.clone();
        Arrays.fill(columns[2], rate);
        Arrays.fill(columns[3], volatility);
        Arrays.fill(columns[4], years);
        return new OptionBook(columns);
    }

    public static void main(String[] args) {
        System.out.print(ofStrikes(100, 0.05, 0.2, 0.5, 80, 90, 100, 110, 120).table());
    }

    int size() {
        return options[0].length;
    }

    /** Price, and its derivatives by S, K, r, sigma and T. */
    double[][] pricesAndGradients() {
        double[][] o = options;
        double[][] g = new double[1 + COLUMNS][size()];
        Call.gradient(o[0], o[1], o[2], o[3], o[4], g[0], g[1], g[2], g[3], g[4], g[5]);
        return g;
    }

    /** Delta, and its derivatives by S (gamma), K, r, sigma (vanna) and T (charm, with the opposite sign). */
    double[][] deltas() {
        double[][] o = options;
        double[][] g = new double[1 + COLUMNS][size()];
        Delta.gradient(o[0], o[1], o[2], o[3], o[4], g[0], g[1], g[2], g[3], g[4], g[5]);
        return g;
    }

    /** Vega, and its derivatives by sigma (volga) and T (veta); the class was compiled with {@code --wrt sigma,T}. */
    double[][] vegas() {
        double[][] o = options;
        double[][] g = new double[3][size()];
        Vega.gradient(o[0], o[1], o[2], o[3], o[4], g[0], g[1], g[2]);
        return g;
    }

    String table() {
        double[][] price = pricesAndGradients();
        double[][] delta = deltas();
        double[][] vega = vegas();
        StringBuilder table = new StringBuilder(
                row("%9s", "strike", "price", "delta", "vega", "theta", "rho", "gamma", "vanna", "volga", "charm"));
        for (int i = 0; i < size(); i++) {
            table.append(row("%9.4f", options[1][i], price[0][i], price[1][i], price[4][i], -price[5][i], price[3][i],
                    delta[1][i], delta[4][i], vega[1][i], -delta[5][i]));
        }
        return table.toString();
    }

    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format.repeat(cells.length) + "\n", cells);
    }
}
