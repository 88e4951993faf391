package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All pairs of shapes up to rank 3 with the sizes 0, 1 and 2, from the text to the class, against loops over indices.
 */
class BroadcastTest {
    private static final int MAX_RANK = 3;
    private static final int[] SIZES = {0, 1, 2};

    @Test
    void productsOfAllPairsHaveTheValuesAndCotangentsOfNumPysRule() {
        int fitting = 0;
        for (int[] a : shapes()) {
            for (int[] b : shapes()) {
                String program = ("f(a: f64" + Arrays.toString(a) + ", b: f64" + Arrays.toString(b) + ") = a*b")
                        .replace("f64[]", "f64");
                int[] common = common(a, b);
                if (common == null) {
                    assertThatThrownBy(() -> Autodiff.compile(program)).as(program).isInstanceOf(CompileException.class)
                            .hasMessageContaining(Arrays.toString(a)).hasMessageContaining(Arrays.toString(b));
                } else {
                    check(program, a, b, common);
                    fitting++;
                }
            }
        }
        assertThat(fitting).isEqualTo(940);
    }

    private static void check(String program, int[] a, int[] b, int[] common) {
        CompiledFunction function = Autodiff.compile(program);
        Tensor x = Tensor.of(a, numbers(a, 1));
        Tensor y = Tensor.of(b, numbers(b, 2));
        Tensor v = Tensor.of(common, numbers(common, 3));
        double[] value = new double[Tensor.size(common)];
        double[] da = new double[Tensor.size(a)];
        double[] db = new double[Tensor.size(b)];
        for (int i = 0; i < value.length; i++) {
            int inA = place(i, common, a);
            int inB = place(i, common, b);
            value[i] = x.at(inA) * y.at(inB);
            da[inA] += v.at(i) * y.at(inB);
            db[inB] += v.at(i) * x.at(inA);
        }
        CompiledFunction.Pullback answer = function.pullback(v, x, y);
        assertThat(answer.value().lengths()).as(program).containsExactly(common);
        assertThat(answer.value().toArray()).as(program).containsExactly(value);
        assertThat(answer.gradient().get(0).toArray()).as(program).containsExactly(da);
        assertThat(answer.gradient().get(1).toArray()).as(program).containsExactly(db);
    }

    private static List<int[]> shapes() {
        List<int[]> shapes = new ArrayList<>(List.of(new int[0]));
        for (int from = 0, rank = 1; rank <= MAX_RANK; rank++) {
            int to = shapes.size();
            for (int i = from; i < to; i++) {
                for (int size : SIZES) {
                    int[] longer = Arrays.copyOf(shapes.get(i), rank);
                    longer[rank - 1] = size;
                    shapes.add(longer);
                }
            }
            from = to;
        }
        return shapes;
    }

    /** Small halves, none of them 0: their sums and products are exact in any order. */
    private static double[] numbers(int[] shape, int seed) {
        double[] numbers = new double[Tensor.size(shape)];
        Arrays.setAll(numbers, i -> (i * 7 + seed * 3) % 11 - 5.5);
        return numbers;
    }

    private static int[] common(int[] a, int[] b) {
        int[] common = new int[Math.max(a.length, b.length)];
        for (int axis = 1; axis <= common.length; axis++) {
            int inA = axis > a.length ? 1 : a[a.length - axis];
            int inB = axis > b.length ? 1 : b[b.length - axis];
            if (inA != inB && inA != 1 && inB != 1) {
                return null;
            }
            common[common.length - axis] = inA == 1 ? inB : inA;
        }
        return common;
    }

    /** Where the element of a stretched shape comes from. */
    private static int place(int index, int[] stretched, int[] shape) {
        int place = 0;
        int stride = 1;
        int rest = index;
        for (int axis = 1; axis <= stretched.length; axis++) {
            int along = rest % stretched[stretched.length - axis];
            rest /= stretched[stretched.length - axis];
            if (axis <= shape.length) {
                place += shape[shape.length - axis] == 1 ? 0 : along * stride;
                stride *= shape[shape.length - axis];
            }
        }
        return place;
    }
}
