package dev.autodiff.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine;

/** {@code autodiff completion}: the script by which a shell completes commands and options. */
final class CompletionCommand implements Callable<Integer> {
    private final Supplier<CommandLine> all;
    private final CommandSpec spec = Flags.command(
            "completion",
            this,
            "The script by which bash and zsh complete commands and options.",
            "",
            "Examples:",
            "  source <(autodiff completion)",
            "  autodiff completion > ~/.local/share/bash-completion/completions/autodiff");

    /** @param all the command line that is to be completed */
    CompletionCommand(Supplier<CommandLine> all) {
        this.all = all;
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash("autodiff", all.get()));
        return 0;
    }
}
