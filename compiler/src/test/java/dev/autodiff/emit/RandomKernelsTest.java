package dev.autodiff.emit;

import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random kernels answer the same in the interpreter, as bytecode, as Java and as JavaScript; {@code -Dkernels=20000}
 * tries more.
 */
class RandomKernelsTest {
    private static final int KERNELS = Integer.getInteger("kernels", 300);

    /** So many methods make one class: javac takes longer to start than to compile them. */
    private static final int IN_A_CLASS = 100;

    @Test
    void allPrintersAgreeWithTheInterpreter() {
        for (int from = 0; from < KERNELS; from += IN_A_CLASS) {
            List<Method> methods = new ArrayList<>();
            for (int seed = from; seed < from + IN_A_CLASS; seed++) {
                Method method = RandomKernels.method(new Random(seed));
                methods.add(new Method("f" + seed, true, method.parameters(), Kind.F64, method.body(), null));
            }
            Printed printed = Printed.of(methods);
            for (Method method : methods) {
                printed.call(method.name(), 0.75, 3, new double[] {1, -2, 0.5, Double.NaN});
                printed.call(method.name(), -0.0, Integer.MAX_VALUE, new double[] {
                    1e200, 3, Double.NEGATIVE_INFINITY, -0.0, 7
                });
            }
        }
    }
}
