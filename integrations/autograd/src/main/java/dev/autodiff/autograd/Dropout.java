package dev.autodiff.autograd;

/** Sets elements to 0 at random while it is trained, and lets the others grow so that the mean stays. */
public final class Dropout implements Layer {
    private final double share;
    private final Generator random;
    private boolean isTraining = true;

    /**
     * @param share of elements that are dropped, in [0, 1)
     * @throws AutogradException if it is outside
     */
    public Dropout(double share, Generator random) {
        if (!(share >= 0 && share < 1)) {
            throw Place.error("a share of " + share + " cannot be dropped", "it lies in [0, 1)");
        }
        this.share = share;
        this.random = random;
    }

    /** The numbers are a leaf, not a part of the program, so that every step runs the same compiled function. */
    @Override
    public Variable forward(Variable x) {
        return isTraining
                ? Functions.where(random.rand(x.lengths()).lt(share), 0, x.over(1 - share))
                : x;
    }

    @Override
    public void train(boolean training) {
        isTraining = training;
    }
}
