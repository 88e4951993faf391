package dev.autodiff.autograd;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /** Where the cotangents of the variables stand among those that the function gives; known if that is. */
    private int[] order;

    /**
     * @param cotangents not null at the places that were reached
     * @param isComputed whether the values there are known
     */
    Pull(Plan plan, Tensor[] cotangents, boolean isComputed) {
        this.plan = plan;
        this.reached = IntStream.range(0, cotangents.length).filter(i -> cotangents[i] != null).toArray();
        this.isComputed = isComputed;
        this.variables = variables(plan, reached);
        this.givesCotangentsAlone = isComputed && reached.length == 1;
    }

    /** The places of what the plan takes that derivatives lead to from what was reached. */
    private static int[] variables(Plan plan, int[] reached) {
        boolean[] isReached = new boolean[plan.size()];
        Arrays.stream(reached).forEach(place -> isReached[place] = true);
        for (int i = isReached.length - 1; i >= plan.leaves(); i--) {
            for (int input : isReached[i] ? plan.inputs(i) : new int[0]) {
                isReached[input] |= plan.isTracked(input);
            }
        }
        return IntStream.range(0, plan.leaves()).filter(i -> isReached[i]).toArray();
    }

    /** Whether it goes back from just those places that have cotangents. */
    boolean isFor(Tensor[] cotangents, boolean areComputed) {
        int found = 0;
        for (int i = 0; i < cotangents.length; i++) {
            boolean isReached = found < reached.length && reached[found] == i;
            if (isReached != (cotangents[i] != null)) {
                return false;
            }
            found += isReached ? 1 : 0;
        }
        return areComputed == isComputed;
    }

    /** The places that it goes back from. */
    int[] reached() {
        return reached;
    }

    /** The places that it leads to. */
    int[] variables() {
        return variables;
    }

    /** Whether {@link #fill} does, and else {@link #run}. */
    boolean givesCotangentsAlone() {
        return givesCotangentsAlone;
    }

    /**
     * Writes the cotangents of the {@link #variables} into tensors that nobody else holds.
     *
     * @param arguments the tensors that the plan takes, and the cotangent of what was reached
     */
    void fill(Tensor[] results, Tensor[] arguments) {
        function().fill(results, arguments);
    }

    /**
     * The values of what was reached, and the cotangents of the {@link #variables}.
     *
     * @param arguments the tensors that the plan takes
     */
    Pullback run(Tensor[] arguments, Tensor[] cotangents) {
        CompiledFunction function = function();
        Pullback pullback = function.pullback(Arrays.asList(cotangents), arguments);
        Tensor[] gradient = new Tensor[variables.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = pullback.gradient().get(order[i]);
        }
        return new Pullback(pullback.values(), Arrays.asList(gradient));
    }

    private CompiledFunction function() {
        CompiledFunction function = known.get();
        if (function == null) {
            function = givesCotangentsAlone ? cotangentsAlone() : withValues();
            known = new WeakReference<>(function);
        }
        return function;
    }

    private CompiledFunction withValues() {
        CompiledFunction function = Programs.compiled(plan.text(), plan.names(reached), plan.names(variables));
        List<String> names = function.variables();
        order = Arrays.stream(variables).map(place -> names.indexOf(plan.name(place))).toArray();
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
