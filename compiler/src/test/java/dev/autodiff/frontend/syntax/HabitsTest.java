package dev.autodiff.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.source.CompileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write who come from other languages is answered by the line as it is written here. */
class HabitsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            z = x.T                       # write z = transpose(x)
            z = a.T @ b.T                 # write z = transpose(a) @ transpose(b)
            z = a .* b                    # write z = a * b
            z = a ./ b                    # write z = a / b
            z = norm.cdf(x)               # write z = normcdf(x)
            z = len(x)                    # write size(x, 0)
            z = A\\b                      # write z = solve(A, b)
            import numpy as np            # all functions are there: remove this line
            f = lambda x: x^2             # a function is written f(x) = …, and as an argument x -> …
            def f(x): return x            # a function is written f(x) = … or f(x) { … }
            z = True                      # write true
            z = sum(x, keepdims=True)     # write true
            x += 1                        # write x = x + 1
            x *= a + b                    # write x = x * (a + b)
            const c = 3e8                 # a constant is written c = 3e8
            z = log(x, 2)                 # write log2(x)
            z = log(x, 3)                 # write log(x)/log(3)
            z = sin x                     # write sin(x)
            z = sin^2(x)                  # write sin(x)^2
            z = [1 2; 3 4]                # write [[1, 2], [3, 4]]
            z = [1 2 3]                   # write [1, 2, 3]
            z = |x|                       # write z = abs(x)
            z = x!                        # write z = exp(lgamma(x + 1))
            z = np.sin(x)                 # write z = sin(x)
            z = math.exp(x) + math.pi     # write z = exp(x) + pi
            z = torch.nn.functional.relu(x) # write z = relu(x)
            z = x.sum(0)                  # write z = sum(x, 0)
            z = x.shape[0]                # write z = size(x, 0)
            z = [i^2 for i in 0:3]        # a list over a range is map(i -> …, arange(n))
            z = 1j*x                      # compute real and imaginary parts apart
            z = concatenate(a, b)         # did you mean 'concat'?
            z = arctan2(y, x)             # did you mean 'atan2'?
            z = power(x, 2)               # did you mean 'pow'?
            z = ReduceSum(x)              # did you mean 'sum'?
            z = MatMul(x, y)              # did you mean 'matmul'?
            z = \\frac{x}{y}              # write z = (x)/(y)
            z = \\sqrt{x}                 # write z = sqrt(x)
            z = None                      # write none
            z = x² + 1                    # write z = x^2 + 1
            """)
    void remedyIsTheLineAsItIsWrittenHere(String program, String remedy) {
        assertThatThrownBy(() -> Autodiff.compile(program)).isInstanceOf(CompileException.class)
                .satisfies(e -> assertThat(e.getMessage().lines().toList().get(2)).endsWith(" " + remedy));
    }

    @Test
    void greekPiIsPi() {
        assertThat(Autodiff.compile("z = π*x").gradient(1)).containsExactly(Math.PI);
    }
}
