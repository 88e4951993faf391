package dev.autodiff.cli;

import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.check.Precision;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A function of tensors as a function of the elements that derivatives are checked by, the others staying what they
 * are. A result of several elements is weighted with a cotangent, so that one number depends on all of them.
 */
final class CheckedElements implements DifferentiableFunction {
    /** Each takes dozens of evaluations; of more elements, so many are picked. */
    private static final int MAX_ELEMENTS = 500;

    private final CompiledFunction function;
    private final Tensor[] arguments;
    private final Tensor cotangent;
    private final List<Element> elements;
    private final List<String> names;
    private final int all;

    /** @param variable the place among the variables */
    private record Element(int parameter, int variable, int index) {}

    private CheckedElements(CompiledFunction function, Arguments arguments, long randomSeed) {
        this.function = function;
        this.arguments = arguments.tensors();
        SplittableRandom random = new SplittableRandom(randomSeed);
        this.cotangent = cotangent(arguments.resultLengths(), random);
        List<Element> candidates = candidates();
        this.all = candidates.size();
        this.elements = picked(candidates, random);
        this.names = elements.stream().map(this::name).toList();
    }

    static CheckedElements of(CompiledFunction function, Point point, long randomSeed) {
        if (function.variables().isEmpty()) {
            throw new UsageException("'" + function.name()
                    + "' has no derivatives to check: give it a parameter of type f64 or f32 that is not const");
        }
        return new CheckedElements(function, Arguments.of(function, point), randomSeed);
    }

    private static Tensor cotangent(int[] lengths, SplittableRandom random) {
        double[] weights = new double[Tensor.size(lengths)];
        Arrays.setAll(weights, i -> weights.length == 1 ? 1 : random.nextDouble(-1, 1));
        return Tensor.of(lengths, weights);
    }

    private List<Element> candidates() {
        List<Element> candidates = new ArrayList<>();
        for (int variable = 0; variable < function.variables().size(); variable++) {
            String name = function.variables().get(variable);
            int parameter = function.parameters().indexOf(name);
            if (parameter < 0) {
                throw new UsageException("--wrt: '" + name + "' is no parameter of '" + function.name()
                        + "', and with tensors derivatives are checked by parameters only");
            }
            for (int index = 0; index < arguments[parameter].size(); index++) {
                candidates.add(new Element(parameter, variable, index));
            }
        }
        return candidates;
    }

    /** Some of them, without preference and in their order. */
    private static List<Element> picked(List<Element> candidates, SplittableRandom random) {
        List<Element> picked = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (random.nextInt(candidates.size() - i) < MAX_ELEMENTS - picked.size()) {
                picked.add(candidates.get(i));
            }
        }
        return picked;
    }

    private String name(Element element) {
        Signature.Argument parameter = function.signature().parameters().get(element.parameter());
        Tensor value = arguments[element.parameter()];
        return value.rank() == 0
                ? parameter.name()
                : parameter.name() + Arrays.toString(value.indices(element.index()));
    }

    /** The elements at the point that was given. */
    double[] point() {
        return elements.stream().mapToDouble(element -> arguments[element.parameter()].at(element.index())).toArray();
    }

    /** What the user should know about the choice; empty if nothing was chosen. */
    String origin() {
        return all == elements.size() ? "" : elements.size() + " of " + all + " elements, picked at random";
    }

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public List<String> parameters() {
        return names;
    }

    @Override
    public List<String> variables() {
        return names;
    }

    @Override
    public Precision precision() {
        return Precision.of(function.signature());
    }

    @Override
    public double value(double[] point) {
        Tensor value = function.value(moved(point));
        double sum = 0;
        for (int i = 0; i < value.size(); i++) {
            sum += cotangent.at(i) * value.at(i);
        }
        return sum;
    }

    @Override
    public double[] gradient(double[] point) {
        List<Tensor> gradient = function.pullback(cotangent, moved(point)).gradient();
        return elements.stream().mapToDouble(element -> gradient.get(element.variable()).at(element.index())).toArray();
    }

    private Tensor[] moved(double[] point) {
        double[][] data = new double[arguments.length][];
        for (int i = 0; i < point.length; i++) {
            int parameter = elements.get(i).parameter();
            if (data[parameter] == null) {
                data[parameter] = arguments[parameter].toArray();
            }
            data[parameter][elements.get(i).index()] = point[i];
        }
        Tensor[] moved = arguments.clone();
        for (int i = 0; i < moved.length; i++) {
            if (data[i] != null) {
                moved[i] = Tensor.of(arguments[i].lengths(), data[i]).as(arguments[i].dtype());
            }
        }
        return moved;
    }
}
