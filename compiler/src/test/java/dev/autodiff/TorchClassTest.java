package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.autodiff.TorchTensorTest.Case;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes of programs with PyTorch's operators on tensors compute what the interpreter computes of their graphs.
 */
class TorchClassTest {
    @ParameterizedTest
    @MethodSource("dev.autodiff.TorchTensorTest#cases")
    void givesTheBitsOfTheInterpreter(Case test) {
        for (String expression : TorchPrograms.outputs(test.id(), test.json().getString("call"))) {
            Analysis analysis = Autodiff.analyze(new Source("test", test.program(expression)), Options.DEFAULT);
            CompiledFunction function = analysis.load();
            Map<Node, double[]> arguments = new HashMap<>();
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < function.signature().parameters().size(); i++) {
                Signature.Argument parameter = function.signature().parameters().get(i);
                double[] data = TorchTensorTest.numbers(
                        (JsonObject) test.json().getObject("inputs").get(parameter.name()));
                arguments.put(analysis.pullback().formula().parameters().get(i).node(), data);
                tensors.add(Tensor.wrap(DType.F64, parameter.type().shape().lengths(Map.of()), data)
                        .as(parameter.type().dtype()));
            }
            check(analysis, function, tensors.toArray(new Tensor[0]), arguments);
        }
    }

    private static void check(
            Analysis analysis, CompiledFunction function, Tensor[] tensors, Map<Node, double[]> arguments) {
        List<Node> results = new ArrayList<>(List.of(analysis.pullback().formula().result()));
        results.addAll(analysis.pullback().gradient());
        int[] lengths = function.signature().result().shape().lengths(Map.of());
        double[] ones = new double[Tensor.size(lengths)];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = 1 + i;
        }
        if (!analysis.pullback().cotangents().isEmpty()) {
            arguments.put(analysis.pullback().cotangents().get(0), ones);
        }
        List<double[]> expected = Interpreter.evaluate(results, arguments, Map.of());
        CompiledFunction.Pullback answer = function.pullback(Tensor.wrap(DType.F64, lengths, ones), tensors);
        assertThat(answer.value().toArray()).containsExactly(expected.get(0));
        assertThat(function.value(tensors).toArray()).containsExactly(expected.get(0));
        for (int i = 1; i < expected.size(); i++) {
            assertThat(answer.gradient().get(i - 1).toArray())
                    .as(function.variables().get(i - 1))
                    .containsExactly(expected.get(i));
        }
    }
}
