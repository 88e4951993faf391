package dev.autodiff.runtime;

import java.util.List;
import java.util.Map;

/**
 * The types of what a function takes or gives, as arrays: to compare the dimensions of a signature takes longer than
 * many a small function that is called often.
 */
final class ArgumentTypes {
    private final DType[] dtypes;

    /** Null if a name or the value of an argument says one of them. */
    private final int[][] lengths;

    ArgumentTypes(List<Signature.Argument> arguments) {
        this.dtypes = arguments.stream().map(argument -> argument.type().dtype()).toArray(DType[]::new);
        boolean areKnown =
                arguments.stream().allMatch(argument -> !argument.isLength() && argument.type().shape().isLiteral());
        this.lengths = !areKnown
                ? null
                : arguments.stream().map(argument -> argument.type().shape().lengths(Map.of())).toArray(int[][]::new);
    }

    /** How many there are. */
    int count() {
        return dtypes.length;
    }

    /** Of the elements of one of them. */
    DType dtype(int index) {
        return dtypes[index];
    }

    /** Whether all lengths are known, and those of these tensors. */
    boolean haveLengthsOf(Tensor[] tensors) {
        boolean areSame = lengths != null && tensors.length == lengths.length;
        for (int i = 0; areSame && i < tensors.length; i++) {
            areSame = tensors[i].hasLengths(lengths[i]);
        }
        return areSame;
    }
}
