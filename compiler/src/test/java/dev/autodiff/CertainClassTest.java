package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where one class outweighs all others, its loss, and what its share lacks to 1, are small numbers, which as
 * differences of large ones have no digits. Against sums of the others' exponentials, in which nothing cancels; first
 * and second derivatives too.
 */
class CertainClassTest {
    /** Some roundings, and those of the exponents. */
    private static final double RELATIVE = 1e-13;
    private static final double RELATIVE_OF_FLOATS = RELATIVE * 0x1p29;

    /** From shares that differ little to what no float tells from nothing. */
    private static final double[] GAPS = {0.5, 3, 20, 60};

    /** A function of classes, all derivatives of which follow from their shares. */
    private enum Truth {
        SUM {
            @Override
            double value(Shares p) {
                return p.largest() + p.loss();
            }

            @Override
            double first(Shares p, int i) {
                return p.of(i);
            }

            @Override
            double second(Shares p, int i, int j) {
                return i == j ? p.of(i) * p.ofOthers(i) : -p.of(i) * p.of(j);
            }
        },
        LOSS {
            @Override
            double value(Shares p) {
                return p.loss();
            }

            @Override
            double first(Shares p, int i) {
                return i == 0 ? -p.ofOthers(0) : p.of(i);
            }

            @Override
            double second(Shares p, int i, int j) {
                return SUM.second(p, i, j);
            }
        },
        OTHERS {
            @Override
            double value(Shares p) {
                return p.ofOthers(0);
            }

            @Override
            double first(Shares p, int i) {
                return p.of(0) * LOSS.first(p, i);
            }

            @Override
            double second(Shares p, int i, int j) {
                return p.of(0) * (LOSS.second(p, i, j) - LOSS.first(p, i) * LOSS.first(p, j));
            }
        },
        SHARE {
            @Override
            double value(Shares p) {
                return p.of(0);
            }

            @Override
            double first(Shares p, int i) {
                return -OTHERS.first(p, i);
            }

            @Override
            double second(Shares p, int i, int j) {
                return -OTHERS.second(p, i, j);
            }
        };

        abstract double value(Shares p);

        abstract double first(Shares p, int i);

        abstract double second(Shares p, int i, int j);
    }

    /** @param x the largest first */
    private record Shares(double... x) {
        double largest() {
            return x[0];
        }

        private double sum(int leftOut) {
            return IntStream.range(0, x.length)
                    .filter(i -> i != leftOut)
                    .mapToDouble(i -> Math.exp(x[i] - x[0]))
                    .sum();
        }

        double loss() {
            return Math.log1p(sum(0));
        }

        double of(int i) {
            return Math.exp(x[i] - x[0]) / sum(-1);
        }

        double ofOthers(int i) {
            return sum(i) / sum(-1);
        }

        @Override
        public String toString() {
            return Arrays.toString(x);
        }
    }

    /** @param text of x, a vector of scores, or of its elements a, b and c */
    private record Form(String text, Truth truth) {
        /** Whether there must be three classes. */
        boolean hasLength() {
            return text.contains("[1, 0, 0]") || text.contains("[0, 1, 1]");
        }
    }

    private static Stream<Form> forms(Truth truth, String... texts) {
        return Arrays.stream(texts).map(text -> new Form(text, truth));
    }

    private static Stream<Form> ofVectors() {
        return Stream.of(
                        forms(
                                Truth.SUM,
                                "logsumexp(x)",
                                "log(sum(exp(x)))",
                                "max(x) + log(sum(exp(x - max(x))))",
                                "logsumexp([x[0], x[1], x[2]])",
                                "x[0] - log_softmax(x)[0]"),
                        forms(
                                Truth.LOSS,
                                "-log_softmax(x)[0]",
                                "cross_entropy(x, 0)",
                                "cross_entropy(unsqueeze(x, 0), [0])",
                                "cross_entropy(x, [1, 0, 0])",
                                "nll_loss(log_softmax(x), 0)",
                                "logsumexp(x) - x[0]",
                                "log(sum(exp(x))) - x[0]",
                                "-log(softmax(x)[0])",
                                "-log(softmax(x))[0]",
                                "-log(exp(x - max(x))/sum(exp(x - max(x))))[0]",
                                "-log(exp(x[0])/sum(exp(x)))"),
                        forms(
                                Truth.SHARE,
                                "softmax(x)[0]",
                                "dot(softmax(x), [1, 0, 0])",
                                "exp(log_softmax(x)[0])",
                                "exp(x[0] - logsumexp(x))",
                                "exp(x[0])/sum(exp(x))",
                                "(exp(x)/sum(exp(x)))[0]",
                                "(exp(x - max(x))/sum(exp(x - max(x))))[0]"),
                        forms(
                                Truth.OTHERS,
                                "1 - softmax(x)[0]",
                                "(1 - softmax(x))[0]",
                                "sum(softmax(x)[1:])",
                                "dot(softmax(x), [0, 1, 1])",
                                "1 - exp(log_softmax(x)[0])",
                                "1 - (exp(x - max(x))/sum(exp(x - max(x))))[0]"))
                .flatMap(each -> each);
    }

