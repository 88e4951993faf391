package dev.autodiff.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Compares the derivatives of all programs with differences in high precision, and fails where they do not agree. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends FormulaMojo {
    @Override
    void run(Settings settings, Messages messages) throws IOException {
        messages.info("Functions whose derivatives were checked: " + new FormulaCheck(settings, messages).run());
    }
}
