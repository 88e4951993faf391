package dev.autodiff.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** Keeps what it is told. */
final class MemoryLog extends SystemStreamLog {
    private final List<String> warnings = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    void clear() {
        warnings.clear();
        errors.clear();
    }

    List<String> warnings() {
        return warnings;
    }

    List<String> errors() {
        return errors;
    }

    @Override
    public void warn(CharSequence text) {
        warnings.add(text.toString());
    }

    @Override
    public void error(CharSequence text) {
        errors.add(text.toString());
    }
}
