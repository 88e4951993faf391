package dev.autodiff.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** A call of a function of a program, on one thread, with arguments from a fixed seed. */
public final class BuildWork implements DoubleSupplier {
    private final CompiledFunction function;
    private final boolean isGradient;
    private final Tensor[] arguments;

    /**
     * @param rest the function's name, {@code value} or {@code gradient}, then for each argument a shape as {@code
     *     10,8}, also of whole numbers from 0 on as {@code 10,8<45}, or a number as {@code =3}
     */
    public BuildWork(String program, List<String> rest) {
        function = Autodiff.compile(new Source("program.ad", program), Options.DEFAULT.withFunction(rest.get(0)));
        isGradient = rest.get(1).equals("gradient");
        arguments = new Tensor[rest.size() - 2];
        Random random = new Random(42);
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(rest.get(i + 2), random)
                    .as(function.signature().parameters().get(i).type().dtype());
        }
    }

    private static Tensor argument(String text, Random random) {
        if (text.startsWith("=")) {
            return Tensor.scalar(Double.parseDouble(text.substring(1)));
        }
        String[] parts = text.split("<");
        int[] lengths = Arrays.stream(parts[0].split(",")).mapToInt(Integer::parseInt).toArray();
        int size = Tensor.size(lengths);
        return Tensor.of(
                lengths,
                parts.length == 1
                        ? random.doubles(size, -0.9, 1.1).toArray()
                        : random.ints(size, 0, Integer.parseInt(parts[1])).asDoubleStream().toArray());
    }

    @Override
    public double getAsDouble() {
        return Parallel.with(1, this::first);
    }

    private Double first() {
        Tensor result = isGradient
                ? function.valueAndGradient(arguments).gradient().get(0)
                : function.values(arguments).get(0);
        return result.toArray()[0];
    }
}
