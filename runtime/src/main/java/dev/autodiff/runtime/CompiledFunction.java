package dev.autodiff.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A function of named parameters with its derivatives by some of its variables, compiled in this JVM. It has no state: any
 * number of threads may call it. Its class is unloaded when the function is no longer reachable. Functions of numbers take
 * and give doubles; every function takes and gives tensors.
 */
public final class CompiledFunction {
    private final Signature signature;
    private final String source;
    private final Kernel kernel;
    private final TensorKernel tensorKernel;

    private CompiledFunction(Signature signature, String source, Kernel kernel, TensorKernel tensorKernel) {
        this.signature = signature;
        this.source = source;
        this.kernel = kernel;
        this.tensorKernel = tensorKernel;
    }

    /** A function of numbers, for the compiler; see {@code Compiler.compile}. */
    public static CompiledFunction ofNumbers(Signature signature, String source, Kernel kernel) {
        return new CompiledFunction(signature, source, kernel, null);
    }

    /** A function of tensors, for the compiler; see {@code Compiler.compile}. */
    public static CompiledFunction ofTensors(Signature signature, String source, TensorKernel kernel) {
        boolean isOfNumbers = signature.isScalar() && signature.results().size() == 1;
        return new CompiledFunction(signature, source, isOfNumbers ? new NumberKernel(kernel, signature) : null, kernel);
    }

    /** A value with the partial derivatives by the {@link #variables}, in their order. */
    public record ValueAndGradient(double value, double[] gradient) {}

    /**
     * The results with the cotangents of the {@link #variables}, each in their order.
     *
     * @param values one for each of the function's results
     * @param gradient each of the shape of its variable
     */
    public record Pullback(List<Tensor> values, List<Tensor> gradient) {
        public Pullback {
            values = List.copyOf(values);
            gradient = List.copyOf(gradient);
        }

        /**
         * The result of a function that has one.
         *
         * @throws IllegalStateException if it has several
         */
        public Tensor value() {
            if (values.size() > 1) {
                throw new IllegalStateException("the function has " + values.size() + " results: ask for values()");
            }
            return values.get(0);
        }
    }

    public String name() {
        return signature.name();
    }

    /** The types of all that goes in and comes out. */
    public Signature signature() {
        return signature;
    }

    /** The names of the arguments, in order. */
    public List<String> parameters() {
        return signature.parameters().stream().map(Signature.Argument::name).toList();
    }

    /** The names that derivatives are taken by, in order; by default all parameters that are not {@code const}. */
    public List<String> variables() {
        return signature.variables().stream().map(Signature.Argument::name).toList();
    }

    /** The names of the results, in order. */
    public List<String> results() {
        return signature.results().stream().map(Signature.Argument::name).toList();
    }

    /** The program. */
    public String source() {
        return source;
    }

    /**
     * @param point one number for each parameter
     * @throws IllegalArgumentException if there are more or fewer, or a parameter of type int gets something else
     * @throws IllegalStateException if there are several results
     */
    public double value(double... point) {
        signature.result();
        requirePoint(point);
        return numbers().value(point);
    }

    /**
     * The results at a point, in their order.
     *
     * @param point one number for each parameter
     * @throws IllegalArgumentException if there are more or fewer, or a parameter of type int gets something else
     */
    public double[] values(double... point) {
        requirePoint(point);
        double[] results = new double[signature.results().size()];
        numbers().value(point, results);
        return results;
    }

    /** The partial derivatives at a point. */
    public double[] gradient(double... point) {
        return valueAndGradient(point).gradient();
    }

    /** The value and the partial derivatives at a point, from one pass. */
    public ValueAndGradient valueAndGradient(double... point) {
        double[] gradient = new double[signature.variables().size()];
        return new ValueAndGradient(valueAndGradient(point, gradient), gradient);
    }

