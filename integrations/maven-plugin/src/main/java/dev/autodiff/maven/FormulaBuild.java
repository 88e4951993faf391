package dev.autodiff.maven;

import dev.autodiff.cli.BuildTools;
import dev.autodiff.cli.Product;
import dev.autodiff.cli.UsageException;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes classes of all programs below a directory. A program is compiled again only if it, the settings or the compiler
 * have changed, or a class of it is gone; classes that no program becomes any more are taken away, and so are those of
 * programs that are wrong. All errors of all programs are told.
 */
final class FormulaBuild {
    private static final String CLASS = ".class";

    private final Settings settings;
    private final Messages messages;
    private final Map<String, BuildState.Entry> before;
    private final Map<String, BuildState.Entry> after = new TreeMap<>();
    /** Which program a file comes from. */
    private final Map<String, String> origins = new HashMap<>();
    /** Files that are not what they were, or not there any more. */
    private final Set<String> changed = new HashSet<>();
    private int compiled;

    FormulaBuild(Settings settings, Messages messages) throws IOException {
        this.settings = settings;
        this.messages = messages;
        this.before = BuildState.read(settings.state());
    }

    /** How many programs were compiled; what is wrong with them is among the messages. */
    int run() throws IOException {
        String common = Fingerprint.of(List.of(
                Fingerprint.ofCompiler(),
                settings.output().toString(),
                settings.basePackage(),
                String.join("\n", settings.options())));
        for (Path file : programs(settings.sources())) {
            build(file, common);
        }
        deleteStale();
        BuildState.write(settings.state(), after);
        deleteCallers();
        return compiled;
    }

    /** In the order of their names. */
    static List<Path> programs(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".ad") && Files.isRegularFile(file)).sorted().toList();
        }
    }

    private void build(Path file, String common) throws IOException {
        String name = settings.nameOf(file);
        Source source;
        try {
            source = BuildTools.read(file);
        } catch (UsageException e) {
            error(new Source(file.toString(), ""), null, e.getMessage());
            return;
        }
        String fingerprint = Fingerprint.of(List.of(common, source.text()));
        BuildState.Entry last = before.get(name);
        boolean isUpToDate = last != null && last.fingerprint().equals(fingerprint)
                && last.files().stream().allMatch(made -> Files.exists(settings.output().resolve(made)));
        List<String> files = isUpToDate ? last.files() : compile(source, file);
        if (files != null && areNobodyElses(files, source)) {
            after.put(name, new BuildState.Entry(fingerprint, files));
        }
    }

    /** The files that the program has become; null if it is wrong. */
    private List<String> compile(Source source, Path file) throws IOException {
        compiled++;
        int errors = messages.errors();
        Map<String, byte[]> files = new TreeMap<>();
        try {
            for (Request request : Request.of(source, settings.options())) {
                compile(source, settings.packageOf(file), request, files);
            }
        } catch (CompileException e) {
            e.diagnostics().forEach(messages::add);
        }
        if (messages.errors() > errors) {
            return null;
        }
        for (Map.Entry<String, byte[]> made : files.entrySet()) {
            try {
                write(made.getKey(), made.getValue());
            } catch (UsageException e) {
                error(source, null, e.getMessage());
                return null;
            }
        }
        return List.copyOf(files.keySet());
    }

    private void compile(Source source, String packageName, Request request, Map<String, byte[]> files) {
        try {
            Product product = BuildTools.compile(source, packageName, request.compile(), messages::add);
            int known = files.size();
            files.putAll(product.files());
            if (files.size() < known + product.files().size()) {
                error(source, request.place(), "'" + product.className()
                        + "' is the class of an instruction above, too: name one of them by --class");
            }
        } catch (UsageException e) {
            error(source, request.place(), e.getMessage());
        }
    }

    /** A file that has not changed keeps its time, so that nothing is built anew for it. */
    private void write(String path, byte[] content) throws IOException {
        Path file = settings.output().resolve(path);
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        BuildTools.write(file, content);
        changed.add(path);
    }

    private boolean areNobodyElses(List<String> files, Source source) {
        String name = settings.nameOf(Path.of(source.name()));
        for (String path : files) {
            String other = origins.putIfAbsent(path, name);
            if (other != null) {
                error(source, null, "'" + path + "' is what '" + other + "' becomes, too: name one of the classes by"
                        + " '# autodiff: compile --class'");
                return false;
            }
        }
        return true;
    }

    private void deleteStale() {
        for (BuildState.Entry entry : before.values()) {
            for (String path : entry.files()) {
                if (!isMade(path)) {
                    BuildTools.delete(settings.output().resolve(path));
                    changed.add(path);
                }
            }
        }
    }

    private boolean isMade(String path) {
        return after.values().stream().anyMatch(entry -> entry.files().contains(path));
    }

    private void deleteCallers() throws IOException {
        Set<String> classes = changed.stream()
                .filter(path -> path.endsWith(CLASS))
                .map(path -> path.substring(0, path.length() - CLASS.length()))
                .collect(Collectors.toSet());
        Set<Path> ours = after.values().stream()
                .flatMap(entry -> entry.files().stream())
                .map(settings.output()::resolve)
                .collect(Collectors.toSet());
        Callers.delete(settings.output(), classes, ours);
    }

    private void error(Source source, Span place, String message) {
        messages.add(new Diagnostic(Diagnostic.Severity.ERROR, source, place, message, ""));
    }
}
