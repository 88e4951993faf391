package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An index that does not exist is an error that names what the user wrote: the index, its axis, its length and its
 * line.
 */
class IndexMessageTest {
    private static final List<String> BEFORE = List.of("w = exp(0*x) + x", "w = 2*x", "w = x", "w = x[::-1]");
    private static final List<String> BEHIND = List.of(
            "z = sum(v)", "u = sin(v)\nz = sum(u^2)", "z = sum(where(v > 1, v, 2*v))", "z = logsumexp(v*[1.5])");

    /**
     * Each axis of tensors of several ranks, with right indices along the others; a line is asked for in fused loops.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anElementThatDoesNotExist(long seed) {
        Random random = new Random(seed);
        int rank = 1 + random.nextInt(3);
        int wrong = random.nextInt(rank);
        int[] lengths = IntStream.range(0, rank).map(axis -> 2 + random.nextInt(3)).toArray();
        int index = random.nextBoolean() ? lengths[wrong] + random.nextInt(5) : -lengths[wrong] - 1 - random.nextInt(5);
        String brackets = IntStream.range(0, rank)
                .mapToObj(axis -> axis == wrong ? "k" : random.nextBoolean() ? ":" : "j")
                .collect(Collectors.joining(", ", "[", "]"));
        String message = "there is no index " + index + " in axis " + wrong + " of w" + brackets
                + ", which has the length " + lengths[wrong];

        String head = "input x: f64" + Arrays.toString(lengths) + "\ninput k: int\ninput j: int\n" + any(BEFORE, random)
                + "\n\n";
        assertFails(head + "v = w" + brackets + "\n" + any(BEHIND, random), message, 6, lengths, index);
        assertFails(head + "w" + brackets + " = 1; v = w\n" + any(BEHIND, random), message, 6, lengths, index);
        assertFails(
                head + "v = w\nfor i in 0:2 {\n  v = v + sum(w" + brackets + ")\n}\n" + any(BEHIND, random),
                message,
                8,
                lengths,
                index);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            take(x, [k])                        | 1 | 0
            take(x, k, axis=1)                  | 2 | 1
            index_select(x, 0, [0, k])          | 2 | 0
            gather(x, 1, [[0, k]])              | 2 | 1
            scatter_add(x, 0, [[k]], [[1]])     | 2 | 0
            cross_entropy(x, [k])               | 2 | 1
            nll_loss(x, [k])                    | 2 | 1
            x[[k, 0]]                           | 1 | 0
            x[:, [0, k]]                        | 2 | 1
            x[[0, 0], [k, 0]]                   | 2 | 1
            """)
    void anIndexOfAFunctionOrAList(String call, int rank, int axis) {
        int[] lengths = rank == 1 ? new int[] {3} : new int[] {1, 3};
        for (int index : new int[] {3, 7, -4, -100}) {
            String message = "there is no index " + index + " in axis " + axis + " of " + call
                    + ", which has the length " + lengths[axis];

            assertFails(
                    "input x: f64" + Arrays.toString(lengths) + "\ninput k: int\ninput j: int\ny = 2*x\nv = " + call
                            + "\nz = sum(3*v)",
                    message,
                    5,
                    lengths,
                    index);
        }
    }

    private static void assertFails(String program, String message, int line, int[] lengths, int index) {
        CompiledFunction function = Autodiff.compile(new Source("program", program), Options.DEFAULT);
        Tensor x = Tensor.wrap(
                DType.F64,
                lengths,
                IntStream.range(0, Tensor.size(lengths))
                        .mapToDouble(i -> 0.5 + i)
                        .toArray());
        List<Tensor> given = new ArrayList<>(
                List.of(x, Tensor.scalar(index).as(DType.INT), Tensor.scalar(0).as(DType.INT)));
        Tensor[] arguments = given.subList(0, function.parameters().size()).toArray(Tensor[]::new);

        IndexOutOfBoundsException e =
                catchThrowableOfType(IndexOutOfBoundsException.class, () -> function.value(arguments));
        assertThat(e).as(program).hasMessage(message);
        assertThat(Arrays.stream(e.getStackTrace())
                        .filter(frame -> "program".equals(frame.getFileName()))
                        .findFirst()
                        .orElseThrow()
                        .getLineNumber())
                .as(program)
                .isEqualTo(line);
        assertThat(catchThrowableOfType(
                        IndexOutOfBoundsException.class, () -> function.pullback(Tensor.scalar(1), arguments)))
                .as(program)
                .hasMessage(message);
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
