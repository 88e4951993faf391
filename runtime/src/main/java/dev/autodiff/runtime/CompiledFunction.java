package dev.autodiff.runtime;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A function of named parameters with its derivatives by some of its variables, compiled in this JVM. It has no state:
 * any number of threads may call it. Its class is unloaded when the function is no longer reachable. Functions of
 * numbers take and give doubles; every function takes and gives tensors.
 *
 * <p>What is serialised is the class, with derivatives that somebody has asked for before; who reads it needs the same
 * version of the runtime, and no compiler. To read it is to run its code: do so only from those you trust.
 */
public final class CompiledFunction implements Serializable {
    /** The version of the runtime, and of the compiler: written into every class. */
    public static final String VERSION = "autodiff 0.1.0";

    private static final long serialVersionUID = 1L;

    private static final int[] NO_SIZES = {};

    private final transient Signature signature;
    private final transient String source;
    private final transient Kernel kernel;
    private final transient TensorKernel tensorKernel;
    private final transient DerivedFunction.Source derivatives;

    /** Null if the class is not one that was made for this function alone. */
    private final transient KernelCode code;

    private final transient ArgumentTypes taken;
    private final transient ArgumentTypes given;

    private CompiledFunction(
            Signature signature,
            String source,
            Kernel kernel,
            TensorKernel tensorKernel,
            DerivedFunction.Source derivatives,
            KernelCode code) {
        this.signature = signature;
        this.source = source;
        this.kernel = kernel;
        this.tensorKernel = tensorKernel;
        this.derivatives = derivatives;
        this.code = code;
        this.taken = new ArgumentTypes(signature.parameters());
        this.given = new ArgumentTypes(signature.results());
    }

    /** What the named dimensions are in a call. */
    private Map<String, Integer> bind(Tensor[] arguments) {
        return taken.haveLengthsOf(arguments) ? Map.of() : signature.bind(Arrays.asList(arguments));
    }

    /** The same function with more derivatives than its gradient, for the compiler. */
    public CompiledFunction with(DerivedFunction.Source more) {
        return new CompiledFunction(signature, source, kernel, tensorKernel, more, code);
    }

    /** The same function, which can be serialised, for the compiler. */
    public CompiledFunction with(KernelCode made) {
        return new CompiledFunction(signature, source, kernel, tensorKernel, derivatives, made);
    }

    private Object writeReplace() throws NotSerializableException {
        if (code == null) {
            throw new NotSerializableException(name() + " belongs to a class that was compiled before: send the class"
                    + " file, and ask its method function()");
        }
        return SerializedFunction.of(
                this, code, tensorKernel == null, derivatives == null ? null : derivatives.known());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a function is read from what writeReplace gives");
    }

    /** A function of numbers, for the compiler; see {@code Autodiff.compile}. */
    public static CompiledFunction ofNumbers(Signature signature, String source, Kernel kernel) {
        return new CompiledFunction(signature, source, kernel, null, null, null);
    }

    /** A function of tensors, for the compiler; see {@code Autodiff.compile}. */
    public static CompiledFunction ofTensors(Signature signature, String source, TensorKernel kernel) {
        boolean isOfNumbers = signature.isScalar() && signature.results().size() == 1;
        return new CompiledFunction(
                signature, source, isOfNumbers ? new NumberKernel(kernel, signature) : null, kernel, null, null);
    }

    /** A value with the partial derivatives by the {@link #variables}, in their order. */
    public record ValueAndGradient(double value, double[] gradient) {
        @Override
        public String toString() {
            return "ValueAndGradient[value=" + Numbers.print(value) + ", gradient="
                    + TensorText.aligned(Tensor.of(gradient), 0) + "]";
        }

        /** {@code {"value": 2.5, "gradient": [1.0, 2.0]}}. */
        public String toJson() {
            return Json.object(List.of("value", "gradient"), List.of(Tensor.scalar(value), Tensor.of(gradient)));
        }
    }

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

