package dev.autodiff.spark;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The one session of a JVM, with two threads as executors; a task that fails is tried four times. */
public final class LocalSpark {
    private static SparkSession session;

    private LocalSpark() {}

    public static synchronized SparkSession session() {
        if (session == null) {
            session = SparkSession.builder()
                    .master("local[2,4]")
                    .appName("tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.sql.warehouse.dir", "target/warehouse")
                    .getOrCreate();
            session.sparkContext().setLogLevel("OFF");
        }
        return session;
    }

    static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(session().sparkContext());
    }

    /** A function of the number of a row that can be sent. */
    interface Rows extends LongFunction<Row>, java.io.Serializable {}

    /** Rows that are made where they are needed. */
    static Dataset<Row> rows(long count, int partitions, StructType schema, Rows rows) {
        List<Long> bounds = LongStream.range(0, partitions).boxed().toList();
        return session()
                .createDataFrame(
                        context().parallelize(bounds, partitions)
                                .flatMap(part -> LongStream.range(
                                                count * part / partitions, count * (part + 1) / partitions)
                                        .mapToObj(rows)
                                        .iterator()),
                        schema);
    }
}
