package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.autodiff.Reverse;
import dev.autodiff.codegen.ClassSpec;
import dev.autodiff.codegen.HiddenClasses;
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
import org.junit.jupiter.api.Test;

/** Loops in bytecode give the bits of the reference interpreter, after all exact rewrites. */
class LoweringTest {
    private static final int GRAPHS = Integer.getInteger("graphs", 1500);

    @Test
    void randomGraphsGiveTheBitsOfTheInterpreter() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, false);
            check("seed " + seed, program, program.results());
        }
    }

    @Test
    void theirGradientsDoAsWell() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, false);
            Node y = program.last();
            List<Node> results = new ArrayList<>(List.of(y));
            results.addAll(Reverse.gradient(y, List.copyOf(program.arguments().keySet()), y.graph().constant(1, y.type())));
            check("seed " + seed, program, results);
        }
    }

    private static void check(String what, RandomTensors program, List<Node> results) {
        List<double[]> expected = Interpreter.evaluate(results, program.arguments(), program.sizes());
        Graph graph = results.get(0).graph();
        List<Node> simplified = results.stream().map(new Simplifier(graph, Level.EXACT, false).simplify(results)).toList();
        List<Node> expanded = simplified.stream().map(Expansion.expand(graph, simplified)).toList();
        List<double[]> actual = run(expanded, program);
        for (int i = 0; i < results.size(); i++) {
            assertThat(actual.get(i)).as(what + ", result " + i).containsExactly(expected.get(i));
        }
    }

    /** Runs the results as a class. */
    private static List<double[]> run(List<Node> results, RandomTensors program) {
        List<Argument> arguments = new ArrayList<>();
        List<Signature.Argument> types = new ArrayList<>();
        program.arguments().keySet().forEach(parameter -> {
            arguments.add(new Argument(parameter.op().symbol(), parameter));
            types.add(new Signature.Argument(parameter.op().symbol(), parameter.type()));
        });
        // both names of dimensions are in the signature, used or not
        types.add(new Signature.Argument("sizes", new Type(DType.F64, new Shape(
                List.of(Dimension.named("m"), Dimension.named("n"))))));
        List<Result> wanted = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            wanted.add(new Result("r" + i, results.get(i), i == 0 && results.get(0).type().isScalar(), false));
        }
        Plan plan = Planner.plan(arguments, wanted);
        Signature signature = new Signature("f", types, List.of(), results.get(0).type());
        TensorKernel kernel = HiddenClasses.define(Map.of("value", plan, "vjp", plan), signature, new ClassSpec("F", "f.ad", "", null, ""));
        List<Object> arrays = new ArrayList<>();
        program.arguments().forEach((parameter, data) -> arrays.add(array(parameter, data)));
        results.forEach(result -> arrays.add(array(result, new double[(int) result.shape().size().evaluate(program.sizes())])));
        kernel.value(program.sizes().values().stream().mapToInt(Integer::intValue).toArray(), arrays.toArray());
        return arrays.subList(arguments.size(), arrays.size()).stream().map(LoweringTest::doubles).toList();
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