        /** {@code {"values": [0.25], "gradient": [[-3.0, -4.0]]}}. */
        public String toJson() {
            return Json.object(List.of("values", "gradient"), List.of(values, gradient));
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
        Map<String, Integer> sizes = bind(arguments);
        if (kernel != null) {
            return tensors(values(point(arguments)));
        }
        Call call = new Call(sizes, arguments.length + signature.results().size());
        call.give(taken, arguments);
        List<Tensor> results = call.take(signature.results());
        tensorKernel.value(sizes(sizes), call.arrays);
        return results;
    }

    /**
     * The results, written over the numbers of tensors that nobody else holds: for those who call it again and again,
     * as one who goes back through the steps of a loop does.
     *
     * @param results one for each result, of its type, and none of them an argument
     * @throws IllegalArgumentException if one has another type, or the arguments are not what it takes
     */
    public void fill(Tensor[] results, Tensor... arguments) {
        Map<String, Integer> sizes = bind(arguments);
        requireTypes(results, sizes);
        if (kernel != null) {
            double[] numbers = values(point(arguments));
            for (int i = 0; i < numbers.length; i++) {
                ((double[]) results[i].array())[0] = numbers[i];
            }
            return;
        }
        Call call = new Call(sizes, arguments.length + results.length);
        call.give(taken, arguments);
        call.give(given, results);
        tensorKernel.value(sizes(sizes), call.arrays);
    }

    private void requireTypes(Tensor[] results, Map<String, Integer> sizes) {
        boolean areKnown = given.haveLengthsOf(results);
        boolean fits = results.length == given.count();
        for (int i = 0; fits && i < results.length; i++) {
            fits = results[i].dtype() == given.dtype(i)
                    && (areKnown || signature.results().get(i).type().shape().isOf(results[i], sizes));
        }
        if (!fits) {
            throw new IllegalArgumentException(name() + " fills a tensor for each result (" + signature + "), and got "
                    + Arrays.stream(results).map(result -> new Type(result.dtype(), result.shape())).toList());
        }
    }

