package dev.autodiff.autograd;

import java.lang.StackWalker.StackFrame;

/**
 * Where in Java operations of one kind are recorded. Looking at the stack takes some microseconds, as much as a small
 * operation: so the first ones of a kind know their lines, and of those that follow one in many, whose line is named
 * for the others with that reservation.
 */
final class Spot {
    static final int EXACT = 1000;
    static final int EVERY = 1024;

    /** Threads may lose counts to each other, which does no harm. */
    private int count;

    private StackFrame last;

    /** The line that is running, or null where that would cost too much. */
    StackFrame caller() {
        int number = count++;
        if (number >= EXACT && number % EVERY != 0) {
            return null;
        }
        StackFrame frame = Place.caller();
        last = frame;
        return frame;
    }

    /** The line of an operation of this kind. */
    String text(StackFrame frame) {
        return frame != null ? Place.text(frame) : Place.text(last) + " or a line like it";
    }
}
