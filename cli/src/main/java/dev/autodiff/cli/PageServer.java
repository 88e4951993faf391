package dev.autodiff.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves the files of one directory to this machine, and nothing to any other. */
final class PageServer implements AutoCloseable {
    static final String INDEX = "index.html";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    private final Path directory;
    private final HttpServer server;

    private PageServer(Path directory, HttpServer server) {
        this.directory = directory;
        this.server = server;
    }

    /**
     * Serves from now on.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is in use
     */
    static PageServer start(Path directory, int port) throws IOException {
        InetAddress here = InetAddress.getByAddress(LOOPBACK);
        PageServer page = new PageServer(directory, HttpServer.create(new InetSocketAddress(here, port), 0));
        page.server.createContext("/", page::answer);
        page.server.start();
        return page;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange; OutputStream body = exchange.getResponseBody()) {
            String name = exchange.getRequestURI().getPath().substring(1);
            String file = name.isEmpty() ? INDEX : name;
            String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
            // all files lie side by side
            if (type == null || file.contains("/") || file.contains("\\") || !Files.isRegularFile(directory.resolve(file))) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = Files.readAllBytes(directory.resolve(file));
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.sendResponseHeaders(200, content.length);
            body.write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
