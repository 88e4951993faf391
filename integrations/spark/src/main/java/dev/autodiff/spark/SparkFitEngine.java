package dev.autodiff.spark;

import dev.autodiff.hipparchus.FitEngine;
import org.apache.spark.sql.SparkSession;

/** Fits on Spark, in the session that there is, or a new one as {@code spark-submit} has set it up. */
public final class SparkFitEngine implements FitEngine {
    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Table open(String data) {
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession session = SparkSession.builder().appName("autodiff fit").getOrCreate();
        return new TableFolder(session, data, isOurs ? session::stop : () -> { });
    }
}
