package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.List;

/** Functions of tensors that are written by hand. */
final class Scaling {
    private static final Type ROWS =
            new Type(DType.F64, new Shape(List.of(Dimension.named("n"), Dimension.literal(2))));

    /** {@code f(x: f64[n, 2], const k: int, c) = k*c*x}. */
    static final CompiledFunction SCALED = function(ROWS, new TensorKernel() {
        @Override
        public void value(int[] sizes, Object[] arrays) {
            scale(factor(arrays), (double[]) arrays[0], (double[]) arrays[3]);
        }

        @Override
        public void gradient(int[] sizes, Object[] arrays) {
            scale(factor(arrays), (double[]) arrays[0], (double[]) arrays[4]);
            scale(factor(arrays), (double[]) arrays[3], (double[]) arrays[5]);
        }
    });

    /** {@code f(x: f64[n, 2], const k: int, c) = sum(k*c*x)}. */
    static final CompiledFunction SUM = function(Type.NUMBER, new Sum(1));

    /** The same with derivatives that are not right. */
    static final CompiledFunction WRONG = function(Type.NUMBER, new Sum(1.01));

    private record Sum(double slope) implements TensorKernel {
        @Override
        public void value(int[] sizes, Object[] arrays) {
            ((double[]) arrays[3])[0] = sum(factor(arrays), (double[]) arrays[0]);
        }

        @Override
        public void gradient(int[] sizes, Object[] arrays) {
            ((double[]) arrays[4])[0] = sum(factor(arrays), (double[]) arrays[0]);
            Arrays.fill((double[]) arrays[5], slope * factor(arrays) * ((double[]) arrays[3])[0]);
        }
    }

    private static CompiledFunction function(Type result, TensorKernel kernel) {
        Signature.Argument x = new Signature.Argument("x", ROWS);
        List<Signature.Argument> parameters =
                List.of(x, new Signature.Argument("k", Type.WHOLE), new Signature.Argument("c", Type.NUMBER));
        return CompiledFunction.ofTensors(new Signature("f", parameters, List.of(x), result), "", kernel);
    }

    private static double factor(Object[] arrays) {
        return ((double[]) arrays[1])[0] * ((double[]) arrays[2])[0];
    }

    private static void scale(double factor, double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = factor * from[i];
        }
    }

    private static double sum(double factor, double[] from) {
        double sum = 0;
        for (double each : from) {
            sum += factor * each;
        }
        return sum;
    }

    private Scaling() {}
}
