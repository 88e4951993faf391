package dev.autodiff.source;

import java.util.ArrayList;
import java.util.List;

/** Collects the messages about one source, so that a run reports all it finds. */
public final class Diagnostics {
    /** Beyond this many errors the rest is noise; a broken file must not fill the screen. */
    private static final int MAX_ERRORS = 20;

    private final Source source;
    private final List<Diagnostic> found = new ArrayList<>();
    private int errors;

    public Diagnostics(Source source) {
        this.source = source;
    }

    public Source source() {
        return source;
    }

    public void error(Span span, String message, String remedy) {
        add(new Diagnostic(Diagnostic.Severity.ERROR, source, span, message, remedy));
        if (++errors == MAX_ERRORS) {
            throw failure();
        }
    }

    public void warning(Span span, String message, String remedy) {
        add(new Diagnostic(Diagnostic.Severity.WARNING, source, span, message, remedy));
    }

    private void add(Diagnostic diagnostic) {
        if (!found.contains(diagnostic)) {
            found.add(diagnostic);
        }
    }

    /** Ends the compilation if there were errors. */
    public void throwIfErrors() {
        if (errors > 0) {
            throw failure();
        }
    }

    public CompileException failure() {
        return new CompileException(found.stream().filter(Diagnostic::isError).toList());
    }

    public List<Diagnostic> warnings() {
        return found.stream().filter(d -> !d.isError()).toList();
    }
}
