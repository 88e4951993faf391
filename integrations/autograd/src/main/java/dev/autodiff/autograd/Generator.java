package dev.autodiff.autograd;

/** Random numbers one after the other, the same for the same seed on every machine; not for several threads at once. */
public final class Generator {
    private final int seed;
    private int drawn;

    public Generator(int seed) {
        this.seed = seed;
    }

    /** Of the standard normal distribution. */
    public Variable randn(int... shape) {
        return Functions.randn(shape, Named.seed(next()));
    }

    /** Spread evenly over [0, 1). */
    public Variable rand(int... shape) {
        return Functions.rand(shape, Named.seed(next()));
    }

    /** Each draw has a seed of its own; the hash behind it sees to it that neighbouring ones have nothing in common. */
    private int next() {
        return 31 * seed + drawn++;
    }
}
