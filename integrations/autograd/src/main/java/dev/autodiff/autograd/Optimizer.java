package dev.autodiff.autograd;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.List;

/** Moves variables against their gradients. Steps are taken in double precision, and rounded once. */
public abstract class Optimizer {
    private final List<Variable> parameters;

    /**
     * @throws AutogradException if a parameter does not require grad or is not a leaf
     */
    Optimizer(List<Variable> parameters) {
        this.parameters = requireLeaves(parameters);
    }

    static List<Variable> requireLeaves(List<Variable> parameters) {
        for (Variable parameter : parameters) {
            if (!parameter.requiresGrad() || !parameter.isLeaf()) {
                throw Place.error(
                        "a parameter of an optimiser is a leaf that requires grad, and one of these is not",
                        "requiresGrad(true) makes it one");
            }
        }
        return List.copyOf(parameters);
    }

    /** What is moved, in order. */
    public List<Variable> parameters() {
        return parameters;
    }

    /** Forgets the gradients of all parameters. */
    public void zeroGrad() {
        parameters.forEach(Variable::zeroGrad);
    }

    /** Moves all parameters that have a gradient. */
    public void step() {
        begin();
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            if (parameter.grad() != null) {
                double[] values = parameter.tensor().toArray();
                move(i, values, elements(parameter.grad().tensor()));
                parameter.update(tensor(parameter.tensor(), values));
            }
        }
    }

    /** Of a gradient, which is read alone: in double precision, its own array. */
    private static double[] elements(Tensor gradient) {
        return gradient.array() instanceof double[] elements ? elements : gradient.toArray();
    }

    private static Tensor tensor(Tensor type, double[] values) {
        return Tensor.wrap(DType.F64, type.lengths(), values).as(type.dtype());
    }

    /** Before the parameters of a step. */
    void begin() {}

    /**
     * Moves a parameter.
     *
     * @param index of the parameter
     * @param x its values, which are replaced
     * @param gradient of the same length, which nobody changes
     */
    abstract void move(int index, double[] x, double[] gradient);

    /** An array for each parameter, of zeros, of its length. */
    double[][] zeros() {
        return parameters.stream().map(parameter -> new double[parameter.tensor().size()]).toArray(double[][]::new);
    }
}
