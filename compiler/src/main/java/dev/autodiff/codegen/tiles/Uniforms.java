package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.codegen.scalar.Schedule;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Variable;
import dev.autodiff.simd.Lane;
import java.util.List;
import java.util.Map;

/**
 * What is the same for all elements of a loop, one number behind the other in the scratch.
 *
 * @param lanes of the values
 * @param begin where the first one is
 */
record Uniforms(Map<Node, Lane> lanes, int begin) {
    /** Where a number is. */
    int place(Lane lane) {
        return begin + List.copyOf(lanes.values()).indexOf(lane);
    }

    /** Behind the last one. */
    int end() {
        return begin + lanes.size();
    }

    /** The parameters of the body that the values follow from, in order. */
    List<Node> parameters() {
        return Graph.inOrder(lanes.keySet()).stream()
                .filter(node -> node.op() instanceof Leaf.Parameter)
                .toList();
    }

    /** Computes the values and leaves them in the scratch. */
    void share(Body body, Map<Node, Variable> parameters, Variable scratch, boolean isFloat, SpecialCalls calls) {
        List<Node> values = List.copyOf(lanes.keySet());
        if (values.isEmpty()) {
            return;
        }
        Schedule schedule = Schedule.of(values);
        ScalarCode code = new ScalarCode(body, schedule, Constants.of(values), calls);
        parameters.forEach(code::bind);
        code.block(schedule.root());
        for (Node value : values) {
            body.store(scratch, integer(place(lanes.get(value))), Elements.stored(isFloat, code.value(value)));
        }
    }
}
