package dev.autodiff.codegen;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The methods that are chosen for a class of scalars. Its derivatives follow from the entry points.
 *
 * @param forms of methods
 * @param shared inputs that are one number for all points in methods for many
 * @param isSparse whether Jacobians and Hessians are lists of their structural non-zeros
 * @param keepsTensors whether tensors that are small enough to be numbers stay tensors, as the runtime has them
 */
public record ClassContents(Set<Form> forms, Set<String> shared, boolean isSparse, boolean keepsTensors) {
    /** What a method works on. */
    public enum Form {
        /** One point, its numbers each an argument. */
        POINT,
        /** Many points, an array for each number. */
        BATCH,
        /** The same, in vector registers where there are some. */
        VECTOR;

        /** As options call it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final ClassContents ALL = new ClassContents(EnumSet.allOf(Form.class), Set.of(), false, false);

    /** The same, with all tensors as tensors. */
    public static final ClassContents TENSORS = new ClassContents(ALL.forms, ALL.shared, false, true);

    public ClassContents {
        forms = Set.copyOf(forms);
        shared = Set.copyOf(shared);
    }

    boolean isForOnePoint() {
        return forms.contains(Form.POINT);
    }

    boolean isForManyPoints() {
        return forms.contains(Form.BATCH) || usesVectors();
    }

    boolean usesVectors() {
        return forms.contains(Form.VECTOR);
    }
}
