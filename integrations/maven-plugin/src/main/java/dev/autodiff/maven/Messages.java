package dev.autodiff.maven;

import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import org.apache.maven.plugin.logging.Log;

/** Writes diagnostics as maven-compiler-plugin writes those of javac, so that an editor finds the place. */
final class Messages {
    private final Log log;
    private int errors;

    Messages(Log log) {
        this.log = log;
    }

    void add(Diagnostic diagnostic) {
        String text = text(diagnostic);
        if (diagnostic.isError()) {
            errors++;
            log.error(text);
        } else {
            log.warn(text);
        }
    }

    void info(String text) {
        log.info(text);
    }

    /** How many errors there have been. */
    int errors() {
        return errors;
    }

    /** {@code /project/src/main/autodiff/z.ad:[1,7] unknown function 'lgo'}, and the line with its caret below it. */
    static String text(Diagnostic diagnostic) {
        Source source = diagnostic.source();
        if (diagnostic.span() == null) {
            String remedy = diagnostic.remedy().isEmpty() ? "" : ": " + diagnostic.remedy();
            return source.name() + ":[1,1] " + diagnostic.message() + remedy;
        }
        // behind its own form of the place, a diagnostic shows the message, and then the line
        String rendered = diagnostic.render();
        return source.name() + ":[" + source.line(diagnostic.span()) + "," + source.column(diagnostic.span()) + "] "
                + rendered.substring(rendered.indexOf(diagnostic.message(), source.name().length()));
    }
}
