package dev.autodiff.check;

/** What a check says about a number, from what says least to what matters most. */
public enum Verdict {
    /** The function or its derivative does not exist here, or is beyond the range of a double. */
    OUTSIDE_DOMAIN,
    /** The derivatives from the left and from the right differ, or a condition sits exactly on its switch. */
    KINK,
    OK,
    /** Off, but not by more than the last bits of arguments and intermediate values can do. */
    ILL_CONDITIONED,
    WRONG
}
