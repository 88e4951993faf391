package dev.autodiff.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the last build made: for each program a fingerprint of all that its classes follow from, and their files. A
 * state that cannot be read is none, and everything is compiled anew.
 */
final class BuildState {
    private static final String SEPARATOR = "\t";

    /** @param files below the output directory */
    record Entry(String fingerprint, List<String> files) {}

    private BuildState() {}

    static Map<String, Entry> read(Path file) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                List<String> parts = List.of(line.split(SEPARATOR));
                if (parts.size() >= 2) {
                    entries.put(parts.get(0), new Entry(parts.get(1), parts.subList(2, parts.size())));
                }
            }
        }
        return entries;
    }

    static void write(Path file, Map<String, Entry> entries) throws IOException {
        List<String> lines = new ArrayList<>();
        entries.forEach((name, entry) -> {
            List<String> parts = new ArrayList<>(List.of(name, entry.fingerprint()));
            parts.addAll(entry.files());
            lines.add(String.join(SEPARATOR, parts));
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
