package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which arguments of a compiled function are parts of a flat vector, which have fixed values, and which its caller
 * fills in; and which derivatives belong to the vector.
 */
final class Binding {
    private final CompiledFunction function;
    private final ParameterVector vector;
    /** For each parameter its fixed value, or null. */
    private final Tensor[] fixed;
    /** For each parameter where it begins in the vector, or -1. */
    private final int[] places;
    private final List<String> open = new ArrayList<>();
    /** For each variable of the function where its derivatives go in the gradient, or -1. */
    private final int[] offsets;

    /**
     * @param fixed values of parameters that the vector does not have
     * @throws IllegalArgumentException if the function has no such parameters, or no derivatives by one of the vector
     */
    Binding(CompiledFunction function, ParameterVector vector, Map<String, Tensor> fixed) {
        if (function.results().size() != 1) {
            throw new IllegalArgumentException(function.name() + " has the results "
                    + String.join(", ", function.results()) + ": compile it for one of them");
        }
        this.function = function;
        this.vector = vector;
        List<Signature.Argument> parameters = function.signature().parameters();
        this.fixed = new Tensor[parameters.size()];
        this.places = new int[parameters.size()];
        requireKnown(vector.names());
        requireKnown(List.copyOf(fixed.keySet()));
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            this.fixed[i] = fixed.get(name);
            this.places[i] = vector.names().contains(name) ? vector.offset(name) : -1;
            if (places[i] < 0 && this.fixed[i] == null) {
                open.add(name);
            }
        }
        List<String> variables = function.variables();
        for (String name : vector.names()) {
            if (!variables.contains(name)) {
                throw new IllegalArgumentException(function.name() + " was compiled without its derivative by '" + name
                        + "': it has those by " + String.join(", ", variables));
            }
        }
        this.offsets = variables.stream()
                .mapToInt(name -> vector.names().contains(name) ? vector.offset(name) : -1)
                .toArray();
    }

    private void requireKnown(List<String> names) {
        for (String name : names) {
            if (!function.parameters().contains(name)) {
                throw new IllegalArgumentException(function.name() + " has no parameter '" + name + "': it has "
                        + String.join(", ", function.parameters()));
            }
        }
    }

    /** The binding, if it leaves nothing open. */
    Binding requireComplete() {
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("no value for " + String.join(", ", open) + " of " + function.name());
        }
        return this;
    }

    CompiledFunction function() {
        return function;
    }

    ParameterVector vector() {
        return vector;
    }

    /** The parameters that are neither of the vector nor fixed. */
    List<String> open() {
        return open;
    }

    /** The arguments of a call; those that are open are null. */
    Tensor[] arguments(double[] x) {
        Tensor[] arguments = fixed.clone();
        for (int i = 0; i < arguments.length; i++) {
            if (places[i] >= 0) {
                arguments[i] = vector.tensor(function.parameters().get(i), x);
            }
        }
        return arguments;
    }

    /** The arguments of a call of a function of numbers; those that are open are 0. */
    double[] point(double[] x) {
        double[] point = new double[fixed.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = places[i] >= 0 ? x[places[i]] : fixed[i] == null ? 0 : fixed[i].item();
        }
        return point;
    }

    /**
     * A direction for each variable of the function: that of the vector, and none for what the vector does not
     * have.
     */
    List<Tensor> directions(double[] direction, Tensor[] arguments) {
        List<Tensor> directions = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            String name = function.variables().get(i);
            int[] lengths = arguments[function.parameters().indexOf(name)].lengths();
            directions.add(offsets[i] >= 0 ? vector.tensor(name, direction)
                    : Tensor.zeros(DType.F64, lengths));
        }
        return directions;
    }

    /** Puts the derivatives of a function of numbers where the vector has their variables. */
    void arrange(double[] partials, double[] gradient) {
        for (int i = 0; i < partials.length; i++) {
            if (offsets[i] >= 0) {
                gradient[offsets[i]] = partials[i];
            }
        }
    }

    /** The same for tensors. */
    void arrange(List<Tensor> cotangents, double[] gradient) {
        for (int i = 0; i < offsets.length; i++) {
            Tensor cotangent = cotangents.get(i);
            for (int j = 0; j < cotangent.size() && offsets[i] >= 0; j++) {
                gradient[offsets[i] + j] = cotangent.at(j);
            }
        }
    }
}
