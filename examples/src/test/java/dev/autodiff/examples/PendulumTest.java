package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.examples.formula.Force;
import org.junit.jupiter.api.Test;

class PendulumTest {
    private static final double MASS = 0.5;
    private static final double LENGTH = 0.8;
    private static final double GRAVITY = 9.80665;
    private static final double AMPLITUDE = 2;
    private static final double FREQUENCY = Math.sqrt(GRAVITY / LENGTH);

    private static Pendulum pendulum() {
        return new Pendulum(MASS, LENGTH, GRAVITY, AMPLITUDE);
    }

    /** 2π √(l/g) / agm(1, cos(amplitude/2)), after Gauss. */
    private static double exactPeriod() {
        double a = 1;
        double b = Math.cos(AMPLITUDE / 2);
        for (int i = 0; i < 10; i++) {
            double mean = (a + b) / 2;
            b = Math.sqrt(a * b);
            a = mean;
        }
        return 2 * Math.PI / FREQUENCY / a;
    }

    /** The program writes 1 - cos(q), which the compiler computes as 2 sin²(q/2): some roundings apart. */
    @Test
    void forceIsMinusTheSlopeOfTheEnergy() {
        for (double q = -3; q <= 3; q += 0.25) {
            assertThat(Force.value(q, MASS, LENGTH, GRAVITY))
                    .isCloseTo(-MASS * GRAVITY * LENGTH * Math.sin(q), within(1e-14));
        }
    }

    /**
     * Leapfrog with step h conserves H + h² G up to the order h⁴, with G = (q')² V''/12 - (V')²/(24 m l²), from the
     * formula of Baker, Campbell and Hausdorff. As (q')² is at most 2 (m g l)(1 - cos a)/(m l²) for the amplitude a, G
     * and with it the energy varies by no more than h² ω² m g l ((1 - cos a)/6 + 1/24); half a percent is left for h⁴.
     */
    @Test
    void energyIsConservedForHundredPeriods() {
        double h = 0.01 / FREQUENCY;
        double bound = 1.005 * 1e-4 * MASS * GRAVITY * LENGTH * ((1 - Math.cos(AMPLITUDE)) / 6 + 1.0 / 24);
        Pendulum pendulum = pendulum();
        double energy = pendulum.energy();

        for (double time = 0; time < 100 * exactPeriod(); time += h) {
            pendulum.step(h);
            assertThat(pendulum.energy()).isCloseTo(energy, within(bound));
        }
    }

    /**
     * The error is of second order: below (ω h)², and a fourth for half the step, up to the third order of the last,
     * shorter step.
     */
    @Test
    void periodIsThatOfTheEllipticIntegral() {
        double coarse = pendulum().period(0.02 / FREQUENCY) / exactPeriod() - 1;
        double fine = pendulum().period(0.01 / FREQUENCY) / exactPeriod() - 1;

        assertThat(fine).isCloseTo(0, within(1e-4));
        assertThat(coarse / fine).isCloseTo(4, within(0.2));
    }

    @Test
    void swingsBetweenTheAmplitudes() {
        Pendulum pendulum = pendulum();
        double h = exactPeriod() / 2000;
        for (int i = 0; i < 1000; i++) {
            pendulum.step(h);
        }

        assertThat(pendulum.angle()).isCloseTo(-AMPLITUDE, within(1e-4));
    }
}
