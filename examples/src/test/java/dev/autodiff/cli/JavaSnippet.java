package dev.autodiff.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * Statements of Java from a document, with imports before them. They are compiled by the strictest javac, beside the
 * generated classes that commands of the document wrote, and run; what they print is compared with the comment
 * that stands behind the statement.
 */
final class JavaSnippet {
    private static final String PRINT = "System.out.println(";

    private final String text;

    JavaSnippet(String text) {
        this.text = text;
    }

    /** What the comments say that the statements print. */
    String expected() {
        return text.lines()
                .filter(line -> line.contains(PRINT))
                .map(line -> line.substring(line.indexOf("// ") + 3) + "\n")
                .collect(Collectors.joining());
    }

    /** What the statements print. */
    String run(Path classes) throws Exception {
        Path file = Files.writeString(classes.resolve("Snippet.java"), asClass());
        compile(file, classes);
        URL[] urls = {classes.toUri().toURL()};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(urls);
                PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            loader.loadClass("Snippet").getMethod("run", PrintStream.class).invoke(null, printed);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String asClass() {
        String imports = text.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String statements = text.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        return imports
                + "\npublic class Snippet {\n    public static void run(java.io.PrintStream out) throws Exception {\n"
                + statements.replace(PRINT, "out.println(") + "\n    }\n}\n";
    }

    private static void compile(Path file, Path classes) throws IOException {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        String path = classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-Xlint:all,-path",
                        "-Werror",
                        "-proc:none",
                        "--release",
                        "17",
                        "-cp",
                        path,
                        "-d",
                        classes.toString(),
                        file.toString());
        if (code != 0) {
            throw new AssertionError(messages + "\n" + Files.readString(file));
        }
    }
}
