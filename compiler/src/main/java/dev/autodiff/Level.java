package dev.autodiff;

import dev.autodiff.simplify.Simplifier;

/** How freely a formula is rewritten. */
public enum Level {
    /** Results stay the same, bit for bit. */
    EXACT,
    /** The same function of real numbers, in forms that lose fewer digits. */
    STABLE,
    /** Forms that are faster, too, and may differ in the last digits. */
    FAST;

    Simplifier.Level internal() {
        return Simplifier.Level.valueOf(name());
    }
}
