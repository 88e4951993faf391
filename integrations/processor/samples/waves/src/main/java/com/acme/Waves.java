package com.acme;

import dev.autodiff.processor.Formula;

/** Functions that javac implements, and the classes of their derivatives: {@code Height} and {@code Speed}. */
public interface Waves {
    @Formula("height(x, t) = sin(x - 2*t)")
    double height(double x, double t);

    @Formula("""
            height(x, t) = sin(x - 2*t)
            speed(x, t) = grad(height(x, t), t)
            """)
    double speed(double x, double t);

    static void main(String[] args) {
        Waves waves = new WavesFormulas();
        double[] slopes = new double[2];
        Height.gradient(2, 1, slopes);
        System.out.println("height " + waves.height(2, 1) + ", speed " + waves.speed(2, 1));
        System.out.println("slope " + slopes[0] + ", speed " + slopes[1]);
    }
}
