package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialisationTest {
    private static byte[] written(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /** Reads with the classes of a loader. */
    private static Object read(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
                return Class.forName(description.getName(), false, loader);
            }
        }) {
            return in.readObject();
        }
    }

    private static CompiledFunction sent(CompiledFunction function) throws IOException, ClassNotFoundException {
        return (CompiledFunction) read(written(function), SerialisationTest.class.getClassLoader());
    }

    /** A loader of the runtime and the library it needs, and of nothing else. */
    private static URLClassLoader receiver() {
        URL[] places = IntStream.range(0, 2)
                .mapToObj(i -> i == 0 ? CompiledFunction.class : DMatrixRMaj.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z = y*log(x) + sin(y)",
                "z = lgamma(x) + digamma(y)",
                "z = x; for i in 0:5 { z = z*y + x }",
                "z = x; while z < 100 { z = z*2 + y^2 }",
                "z(x, y) = [x, y] @ [y, x] + det([[x, 1], [y, 2]])"
            })
    void aReceiverWithTheRuntimeAloneGetsTheSameBits(String program) throws Exception {
        CompiledFunction function = Autodiff.compile(program);
        byte[] bytes = written(function);
        try (URLClassLoader loader = receiver()) {
            Object received = read(bytes, loader);

            assertThat(received.getClass()).isNotEqualTo(CompiledFunction.class);
            assertThatThrownBy(() -> loader.loadClass(Autodiff.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            double[] point = {1.7, 2.3};
            assertThat(received.getClass().getMethod("value", double[].class).invoke(received, point))
                    .isEqualTo(function.value(point));
            assertThat(received.getClass().getMethod("gradient", double[].class).invoke(received, point))
                    .isEqualTo(function.gradient(point));
        }
    }

    @Test
    void aReceiverWithTheRuntimeAloneCallsFunctionsOfTensors() throws Exception {
        String program = "f(x: f64[n, n], y: f64[n]) = sum(x @ y + exp(y))";
        Tensor[] arguments = {Tensor.of(new double[][] {{1, 2}, {3, 4}}), Tensor.of(0.5, 0.25)};
        CompiledFunction function = Autodiff.compile(program);
        try (URLClassLoader loader = receiver()) {
            Object received = read(written(function), loader);
            Class<?> tensor = loader.loadClass(Tensor.class.getName());
            Object theirs = Array.newInstance(tensor, 2);
            for (int i = 0; i < 2; i++) {
                Object parsed = tensor.getMethod("parse", String.class).invoke(null, arguments[i].toJson());
                Array.set(theirs, i, parsed);
            }

            Object answer = received.getClass().getMethod("valueAndGradient", theirs.getClass())
                    .invoke(received, theirs);

            assertThat(answer).hasToString(function.valueAndGradient(arguments).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f64[2*n + 1, m], w: f32[m], k: int) = x @ w*k",
                "f(x: f64[n], y) = sum(x)*y, y*x",
                "f(x, const k: int) = x^k"
            })
    void signaturesTravel(String program) throws Exception {
        CompiledFunction function = Autodiff.compile(program);

        CompiledFunction copy = sent(function);

        assertThat(copy.signature()).isEqualTo(function.signature());
        assertThat(copy.source()).isEqualTo(program);
    }

    @Test
    void derivativesTravelOnceSomebodyHasAskedForThem() throws Exception {
        CompiledFunction function = Autodiff.compile("z = x^2*y");
        double[][] hessian = function.hessian(2, 3);

        CompiledFunction copy = sent(sent(function));

        assertThat(copy.hessian(2, 3)).isDeepEqualTo(hessian);
        assertThatThrownBy(() -> copy.jacobian(2, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call 'jacobian' once before the function is serialised");
    }

    @Test
    void limitsOfCallsTravel() throws Exception {
        // the steps decide, and not how fast the machine is
        Limits limits = Limits.UNTRUSTED.withCalls(1000, Duration.ofMinutes(10));
        CompiledFunction function = Autodiff.compile(
                new Source("f", "y = x; while y > 0 { y = y + 1 }"), Options.DEFAULT.withLimits(limits));
        String message = message(function);

        assertThat(message).isEqualTo("the call does not end within 1000 steps of its loops");
        assertThat(message(sent(function))).isEqualTo(message);
    }

    private static String message(CompiledFunction function) {
        try {
            return "value " + function.value(1);
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    @Test
    void anotherVersionAndDamagedBytesAreRefused() throws Exception {
        byte[] bytes = written(Autodiff.compile("z = x^2"));

        assertThatThrownBy(() -> read(replaced(bytes, Autodiff.VERSION, "autodiff 9.9.9")))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessage("the function was written by autodiff 9.9.9, and this is " + Autodiff.VERSION
                        + ": sender and receiver need the same version of autodiff-runtime");
        assertThatThrownBy(() -> read(replaced(bytes, "dev/autodiff/runtime/Kernel", "dev/autodiff/runtime/Kernex")))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageStartingWith("the class of the function 'z' cannot be defined: ");
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        return read(bytes, SerialisationTest.class.getClassLoader());
    }

    private static byte[] replaced(byte[] bytes, String text, String by) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(text, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aFunctionOfAClassThatWasCompiledBeforeSaysWhatToSend() {
        Signature signature = Autodiff.compile("y = x").signature();
        CompiledFunction function = CompiledFunction.ofTensors(signature, "", (sizes, arrays) -> {});

        assertThatThrownBy(() -> written(function))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("send the class file");
    }

    @Test
    void threadsMayWriteAndReadOneFunction() throws Exception {
        CompiledFunction function = Autodiff.compile("z = x*y");

        assertThat(IntStream.range(0, 50).parallel().mapToDouble(i -> {
            try {
                return sent(function).value(i, 2);
            } catch (IOException | ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }).toArray()).isEqualTo(IntStream.range(0, 50).mapToDouble(i -> 2.0 * i).toArray());
    }
}
