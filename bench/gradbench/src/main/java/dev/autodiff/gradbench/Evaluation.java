package dev.autodiff.gradbench;

import com.grack.nanojson.JsonObject;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function called for one input as often as the eval wants it.
 *
 * @param output the results of the last call, as JSON
 * @param preparation nanoseconds for compiling, and for the arguments
 * @param runs nanoseconds of each call
 */
record Evaluation(String output, long preparation, List<Long> runs) {
    /**
     * Calls the function {@code min_runs} times, and on until {@code min_seconds} have passed in it; once if nothing is
     * said.
     */
    static Evaluation run(Task task, Program program, JsonObject input) {
        long start = System.nanoTime();
        CompiledFunction function = task.compiled(program);
        Tensor[] arguments = new Input(program, input).arguments(function);
        long preparation = System.nanoTime() - start;
        int minRuns = input.getInt("min_runs", 1);
        double minNanoseconds = 1e9 * input.getDouble("min_seconds", 0);
        List<Long> runs = new ArrayList<>();
        List<Tensor> results = List.of();
        for (long elapsed = 0; runs.size() < minRuns || elapsed < minNanoseconds; ) {
            long before = System.nanoTime();
            results = function.values(arguments);
            long time = System.nanoTime() - before;
            runs.add(time);
            elapsed += time;
        }
        return new Evaluation(task.answer().json(results), preparation, runs);
    }

    /** The timings as JSON. */
    String timings() {
        return runs.stream()
                .map(time -> timing("evaluate", time))
                .collect(Collectors.joining(", ", "[" + timing("prepare", preparation) + ", ", "]"));
    }

    private static String timing(String name, long nanoseconds) {
        return "{\"name\": \"" + name + "\", \"nanoseconds\": " + nanoseconds + "}";
    }
}
