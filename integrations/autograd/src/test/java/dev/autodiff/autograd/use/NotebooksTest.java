package dev.autodiff.autograd.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages show of {@code jshell} is what it answers; {@code -Dgolden=update} writes its answers there. */
class NotebooksTest {
    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Pattern BLOCK = Pattern.compile("```jshell\n(.*?)```", Pattern.DOTALL);
    private static final String PROMPT = "jshell> ";

    @ParameterizedTest
    @ValueSource(strings = {"notebooks.md", "install.md"})
    void theAnswersAreThoseOfThePage(String name) throws IOException {
        Path file = DOCS.resolve(name);
        String page = Files.readString(file);
        String actual;
        try (Session session = new Session()) {
            actual = BLOCK.matcher(page).replaceAll(block ->
                    Matcher.quoteReplacement("```jshell\n" + session.answered(block.group(1)) + "```"));
        }
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(file, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(file));
    }

    /** A session in this JVM. */
    private static final class Session implements AutoCloseable {
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        private final PrintStream console = System.out;
        private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
        private final JShell shell;

        Session() {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            List<String> classPath = classPath();
            shell = JShell.builder().executionEngine("local").build();
            classPath.forEach(shell::addToClasspath);
            shell.eval("import java.util.*;");
        }

        /** Surefire and the launcher of the console keep the class path of tests each in a place of its own. */
        private List<String> classPath() {
            if (loader instanceof URLClassLoader urls) {
                return Arrays.stream(urls.getURLs()).map(URL::getPath).toList();
            }
            return List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        }

        /** The cells of a block, each with its answer. */
        String answered(String block) {
            StringBuilder out = new StringBuilder();
            block.lines().filter(line -> line.startsWith(PROMPT)).forEach(line -> {
                out.append(line).append('\n');
                run(line.substring(PROMPT.length()), out);
            });
            return out.toString();
        }

        private void run(String cell, StringBuilder out) {
            String rest = cell;
            while (!rest.isEmpty()) {
                SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                for (SnippetEvent event : shell.eval(next.source())) {
                    answer(event, out);
                }
                rest = next.remaining();
            }
        }

        private void answer(SnippetEvent event, StringBuilder out) {
            out.append(printed.toString(StandardCharsets.UTF_8));
            printed.reset();
            if (event.status() == Snippet.Status.REJECTED) {
                shell.diagnostics(event.snippet())
                        .forEach(problem -> out.append("|  Error: ").append(problem.getMessage(null)).append('\n'));
            } else if (event.exception() != null) {
                out.append("|  ").append(event.exception().getMessage()).append('\n');
            } else if (event.causeSnippet() == null && event.value() != null && !event.value().isEmpty()) {
                String name = event.snippet() instanceof VarSnippet variable ? variable.name() : "";
                boolean isNamed = !name.isEmpty() && !name.startsWith("$");
                out.append(isNamed ? name + " ==> " : "").append(event.value()).append('\n');
            }
        }

        @Override
        public void close() {
            shell.close();
            Thread.currentThread().setContextClassLoader(loader);
            System.setOut(console);
        }
    }
}
