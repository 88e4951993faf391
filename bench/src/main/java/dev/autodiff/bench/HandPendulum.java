package dev.autodiff.bench;

/**
 * {@code damped_pendulum.ad} and its adjoint as one writes them by hand: one pass forward, one back over the recorded
 * states.
 */
final class HandPendulum {
    private static final double GRAVITY = 9.80665;

    /** What a step records: the angle, the velocity and four sines. */
    private static final int RECORDED = 6;

    private double[] states = new double[0];

    static double value(double length, double damping, double angle, double velocity, double time, int steps) {
        double h = time / steps;
        double q = angle;
        double w = velocity;
        double k = -GRAVITY / length;
        for (int i = 0; i < steps; i++) {
            double a1 = k * Math.sin(q) - damping * w;
            double w2 = w + h / 2 * a1;
            double a2 = k * Math.sin(q + h / 2 * w) - damping * w2;
            double w3 = w + h / 2 * a2;
            double a3 = k * Math.sin(q + h / 2 * w2) - damping * w3;
            double w4 = w + h * a3;
            double a4 = k * Math.sin(q + h * w3) - damping * w4;
            q += h / 6 * (w + 2 * w2 + 2 * w3 + w4);
            w += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        }
        return q;
    }

    /** @param gradient gets the derivatives by length, damping, angle and velocity */
    double gradient(
            double length, double damping, double angle, double velocity, double time, int steps, double[] gradient) {
        double h = time / steps;
        double k = -GRAVITY / length;
        if (states.length < RECORDED * steps) {
            states = new double[RECORDED * steps];
        }
        double q = angle;
        double w = velocity;
        for (int i = 0; i < steps; i++) {
            double s1 = Math.sin(q);
            double a1 = k * s1 - damping * w;
            double w2 = w + h / 2 * a1;
            double s2 = Math.sin(q + h / 2 * w);
            double a2 = k * s2 - damping * w2;
            double w3 = w + h / 2 * a2;
            double s3 = Math.sin(q + h / 2 * w2);
            double a3 = k * s3 - damping * w3;
            double w4 = w + h * a3;
            double s4 = Math.sin(q + h * w3);
            double a4 = k * s4 - damping * w4;
            record(RECORDED * i, q, w, s1, s2, s3, s4);
            q += h / 6 * (w + 2 * w2 + 2 * w3 + w4);
            w += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        }
        back(h, k, damping, steps, gradient);
        gradient[0] *= GRAVITY / (length * length);
        return q;
    }

    private void record(int at, double q, double w, double s1, double s2, double s3, double s4) {
        states[at] = q;
        states[at + 1] = w;
        states[at + 2] = s1;
        states[at + 3] = s2;
        states[at + 4] = s3;
        states[at + 5] = s4;
    }

    /** Leaves the derivative by k in the place of that by the length. */
    private void back(double h, double k, double damping, int steps, double[] gradient) {
        double dq = 1;
        double dw = 0;
        double dk = 0;
        double dc = 0;
        for (int i = steps - 1; i >= 0; i--) {
            int at = RECORDED * i;
            double q = states[at];
            double w = states[at + 1];
            double s1 = states[at + 2];
            double s2 = states[at + 3];
            double s3 = states[at + 4];
            double s4 = states[at + 5];
            double w2 = w + h / 2 * (k * s1 - damping * w);
            double w3 = w + h / 2 * (k * s2 - damping * w2);
            double w4 = w + h * (k * s3 - damping * w3);
            double da4 = h / 6 * dw;
            double dw4 = h / 6 * dq - damping * da4;
            double dq4 = k * Math.cos(q + h * w3) * da4;
            double da3 = h / 3 * dw + h * dw4;
            double dw3 = h / 3 * dq + h * dq4 - damping * da3;
            double dq3 = k * Math.cos(q + h / 2 * w2) * da3;
            double da2 = h / 3 * dw + h / 2 * dw3;
            double dw2 = h / 3 * dq + h / 2 * dq3 - damping * da2;
            double dq2 = k * Math.cos(q + h / 2 * w) * da2;
            double da1 = h / 6 * dw + h / 2 * dw2;
            dk += s1 * da1 + s2 * da2 + s3 * da3 + s4 * da4;
            dc -= w * da1 + w2 * da2 + w3 * da3 + w4 * da4;
            dw += h / 6 * dq + dw2 + dw3 + dw4 + h / 2 * dq2 - damping * da1;
            dq += dq2 + dq3 + dq4 + k * Math.cos(q) * da1;
        }
        gradient[0] = dk;
        gradient[1] = dc;
        gradient[2] = dq;
        gradient[3] = dw;
    }
}