    /**
     * The value, with the partial derivatives written to an array of the caller's; allocates nothing.
     *
     * @throws IllegalArgumentException if an array has not one element for each parameter or variable
     */
    public double valueAndGradient(double[] point, double[] gradient) {
        signature.result();
        requirePoint(point);
        requireLength("gradient", gradient.length, signature.variables());
        return numbers().gradient(point, gradient);
    }

    /** The cotangents of the variables when the result has cotangent {@code v}: v times the gradient. */
    public double[] pullback(double[] point, double v) {
        double[] gradient = gradient(point);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= v;
        }
        return gradient;
    }

    /**
     * The result of a function that has one.
     *
     * @param arguments one tensor for each parameter
     * @throws IllegalArgumentException if there are more or fewer, or one has not the shape of its parameter
     * @throws IllegalStateException if there are several results
     */
    public Tensor value(Tensor... arguments) {
        signature.result();
        return values(arguments).get(0);
    }

    /**
     * The results, in their order.
     *
     * @param arguments one tensor for each parameter
     * @throws IllegalArgumentException if there are more or fewer, or one has not the shape of its parameter
     */
    public List<Tensor> values(Tensor... arguments) {
        Map<String, Integer> sizes = signature.bind(List.of(arguments));
        if (kernel != null) {
            return tensors(values(point(arguments)));
        }
        Results results = new Results(sizes);
        List<Object> arrays = inputs(arguments);
        signature.results().forEach(result -> arrays.add(results.add(result.type())));
        tensorKernel.value(sizes(sizes), arrays.toArray());
        return results.tensors();
    }

    /**
     * The value and its gradient, from one pass.
     *
     * @throws IllegalStateException if the result has several elements: it needs {@link #pullback(Tensor, Tensor...)}
     */
    public Pullback valueAndGradient(Tensor... arguments) {
        Map<String, Integer> sizes = signature.bind(List.of(arguments));
        int[] lengths = signature.result().shape().lengths(sizes);
        if (Tensor.size(lengths) != 1) {
            throw new IllegalStateException("the result of " + name() + " has the shape " + signature.result().shape()
                    + ": its derivative needs a cotangent of that shape, by pullback(cotangent, …)");
        }
        return pullback(Tensor.wrap(DType.F64, lengths, new double[] {1}), arguments);
    }

    /**
     * The value, and the vector-Jacobian product: what each variable's cotangent is when the result has this one.
     *
     * @param cotangent of the shape of the result
     */
    public Pullback pullback(Tensor cotangent, Tensor... arguments) {
        signature.result();
        return pullback(List.of(cotangent), arguments);
    }

    /**
     * The results, and the vector-Jacobian product: what each variable's cotangent is when the results have these.
     *
     * @param cotangents one for each result, of its shape
     */
    public Pullback pullback(List<Tensor> cotangents, Tensor... arguments) {
        Map<String, Integer> sizes = signature.bind(List.of(arguments));
        requireShapes(cotangents, sizes);
        if (kernel != null && cotangents.size() > 1) {
            return pullbackOfNumbers(cotangents, arguments);
        }
        if (kernel != null) {
            ValueAndGradient answer = valueAndGradient(point(arguments));
            return new Pullback(List.of(Tensor.scalar(answer.value())), scaled(answer.gradient(), cotangents.get(0).item()));
        }
        Results results = new Results(sizes);
        List<Object> arrays = inputs(arguments);
        int count = cotangents.size();
        for (int i = 0; i < count; i++) {
            arrays.add(cotangents.get(i).as(signature.results().get(i).type().dtype()).array());
        }
        signature.results().forEach(result -> arrays.add(results.add(result.type())));
        signature.variables().forEach(variable -> arrays.add(results.add(variable.type())));
        tensorKernel.gradient(sizes(sizes), arrays.toArray());
        List<Tensor> tensors = results.tensors();
        return new Pullback(tensors.subList(0, count), tensors.subList(count, tensors.size()));
    }

    private Pullback pullbackOfNumbers(List<Tensor> cotangents, Tensor[] arguments) {
        double[] point = point(arguments);
        requirePoint(point);
        double[] all = Arrays.copyOf(point, point.length + cotangents.size());
        for (int i = 0; i < cotangents.size(); i++) {
            all[point.length + i] = cotangents.get(i).item();
        }
        double[] outputs = new double[cotangents.size() + signature.variables().size()];
        kernel.vjp(all, outputs);
        List<Tensor> tensors = tensors(outputs);
        return new Pullback(tensors.subList(0, cotangents.size()), tensors.subList(cotangents.size(), tensors.size()));
    }

    private static List<Tensor> tensors(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Tensor::scalar).toList();
    }

    /** Arrays that a call fills, as tensors. */
    private static final class Results {
        private final Map<String, Integer> sizes;
        private final List<Tensor> tensors = new ArrayList<>();

        Results(Map<String, Integer> sizes) {
            this.sizes = sizes;
        }

        Object add(Type type) {
            int[] lengths = type.shape().lengths(sizes);
            int size = Tensor.size(lengths);
            Tensor tensor = type.dtype() == DType.F32 ? Tensor.wrap(lengths, new float[size]) : Tensor.wrap(type.dtype(), lengths, new double[size]);
            tensors.add(tensor);
            return tensor.array();
        }

        List<Tensor> tensors() {
            return tensors;
        }
    }

    private List<Object> inputs(Tensor[] arguments) {
        List<Object> arrays = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            arrays.add(arguments[i].as(signature.parameters().get(i).type().dtype()).array());
        }
        return arrays;
    }

    private static int[] sizes(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] point(Tensor[] arguments) {
        double[] point = new double[arguments.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = arguments[i].item();
        }
        return point;
    }

    private static List<Tensor> scaled(double[] gradient, double v) {
        List<Tensor> cotangents = new ArrayList<>();
        for (double partial : gradient) {
            cotangents.add(Tensor.scalar(v * partial));
        }
        return cotangents;
    }

    private void requireShapes(List<Tensor> cotangents, Map<String, Integer> sizes) {
        if (cotangents.size() != signature.results().size()) {
            throw new IllegalArgumentException(name() + " takes a cotangent for each result (" + String.join(", ", results()) + "), and got "
                    + cotangents.size());
        }
        for (int i = 0; i < cotangents.size(); i++) {
            Signature.Argument result = signature.results().get(i);
            int[] lengths = result.type().shape().lengths(sizes);
            if (!Arrays.equals(cotangents.get(i).lengths(), lengths)) {
                throw new IllegalArgumentException("the cotangent of " + result.name() + " has the shape of its result, " + Arrays.toString(lengths)
                        + ", and got " + cotangents.get(i).shape());
            }
        }
    }

    private Kernel numbers() {
        if (kernel == null) {
            throw new IllegalStateException(signature + " works on tensors: give it tensors");
        }
        return kernel;
    }

    private void requirePoint(double[] point) {
        requireLength("point", point.length, signature.parameters());
        for (int i = 0; i < point.length; i++) {
            Signature.Argument parameter = signature.parameters().get(i);
            if (parameter.type() == Type.WHOLE && point[i] != Math.rint(point[i])) {
                throw new IllegalArgumentException("'" + parameter.name() + "' is " + point[i] + ", and int needs a whole number");
            }
        }
    }

    private void requireLength(String array, int length, List<Signature.Argument> names) {
        if (length != names.size()) {
            throw new IllegalArgumentException(name() + " takes a " + array + " of " + names.size() + " numbers ("
                    + String.join(", ", names.stream().map(Signature.Argument::name).toList()) + "), and got " + length);
        }
    }

    /** {@code z(x, y)}. */
    @Override
    public String toString() {
        return name() + "(" + String.join(", ", parameters()) + ")";
    }
}
