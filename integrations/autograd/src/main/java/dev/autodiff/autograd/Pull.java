package dev.autodiff.autograd;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way back through a {@link Plan} from some of its results to what it takes. One result whose value is known is not
 * computed again: the program gives cotangents alone, {@code g0 = vjp(y1, x0, c)}, and the compiler leaves out of it
 * what they do not need.
 */
final class Pull {
    private final Plan plan;
    private final int[] reached;
    private final boolean isComputed;
    private final int[] variables;
    private final boolean givesCotangentsAlone;
    /** Kept by {@link Programs} alone. */
    private volatile WeakReference<CompiledFunction> known = new WeakReference<>(null);

    Pull(Plan plan, int[] reached, boolean isComputed) {
        this.plan = plan;
        this.reached = reached;
        this.isComputed = isComputed;
        this.variables = variables(plan, reached);
        this.givesCotangentsAlone = isComputed && reached.length == 1;
    }

    /** The places of what the plan takes that derivatives lead to from what was reached. */
    private static int[] variables(Plan plan, int[] reached) {
        boolean[] isReached = new boolean[reached[reached.length - 1] + 1];
        Arrays.stream(reached).forEach(place -> isReached[place] = true);
        for (int i = isReached.length - 1; i >= plan.leaves(); i--) {
            for (int input : isReached[i] ? plan.inputs(i) : new int[0]) {
                isReached[input] |= plan.isTracked(input);
            }
        }
        List<Integer> variables = new ArrayList<>();
        for (int i = 0; i < plan.leaves(); i++) {
            if (isReached[i]) {
                variables.add(i);
            }
        }
        return variables.stream().mapToInt(Integer::intValue).toArray();
    }

    boolean isFor(int[] places, boolean areComputed) {
        return areComputed == isComputed && Arrays.equals(places, reached);
    }

    int[] variables() {
        return variables;
    }

    /** Whether {@link #fill} does, and else {@link #run}. */
    boolean givesCotangentsAlone() {
        return givesCotangentsAlone;
    }

    /** Writes the cotangents of the {@link #variables} into tensors that nobody else holds. */
    void fill(List<Tensor> results, Tensor[] arguments, Tensor cotangent) {
        Tensor[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = cotangent;
        function().fill(results, all);
    }

    /**
     * The values of what was reached, and the cotangents of the {@link #variables}.
     *
     * @param arguments the tensors that the plan takes
     */
    Pullback run(Tensor[] arguments, Tensor[] cotangents) {
        CompiledFunction function = function();
        Pullback pullback = function.pullback(List.of(cotangents), arguments);
        List<String> order = function.variables();
        List<Tensor> gradient = new ArrayList<>();
        for (int place : variables) {
            gradient.add(pullback.gradient().get(order.indexOf(plan.name(place))));
        }
        return new Pullback(pullback.values(), gradient);
    }

    private CompiledFunction function() {
        CompiledFunction function = known.get();
        if (function == null) {
            function = givesCotangentsAlone
                    ? cotangentsAlone()
                    : Programs.compiled(plan.text(), plan.names(reached), plan.names(variables));
            known = new WeakReference<>(function);
        }
        return function;
    }

    private CompiledFunction cotangentsAlone() {
        StringBuilder text = new StringBuilder();
        int end = plan.text().indexOf("\ny0 = ") + 1;
        text.append(plan.text(), 0, end).append("input c: ").append(plan.type(reached[0])).append('\n')
                .append(plan.text(), end, plan.text().length());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < variables.length; i++) {
            names.add("g" + i);
            text.append("g").append(i).append(" = vjp(").append(plan.name(reached[0])).append(", ")
                    .append(plan.name(variables[i])).append(", c)\n");
        }
        return Programs.compiled(text.toString(), names, List.of());
    }
}
