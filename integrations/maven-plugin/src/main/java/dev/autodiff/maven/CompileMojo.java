package dev.autodiff.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Compiles the programs that have changed to classes, before javac compiles what calls them. */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class CompileMojo extends FormulaMojo {
    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Override
    void run(Settings settings, Messages messages) throws IOException {
        int compiled = new FormulaBuild(settings, messages).run();
        messages.info(compiled == 0 ? "Nothing to compile - all formulas are up to date"
                : "Compiled " + compiled + (compiled == 1 ? " formula file" : " formula files") + " to "
                        + settings.output());
        if (emitsJava()) {
            project.addCompileSourceRoot(settings.output().toString());
        }
    }
}