    /**
     * The value and its gradient, from one pass.
     *
     * @throws IllegalStateException if the result has several elements: it needs {@link #pullback(Tensor, Tensor...)}
     */
    public Pullback valueAndGradient(Tensor... arguments) {
        Map<String, Integer> sizes = bind(arguments);
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
        Map<String, Integer> sizes = bind(arguments);
        Tensor[] seeds = cotangents.toArray(Tensor[]::new);
        requireShapes(seeds, sizes);
        if (kernel != null && seeds.length > 1) {
            return pullbackOfNumbers(cotangents, arguments);
        }
        if (kernel != null) {
            ValueAndGradient answer = valueAndGradient(point(arguments));
            return new Pullback(List.of(Tensor.scalar(answer.value())), scaled(answer.gradient(), seeds[0].item()));
        }
        int count = seeds.length;
        Call call = new Call(sizes, arguments.length + 2 * count + signature.variables().size());
        call.give(taken, arguments);
        call.give(given, seeds);
        List<Tensor> values = call.take(signature.results());
        List<Tensor> gradient = call.take(signature.variables());
        tensorKernel.gradient(sizes(sizes), call.arrays);
        return new Pullback(values, gradient);
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

    /** The arrays of a call of the kernel, in their order. */
    private static final class Call {
        private final Map<String, Integer> sizes;
        private final Object[] arrays;
        private int count;

        Call(Map<String, Integer> sizes, int count) {
            this.sizes = sizes;
            this.arrays = new Object[count];
        }

        void give(ArgumentTypes types, Tensor[] tensors) {
            for (int i = 0; i < tensors.length; i++) {
                arrays[count++] = tensors[i].as(types.dtype(i)).array();
            }
        }

        /** Tensors that the call fills. */
        List<Tensor> take(List<Signature.Argument> types) {
            Tensor[] tensors = new Tensor[types.size()];
            for (int i = 0; i < tensors.length; i++) {
                tensors[i] = tensor(types.get(i).type());
                arrays[count++] = tensors[i].array();
            }
            return List.of(tensors);
        }

        private Tensor tensor(Type type) {
            return Tensor.zeros(type.dtype(), type.shape().lengths(sizes));
        }
    }

    private static int[] sizes(Map<String, Integer> sizes) {
        if (sizes.isEmpty()) {
            return NO_SIZES;
        }
        int[] numbers = new int[sizes.size()];
        int count = 0;
        for (int size : sizes.values()) {
            numbers[count++] = size;
        }
        return numbers;
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

    private void requireShapes(Tensor[] cotangents, Map<String, Integer> sizes) {
        if (given.haveLengthsOf(cotangents)) {
            return;
        }
        if (cotangents.length != given.count()) {
            throw new IllegalArgumentException(name() + " takes a cotangent for each result ("
                    + String.join(", ", results()) + "), and got " + cotangents.length);
        }
        for (int i = 0; i < cotangents.length; i++) {
            Signature.Argument result = signature.results().get(i);
            int[] lengths = result.type().shape().lengths(sizes);
            if (!cotangents[i].hasLengths(lengths)) {
                throw new IllegalArgumentException("the cotangent of " + result.name()
                        + " has the shape of its result, " + Arrays.toString(lengths) + ", and got "
                        + cotangents[i].shape());
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
                throw new IllegalArgumentException(
                        "'" + parameter.name() + "' is " + point[i] + ", and int needs a whole number");
            }
        }
    }

    private void requireLength(String array, int length, List<Signature.Argument> names) {
        if (length != names.size()) {
            throw new IllegalArgumentException(name() + " takes a " + array + " of " + names.size() + " numbers ("
                    + String.join(
                            ", ", names.stream().map(Signature.Argument::name).toList()) + "), and got " + length);
        }
    }

    /**
     * The values of parameters by their names, as an array in the order of the parameters.
     *
     * @throws IllegalArgumentException if one is missing, or there is no such parameter
     */
    public double[] point(Map<String, Double> values) {
        List<String> names = parameters();
        if (!values.keySet().equals(Set.copyOf(names))) {
            throw new IllegalArgumentException(name() + " takes values of " + String.join(", ", names) + ", and got "
                    + String.join(", ", new TreeSet<>(values.keySet())));
        }
        return names.stream().mapToDouble(values::get).toArray();
    }

    /**
     * The partial derivatives of the results, by results and then by variables.
     *
     * @throws IllegalStateException if the function does not take and give numbers alone, or was compiled without more
     *     derivatives
     */
    public double[][] jacobian(double... point) {
        requireNumbers(point);
        double[] outputs = derivatives().jacobian().outputs(point);
        return rows(outputs, signature.results().size(), signature.results().size());
    }

    /**
     * The second derivatives of the result, by variables twice; symmetric.
     *
     * @throws IllegalStateException if the function does not give one number, or was compiled without more derivatives
     */
    public double[][] hessian(double... point) {
        requireNumbers(point);
        signature.result();
        return rows(
                derivatives().hessian().outputs(point),
                1 + signature.variables().size(),
                signature.variables().size());
    }

    /** The matrix of some rows that stands behind other numbers. */
    private double[][] rows(double[] outputs, int start, int rows) {
        int columns = signature.variables().size();
        double[][] matrix = new double[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = Arrays.copyOfRange(outputs, start + i * columns, start + (i + 1) * columns);
        }
        return matrix;
    }

    /**
     * How the results change when the point moves: the Jacobian times a direction.
     *
     * @param direction one number for each variable
     * @return one number for each result
     */
    public double[] jvp(double[] point, double[] direction) {
        requireNumbers(point);
        double[] outputs = derivatives().jvp().outputs(with(point, direction));
        return Arrays.copyOfRange(outputs, signature.results().size(), outputs.length);
    }

    /**
     * The Hessian times a direction.
     *
     * @param direction one number for each variable
     * @return one number for each variable
     */
    public double[] hvp(double[] point, double[] direction) {
        requireNumbers(point);
        signature.result();
        double[] outputs = derivatives().hvp().outputs(with(point, direction));
        return Arrays.copyOfRange(outputs, 1 + signature.variables().size(), outputs.length);
    }

    private double[] with(double[] point, double[] direction) {
        requireLength("direction", direction.length, signature.variables());
        double[] all = Arrays.copyOf(point, point.length + direction.length);
        System.arraycopy(direction, 0, all, point.length, direction.length);
        return all;
    }

    /**
     * The sum of the partial derivatives of the results, each times its cotangent.
     *
     * @param cotangents one number for each result
     * @return one number for each variable
     */
    public double[] vjp(double[] point, double... cotangents) {
        requireNumbers(point);
        requireLength("cotangent", cotangents.length, signature.results());
        List<Tensor> given = Arrays.stream(cotangents).mapToObj(Tensor::scalar).toList();
        Tensor[] arguments = Arrays.stream(point).mapToObj(Tensor::scalar).toArray(Tensor[]::new);
        return pullback(given, arguments).gradient().stream().mapToDouble(Tensor::item).toArray();
    }

    /** The value at a point whose numbers are given by the names of the parameters. */
    public double value(Map<String, Double> point) {
        return value(point(point));
    }

    /**
     * The partial derivatives at a point whose numbers are given by the names of the parameters, by the names of the
     * variables.
     */
    public Map<String, Double> gradient(Map<String, Double> point) {
        double[] gradient = gradient(point(point));
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < gradient.length; i++) {
            named.put(variables().get(i), gradient[i]);
        }
        return named;
    }

    /**
     * The values at many points.
     *
     * @param columns an array for each parameter, with an element for each point
     * @throws IllegalArgumentException if there are more or fewer arrays, or they differ in length
     */
    public double[] valuesAt(double[]... columns) {
        double[] values = new double[points(columns)];
        double[] point = new double[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(at(columns, i, point));
        }
        return values;
    }

    /**
     * The partial derivatives at many points: an array for each variable, with an element for each point.
     *
     * @param columns an array for each parameter, with an element for each point
     * @throws IllegalArgumentException if there are more or fewer arrays, or they differ in length
     */
    public double[][] gradientsAt(double[]... columns) {
        int points = points(columns);
        double[][] partials = new double[signature.variables().size()][points];
        double[] point = new double[columns.length];
        double[] gradient = new double[partials.length];
        for (int i = 0; i < points; i++) {
            valueAndGradient(at(columns, i, point), gradient);
            for (int k = 0; k < partials.length; k++) {
                partials[k][i] = gradient[k];
            }
        }
        return partials;
    }

    private int points(double[][] columns) {
        requireLength("point", columns.length, signature.parameters());
        int points = columns.length == 0 ? 1 : columns[0].length;
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].length != points) {
                throw new IllegalArgumentException(name() + ": columns of different lengths: '"
                        + parameters().get(0) + "' has " + points + ", '"
                        + parameters().get(i) + "' has " + columns[i].length);
            }
        }
        return points;
    }

    private static double[] at(double[][] columns, int index, double[] point) {
        for (int k = 0; k < columns.length; k++) {
            point[k] = columns[k][index];
        }
        return point;
    }

    /**
     * Whether it has the derivatives beside its gradient: Jacobians, tangents and second derivatives. A function has
     * them where its compiler is, or where its class was made with them.
     */
    public boolean hasMoreDerivatives() {
        return derivatives != null;
    }

    /** The results and their partial derivatives as formulas, as {@code autodiff show} prints them. */
    public String derivative() {
        return derivatives().text();
    }

    /**
     * The results with their partial derivatives: {@code blocks.get("y").get("x")} has the shape of y followed by that
     * of x.
     */
    public record Jacobian(List<Tensor> values, Map<String, Map<String, Tensor>> blocks) {
        /** {@code {"values": [6.0], "blocks": {"z": {"x": 2.0}}}}. */
        public String toJson() {
            return Json.object(List.of("values", "blocks"), List.of(values, blocks));
        }
    }

    /** The partial derivatives of results of any shape. */
    public Jacobian jacobian(Tensor... arguments) {
        List<Tensor> outputs = derivatives().jacobian().outputs(List.of(arguments));
        int count = signature.results().size();
        return new Jacobian(outputs.subList(0, count), blocks(results(), outputs.subList(count, outputs.size())));
    }

    /**
     * A number with its gradient and its second derivatives: {@code blocks.get("x").get("y")} has the shape of x
     * followed by that of y.
     */
    public record Hessian(Tensor value, Map<String, Tensor> gradient, Map<String, Map<String, Tensor>> blocks) {
        /** {@code {"value": 4.0, "gradient": {"x": 4.0}, "blocks": {"x": {"x": 2.0}}}}. */
        public String toJson() {
            return Json.object(List.of("value", "gradient", "blocks"), List.of(value, gradient, blocks));
        }
    }

    /** The second derivatives of a result that is one number. */
    public Hessian hessian(Tensor... arguments) {
        signature.result();
        return symmetric(derivatives().hessian().outputs(List.of(arguments)));
    }

    private Hessian symmetric(List<Tensor> outputs) {
        int count = 1 + signature.variables().size();
        return new Hessian(
                outputs.get(0),
                named(outputs.subList(1, count)),
                blocks(variables(), outputs.subList(count, outputs.size())));
    }

    /**
     * A matrix of partial derivatives in coordinates; values of one row and column are to be added.
     *
     * @param outputs of the same call: the results; or the value and its gradient
     * @param rows elements of all results, or of all variables, one after the other
     * @param columns elements of all variables
     */
    public record Sparse(List<Tensor> outputs, int[] rows, int[] columns, double[] values) {
        @Override
        public String toString() {
            return "Sparse[outputs=" + outputs + ", rows=" + TensorText.aligned(wholes(rows), 0) + ", columns="
                    + TensorText.aligned(wholes(columns), 0) + ", values="
                    + TensorText.aligned(Tensor.of(values), 0) + "]";
        }

        /** {@code {"outputs": [[2.0, 3.0]], "rows": [0, 1], "columns": [0, 1], "values": [1.0, 1.0]}}. */
        public String toJson() {
            return Json.object(
                    List.of("outputs", "rows", "columns", "values"),
                    List.of(outputs, wholes(rows), wholes(columns), Tensor.of(values)));
        }

        private static Tensor wholes(int[] numbers) {
            return Tensor.of(Arrays.stream(numbers).asDoubleStream().toArray()).as(DType.INT);
        }

        private static Sparse of(List<Tensor> answer, int count) {
            return new Sparse(
                    answer.subList(0, count),
                    places(answer.get(count + 1)),
                    places(answer.get(count + 2)),
                    answer.get(count).toArray());
        }

        private Sparse with(List<Tensor> answer, int count) {
            Tensor fresh = answer.get(count);
            if (fresh.size() != values.length) {
                throw new IllegalArgumentException("the pattern has " + values.length + " places, and there are "
                        + fresh.size() + " values: it is that of other lengths");
            }
            return new Sparse(answer.subList(0, count), rows, columns, fresh.toArray());
        }

        private static int[] places(Tensor tensor) {
            int[] places = new int[tensor.size()];
            for (int i = 0; i < places.length; i++) {
                places[i] = (int) tensor.at(i);
            }
            return places;
        }
    }

    /** What is not 0 in the Jacobian by the structure of rows. */
    public Sparse sparseJacobian(Tensor... arguments) {
        return sparse(DerivedFunction.Matrix.JACOBIAN, signature.results().size(), arguments);
    }

    /**
     * The same with new values in a known pattern: rows and columns, which depend on lengths and index data alone, are
     * not computed again.
     *
     * @param pattern of an earlier call with the same lengths and indices
     */
    public Sparse sparseJacobian(Sparse pattern, Tensor... arguments) {
        return sparse(DerivedFunction.Matrix.JACOBIAN, signature.results().size(), pattern, arguments);
    }

    /** What is not 0 in the lower triangle of the Hessian of a sum over rows. */
    public Sparse sparseHessian(Tensor... arguments) {
        signature.result();
        return sparse(DerivedFunction.Matrix.HESSIAN, 1 + signature.variables().size(), arguments);
    }

    /**
     * The same with new values in a known pattern.
     *
     * @param pattern of an earlier call with the same lengths and indices
     */
    public Sparse sparseHessian(Sparse pattern, Tensor... arguments) {
        signature.result();
        return sparse(DerivedFunction.Matrix.HESSIAN, 1 + signature.variables().size(), pattern, arguments);
    }

    /**
     * Normal equations of least squares, for results r with the Jacobian J: the value is {@code rᵀr/2}, the gradient
     * {@code Jᵀr}, and {@code blocks.get("x").get("y")} that part of {@code JᵀJ} that belongs to x and y. A step of
     * Gauss and Newton solves {@code JᵀJ·step = -Jᵀr}.
     */
    public Hessian normalEquations(Tensor... arguments) {
        return symmetric(derivatives().normal().outputs(List.of(arguments)));
    }

    /**
     * The same with what is not 0 in the lower triangle of JᵀJ by the structure of rows, from one pass over them. Its
     * outputs are half the sum of squares, and the gradient by each variable.
     */
    public Sparse sparseNormalEquations(Tensor... arguments) {
        return sparse(DerivedFunction.Matrix.NORMAL, 1 + signature.variables().size(), arguments);
    }

    /**
     * The same with new values in a known pattern.
     *
     * @param pattern of an earlier call with the same lengths and indices
     */
    public Sparse sparseNormalEquations(Sparse pattern, Tensor... arguments) {
        return sparse(DerivedFunction.Matrix.NORMAL, 1 + signature.variables().size(), pattern, arguments);
    }

    private Sparse sparse(DerivedFunction.Matrix matrix, int before, Tensor[] arguments) {
        return Sparse.of(derivatives().sparse(matrix).outputs(List.of(arguments)), before);
    }

    private Sparse sparse(DerivedFunction.Matrix matrix, int before, Sparse pattern, Tensor[] arguments) {
        return pattern.with(derivatives().sparseValues(matrix).outputs(List.of(arguments)), before);
    }

    private Map<String, Map<String, Tensor>> blocks(List<String> rows, List<Tensor> blocks) {
        Map<String, Map<String, Tensor>> named = new LinkedHashMap<>();
        int columns = signature.variables().size();
        for (int i = 0; i < rows.size(); i++) {
            named.put(rows.get(i), named(blocks.subList(i * columns, (i + 1) * columns)));
        }
        return named;
    }

    /** One tensor for each variable, by its name. */
    private Map<String, Tensor> named(List<Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            named.put(variables().get(i), tensors.get(i));
        }
        return named;
    }

    /**
     * The Jacobian times a direction, of results of any shape.
     *
     * @param directions one for each variable, of its shape
     * @return the tangent of each result, of its shape
     */
    public List<Tensor> jvp(List<Tensor> directions, Tensor... arguments) {
        List<Tensor> outputs = derivatives().jvp().outputs(concat(arguments, directions));
        return outputs.subList(signature.results().size(), outputs.size());
    }

    /**
     * The Hessian times a direction, of a result that is one number.
     *
     * @param directions one for each variable, of its shape
     * @return one tensor for each variable, of its shape
     */
    public List<Tensor> hvp(List<Tensor> directions, Tensor... arguments) {
        signature.result();
        List<Tensor> outputs = derivatives().hvp().outputs(concat(arguments, directions));
        return outputs.subList(1 + signature.variables().size(), outputs.size());
    }

    private static List<Tensor> concat(Tensor[] arguments, List<Tensor> directions) {
        List<Tensor> all = new ArrayList<>(List.of(arguments));
        all.addAll(directions);
        return all;
    }

    /**
     * This function as a sum over rows of data and a rest, for those who have too many rows for one call. A result that
     * is a number for each row stands for the sum of these. Parameters that are data have their rows along the first
     * axis; where the program leaves their types open, as many numbers as there are rows.
     *
     * @param rows the parameters that are data, with the shape of one row
     * @throws IllegalStateException if the function came without its compiler
     * @throws RuntimeException with the place and the reason, if it is no such sum
     */
    public RowSum rowSum(Map<String, Shape> rows) {
        return derivatives().rowSum(rows);
    }

    private DerivedFunction.Source derivatives() {
        if (derivatives == null) {
            throw new IllegalStateException(name() + " was compiled without more derivatives than its gradient");
        }
        return derivatives;
    }

    private void requireNumbers(double[] point) {
        if (!signature.isScalar()) {
            throw new IllegalStateException(signature + " works on tensors: give it tensors");
        }
        requirePoint(point);
    }

    /** {@code z(x, y)}. */
    @Override
    public String toString() {
        return name() + "(" + String.join(", ", parameters()) + ")";
    }
}
