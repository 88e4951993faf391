package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.source.CompileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * First programs of people who come from the tutorials of NumPy, PyTorch, JAX, SymPy, Julia and MATLAB: each runs, or
 * its message has the line as it is written here. A line that a message offers compiles.
 */
class FirstDayTest {
    private static final String RUNS = "runs";
    private static final Pattern OFFERED = Pattern.compile("\\^ write (\\w+ = .*)");

    /** {@code ⏎} is a line break. */
    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '\0', textBlock = """
            import numpy as np                                # all functions are there: remove this line
            y = np.sin(x)                                     # write y = sin(x)
            y = np.concatenate([a, b])                        # write y = concat(a, b)
            y = np.maximum(x, 0).mean()                       # write y = mean(maximum(x, 0))
            y = np.linalg.norm(x - y0)                        # write y = norm(x - y0)
            y = np.zeros((2, 3))                              # write y = zeros(2, 3)
            y = np.sum(a, axis=1, keepdims=True)              # write y = sum(a, axis=1, keepdims=true)
            y = np.array([1, 2, 3])*x                         # write y = [1, 2, 3]*x
            y = np.random.randn(3)                            # write y = randn(3)
            input x: f64[n]⏎y = x.reshape(2, 3)               # write y = reshape(x, 2, 3)
            input x: f64[n]⏎y = sum(x[x > 0])                 # where(condition, x, 0) keeps the shape
            y = x.T @ w                                       # write y = transpose(x) @ w
            y = x % 2                                         # write y = remainder(x, 2)
            y = x // 2                                        # write y = div_floor(x, 2)
            y = zeros((2, 3))                                 # a list is [2, 3]
            y = ones(2, 3).sum(dim=1)                         # write y = sum(ones(2, 3), axis=1)
            x = torch.tensor([1., 2.], requires_grad=True)    # write x = [1., 2.]
            y = (a**2).sum()                                  # write y = sum((a**2))
            y.backward()                                      # 'autodiff grad' prints the gradient: remove this line
            loss = F.mse_loss(pred, target)                   # write loss = mse_loss(pred, target)
            y = torch.matmul(x, w.t()) + b                    # write y = matmul(x, transpose(w)) + b
            with torch.no_grad():                             # write no_grad {
            y = x.detach() * x                                # write y = detach(x) * x
            y = F.softmax([x, 1], dim=-1)                     # write y = softmax([x, 1], axis=-1)
            y = softmax([x, 1], dim=-1)                       # write axis=…
            y = x.pow(2)                                      # write y = pow(x, 2)
            y = x.clone().sigmoid()                           # write y = sigmoid(x)
            y = torch.where(x > 0, x, 0.1*x)                  # write y = where(x > 0, x, 0.1*x)
            def f(x):⏎    return jnp.sum(x**2)                # write return sum(x**2)
            def f(x):⏎    return x**2                         # write f(x) {
            y = jax.nn.relu(x @ w + b)                        # write y = relu(x @ w + b)
            y = vmap(f)(xs)                                   # did you mean 'map'?
            y = jnp.logaddexp(x, 0.)                          # write y = logaddexp(x, 0.)
            for i in range(10):⏎    s = s + x                 # write for i in 0:10 {
            while x > 1:⏎    x = x/2                          # write while x > 1 {
            if x > 0:⏎    y = x                               # write if x > 0 {
            y = [0.1*i for i in range(10)]                    # write y = map(i -> 0.1*i, arange(10))
            y = sum(i*x for i in range(10))                   # write y = sum(map(i -> i*x, arange(10)))
            x, y = symbols('x y')                             # names need no declaration
            f = diff(x**2, x)                                 # did you mean 'grad'?
            f = sin(x)**2 + x**3*y                            # runs
            f = Rational(1, 2)*x                              # write 1/2
            f(x) = sum(x.^2)                                  # write f(x) = sum(x^2)
            y = sin.(x)                                       # write y = sin(x)
            y = A' * b                                        # write y = transpose(A) * b
            y = A \\ b                                        # write y = solve(A, b)
            y = x .* exp.(-x.^2)                              # write y = x * exp(-x^2)
            y = 2x + 1                                        # to multiply, write 2*x
            f = @(x) x.^2 + 1                                 # write f(x) = x^2 + 1
            for i = 1:10⏎  s = s + i⏎end                      # write for i in 1:10 + 1 {
            A = ones(2, 2)⏎y = A(1, 2)                        # an element is A[i], counted from 0
            y = x > 0 ? x : 0                                 # write y = x if x > 0 else 0
            y = e^x                                           # runs
            y = x if x > 0 else -x                            # runs
            g(x) = x^2⏎y = g(3)                               # runs
            y = ln(x) + arctan2(x, 2)                         # did you mean 'log'?
            y = math.sqrt(x**2 + w**2)                        # write y = sqrt(x**2 + w**2)
            y = linspace(0, 1, 5)                             # runs
            y = (x + 1)(x - 1)                                # to multiply, write '*'
            print(x)                                          # it is the answer
            """)
    void runsOrSaysHowItIsWritten(String program, String expected) {
        String text = program.replace("⏎", "\n");
        String answer = answer(text);

        assertThat(answer).contains(expected);
        Matcher offered = OFFERED.matcher(answer);
        if (offered.find()) {
            assertThat(answer(offered.group(1))).satisfiesAnyOf(
                    compiled -> assertThat(compiled).isEqualTo(RUNS),
                    // the shapes of parameters are not declared in one line
                    compiled -> assertThat(compiled).doesNotContain("unexpected", "unknown"));
        }
    }

    private static String answer(String program) {
        try {
            Autodiff.compile(program);
            return RUNS;
        } catch (CompileException e) {
            return e.getMessage();
        }
    }
}
