package dev.autodiff.examples;

import dev.autodiff.examples.formula.Energy;
import dev.autodiff.examples.formula.Force;
import dev.autodiff.examples.formula.Velocity;

/**
 * A pendulum, integrated by the leapfrog method. The physics is one formula, the energy
 * H = p²/(2 m l²) + m g l (1 - cos q); force -dH/dq and velocity dH/dp are derivatives that the compiler took.
 *
 * <p>Leapfrog is symplectic: the energy error stays of order h² for ever, where h is the step in time. SI units; q is
 * the angle in radians, p the angular momentum.
 */
public final class Pendulum {
    /** Each of Newton's steps to the vertical leaves the third power of what the one before it left. */
    private static final int CORRECTIONS = 3;

    private final double mass;
    private final double length;
    private final double gravity;
    private double angle;
    private double momentum;

    /** At rest, at an angle. */
    Pendulum(double mass, double length, double gravity, double angle) {
        this.mass = mass;
        this.length = length;
        this.gravity = gravity;
        this.angle = angle;
    }

    public static void main(String[] args) {
        Pendulum pendulum = new Pendulum(1, 1, 9.80665, 2);
        System.out.printf("period %.6f s for small angles, %.6f s from 2 rad%n",
                2 * Math.PI * Math.sqrt(pendulum.length / pendulum.gravity), pendulum.period(1e-3));
    }

    double angle() {
        return angle;
    }

    /** Energy in joule. */
    double energy() {
        return Energy.value(angle, momentum, mass, length, gravity);
    }

    /** Half a kick, a drift, half a kick. */
    void step(double h) {
        momentum += h / 2 * Force.value(angle, mass, length, gravity);
        angle += h * Velocity.value(momentum, mass, length);
        momentum += h / 2 * Force.value(angle, mass, length, gravity);
    }

    /** Four times the time from rest to the vertical, in seconds. */
    double period(double h) {
        double time = 0;
        for (; angle > 0; time += h) {
            step(h);
        }
        for (int i = 0; i < CORRECTIONS; i++) {
            double correction = -angle / Velocity.value(momentum, mass, length);
            step(correction);
            time += correction;
        }
        return 4 * time;
    }
}
