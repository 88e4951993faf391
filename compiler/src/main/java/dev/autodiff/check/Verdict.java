package dev.autodiff.check;

/** What a check says about a number, from what says least to what matters most. */
public enum Verdict {
    /**
     * The function or its derivative does not exist here, or is beyond the range of a double, and nothing else is
     * claimed.
     */
    OUTSIDE_DOMAIN,
    /** The derivatives from the left and from the right differ, and the one in question lies between them. */
    KINK,
    OK,
    /** Off, but by no more than the true number changes with the last bits of the arguments. */
    ILL_CONDITIONED,
    WRONG
}
