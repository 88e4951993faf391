package dev.autodiff.spark;

import dev.autodiff.hipparchus.FitEngine;
import dev.autodiff.hipparchus.FitRows;
import dev.autodiff.hipparchus.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A file, or a folder of files, in Parquet or CSV, on any file system that Spark reads. */
final class TableFolder implements FitEngine.Table {
    private static final List<String> FORMATS = List.of("parquet", "csv");

    private final Dataset<Row> dataset;
    private final Runnable end;
    private FitOnExecutors rows;

    /**
     * @param end what is to be done when the table is closed
     * @throws ProblemException if there are no such files
     */
    TableFolder(SparkSession session, String data, Runnable end) {
        this.end = end;
        String format = format(session, data);
        // cells are read as on one machine, and each row has as many as the first line
        this.dataset = Jobs.answer(() -> format.equals("csv")
                ? session.read().option("header", "true").option("mode", "FAILFAST").option("columnPruning", "false")
                        .csv(data)
                : session.read().parquet(data));
    }

    private static String format(SparkSession session, String data) {
        Set<String> found = new TreeSet<>();
        try {
            Path path = new Path(data);
            FileSystem files = path.getFileSystem(session.sparkContext().hadoopConfiguration());
            FileStatus[] given = files.globStatus(path);
            if (given == null || given.length == 0) {
                throw new ProblemException("there is no file or folder '" + data + "'");
            }
            Deque<FileStatus> open = new ArrayDeque<>(List.of(given));
            while (!open.isEmpty()) {
                FileStatus status = open.pop();
                if (status.isDirectory()) {
                    open.addAll(List.of(files.listStatus(status.getPath())));
                } else if (!status.getPath().getName().matches("[._].*")) {
                    String name = status.getPath().getName().toLowerCase(Locale.ROOT);
                    FORMATS.stream().filter(format -> name.matches(".*\\." + format + "(\\.[a-z0-9]+)?"))
                            .forEach(found::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (found.size() != 1) {
            throw new ProblemException("'" + data + "' has " + (found.isEmpty() ? "no files" : "files of both kinds")
                    + ": give a folder of files .parquet, or of files .csv");
        }
        return found.iterator().next();
    }

    @Override
    public List<String> columns() {
        return List.of(dataset.columns());
    }

    @Override
    public FitRows rows(FitEngine.Model model) {
        rows = Jobs.answer(() -> new FitOnExecutors(model, dataset));
        return rows;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.release();
        }
        end.run();
    }
}
