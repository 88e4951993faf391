package dev.autodiff.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Exprs;
import dev.autodiff.kernel.KernelInterpreter;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.Outlining;
import dev.autodiff.kernel.Unit;
import dev.autodiff.kernel.Variable;
import dev.autodiff.kernel.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A method in parts does what the whole one does; {@code -Dkernels=100000} tries so many random ones. */
class OutliningTest {
    private static final int COUNT = Integer.getInteger("kernels", 300);

    @Test
    void aMethodInPartsComputesTheSameBits() {
        int inParts = 0;
        for (int seed = 0; seed < COUNT; seed++) {
            Random random = new Random(seed);
            Method whole = RandomKernels.method(random);
            List<Method> methods = Outlining.of(whole, CodeSize::of, 100 + random.nextInt(300));
            inParts += methods.size() > 1 ? 1 : 0;
            methods.forEach(Verifier::verify);
            for (double x : new double[] {0.75, -3, Double.NaN}) {
                assertThat(answer(methods, x))
                        .as(() -> whole.text() + "\n"
                                + methods.stream().map(Method::text).collect(Collectors.joining("\n")))
                        .isEqualTo(answer(List.of(whole), x));
            }
        }
        assertThat(inParts).as("the cuts are tried").isGreaterThan(COUNT / 4);
    }

    private static String answer(List<Method> methods, double x) {
        double[] numbers = {x, 1, -2, 0.5};
        KernelInterpreter interpreter =
                new KernelInterpreter(new Unit("Test", List.of(), methods), OutliningTest.class.getClassLoader());
        try {
            return interpreter.call("f", x, 3, numbers) + " " + Arrays.toString(numbers);
        } catch (ArithmeticException e) {
            return e.getMessage() + " " + Arrays.toString(numbers);
        }
    }

    @Test
    void noPartIsLargerThanHotSpotCompiles() {
        List<Method> methods = Outlining.of(sums(20_000), CodeSize::of);

        assertThat(methods).allMatch(method -> CodeSize.of(method) <= Outlining.MAX_BYTES);
        assertThat(methods).hasSizeLessThan(60);
    }

    @Test
    void aMethodThatIsSmallEnoughStaysAsItIs() {
        Method small = sums(100);

        assertThat(Outlining.of(small, CodeSize::of)).containsExactly(small);
    }

    @Test
    void aCutIsWhereFewVariablesAreInUse() {
        Body body = new Body();
        Variable x = new Variable(Kind.F64, "x");
        Variable sum = body.let("sum", x);
        for (int group = 0; group < 40; group++) {
            Variable first = body.let("a", Exprs.multiply(sum, x));
            Variable last = first;
            for (int i = 0; i < 10; i++) {
                last = body.let("b", Exprs.multiply(Exprs.add(last, first), x));
            }
            body.assign(sum, last);
        }
        body.result(sum);
        Method method = new Method("f", true, List.of(x), Kind.F64, body.statements(), null);

        List<Method> parts = Outlining.of(method, CodeSize::of, 600);

        assertThat(parts.subList(1, parts.size()))
                .as("only x and the sum cross")
                .allMatch(part -> part.body().stream()
                        .noneMatch(statement -> statement.text().contains("workspace[2]")));
    }

    private static Method sums(int terms) {
        Body body = new Body();
        Variable x = new Variable(Kind.F64, "x");
        Variable sum = body.let("sum", x);
        for (int i = 0; i < terms; i++) {
            body.assign(sum, Exprs.add(Exprs.multiply(sum, x), Exprs.number(i)));
        }
        body.result(sum);
        return new Method("f", true, List.of(x), Kind.F64, body.statements(), null);
    }
}
