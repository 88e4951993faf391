package dev.autodiff.playground.build;

import java.util.Collection;
import org.teavm.extension.spi.resources.DefaultResourcesPolicy;

/** The compiler's own files: the parts of the language that are written in it, and what functions are for. */
public final class BrowserResources extends DefaultResourcesPolicy {
    private static final String FRONTEND = "dev/autodiff/frontend/";

    @Override
    public String[] supplyResources(Collection<? extends String> classes) {
        return new String[] {FRONTEND + "prelude.ad", FRONTEND + "solvers.ad", FRONTEND + "syntax/functions.txt"};
    }
}
