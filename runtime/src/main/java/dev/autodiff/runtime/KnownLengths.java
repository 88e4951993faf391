package dev.autodiff.runtime;

import java.util.List;
import java.util.Map;

/**
 * The lengths of what a function takes or gives, where its signature says all of them: a small function that is called
 * often spends less time than the dimensions of a signature take to be compared.
 */
final class KnownLengths {
    private final int[][] lengths;

    private KnownLengths(int[][] lengths) {
        this.lengths = lengths;
    }

    /** Those of some arguments, or null if a name or the value of an argument says one of them. */
    static KnownLengths of(List<Signature.Argument> arguments) {
        int[][] lengths = new int[arguments.size()][];
        for (int i = 0; i < lengths.length; i++) {
            Shape shape = arguments.get(i).type().shape();
            if (arguments.get(i).isLength() || !shape.isLiteral()) {
                return null;
            }
            lengths[i] = shape.lengths(Map.of());
        }
        return new KnownLengths(lengths);
    }

    /** Whether tensors have just these. */
    boolean areThoseOf(List<Tensor> tensors) {
        boolean areSame = tensors.size() == lengths.length;
        for (int i = 0; areSame && i < lengths.length; i++) {
            areSame = tensors.get(i).hasLengths(lengths[i]);
        }
        return areSame;
    }
}
