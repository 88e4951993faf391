package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server of the playground, and what its page asks. The page itself has tests of its own in its module. */
class PlayTest {
    @TempDir
    private Path directory;

    static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesTheFilesOfThePageAndNoOthers() throws IOException, InterruptedException {
        Path page = Files.createDirectory(directory.resolve("page"));
        Files.writeString(page.resolve("index.html"), "<p>\u2202</p>");
        Files.writeString(page.resolve("notes.txt"), "private");
        Files.writeString(directory.resolve("secret.js"), "private");
        try (PageServer server = PageServer.start(page, 0)) {
            assertThat(server.address()).startsWith("http://127.0.0.1:");
            assertThat(get(server.address()).body()).isEqualTo("<p>\u2202</p>");
            assertThat(get(server.address() + "index.html").headers().firstValue("content-type"))
                    .contains("text/html; charset=utf-8");
            for (String other : new String[] {"page.js", "notes.txt", "../secret.js", "..%2Fsecret.js", "page/"}) {
                assertThat(get(server.address() + other).statusCode()).as(other).isEqualTo(404);
            }
        }
    }

    @Test
    void saysHowThePageIsBuilt() {
        Run run = Run.of("play");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(
                "error: the page is not built: 'mvn -q -B -pl playground -am -DskipTests package' makes it\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"ask": "gradient", "program": "z = x^2*y", "at": {"x": "3", "y": "2"}}     | "text":"z     = 18.0\\ndz/dx = 12.0\\ndz/dy = 9.0"
            {"ask": "gradient", "program": "z = x^2*y", "at": {"x": "pi", "y": "2"}, "by": "y"} | dz/dy = 9.8696044010893
            {"ask": "hessian", "program": "z = x^2", "at": {"x": "3"}}                   | d2z/dxdx = 2.0
            {"ask": "jacobian", "program": "z = 2*x", "at": {"x": "[1, 2]"}}             | [[2.0, 0.0],
            {"ask": "inputs", "program": "z = sum(x)*y", "at": {"x": "[1, 2]"}}          | "name":"y","type":"f64","isNumber":true,"value":"1"
            {"ask": "inputs", "program": "f(x: f64[n, 2]) = x"}                          | [[1, 1], [1, 1], [1, 1]]
            {"ask": "inputs", "program": "z = lgo(x)"}                                   | "from":4,"length":3
            {"ask": "gradient", "program": "z = x*y", "at": {"x": "1"}}                  | no value for y
            {"ask": "gradient", "program": "z = 1/x", "at": {"x": "0"}}                  | is Infinity where x = 0.0
            {"ask": "text", "program": "z = x^2"}                                        | dz/dx = 2*x
            {"ask": "latex", "program": "z = x^2"}                                       | \\\\frac{\\\\partial z}{\\\\partial x}
            {"ask": "svg", "program": "z = x^2"}                                         | <svg
            {"ask": "java", "program": "z = x^2"}                                        | public final class Z
            {"ask": "curve", "program": "z = x^2", "at": {"x": "1"}, "over": "x", "from": 0, "to": 2, "count": 3, "value": 1} | "slope":[0.0,2.0,4.0],"at":[1.0,2.0]
            {"ask": "field", "program": "z = x*y", "at": {"x": "1", "y": "1"}, "over": "x,y", "from": 0, "to": 1, "from2": 0, "to2": 2, "count": 2} | "slope":[0.0,0.0,2.0,2.0]
            """)
    void answersWhatThePageAsks(String question, String part) {
        assertThat(new Playground().answer(question)).contains(part);
    }
}
