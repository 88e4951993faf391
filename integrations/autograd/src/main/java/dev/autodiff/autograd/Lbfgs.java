package dev.autodiff.autograd;

import dev.autodiff.hipparchus.Minimization;
import dev.autodiff.hipparchus.Minimum;
import dev.autodiff.hipparchus.Objective;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.hipparchus.ProblemException;
import dev.autodiff.runtime.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Moves variables to a minimum of a loss by L-BFGS, the search of {@code autodiff-hipparchus}, which has to be on the
 * class path: the loss is recorded anew at each point that the search looks at.
 *
 * @param parameters leaves that require grad
 * @param tolerance the largest partial derivative that is taken for 0; where those at the start are below 1, the part
 *     of them
 * @param maxIterations after how many steps to give up
 */
public record Lbfgs(List<Variable> parameters, double tolerance, int maxIterations) {
    /** @throws AutogradException if a parameter does not require grad or is not a leaf */
    public Lbfgs {
        parameters = Optimizer.requireLeaves(parameters);
    }

    public Lbfgs(List<Variable> parameters) {
        this(parameters, Minimization.TOLERANCE, Minimization.MAX_ITERATIONS);
    }

    /** The same with another tolerance. */
    public Lbfgs withTolerance(double other) {
        return new Lbfgs(parameters, other, maxIterations);
    }

    /** The same with another number of steps. */
    public Lbfgs withMaxIterations(int count) {
        return new Lbfgs(parameters, tolerance, count);
    }

    /**
     * Searches from where the parameters are, and leaves them where it ended, without gradients.
     *
     * @param loss records one number, made of the parameters as they are when it is called
     * @return where and why it ended, with all elements of the parameters in one vector
     * @throws AutogradException if the loss is not finite at the start, or no number that requires grad
     */
    public Minimum minimize(Supplier<Variable> loss) {
        RecordedLoss recorded = new RecordedLoss(loss);
        double[] start = recorded.point();
        try {
            Minimum minimum = new Minimization(recorded, null, tolerance, maxIterations).from(start);
            recorded.move(minimum.x());
            return minimum;
        } catch (ProblemException e) {
            recorded.move(start);
            throw Place.error(e.getMessage(), "");
        }
    }

    /** A loss as a function of one vector. */
    private final class RecordedLoss implements Objective {
        private final Supplier<Variable> loss;
        private final ParameterVector vector;

        RecordedLoss(Supplier<Variable> loss) {
            this.loss = loss;
            this.vector = ParameterVector.of(tensors());
        }

        private Map<String, Tensor> tensors() {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Variable parameter : parameters) {
                String name = parameter.value().name() == null ? "parameter" : parameter.value().name();
                while (tensors.containsKey(name)) {
                    name += "_";
                }
                tensors.put(name, parameter.tensor());
            }
            return tensors;
        }

        double[] point() {
            return vector.flatten(tensors());
        }

        void move(double[] x) {
            List<String> names = vector.names();
            for (int i = 0; i < names.size(); i++) {
                Variable parameter = parameters.get(i);
                parameter.update(vector.tensor(names.get(i), x).as(parameter.dtype()));
                parameter.zeroGrad();
            }
        }

        @Override
        public String name() {
            return "the loss";
        }

        @Override
        public ParameterVector parameters() {
            return vector;
        }

        @Override
        public double value(double[] x) {
            move(x);
            return NoGrad.noGrad(() -> loss.get().item());
        }

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            move(x);
            Variable value = loss.get();
            value.backward();
            List<String> names = vector.names();
            for (int i = 0; i < names.size(); i++) {
                Variable grad = parameters.get(i).grad();
                int size = vector.size(names.get(i));
                double[] elements = grad == null ? new double[size] : grad.tensor().toArray();
                System.arraycopy(elements, 0, gradient, vector.offset(names.get(i)), size);
            }
            return value.item();
        }
    }
}
