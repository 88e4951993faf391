package dev.autodiff.spark;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Some columns of a dataset.
 *
 * @param columns their names
 * @param skips whether rows that lack something are left out
 * @param remedy what to do about such rows otherwise
 */
record ColumnTable(Dataset<Row> dataset, List<String> columns, boolean skips, String remedy) {
    JavaRDD<Row> rows() {
        // names as they are, also with points or brackets in them
        return dataset.select(columns.stream()
                        .map(name -> dataset.col("`" + name.replace("`", "``") + "`"))
                        .toArray(Column[]::new))
                .toJavaRDD();
    }

    String[] names() {
        return columns.toArray(new String[0]);
    }
}
