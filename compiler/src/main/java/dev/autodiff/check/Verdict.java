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
    /**
     * Of what somebody wrote: right in more than half of its digits, and off by no more than the roundings of the
     * formula's own steps explain.
     */
    INACCURATE,
    /** The code has thrown an exception where the formula has a value and a derivative. */
    THROWS,
    WRONG;

    /** Whether nobody needs to do anything. */
    public boolean isFine() {
        return compareTo(THROWS) < 0;
    }
}
