package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.FreeNames;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Planner;
import dev.autodiff.lowering.PointPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * What a method for many points takes: an array for each input, or one number that all points share, and an array for
 * each output that is different from the others.
 */
final class BatchLayout {
    /** Beyond this a function has more stages than one method can call: there is no need to try. */
    private static final int MAX_NODES = 4_000;

    /** The range of points that the method behind the entry takes. */
    private static final int RANGE_SLOTS = 2;

    private final EntryMethod method;
    private final Set<String> shared;
    private final List<String> outputNames = new ArrayList<>();

    private BatchLayout(EntryMethod method, Set<String> shared) {
        this.method = method;
        this.shared = shared;
        FreeNames names = new FreeNames(method.inputNames());
        outputs().forEach(output -> outputNames.add(names.take(output.name())));
    }

    /** Null if all inputs are shared, or there are more arrays than a method can take. */
    static BatchLayout of(EntryMethod method, Set<String> shared) {
        BatchLayout layout = new BatchLayout(method, shared);
        int numbers = (int) method.entry().inputs().stream().filter(layout::isShared).count();
        int slots = method.entry().inputs().size() + numbers + layout.outputNames.size() + RANGE_SLOTS;
        // a column of each element of an array must not be mistaken for the array
        boolean isAmbiguous = method.entry().inputs().stream().allMatch(input -> input.array() != null)
                && method.entry().arguments().size() + method.entry().arrays().size()
                        == method.entry().inputs().size() + layout.outputNames.size();
        boolean fits = !isAmbiguous
                && numbers < method.entry().inputs().size()
                && slots <= ClassFile.MAX_ARGUMENT_SLOTS
                && !method.takesPointAsArray();
        return fits ? layout : null;
    }

    EntryMethod method() {
        return method;
    }

    List<Entry.Input> inputs() {
        return method.entry().inputs();
    }

    boolean isShared(Entry.Input input) {
        return shared.contains(input.array() == null ? input.name() : input.array());
    }

    /** The outputs that have an array, in the order of the arrays. */
    List<Entry.Output> outputs() {
        return method.entry().distinct();
    }

    /** The names of the arrays of outputs, none of them that of an input. */
    List<String> outputNames() {
        return outputNames;
    }

    /** The loop over all points as a plan, or null if it is too large to be done in registers. */
    Plan plan() {
        List<Node> nodes = method.entry().nodes();
        boolean[] needed = nodes.get(0).graph().reachable(nodes);
        int count = 0;
        for (boolean isNeeded : needed) {
            count += isNeeded ? 1 : 0;
        }
        if (count > MAX_NODES) {
            return null;
        }
        List<Planner.Argument> arrays = inputs().stream()
                .filter(input -> !isShared(input))
                .map(input -> new Planner.Argument(input.name(), input.node()))
                .toList();
        LinkedHashMap<String, Node> results = new LinkedHashMap<>();
        for (int i = 0; i < outputNames.size(); i++) {
            results.put(outputNames.get(i), outputs().get(i).node());
        }
        return PointPlan.of(arrays, results);
    }
}
