package dev.autodiff.cli;

import dev.autodiff.hipparchus.FitEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Who computes where the rows of a table are; looked for only if one is asked for. */
final class Engines {
    private static final String SPARK = "spark";

    private Engines() {}

    /** @throws UsageException with what to run, if there is none of this name */
    static FitEngine named(String name) {
        List<String> names = new ArrayList<>();
        for (FitEngine engine : ServiceLoader.load(FitEngine.class)) {
            if (engine.name().equals(name)) {
                return engine;
            }
            names.add(engine.name());
        }
        if (name.equals(SPARK)) {
            throw new UsageException("--engine: Spark is not here: run this command by spark-submit --class "
                    + Main.class.getName() + " --driver-class-path 'driver/*' --jars autodiff-runtime.jar"
                    + " autodiff-spark.jar fit …, see docs/spark.md");
        }
        throw new UsageException("--engine: there is no '" + name + "': " + (names.isEmpty()
                ? "leave it out, or give " + SPARK
                : "there is " + String.join(", ", names)));
    }
}
