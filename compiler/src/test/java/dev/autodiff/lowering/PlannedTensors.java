package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Planner.Argument;
import dev.autodiff.lowering.Planner.Result;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier;
import dev.autodiff.simplify.Simplifier.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Some values of a random graph as a plan, after all exact rewrites, and what the interpreter says that they are. */
final class PlannedTensors {
    private final RandomTensors program;
    private final List<Node> results;
    private final List<double[]> expected;

    PlannedTensors(RandomTensors program, List<Node> results) {
        this.program = program;
        this.expected = Interpreter.evaluate(results, program.arguments(), program.sizes());
        Graph graph = results.get(0).graph();
        List<Node> simplified = results.stream().map(new Simplifier(graph, Level.EXACT, false).simplify(results)).toList();
        this.results = simplified.stream().map(Expansion.expand(graph, simplified)).toList();
    }

    List<double[]> expected() {
        return expected;
    }

    /** The values under the names that a class needs. */
    Map<String, Plan> plans() {
        List<Argument> arguments = new ArrayList<>();
        program.arguments().keySet().forEach(parameter -> arguments.add(new Argument(parameter.op().symbol(), parameter)));
        List<Result> wanted = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            wanted.add(new Result("r" + i, results.get(i), i == 0 && results.get(0).type().isScalar(), false));
        }
        Plan plan = Planner.plan(arguments, wanted);
        return Map.of("value", plan, "vjp", plan);
    }

    Signature signature() {
        List<Signature.Argument> types = new ArrayList<>();
        program.arguments().keySet().forEach(parameter -> types.add(new Signature.Argument(parameter.op().symbol(), parameter.type())));
        // both names of dimensions are in the signature, used or not
        types.add(new Signature.Argument("sizes", new Type(DType.F64, new Shape(List.of(Dimension.named("m"), Dimension.named("n"))))));
        return new Signature("f", types, List.of(), results.get(0).type());
    }

    /** The values from a class of the plan. */
    List<double[]> run(TensorKernel kernel) {
        List<Object> arrays = new ArrayList<>();
        program.arguments().forEach((parameter, data) -> arrays.add(array(parameter, data)));
        results.forEach(result -> arrays.add(array(result, new double[(int) result.shape().size().evaluate(program.sizes())])));
        kernel.value(program.sizes().values().stream().mapToInt(Integer::intValue).toArray(), arrays.toArray());
        return arrays.subList(program.arguments().size(), arrays.size()).stream().map(PlannedTensors::doubles).toList();
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
