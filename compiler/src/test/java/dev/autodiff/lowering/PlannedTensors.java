package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Planner.Argument;
import dev.autodiff.lowering.Planner.Result;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier.Level;
import dev.autodiff.simplify.Simplifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Some values of a graph as a plan, after all exact rewrites, and what the interpreter says that they are. */
final class PlannedTensors {
    private final Map<Node, double[]> arguments;
    private final Map<String, Integer> sizes;
    private final List<Node> results;
    private final List<Node> values;
    private List<double[]> expected;

    PlannedTensors(RandomTensors program, List<Node> results) {
        this(program.arguments(), program.sizes(), results);
    }

    /**
     * @param arguments the parameters with the elements they have
     * @param sizes of the dimensions m and n
     */
    PlannedTensors(Map<Node, double[]> arguments, Map<String, Integer> sizes, List<Node> results) {
        this.arguments = arguments;
        this.sizes = sizes;
        this.values = results;
        Graph graph = results.get(0).graph();
        List<Node> settled = results.stream().map(LoopNormalization.settle(graph, results, true)).toList();
        List<Node> simplified = settled.stream()
                .map(new Simplifier(graph, Level.EXACT, false).simplify(settled))
                .toList();
        this.results = simplified.stream().map(Decomposition.expand(graph, simplified)).toList();
    }

    List<double[]> expected() {
        if (expected == null) {
            expected = Interpreter.evaluate(values, arguments, sizes);
        }
        return expected;
    }

    /** The values under the names that a class needs. */
    Map<String, Plan> plans() {
        Plan plan = plan();
        return Map.of("value", plan, "vjp", plan);
    }

    Plan plan() {
        List<Argument> parameters = new ArrayList<>();
        arguments.keySet().forEach(parameter -> parameters.add(new Argument(parameter.op().symbol(), parameter)));
        List<Result> wanted = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            wanted.add(new Result("r" + i, results.get(i), i == 0 && results.get(0).type().isScalar(), false));
        }
        return Planner.plan(parameters, wanted);
    }

    Signature signature() {
        List<Signature.Argument> types = new ArrayList<>();
        arguments
                .keySet()
                .forEach(parameter ->
                        types.add(new Signature.Argument(parameter.op().symbol(), parameter.type())));
        // both names of dimensions are in the signature, used or not
        types.add(new Signature.Argument(
                "sizes", new Type(DType.F64, new Shape(List.of(Dimension.named("m"), Dimension.named("n"))))));
        return new Signature("f", types, List.of(), results.get(0).type());
    }

    /** The values from a class of the plan. */
    List<double[]> run(TensorKernel kernel) {
        List<Object> arrays = new ArrayList<>();
        arguments.forEach((parameter, data) -> arrays.add(array(parameter, data)));
        results.forEach(result -> arrays.add(array(result, new double[(int) result.shape().size().evaluate(sizes)])));
        kernel.value(sizes.values().stream().mapToInt(Integer::intValue).toArray(), arrays.toArray());
        return arrays.subList(arguments.size(), arrays.size()).stream().map(PlannedTensors::doubles).toList();
    }

    private static Object array(Node node, double[] data) {
        if (node.type().dtype() != DType.F32) {
            return data;
        }
        float[] floats = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            floats[i] = (float) data[i];
        }
        return floats;
    }

    private static double[] doubles(Object array) {
        if (array instanceof double[] doubles) {
            return doubles;
        }
        float[] floats = (float[]) array;
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
