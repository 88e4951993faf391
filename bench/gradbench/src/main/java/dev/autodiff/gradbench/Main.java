package dev.autodiff.gradbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers the messages of an eval of GradBench, one a line, until there are no more; on one thread, or with {@code
 * --multithreaded} on all cores.
 */
public final class Main {
    private Main() {}

    public static void main(String[] options) throws IOException {
        if (!List.of(options).contains("--multithreaded")) {
            System.setProperty("autodiff.threads", "1");
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        Protocol protocol = new Protocol();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(protocol.answer(line));
                out.flush();
            }
        }
    }
}
