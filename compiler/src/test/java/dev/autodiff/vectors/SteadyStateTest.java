package dev.autodiff.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Once the JIT has compiled a function, a call makes no objects: a vector that becomes one is a hundred times slower.
 */
@Tag("vectors")
class SteadyStateTest {
    private static final int POINTS = 4096;

    /** What a call may make beside vectors: an array for the gradient of single points. */
    private static final long FEW_BYTES = 256;

    /** The JIT of a busy machine takes its time. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    @Test
    void theModuleIsThere() {
        assertThat(Vectors.areUsedBy(Vectors.classOf("z = y*log(x) + sin(y)"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z = y*log(x) + sin(y)",
                "z = where(x > y, exp(x)*y, tanh(x*y) + erf(x)) + sqrt(x)*cos(y)",
                "a = exp(x*y) + log(x) ; b = sin(a)*cos(y) + a^3 ; c = tanh(b - a) + sqrt(x + y) ; d = log1p(c^2)*exp(-b^2) ; z = a*b + c*d + sigmoid(d - y)",
            })
    void noVectorBecomesAnObject(String program) throws Throwable {
        Class<?> type = Vectors.classOf(program);
        MethodHandle gradient = gradient(type);
        SplittableRandom random = new SplittableRandom(1);
        double[] x = random.doubles(POINTS, 0.5, 2).toArray();
        double[] y = random.doubles(POINTS, 0.5, 2).toArray();
        double[] value = new double[POINTS];
        double[] dx = new double[POINTS];
        double[] dy = new double[POINTS];
        assertNoObjects(type, () -> {
            gradient.invokeExact(x, y, value, dx, dy);
        });
    }

    /** A fold's partial results live in registers: in which JVMs C2 inlines their methods must not depend on luck. */
    @ParameterizedTest
    @ValueSource(strings = {"sum(x*x)", "prod(x)", "max(x)", "min(x)", "max(x*x - 1)"})
    void noFoldMakesAnObject(String fold) throws Throwable {
        Class<?> type = Vectors.tensorClassOf("z(x: f64[n]) = " + fold);
        MethodType ofArray = MethodType.methodType(double.class, int.class, double[].class);
        MethodHandle value = MethodHandles.publicLookup().findStatic(type, "value", ofArray);
        double[] x = new SplittableRandom(1).doubles(POINTS, 0.9, 1.1).toArray();
        assertNoObjects(type, () -> {
            double result = (double) value.invokeExact(POINTS, x);
            assertThat(Double.isFinite(result)).isTrue();
        });
    }

    /** Results do not change when registers take over, and some of them come from a method that is called by lane. */
    @Test
    void noBitDependsOnTheClock() throws Throwable {
        Class<?> type = Vectors.classOf("z = lgamma(3 + x) + exp(x)*sin(y) + tanh(x*y)*cos(x - y)");
        double[] x = new SplittableRandom(3).doubles(POINTS, -2, 2).toArray();
        double[] y = new SplittableRandom(4).doubles(POINTS, -2, 2).toArray();
        double[][] first = Vectors.gradient(type, x, y);
        long start = System.nanoTime();
        boolean wasHot;
        do {
            wasHot = Vectors.isHot(type);
            assertThat(Vectors.gradient(type, x, y)).isDeepEqualTo(first);
            Thread.sleep(1);
        } while (!wasHot && System.nanoTime() - start < PATIENCE);
        assertThat(wasHot).isTrue();
    }

    /** A thread that practises what nobody calls any more ends, and lets the class go. */
    @Test
    void aFunctionThatIsForgottenIsUnloaded() throws Throwable {
        WeakReference<Class<?>> type = new WeakReference<>(calledSomeTimes());
        long start = System.nanoTime();
        while (type.get() != null && System.nanoTime() - start < PATIENCE) {
            System.gc();
            Thread.sleep(50);
        }
        assertThat(type.get()).isNull();
    }

    /** Often enough for practice to begin, and too few times for it to be through. */
    private static Class<?> calledSomeTimes() {
        Class<?> type = Vectors.classOf("z = log(x)*y + cos(x - y)");
        double[] x = new SplittableRandom(3).doubles(POINTS, 1, 2).toArray();
        for (int i = 0; i < 100; i++) {
            Vectors.gradient(type, x, x);
        }
        return type;
    }

    private interface Call {
        void run() throws Throwable;
    }

    /** From when on registers are used, they make none; before that they are not. */
    private static void assertNoObjects(Class<?> type, Call call) throws Throwable {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long start = System.nanoTime();
        while (!Vectors.isHot(type) && System.nanoTime() - start < PATIENCE) {
            call.run();
            // what practises, and the JIT, want a core as well
            Thread.sleep(1);
        }
        assertThat(Vectors.isHot(type)).as("whether registers are used in the end").isTrue();
        long bytes;
        do {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 20; i++) {
                call.run();
            }
            bytes = (threads.getThreadAllocatedBytes(self) - before) / 20;
        } while (bytes > FEW_BYTES && System.nanoTime() - start < PATIENCE);
        assertThat(bytes).as("bytes of a call for %s points", POINTS).isLessThanOrEqualTo(FEW_BYTES);
    }

    private static MethodHandle gradient(Class<?> type) throws ReflectiveOperationException {
        MethodType arrays = MethodType.methodType(void.class, Collections.nCopies(5, double[].class));
        return MethodHandles.publicLookup().findStatic(type, "gradient", arrays);
    }
}
