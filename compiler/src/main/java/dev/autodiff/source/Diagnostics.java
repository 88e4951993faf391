package dev.autodiff.source;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the messages about one source, so that a run reports all it finds. */
public final class Diagnostics {
    /** Beyond this many messages of a kind the rest is noise; a broken file must not fill the screen. */
    private static final int MAX_MESSAGES = 20;

    private static final Comparator<Diagnostic> BY_PLACE =
            Comparator.comparingInt(d -> d.span() == null ? Integer.MAX_VALUE : d.span().offset());

    private final Source source;
    private final Set<Diagnostic> errors = new LinkedHashSet<>();
    private final Set<Diagnostic> warnings = new LinkedHashSet<>();

    public Diagnostics(Source source) {
        this.source = source;
    }

    public Source source() {
        return source;
    }

    /** Takes the error up once, however often it is found. */
    public void error(Span span, String message, String remedy) {
        boolean isNew = errors.add(new Diagnostic(Diagnostic.Severity.ERROR, source, span, message, remedy));
        if (isNew && errors.size() == MAX_MESSAGES) {
            throw failure();
        }
    }

    public void warning(Span span, String message, String remedy) {
        if (warnings.size() < MAX_MESSAGES) {
            warnings.add(new Diagnostic(Diagnostic.Severity.WARNING, source, span, message, remedy));
        }
    }

    /** Ends the compilation if there were errors. */
    public void throwIfErrors() {
        if (!errors.isEmpty()) {
            throw failure();
        }
    }

    /** The errors in the order of the text; warnings about a wrong program would mostly follow from them. */
    public CompileException failure() {
        return new CompileException(errors.stream().sorted(BY_PLACE).toList());
    }

    /** In the order of the text. */
    public List<Diagnostic> warnings() {
        return warnings.stream().sorted(BY_PLACE).toList();
    }
}
