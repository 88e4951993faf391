package dev.autodiff.lowering;

import dev.autodiff.runtime.Dimension;
import java.util.List;
import java.util.Map;

/**
 * What a function does, in loops over arrays.
 *
 * @param arguments in the order of the parameters
 * @param results in the order of the request
 * @param requirements of the named dimensions
 * @param offsets where the buffers begin that are parts of arrays
 * @param saved the elements of the array for what the backward pass needs; null for a plan without it
 * @param doubles the elements of the workspace
 * @param floats the elements of the workspace for {@code f32}
 * @param hasFloats whether there is such a workspace, be it empty
 * @param tapes how many loops record something
 */
public record Plan(
        List<Buffer> arguments,
        List<Buffer> results,
        List<Requirement> requirements,
        List<Step> steps,
        Map<Buffer, Dimension> offsets,
        Dimension saved,
        Dimension doubles,
        Dimension floats,
        boolean hasFloats,
        int tapes) {
    public Plan {
        arguments = List.copyOf(arguments);
        results = List.copyOf(results);
        requirements = List.copyOf(requirements);
        steps = List.copyOf(steps);
        offsets = Map.copyOf(offsets);
    }

    /** Whether it takes the array for what the backward pass needs, be it empty. */
    public boolean hasSaved() {
        return saved != null;
    }

    /** Where the elements of the buffer begin in its array. */
    public Dimension offset(Buffer buffer) {
        return buffer.isWhole() ? Dimension.ZERO : offsets.get(buffer);
    }
}