    private static Stream<Form> ofRows() {
        return Stream.of(
                        forms(Truth.SUM, "logsumexp(x, axis=1)", "log(sum(exp(x), axis=1))"),
                        forms(
                                Truth.LOSS,
                                "-log_softmax(x, axis=1)[:, 0]",
                                "-log(softmax(x))[:, 0]",
                                "size(x, 0)*cross_entropy(x, int(zeros(size(x, 0))))"),
                        forms(
                                Truth.SHARE,
                                "softmax(x)[:, 0]",
                                "(exp(x)/sum(exp(x), axis=1, keepdims=true))[:, 0]",
                                "(softmax(x) @ eye(3))[:, 0]"),
                        forms(Truth.OTHERS, "1 - softmax(x)[:, 0]", "sum(softmax(x)[:, 1:], axis=1)"))
                .flatMap(each -> each);
    }

    private static Stream<Form> ofNumbers() {
        return Stream.of(
                        forms(Truth.SUM, "logsumexp([a, b, c])", "log(exp(a) + exp(b) + exp(c))"),
                        forms(
                                Truth.LOSS,
                                "-log(exp(a)/(exp(a) + exp(b) + exp(c)))",
                                "log(1 + exp(b - a) + exp(c - a))",
                                "-log_softmax([a, b, c])[0]"),
                        forms(Truth.SHARE, "softmax([a, b, c])[0]", "1/(1 + exp(b - a) + exp(c - a))"),
                        forms(Truth.OTHERS, "1 - softmax([a, b, c])[0]"))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> vectors() {
        return ofVectors()
                .flatMap(form -> Stream.of("f64[3]", form.hasLength() ? "f32[3]" : "f32[n]", "f64[n]")
                        .limit(form.hasLength() ? 2 : 3)
                        .map(type -> Arguments.of(form, type)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void keepsItsDigits(Form form, String type) {
        CompiledFunction function = Autodiff.compile("f(x: " + type + ") = " + form.text());
        boolean isSingle = type.startsWith("f32");
        for (double gap : GAPS) {
            Shares shares = new Shares(2 + gap, 2, 1.25);
            Tensor x = Tensor.of(shares.x()).as(isSingle ? DType.F32 : DType.F64);

            CompiledFunction.Hessian answer = function.hessian(x);

            assertDerivatives(
                    form.truth(),
                    shares,
                    isSingle ? RELATIVE_OF_FLOATS : RELATIVE,
                    answer.value().toArray()[0],
                    answer.gradient().get("x").toArray(),
                    answer.blocks().get("x").get("x").toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("ofRows")
    void keepsItsDigitsInEachOfTheRows(Form form) {
        CompiledFunction function = Autodiff.compile("f(x: f64[n, 3]) = sum(" + form.text() + ")");
        double[] other = {0.25, 0.5, 0.125};
        double atOther = function.value(Tensor.of(new int[] {1, 3}, other)).toArray()[0];
        for (double gap : GAPS) {
            Shares shares = new Shares(2 + gap, 2, 1.25);
            double[] rows = DoubleStream.concat(Arrays.stream(other), Arrays.stream(shares.x())).toArray();

            CompiledFunction.Hessian answer = function.hessian(Tensor.of(new int[] {2, 3}, rows));

            double[] all = answer.blocks().get("x").get("x").toArray();
            assertThat(answer.value().toArray()[0])
                    .isCloseTo(atOther + form.truth().value(shares), within(RELATIVE * (gap + 2)));
            assertDerivatives(
                    form.truth(),
                    shares,
                    RELATIVE,
                    form.truth().value(shares),
                    Arrays.copyOfRange(answer.gradient().get("x").toArray(), 3, 6),
                    IntStream.range(0, 9).mapToDouble(k -> all[6 * (3 + k / 3) + 3 + k % 3]).toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void keepsItsDigitsInNumbers(Form form) {
        CompiledFunction function = Autodiff.compile("f(a, b, c) = " + form.text());
        for (double gap : GAPS) {
            Shares shares = new Shares(2 + gap, 2, 1.25);

            assertDerivatives(
                    form.truth(),
                    shares,
                    RELATIVE,
                    function.value(shares.x()),
                    function.gradient(shares.x()),
                    Arrays.stream(function.hessian(shares.x())).flatMapToDouble(Arrays::stream).toArray());
        }
    }

    private static void assertDerivatives(
            Truth truth, Shares p, double relative, double value, double[] first, double[] second) {
        assertThat(value).isCloseTo(truth.value(p), relative(relative, truth.value(p)));
        for (int i = 0; i < first.length; i++) {
            double slope = truth.first(p, i);
            assertThat(first[i]).as("by %d of %s", i, p).isCloseTo(slope, relative(relative, slope));
            for (int j = 0; j < first.length; j++) {
                double curvature = truth.second(p, i, j);
                assertThat(second[first.length * i + j])
                        .as("by %d and %d of %s", i, j, p)
                        .isCloseTo(curvature, relative(relative, curvature));
            }
        }
    }

    private static Offset<Double> relative(double relative, double size) {
        return within(relative * Math.abs(size) + (relative == RELATIVE ? 0 : Float.MIN_NORMAL));
    }
}
