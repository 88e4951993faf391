package dev.autodiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff play}: the playground on a port of this machine. */
final class PlayCommand implements Callable<Integer> {
    /** Where the launcher says that the page is. */
    static final String PAGE = "autodiff.page";

    private static final String BUILD = "mvn -q -B -pl playground -am -DskipTests package";
    private static final int LARGEST_PORT = 65535;

    private final OptionSpec port = Flags.value(
            Integer.class, "8642", "N", "The port that the page is at, on this machine only; 0 for any free one.", "--port");
    private final CommandSpec spec = Flags.command("play", this,
            "The playground: a page that compiles, differentiates and plots what is typed.",
            "",
            "The page needs no server, and no network: it lies in playground/target/page,",
            "and opens from there as well, or from any web host.",
            "",
            "Examples:",
            "  autodiff play",
            "  autodiff play --port 0");

    CommandSpec spec() {
        return spec.addOption(port);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        String directory = System.getProperty(PAGE);
        if (directory == null || !Files.isReadable(Path.of(directory, PageServer.INDEX))) {
            throw new UsageException("the page is not built: '" + BUILD + "' makes it");
        }
        int wanted = port.getValue();
        if (wanted < 0 || wanted > LARGEST_PORT) {
            throw new UsageException("--port: there is no port " + wanted);
        }
        try (PageServer server = PageServer.start(Path.of(directory), wanted)) {
            screen.out().println("the playground is at " + server.address() + " until Ctrl-C");
            screen.out().flush();
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new UsageException("--port: " + wanted + " is not free: " + e.getMessage() + "; --port 0 takes any");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
