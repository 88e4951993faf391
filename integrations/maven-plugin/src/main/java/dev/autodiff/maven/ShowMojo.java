package dev.autodiff.maven;

import dev.autodiff.cli.BuildTools;
import dev.autodiff.cli.UsageException;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints the functions that become classes, with their derivatives, as {@code autodiff show} does. */
@Mojo(name = "show", threadSafe = true)
public final class ShowMojo extends FormulaMojo {
    /** The end of the name of the program to show; by default all are shown. */
    @Parameter(property = "autodiff.file", defaultValue = "")
    private String file;

    /** Options of {@code autodiff show}, separated by spaces. */
    @Parameter(property = "autodiff.show", defaultValue = "")
    private String show;

    @Override
    void run(Settings settings, Messages messages) throws IOException, MojoFailureException {
        List<String> more = Instruction.words(show == null ? "" : show);
        for (Path program : FormulaBuild.programs(settings.sources())) {
            if (file == null || settings.nameOf(program).endsWith(file)) {
                try {
                    Source source = BuildTools.read(program);
                    for (Request request : Request.of(source, settings.options())) {
                        show(settings, program, request, more);
                    }
                } catch (CompileException e) {
                    e.diagnostics().forEach(messages::add);
                } catch (UsageException e) {
                    throw new MojoFailureException(program + ": " + e.getMessage());
                }
            }
        }
    }

    private void show(Settings settings, Path program, Request request, List<String> more) throws MojoFailureException {
        List<String> command = new ArrayList<>(List.of("show", program.toString()));
        command.addAll(BuildTools.shared(request.compile(), "show"));
        command.addAll(more);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = BuildTools.run(new PrintWriter(out), new PrintWriter(err), command);
        getLog().info(settings.nameOf(program) + "\n" + out.toString().stripTrailing());
        if (code != 0) {
            throw new MojoFailureException(err.toString().strip());
        }
    }
}
