package com.acme;

/** Prices an option; {@code Call} and {@code Gamma} are what black_scholes.ad becomes. */
public final class Options {
    private Options() {}

    public static void main(String[] args) {
        double[] greeks = new double[2];
        double price = Call.gradient(100, 105, 0.05, 0.2, 0.5, greeks);
        System.out.printf("price %.4f, delta %.4f, vega %.4f, gamma %.5f%n",
                price, greeks[0], greeks[1], Gamma.value(100, 105, 0.05, 0.2, 0.5));
    }
}
