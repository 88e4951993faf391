package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Planner.Argument;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a function of numbers does for many points: one loop over an array for each number that goes in or comes out.
 */
public final class PointPlan {
    /** How many points there are. */
    public static final String COUNT = "n$";

    private PointPlan() {}

    /**
     * @param parameters of the function
     * @param results by the names of their arrays
     */
    public static Plan of(List<Argument> parameters, LinkedHashMap<String, Node> results) {
        Type type = new Type(DType.F64, new Shape(List.of(Dimension.named(COUNT))));
        Access access = Access.dense(type.shape());
        List<Buffer> arguments = new ArrayList<>();
        List<Step.Input> inputs = new ArrayList<>();
        for (Argument parameter : parameters) {
            Buffer buffer = Buffer.argument(parameter.name(), type);
            arguments.add(buffer);
            inputs.add(new Step.Load(parameter.node(), buffer, access, null));
        }
        List<Buffer> buffers = new ArrayList<>();
        List<Step.Output> outputs = new ArrayList<>();
        results.forEach((name, value) -> {
            Buffer buffer = Buffer.result(name, type, false);
            buffers.add(buffer);
            outputs.add(new Step.Output(buffer, access, null, null, value));
        });
        Step loop = new Step.Loop(type.shape(), inputs, outputs, null, 0);
        return new Plan(
                arguments, buffers, List.of(), List.of(loop), Map.of(), null, Dimension.ZERO, Dimension.ZERO, false, 0);
    }
}
