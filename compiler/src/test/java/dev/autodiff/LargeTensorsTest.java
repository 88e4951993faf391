package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Functions of a vector that no method could hold: what they are cut into stays small enough for the JIT, and computes
 * the same.
 */
@Tag("scale")
class LargeTensorsTest {
    private static final double[] X = {0.5, -1.25, 3};

    private static Analysis analyze(String text) {
        return Autodiff.analyze(new Source("large.ad", text), Options.DEFAULT);
    }

    private static String join(int count, String separator, String pattern) {
        return IntStream.range(0, count)
                .mapToObj(i -> pattern.replace("#+", Integer.toString(i + 1)).replace("#", Integer.toString(i)))
                .collect(Collectors.joining(separator));
    }

    private static void check(String text) {
        Analysis analysis = analyze(text);
        assertThat(MethodSizes.of(analysis.classFiles("Large", ClassContents.TENSORS)
                        .get(0)
                        .bytes()))
                .allSatisfy((method, size) -> assertThat(size).as(method).isLessThanOrEqualTo(8000));
        MemoryClassLoader javac = MemoryClassLoader.compileWithRuntime(
                Map.of("Large", analysis.javaSource("Large", ClassContents.TENSORS)));
        assertThat(MethodSizes.of(javac.bytes("Large")))
                .allSatisfy((method, size) -> assertThat(size).as(method).isLessThanOrEqualTo(8000));
        Pullback answer = analysis.load().valueAndGradient(Tensor.of(X));
        List<Node> results = new ArrayList<>(List.of(analysis.function().formula().result()));
        results.addAll(analysis.function().gradient());
        Node x = analysis.function().formula().parameters().get(0).node();
        List<double[]> expected = Interpreter.evaluate(results, Map.of(x, X), Map.of("n", X.length));
        assertThat(answer.value().toArray()).containsExactly(expected.get(0));
        assertThat(answer.gradient().get(0).toArray()).containsExactly(expected.get(1));
    }

    @Test
    void threeThousandOperationsOnEachElement() {
        check("f(x: f64[n]) = sum(" + join(1000, " + ", "sin(x*0.#)") + ")");
    }

    @Test
    void aChainOfManyStatements() {
        check("f(x: f64[n]) {\n y0 = x\n" + join(250, "\n", " y#+ = sin(y#)*0.5 + x") + "\n return sum(y250)\n}");
    }

    @Test
    void manySums() {
        check("f(x: f64[n]) {\n s0 = sum(x)\n" + join(150, "\n", " s#+ = sum(sin(x*s#))") + "\n return s150\n}");
    }

    @Test
    void manyTensorsThatWaitForEachOther() {
        check("f(x: f64[n]) {\n y0 = x\n" + join(150, "\n", " y#+ = cumsum(y#*0.5, 0)") + "\n return sum(y150)\n}");
    }

    @Test
    void threeHundredPartsOfOneTensor() {
        check("f(x: f64[n]) = sum(sin(concat(" + join(300, ", ", "x*#") + ", axis=0))*arange(300*n))");
    }

    @Test
    void threeHundredPartsOfDifferentShapes() {
        check("f(x: f64[n]) = sum(sin(concat(" + join(300, ", ", "zeros(#), x*#") + ", axis=0)))");
    }

    @Test
    void hundredsOfViewsOfFourAxes() {
        List<String> views = new ArrayList<>();
        for (String order : List.of(
                "0, 1, 2, 3",
                "1, 0, 3, 2",
                "3, 2, 1, 0",
                "2, 3, 1, 0",
                "1, 2, 3, 0",
                "3, 0, 2, 1",
                "2, 0, 1, 3",
                "0, 3, 2, 1")) {
            for (String row : List.of("", "[::-1]")) {
                for (String column : List.of("", "[:, ::-1]")) {
                    for (String last : List.of("", "[:, :, ::-1]", "[:, :, :, ::-1]", "[:, :, ::-1, ::-1]")) {
                        views.add("permute(y, " + order + ")" + row + column + last + "*" + views.size());
                    }
                }
            }
        }
        check(
                "f(x: f64[n]) {\n y = reshape(x, n, 1, 1, 1)*reshape(x, 1, n, 1, 1)*reshape(x, 1, 1, n, 1)*reshape(x, 1, 1, 1, n)\n return sum("
                        + String.join(" + ", views) + ")\n}");
    }

    @Test
    void moreParametersThanAMethodTakesAreAnError() {
        Analysis analysis = analyze("f(" + join(130, ", ", "x#: f64[n]") + ") = sum(" + join(130, " + ", "x#") + ")");

        assertThatThrownBy(analysis::load)
                .isInstanceOf(CompileException.class)
                .hasMessageContaining(
                        "error: large.ad: 'f' has more parameters and derivatives than a method of Java takes: 'vjp' would take more than 255");
    }

    @Test
    void asManyParametersAsAMethodTakes() {
        String text = "f(" + join(120, ", ", "x#: f64[n]") + ") = sum(" + join(120, "*", "x#") + ")";

        assertThat(MethodSizes.of(analyze(text)
                        .classFiles("Large", ClassContents.TENSORS)
                        .get(0)
                        .bytes()))
                .allSatisfy((method, size) -> assertThat(size).as(method).isLessThanOrEqualTo(8000));
    }
}
