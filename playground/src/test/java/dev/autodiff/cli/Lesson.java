package dev.autodiff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command of a document that a page can be asked, too: a program with -e, and values of its parameters. */
record Lesson(String command, List<String> words) {
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final String PROMPT = "$ ./autodiff ";
    private static final Set<String> COMMANDS = Set.of("grad", "jacobian", "hessian");
    private static final Set<String> OPTIONS = Set.of("-e", "--at", "--wrt", "--of", "--cotangent", "--json");

    /** Those of a page, in its order. */
    static Stream<Lesson> in(Path document) throws IOException {
        return CONSOLE.matcher(Files.readString(document)).results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> WORD.matcher(line.substring(PROMPT.length())).results().map(MatchResult::group)
                        .map(word -> word.replaceAll("['\"]", "")).toList())
                .map(words -> new Lesson(words.get(0), words.subList(1, words.size())))
                .filter(Lesson::isForPages);
    }

    private boolean isForPages() {
        boolean isKnown = COMMANDS.contains(command) && words.get(0).equals("-e")
                && words.stream().filter(word -> word.startsWith("-")).allMatch(OPTIONS::contains);
        // files, and ranges of points
        return isKnown && at().values().stream().noneMatch(value -> value.startsWith("@") || value.contains(":"));
    }

    String program() {
        return option("-e");
    }

    /** Empty if it is not given. */
    String option(String name) {
        int place = words.indexOf(name);
        return place < 0 ? "" : words.get(place + 1);
    }

    Map<String, String> at() {
        String at = option("--at");
        return at.isEmpty() ? new LinkedHashMap<>() : Assignments.parse("--at", List.of(at));
    }

    /** How the page calls what is asked. */
    String question() {
        return command.equals("grad") ? "gradient" : command;
    }

    /** What the command prints for a reader, and its messages. */
    String answer() {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(words);
        all.remove("--json");
        return run(all.toArray(String[]::new));
    }

    static String run(String... words) {
        StringWriter out = new StringWriter();
        Main.run(new PrintWriter(out), new PrintWriter(out), words);
        return out.toString().stripTrailing();
    }

    @Override
    public String toString() {
        return command + " " + program();
    }
}
