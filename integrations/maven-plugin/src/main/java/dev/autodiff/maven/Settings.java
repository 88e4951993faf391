package dev.autodiff.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * What the pom says.
 *
 * @param sources where the programs are
 * @param output where the packages of the classes begin
 * @param state where a build keeps what the next one asks for
 * @param basePackage of programs in the uppermost directory; empty for none
 * @param options of {@code autodiff compile}, for all classes
 */
record Settings(Path sources, Path output, Path state, String basePackage, List<String> options) {
    /** The package of what a program becomes: its directories are packages. */
    String packageOf(Path file) {
        Path directory = sources.relativize(file).getParent();
        String below = directory == null ? "" : directory.toString().replace('\\', '/').replace('/', '.');
        return basePackage.isEmpty() || below.isEmpty() ? basePackage + below : basePackage + "." + below;
    }

    /** The name of a program, the same on every system. */
    String nameOf(Path file) {
        return sources.relativize(file).toString().replace('\\', '/');
    }
}
