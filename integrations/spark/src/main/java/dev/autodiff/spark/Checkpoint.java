package dev.autodiff.spark;

import dev.autodiff.hipparchus.Minimization;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.Tensor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The parameters of a search in a file that is whole at all times, on any file system that Spark reads. Each has a
 * line, {@code w = [0.5, -1.0]}; numbers read back exactly.
 */
public final class Checkpoint implements Consumer<Minimization.Step> {
    private final Path file;
    private final ParameterVector parameters;
    private final Configuration configuration;
    private final int interval;

    private Checkpoint(Path file, ParameterVector parameters, Configuration configuration, int interval) {
        this.file = file;
        this.parameters = parameters;
        this.configuration = configuration;
        this.interval = interval;
    }

    /** @param configuration of Hadoop, which the Spark context has */
    public static Checkpoint at(String file, ParameterVector parameters, Configuration configuration) {
        return new Checkpoint(new Path(file), parameters, configuration, 1);
    }

    /** @param steps between two writes */
    public Checkpoint every(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("the number of steps is " + steps + ": it is 1 or more");
        }
        return new Checkpoint(file, parameters, configuration, steps);
    }

    @Override
    public void accept(Minimization.Step step) {
        if (step.number() % interval == 0) {
            write(step.x());
        }
    }

    private void write(double[] x) {
        StringBuilder text = new StringBuilder();
        parameters.tensors(x).forEach((name, tensor) -> text.append(name).append(" = ").append(tensor.toJson())
                .append('\n'));
        Path unfinished = file.suffix(".unfinished");
        try {
            FileContext files = context();
            try (FSDataOutputStream out = files.create(
                    unfinished,
                    EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
                    Options.CreateOpts.createParent())) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
            files.rename(unfinished, file, Options.Rename.OVERWRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be written", e);
        }
    }

    private FileContext context() throws IOException {
        boolean hasScheme = file.toUri().getScheme() != null;
        return hasScheme
                ? FileContext.getFileContext(file.toUri(), configuration)
                : FileContext.getFileContext(configuration);
    }

    /**
     * Where the search was, or what is given if there is no file.
     *
     * @throws IllegalArgumentException if the file has other parameters
     */
    public double[] orElse(double[] start) {
        try (FSDataInputStream in = context().open(file)) {
            Map<String, Tensor> values = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split(" = ", 2);
                values.put(parts[0], Tensor.parse(parts[1]));
            });
            return parameters.flatten(values);
        } catch (FileNotFoundException e) {
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be read", e);
        }
    }
}
