package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.RowSum;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

/** What executors run finds all it needs where there is the runtime, but no compiler and no optimiser. */
class ExecutorsTest {
    /** The classes of the compiler, its libraries and those of the driver. */
    private static final String DRIVER = "dev\\.autodiff\\.(?!runtime|spark)\\w+.*|org\\.(hipparchus|objectweb)\\..*";

    /** The same classes, defined anew, without those of the driver. */
    private static final class Executor extends URLClassLoader {
        Executor(List<URL> places) {
            super(places.toArray(new URL[0]), ExecutorsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.matches(DRIVER)) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith("dev.autodiff.runtime.") || name.startsWith("dev.autodiff.spark.")) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    return known == null ? findClass(name) : known;
                }
            }
            return super.loadClass(name, resolve);
        }
    }

    private static Executor executor() {
        List<URL> places = new ArrayList<>();
        for (Class<?> each : List.of(CompiledFunction.class, DistributedLoss.class)) {
            places.add(each.getProtectionDomain().getCodeSource().getLocation());
        }
        return new Executor(places);
    }

    private static Object moved(Serializable object, ClassLoader to) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
                try {
                    return Class.forName(description.getName(), false, to);
                } catch (ClassNotFoundException e) {
                    return super.resolveClass(description);
                }
            }
        }) {
            return in.readObject();
        }
    }

    private static Object invoke(Object object, String method, Object... arguments) throws Exception {
        for (Method candidate : object.getClass().getDeclaredMethods()) {
            if (candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length) {
                candidate.setAccessible(true);
                return candidate.invoke(object, arguments);
            }
        }
        throw new NoSuchMethodException(method);
    }

    @Test
    void aTaskRunsWithTheRuntimeAlone() throws Exception {
        RowSum sum = Autodiff.compile("loss(const x: f64[n, 2], w: f64[2]) = sum(softplus(x @ w))")
                .rowSum(Map.of("x", Shape.of(2)));
        sum.terms().hvp(List.of(Tensor.of(0, 0)), Tensor.of(new int[] {0, 2}), Tensor.of(0, 0), Tensor.scalar(0));
        BlockCall call = new BlockCall(2);
        call.addColumn(0, new int[] {2});
        call.addPart(0, new int[] {2});
        call.addValue(Tensor.scalar(1));
        call.addVariable(0, new int[] {2});
        Block block = new Block(0, List.of(RowOrder.key(new double[] {0, 1, -2})), new int[] {2});
        double[] w = {0.5, 0.25};
        try (Executor executor = executor()) {
            Object there = moved(new ShippedFunction(sum.terms()), executor);
            for (BlockCall.Wanted wanted : BlockCall.Wanted.values()) {
                Object answer = invoke(
                        moved(call, executor),
                        "run",
                        invoke(there, "function"),
                        moved(wanted, executor),
                        moved(block, executor),
                        w,
                        w);

                assertThat((double[]) answer).isEqualTo(call.run(sum.terms(), wanted, block, w, w));
            }
            assertThat(there.getClass().getClassLoader()).isSameAs(executor);
            assertThatThrownBy(() -> executor.loadClass("dev.autodiff.Autodiff"))
                    .isInstanceOf(ClassNotFoundException.class);
            // reflection asks for all types of methods, as lambdas of Spark do
            for (String name : List.of(
                    "RowBlocks", "BlockTerm", "DyadicSums", "FunctionColumns", "Survey", "FitTerm", "FitColumns",
                    "FitSums", "RowModel")) {
                assertThat(executor.loadClass("dev.autodiff.spark." + name).getDeclaredMethods()).isNotEmpty();
            }
        }
    }

    @Test
    void aFitOfLeastSquaresRunsWithTheRuntimeAlone() throws Exception {
        CompiledFunction line = Autodiff.compile("y(a, const x) = a*x");
        FitColumns columns = new FitColumns(new String[] {"x", "y"}, new boolean[2], 1, -1);
        RowModel model = new RowModel(1);
        model.addPart(0, new int[0]);
        model.addColumns(0, line.signature().parameters().get(1));
        model.addVariable(0);
        Block block = new Block(0, List.of(RowOrder.key(new double[] {0, 3, 4})), new int[] {1, 1});
        double[] a = {2};
        try (Executor executor = executor()) {
            Object totals = moved(columns.totals(), executor);
            Object function = invoke(moved(new ShippedFunction(line), executor), "function");

            assertThat((double[]) invoke(totals, "of", moved(block, executor))).containsExactly(1, 16);
            assertThat((double[][]) invoke(moved(model, executor), "columns", function, moved(block, executor), a))
                    .isEqualTo(new double[][] {{3}, {6}});
            moved(new FitTerm(null, model, columns, new ResidualLoss(), true, null), executor);
        }
    }

    @Test
    void aFunctionIsReadOnceInEachExecutor() {
        ShippedFunction function = new ShippedFunction(Autodiff.compile("z = x^2"));
        Broadcast<ShippedFunction> sent = LocalSpark.session()
                .sparkContext()
                .broadcast(function, ClassTag$.MODULE$.apply(ShippedFunction.class));

        assertThat(sent.value().function()).isSameAs(sent.value().function());
        assertThat(function.size()).isLessThan(5000);
    }
}
