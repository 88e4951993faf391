package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3                                  | 3.0
            [1, 2, 3]                          | [1.0, 2.0, 3.0]
            [[1,2],[3,4]]                      | [[1.0, 2.0], [3.0, 4.0]]
            [ [ [ 1 ] , [ -2.5e-7 ] ] ]        | [[[1.0], [-2.5E-7]]]
            [NaN, nan, inf, -inf, Infinity]    | [NaN, NaN, Infinity, -Infinity, Infinity]
            ["NaN", "Infinity", "-Infinity"]   | [NaN, Infinity, -Infinity]
            [true, false]                      | [true, false]
            true                               | true
            []                                 | []
            [[], []]                           | [[], []]
            [[[]]]                             | [[[]]]
            """)
    void readsAndPrintsNestedArrays(String text, String printed) {
        assertThat(TensorText.print(TensorText.parse(text))).isEqualTo(printed);
        assertThat(TensorText.print(TensorText.parse(printed))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                   | f64
            [1, 2]              | f64[2]
            [[1, 2, 3], [4,5,6]]| f64[2, 3]
            []                  | f64[0]
            [[], []]            | f64[2, 0]
            [[true], [false]]   | bool[2, 1]
            """)
    void knowsTheType(String text, String type) {
        Tensor tensor = TensorText.parse(text);

        assertThat(new Type(tensor.dtype(), tensor.shape())).hasToString(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            [[1, 2], [3]]       | the array [1] has 1 element, and those before it have 2: all need the same length
            [[[1], [2]], [[3]]] | the array [1] has 1 element, and those before it have 2: all need the same length
            [[], [1]]           | the array [1] has 1 element, and those before it have 0: all need the same length
            [[1], []]           | the array [1] has 0 elements, and those before it have 1: all need the same length
            [1, [2]]            | element [1] is an array, and those before it are not
            [[], [[]]]          | element [1, 0] is an array, and those before it are not
            [[1], 2]            | element [1] is not an array, and those before it are
            [[1, 2], [3, x]]    | element [1, 1]: 'x' is not a number
            [1, 0x10]           | element [1]: '0x10' is not a number
            [1, 2f]             | element [1]: '2f' is not a number
            [1 2]               | element [0]: '1 2' is not a number
            [1, ]               | element [1] is missing
            [[1], ]             | element [1] is missing
            [, 1]               | element [0] is missing
            [1, 2               | the end of the array is missing: add ']'
            [                   | element [0] is missing
            [1] 2               | '2' behind the end of the array, at character 5
            [1]]                | ']' behind the end of the array, at character 4
            [[1] [2]]           | expected ',' or ']' at character 6, and got '['
            [1, true]           | element [1] is a truth, and there are numbers before it: write 1 and 0, or true and false
            [true, 0]           | element [1] is a number, and there are truths before it: write 1 and 0, or true and false
            x                   | 'x' is not a number
            ``                  | '' is not a number
            """)
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> TensorText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void keepsMessagesInOneLine() {
        String text = "{\"x\":\n  1" + "0".repeat(100) + "}";

        assertThatThrownBy(() -> TensorText.parse(text))
                .hasMessage("'{\"x\": 1" + "0".repeat(71) + "…' is not a number");
    }

    @Test
    void rejectsArraysThatAreNestedTooDeep() {
        String text = "[".repeat(1_000_000);

        assertThatThrownBy(() -> TensorText.parse(text)).hasMessage("arrays are nested deeper than 32 levels");
    }

    @Test
    void readsThirtyTwoAxes() {
        assertThat(TensorText.parse("[".repeat(32) + "1" + "]".repeat(32)).rank()).isEqualTo(32);
    }

    @Test
    void asksForTheValueOfOtherElements() {
        Tensor tensor = TensorText.parse("[1, f(2, 3)]", element -> element.equals("f(2, 3)") ? 5 : Double.NaN);

        assertThat(tensor.toArray()).containsExactly(1, 5);
    }

    @Test
    void readsBackRandomBits() {
        SplittableRandom random = new SplittableRandom(1);
        Tensor tensor = Tensor.of(
                new int[] {10, 5, 20},
                random.longs(1000).mapToDouble(Double::longBitsToDouble).toArray());

        Tensor read = TensorText.parse(TensorText.print(tensor));

        assertThat(read.lengths()).containsExactly(10, 5, 20);
        assertThat(read.toArray()).isEqualTo(tensor.toArray());
    }

    @Test
    void readsAMillionNumbers() {
        String text = "[" + "[1.5,-2],".repeat(500_000) + "[0,0]]";

        assertThat(TensorText.parse(text).lengths()).containsExactly(500_001, 2);
    }

    @Test
    void printsElementsAsTheirTypeHasThem() {
        assertThat(TensorText.print(Tensor.of(1, -2).as(DType.INT))).isEqualTo("[1, -2]");
        assertThat(TensorText.print(Tensor.of(1, 0).as(DType.BOOL))).isEqualTo("[true, false]");
        assertThat(TensorText.print(Tensor.of(0.1, 1e10).as(DType.F32))).isEqualTo("[0.1, 1.0E10]");
    }

    @Test
    void alignsColumns() {
        Tensor matrix = Tensor.of(new int[] {2, 3}, 1, -0.25, 3, 100, 5, 6);

        assertThat(TensorText.aligned(matrix, 4)).isEqualTo("""
                [[  1.0, -0.25, 3.0],
                     [100.0,   5.0, 6.0]]""");
    }

    @Test
    void separatesBlocksOfRows() {
        Tensor cube = Tensor.of(new int[] {2, 2, 1}, 1, 2, 3, 4);

        assertThat(cube).hasToString("""
                f64[2, 2, 1]
                [[[1.0],
                  [2.0]],

                 [[3.0],
                  [4.0]]]""");
    }

    @Test
    void showsTheEndsOfLargeAxes() {
        Tensor matrix = Tensor.of(new int[] {200, 8}, new double[1600]);

        String row = "[0.0, 0.0, 0.0, ..., 0.0, 0.0, 0.0]";
        String rows = String.join(",\n ", row, row, row, "...", row, row, row);
        assertThat(matrix).hasToString("f64[200, 8]\n[" + rows + "]");
    }

    @Test
    void showsAllOfAThousandElements() {
        double[] ones = new double[1000];
        Arrays.fill(ones, 1);

        assertThat(Tensor.of(ones).toString()).doesNotContain("...").hasLineCount(59);
        assertThat(Tensor.of(new double[1001])).hasToString("f64[1001] [0.0, 0.0, 0.0, ..., 0.0, 0.0, 0.0]");
    }

    @Test
    void namesTheTypeOfNumbersAndVectors() {
        assertThat(Tensor.scalar(1.5)).hasToString("f64 1.5");
        assertThat(Tensor.of(1, 2)).hasToString("f64[2] [1.0, 2.0]");
        assertThat(Tensor.of()).hasToString("f64[0] []");
        assertThat(Tensor.of(new int[] {2, 0})).hasToString("f64[2, 0]\n[[],\n []]");
    }

    @Test
    void jsonReadsBackAsAnEqualTensor() {
        SplittableRandom random = new SplittableRandom(2);
        double[] numbers = random.longs(24).mapToDouble(Double::longBitsToDouble).toArray();
        numbers[0] = Double.NaN;
        numbers[1] = Double.NEGATIVE_INFINITY;
        numbers[2] = -0.0;
        Tensor tensor = Tensor.of(new int[] {2, 3, 4}, numbers);

        assertThat(Tensor.parse(tensor.toJson())).isEqualTo(tensor).hasSameHashCodeAs(tensor);
        assertThat(Tensor.parse(tensor.as(DType.F32).toJson()).as(DType.F32)).isEqualTo(tensor.as(DType.F32));
        assertThat(Tensor.of(Double.NaN, 1 / 0.0, -1 / 0.0).toJson())
                .isEqualTo("[\"NaN\", \"Infinity\", \"-Infinity\"]");
    }

    @Test
    void tensorsAreEqualInTypeShapeAndBits() {
        assertThat(Tensor.of(1, 2)).isNotEqualTo(Tensor.of(new int[] {2, 1}, 1, 2));
        assertThat(Tensor.of(1, 2)).isNotEqualTo(Tensor.of(1, 2).as(DType.INT));
        assertThat(Tensor.of(0.0)).isNotEqualTo(Tensor.of(-0.0));
        assertThat(Tensor.of(new double[][] {{1, 2}, {3, 4}})).isEqualTo(Tensor.of(new int[] {2, 2}, 1, 2, 3, 4));
        assertThatThrownBy(() -> Tensor.of(new double[][] {{1, 2}, {3}}))
                .hasMessageContaining("row 1 has 1 elements");
    }

    @Test
    void answersPrintTheirNumbers() {
        var answer = new CompiledFunction.ValueAndGradient(2.5, new double[] {1, Double.NaN});

        assertThat(answer).hasToString("ValueAndGradient[value=2.5, gradient=[1.0, NaN]]");
        assertThat(answer.toJson()).isEqualTo("{\"value\": 2.5, \"gradient\": [1.0, \"NaN\"]}");
        Tensor one = Tensor.scalar(1);
        assertThat(new CompiledFunction.Hessian(one, Map.of("x", one), Map.of("x", Map.of("x", one))).toJson())
                .isEqualTo("{\"value\": 1.0, \"gradient\": {\"x\": 1.0}, \"blocks\": {\"x\": {\"x\": 1.0}}}");
    }
}
