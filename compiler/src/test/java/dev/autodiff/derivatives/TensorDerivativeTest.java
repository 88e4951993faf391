package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.DType;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For each function of tensors with a direction v and a cotangent w: {@code ⟨w, J·v⟩} by forward mode is {@code ⟨Jᵀ·w,
 * v⟩} by reverse mode, to rounding, and both are the central difference, to its error; at second order the same for
 * {@code ⟨Jᵀ·w, v⟩} as a function.
 */
class TensorDerivativeTest {
    private static final double ROUNDING = 1e-11;
    private static final double STEP = 1e-5;
    private static final double DIFFERENCE = 1e-6;
    private static final Map<String, Integer> SIZES = Map.of("n", 3, "m", 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f64[2, 3], y: f64[3]) = x*y + exp(y)/x",
                "f(x: f64[n, 3], y: f64[3, m]) = tanh(x @ y)",
                "f(x: f64[2, n, 3], y: f64[3, m]) = x @ y",
                "f(x: f64[4, 1, 2, 3], y: f64[2, 3, 2]) = x @ y",
                "f(x: f64[3], y: f64[2, 3, 4]) = x @ y",
                "f(x: f64[3, 3], y: f64[3, 2]) = einsum(\"ii,ij->j\", x, y)",
                "f(x: f64[2, 3], y: f64[3, 2]) = einsum(\"ab,bc,ca->\", x, y, eye(2))",
                "f(x: f64[2, 3], y: f64[4]) = einsum(\"ij,k->ki\", x, y)",
                "f(x: f64[2, 2], y: f64[2, 3]) = kron(x, y)",
                "f(x: f64[2, 3], y: f64[3]) = cross(x, y)",
                "f(x: f64[n], y: f64[m]) = outer(x, y)*dot(x, x)",
                "f(x: f64[4, 4]) = diag(x, 1)*trace(x) + diag(x, -1)",
                "f(x: f64[3]) = diag(x, 1) + diag(x, -1)",
                "f(x: f64[2, 3]) = diag_embed(x)",
                "f(x: f64[n, n]) = diag(x)*tril(x, -1)[n - 1, 0] + triu(x)[0]",
                "f(x: f64[3, 3]) = matrix_power(x, 5)",
                "f(x: f64[2, 3, 2]) = prod(x, axis=1)*prod(x)",
                "f(x: f64[2, 3]) = max(x, axis=1, keepdims=true)*min(x)",
                "f(x: f64[2, 3]) = logsumexp(x, axis=0) + norm(x, axis=1)[0]",
                "f(x: f64[2, 3]) = norm(x, 3, axis=1) + norm(x, 0.5) + norm(x, 1) + norm(x, inf) + norm(x, -2)",
                "f(x: f64[2, 3]) = var(x, axis=1)*std(x, axis=0)[1] + var(x, correction=0)",
                "f(x: f64[2, 4]) = median(x, axis=1, keepdims=true) + median(x)",
                "f(x: f64[3, 2]) = cumsum(x, axis=0)*cumprod(x, axis=1) + logcumsumexp(x, axis=0) + cummax(x, axis=0) + cummin(x)",
                "f(x: f64[2, 4]) = sort(x, axis=1, descending=true)*topk(x, 2)[0, 0] + sort(x, axis=0)",
                "f(x: f64[2, 3]) = transpose(x) @ x + permute(unsqueeze(x, 0), 2, 0, 1)[:, 0, 0]",
                "f(x: f64[2, 3], y: f64[1, 3]) = concat(x, y, x)*2 + concat([x, y, 3*x], axis=0)",
                "f(x: f64[3], y: f64[3]) = stack(x, y, x*y, axis=-1)",
                "f(x: f64[2, 3]) = flip(x, 1)*roll(x, 2) + roll(x, -1, axis=1) + flip(x)",
                "f(x: f64[2, 3]) = tile(x, 2, 1, 2) + pad(x[0, 0]*ones(1), 0, 5, value=x[1, 1])",
                "f(x: f64[2, 1, 3]) = broadcast_to(x, 2, 4, 3) + squeeze(x)[:, [0, 0, 1]][1]",
                "f(x: f64[5]) = x[::2]*x[::-2] + x[4:1:-1] + x[-3:]",
                "f(x: f64[4, 3, 2]) = x[[0, 2, 0], 1]*x[1:4, 2, 1:] + x[[1, 2, 3], [0, 1, -1]]",
                "f(x: f64[4, 3, 2]) = x[[1, 0], :, [1, 1]]",
                "f(x: f64[n, 3]) = x[1:, ::-1]*x[:n - 1] + x[n - 1]",
                "f(x: f64[4, 3]) = gather(x, 0, [[0, 1, 2], [3, 3, 3]]) + index_select(x, 0, [1, 1]) + take(x, [0, 11, -1])",
                "f(x: f64[4], y: f64[3]) = scatter_add(x, 0, [1, 1, -1], y)*x",
                "f(x: f64[2, 3]) = softmax(x)*log_softmax(x, axis=0) + normalize(x)",
                "f(x: f64[2, 3], y: f64[2, 3]) = cosine_similarity(x, y)",
                "f(x: f64[2, 4]) = layer_norm(x, [1, 2, 3, 4], 0.5) + glu(concat(x, x, axis=1))",
                "f(x: f64[3, 2, 2], y: f64[2]) = batch_norm(x, y, 2*y) + batch_norm_eval(x, y, y^2, y) + group_norm(x, 2, y)",
                "f(x: f64[2, 3]) = cross_entropy(x, [2, 0], label_smoothing=0.2) + nll_loss(x, softmax(x))",
                "f(x: f64[3], y: f64[3]) = mse_loss(x, y) + l1_loss(x, y) + huber_loss(x, y, 0.3) + kl_div(x, y) + bce_loss(y, x)",
                "f(x: f64[1, 2, 8], y: f64[3, 2, 3]) = conv1d(x, y, [1, 2, 3], stride=2, padding=1)",
                "f(x: f64[1, 2, 5, 4], y: f64[2, 2, 3, 2]) = conv2d(x, y, stride=[2, 1], dilation=[1, 2])",
                "f(x: f64[1, 1, 5, 4]) = max_pool2d(x, 2) + avg_pool2d(x, [2, 3], stride=[2, 1])",
                "f(x: f64[5]) = dropout(x, 0.4, seed=3)*x + linspace(x[0], x[1], 5)",
                "f(x: f64[2, 2]) = where(x > 1, [[1, 2], [3, 4]]*x, sqrt(x)) + clamp(x, 0.5, x[0, 0]*2)",
                "f(x: f64[4, 3]) = x[argmax(x[:, 0])]*x[int(floor(3*x[0, 0]))] + take(x, argsort(x))[0, 0]",
                "f(x: f64[3]) = grad(sum(x^3*cumprod(x)), x)"
            })
    void forwardAndReverseModeAgreeWithDifferences(String program) {
        check(Autodiff.written(new Source("test", program), Options.DEFAULT), program);
    }

    private static void check(Formula formula, String program) {
        Graph graph = formula.graph();
        List<Node> variables = formula.parameters().stream().map(Formula.Parameter::node).toList();
        List<Node> directions = variables.stream().map(variable -> graph.parameter("v", variable.type())).toList();
        Node w = graph.parameter("w", formula.result().type());
        Map<Node, double[]> point = new HashMap<>();
        Random random = new Random(program.hashCode());
        variables.forEach(variable -> point.put(variable, numbers(random, variable, 0.3, 0.95)));
        directions.forEach(direction -> point.put(direction, numbers(random, direction, -1, 1)));
        point.put(w, numbers(random, w, -1, 1));

        List<Node> gradient = Reverse.gradient(formula.result(), variables, w);
        double reverse = dot(gradient, directions, point);
        double forward = dot(List.of(w), List.of(Forward.tangent(formula.result(), variables, directions)), point);
        double difference = (moved(formula.result(), w, variables, directions, point, STEP)
                        - moved(formula.result(), w, variables, directions, point, -STEP))
                / (2 * STEP);

        double scale = Math.max(1, Math.abs(reverse));
        assertThat(forward).as("forward and reverse").isCloseTo(reverse, offset(ROUNDING * scale));
        assertThat(reverse).as("reverse and difference").isCloseTo(difference, offset(DIFFERENCE * scale));
        checkSecond(gradient, variables, directions, point);
    }

    /**
     * The derivative of the gradient along the direction: forward over reverse, against the difference of gradients.
     */
    private static void checkSecond(
            List<Node> gradient, List<Node> variables, List<Node> directions, Map<Node, double[]> point) {
        for (int i = 0; i < gradient.size(); i++) {
            double second = dot(
                    List.of(Forward.tangent(gradient.get(i), variables, directions)),
                    List.of(directions.get(i)),
                    point);
            double ahead = moved(gradient.get(i), directions.get(i), variables, directions, point, STEP);
            double behind = moved(gradient.get(i), directions.get(i), variables, directions, point, -STEP);
            double scale = Math.max(1, Math.abs(second));
            assertThat(second)
                    .as("second order")
                    .isCloseTo((ahead - behind) / (2 * STEP), offset(20 * DIFFERENCE * scale));
        }
    }

    private static double[] numbers(Random random, Node node, double low, double high) {
        assertThat(node.type().dtype()).isEqualTo(DType.F64);
        int size = 1;
        for (int length : node.shape().lengths(SIZES)) {
            size *= length;
        }
        return random.doubles(size, low, high).toArray();
    }

    private static double dot(List<Node> a, List<Node> b, Map<Node, double[]> point) {
        List<Node> all = new ArrayList<>(a);
        all.addAll(b);
        List<double[]> values = Interpreter.evaluate(all, point, SIZES);
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            double[] left = values.get(i);
            double[] right = values.get(a.size() + i);
            assertThat(left).hasSameSizeAs(right);
            for (int k = 0; k < left.length; k++) {
                sum += left[k] * right[k];
            }
        }
        return sum;
    }

    /** {@code ⟨weights, result⟩} where the variables have moved along the directions. */
    private static double moved(
            Node result,
            Node weights,
            List<Node> variables,
            List<Node> directions,
            Map<Node, double[]> point,
            double step) {
        Map<Node, double[]> elsewhere = new HashMap<>(point);
        for (int i = 0; i < variables.size(); i++) {
            double[] moved = point.get(variables.get(i)).clone();
            for (int k = 0; k < moved.length; k++) {
                moved[k] += step * point.get(directions.get(i))[k];
            }
            elsewhere.put(variables.get(i), moved);
        }
        return dot(List.of(result), List.of(weights), elsewhere);
    }
}
