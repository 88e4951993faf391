package dev.autodiff.spark;

import dev.autodiff.hipparchus.ProblemException;
import java.util.function.Supplier;
import org.apache.spark.SparkException;

/** Runs what may fail on executors: what a task found is the message, not where in Spark that was. */
final class Jobs {
    private Jobs() {}

    static <T> T answer(Supplier<T> job) {
        try {
            return job.get();
        } catch (DataException e) {
            throw new ProblemException(e.getMessage());
        } catch (Exception e) {
            // Scala throws it undeclared
            if (e instanceof SparkException) {
                Throwable root = e;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                throw new ProblemException("Spark gave up: " + String.valueOf(root.getMessage()).lines().findFirst()
                        .orElse(root.toString()));
            }
            throw e;
        }
    }
}
