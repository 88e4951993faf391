package dev.autodiff.cli;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One run of the command line, with what it answered. */
record Run(int code, String out, String err) {
    static final String SEED = "z = y*log(x)+sin(y)";

    static Run of(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int code = Main.run(new StandardOutput(out, Path.of("")), err, args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }
}
