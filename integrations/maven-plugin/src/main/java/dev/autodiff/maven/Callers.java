package dev.autodiff.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * Classes of the project that call classes of formulas. javac compiles a Java file again when it is newer than its
 * class, and does not see that a class which it calls has other methods now. So the callers' classes are taken away.
 */
final class Callers {
    private static final int CLASS_TAG = 7;

    private Callers() {}

    /**
     * Deletes all classes that name one of these.
     *
     * @param changed internal names
     * @param ours classes that formulas became, which call each other as this build has made them
     */
    static void delete(Path directory, Set<String> changed, Set<Path> ours) throws IOException {
        if (changed.isEmpty() || !Files.isDirectory(directory)) {
            return;
        }
        List<Path> classes;
        try (Stream<Path> files = Files.walk(directory)) {
            classes = files.filter(file -> file.toString().endsWith(".class") && !ours.contains(file)).toList();
        }
        for (Path file : classes) {
            if (names(Files.readAllBytes(file), changed)) {
                Files.delete(file);
            }
        }
    }

    private static boolean names(byte[] classFile, Set<String> wanted) {
        ClassReader reader;
        try {
            reader = new ClassReader(classFile);
        } catch (IllegalArgumentException e) {
            // of a later Java than is known here: it may
            return true;
        }
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            // the second half of a long constant has no place
            if (offset > 0 && reader.readByte(offset - 1) == CLASS_TAG
                    && wanted.contains(reader.readUTF8(offset, buffer))) {
                return true;
            }
        }
        return false;
    }
}
