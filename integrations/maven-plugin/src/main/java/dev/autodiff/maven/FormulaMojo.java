package dev.autodiff.maven;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals are told by the pom. */
abstract class FormulaMojo extends AbstractMojo {
    /** Where the programs are; directories below it are packages. */
    @Parameter(defaultValue = "${project.basedir}/src/main/autodiff")
    File sourceDirectory;

    /** The package of the classes of programs that lie in no directory below, and above those that do. */
    @Parameter(property = "autodiff.package", defaultValue = "")
    String basePackage;

    /** Options of {@code autodiff compile}, for all classes; what an instruction in a program says comes after them. */
    @Parameter
    List<String> options;

    /** Leaves the goal out. */
    @Parameter(property = "autodiff.skip", defaultValue = "false")
    boolean skip;

    /** Where the classes go. */
    @Parameter(defaultValue = "${project.build.outputDirectory}")
    File classesDirectory;

    /** Where Java sources go, if they are wanted in the place of classes. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/autodiff")
    File generatedSourcesDirectory;

    /** Where one build keeps what the next one asks for. */
    @Parameter(defaultValue = "${project.build.directory}/autodiff/classes.txt", readonly = true)
    File state;

    /** {@code class}, or {@code java} for sources that javac compiles with those of the project. */
    @Parameter(property = "autodiff.emit", defaultValue = "class")
    String emit;

    Settings settings() {
        List<String> all = new ArrayList<>(List.of("--emit", emit));
        all.addAll(options == null ? List.of() : options);
        return new Settings(
                sourceDirectory.toPath(),
                (emitsJava() ? generatedSourcesDirectory : classesDirectory).toPath(),
                state.toPath(),
                basePackage == null ? "" : basePackage,
                all);
    }

    boolean emitsJava() {
        return emit.equalsIgnoreCase("java");
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("left out: autodiff.skip");
            return;
        }
        Messages messages = new Messages(getLog());
        try {
            run(settings(), messages);
        } catch (IOException e) {
            throw new MojoExecutionException("cannot read or write: " + e.getMessage(), e);
        }
        if (messages.errors() > 0) {
            throw new MojoFailureException("formulas with errors: " + messages.errors() + ", see above");
        }
    }

    abstract void run(Settings settings, Messages messages) throws IOException, MojoFailureException;
}
