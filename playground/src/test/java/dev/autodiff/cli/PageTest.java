package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.autodiff.frontend.FunctionReference;
import dev.autodiff.graph.Pointwise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/**
 * The page as {@code play} serves it, in Chromium: what it answers is what the commands answer, to the last digit.
 * Where there is no Chromium with its driver, these tests are skipped, unless {@code -Dbrowser.required=true}.
 */
class PageTest {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");

    /**
     * A derivative takes some steps, of which each may be rounded differently; in the slopes of differences such as x -
     * sin(x) over x³ their terms cancel by four bits.
     */
    private static final int ULPS = 4 << 4;

    private static final Path PAGE = Path.of("target", "page");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path TOP = Path.of("..");

    /** So many examples are shown in the dark as well, and photographed. */
    private static final int PHOTOGRAPHED = Integer.getInteger("photographed", 3);

    private static final String PROGRAM = "#program";
    private static final String ANSWER = "#answer";

    @TempDir
    private static Path profile;

    private static PageServer server;
    private static Browser browser;

    @BeforeAll
    static void openPage() throws IOException {
        if (!Boolean.getBoolean("browser.required")) {
            assumeThat(Browser.isThere()).as("Chromium and its driver (apt-get install chromium chromium-driver)").isTrue();
        }
        server = PageServer.start(PAGE, 0);
        browser = new Browser(profile);
        browser.open(server.address());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** As it is when it opens. */
    @BeforeEach
    void takeTheFirstExample() {
        browser.go("");
    }

    private static void ask(Lesson lesson) {
        browser.choose("[name=ask][value=" + lesson.question() + "]");
        browser.type(PROGRAM, lesson.program());
        // what is asked of a wrong point is an error of its own
        lesson.at().forEach((name, value) -> browser.fill("#input-" + name, value));
        browser.fill("#by", lesson.option("--wrt"));
        browser.fill("#of", lesson.option("--of"));
        browser.fill("#cotangent", lesson.option("--cotangent"));
    }

    static Stream<Lesson> lessons() {
        return Stream.of("README.md", "docs/tutorial.md").flatMap(document -> {
            try {
                return Lesson.in(TOP.resolve(document));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void theTutorialAnswersAsTheCommandLineDoes(Lesson lesson) {
        ask(lesson);

        String expected = lesson.answer();
        assertThat(browser.text(expected.startsWith("error: ") ? "#problems" : ANSWER)).isEqualTo(expected);
    }

    @Test
    void whatIsTypedIsAnsweredAndWrongIsMarked() {
        browser.type(PROGRAM, "z = x*lgo(y)");

        assertThat(browser.text("#problems"))
                .isEqualTo(Lesson.run("grad", "-e", "z = x*lgo(y)", "--at", "x=2,y=3"))
                .contains("^^^ did you mean 'log'?");
        assertThat(browser.text("#colours .error")).isEqualTo("lgo");

        browser.choose("#repairs button");

        assertThat(browser.text(ANSWER)).isEqualTo(Lesson.run("grad", "-e", "z = x*log(y)", "--at", "x=2,y=3"));
        assertThat(browser.text("#problems")).isEmpty();
    }

    @Test
    void aSliderMovesTheAnswer() {
        browser.element("[type=range][data-name=x]").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        browser.await();

        String value = (String) browser.script("return document.querySelector('#input-x').value");
        assertThat(Double.parseDouble(value)).isGreaterThan(2);
        assertThat(browser.text(ANSWER)).isEqualTo(
                Lesson.run("grad", "-e", "z = y*log(x) + sin(y)", "--at", "x=" + value + ",y=3"));
    }

    @Test
    void aLinkHoldsTheProgramWithItsInputs() {
        browser.fill(PROGRAM, "f(x, p) = x^p # \u2202, 100% & more");
        browser.fill("#input-x", "1.25");
        browser.fill("#input-p", "3");
        browser.choose("[name=ask][value=hessian]");
        browser.choose("#link");
        String address = (String) browser.script("return location.href");
        String answer = browser.text(ANSWER);

        browser.open(address);

        assertThat(browser.text(ANSWER)).isEqualTo(answer).isEqualTo(
                Lesson.run("hessian", "-e", "f(x, p) = x^p", "--at", "x=1.25,p=3"));
    }

    static Stream<Pointwise> functions() {
        return Stream.of(Pointwise.values())
                .filter(row -> row.arity() < 3 && row.symbol().matches("[a-z]\\w+"))
                .filter(row -> FunctionReference.callable().contains(row.symbol()));
    }

    /**
     * But for the last digits where the browser and the JVM round a function differently: one of some hundred
     * points.
     */
    @Test
    void everyFunctionAnswersAsTheCommandLineDoes() {
        String[] points = {"[0.3, 0.6, 0.9]", "[1.25, 2.5, 7]"};
        for (Pointwise row : functions().toList()) {
            // an order has no derivative
            boolean hasOrder = row.domains().get(0).text().startsWith("{0");
            String call = row.symbol() + (row.arity() == 1 ? "(§)" : hasOrder ? "(2, §)" : "(§, 1.5)");
            compare("y = sum(" + call.replace("§", "x") + ")", points[row.ordinal() % points.length]);
            if (row.ordinal() % 3 == 0) {
                compare("y = sum(x)*" + call.replace("§", "0.25"), "[1, 2]");
            }
        }
    }

    private static void compare(String program, String at) {
        browser.go("program=" + encoded(program) + "&in.x=" + encoded(at));
        String answer = browser.text(ANSWER);
        String expected = Lesson.run("grad", "-e", program, "--at", "x=" + at)
                .replaceAll("(?m)^(note|warning): .*\n?", "")
                .stripTrailing();

        assertThat(browser.text("#problems")).as(program + " at " + at).isEmpty();
        assertThat(words(answer)).as(program + " at " + at).isEqualTo(words(expected));
        double[] actual = numbers(answer);
        double[] wanted = numbers(expected);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(actual[i])
                    .as(program + " at " + at)
                    .isCloseTo(wanted[i], within(ULPS * Math.ulp(wanted[i])));
        }
    }

    private static String words(String answer) {
        return NUMBER.matcher(answer).replaceAll("#").replaceAll(" +", " ");
    }

    private static double[] numbers(String answer) {
        return NUMBER.matcher(answer).results().mapToDouble(number -> Double.parseDouble(number.group())).toArray();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "wide, light, 1280, 1000, text latex java svg plot", "wide, dark, 1280, 1000, plot",
        "phone, light, 390, 844, latex", "phone, dark, 390, 844, plot"
    })
    void everyExampleIsShownAtEveryWidth(String name, String scheme, int width, int height, String views)
            throws IOException {
        browser.look(width, height, scheme);
        long examples = scheme.equals("light") ? (long) browser.script("return EXAMPLES.length") : PHOTOGRAPHED;
        for (int i = 0; i < examples; i++) {
            browser.script("const menu = document.getElementById('examples'); menu.value = arguments[0];"
                    + " menu.dispatchEvent(new Event('change'))", String.valueOf(i));
            browser.await();
            assertThat(browser.text(ANSWER)).contains(" = ");
            assertThat(browser.text("#problems")).isEmpty();
            for (String view : views.split(" ")) {
                browser.choose("#tab-" + view);
                assertThat((String) browser.script("return document.getElementById('view').innerHTML")).isNotEmpty();
                assertThat((long) browser.script("return document.documentElement.scrollWidth")).as("no wider than the screen")
                        .isLessThanOrEqualTo(width);
                if (i < PHOTOGRAPHED) {
                    browser.photograph(SCREENSHOTS.resolve(name + "-" + scheme + "-" + i + "-" + view + ".png"));
                }
            }
        }
    }

    @Test
    void thePageAsksNobodyElseAndWorksFromAFile() {
        browser.open(PAGE.resolve(PageServer.INDEX).toAbsolutePath().toUri().toString());

        assertThat(browser.text(ANSWER)).isEqualTo(
                Lesson.run("grad", "-e", "z = y*log(x) + sin(y)", "--at", "x=2,y=3"));
        assertThat(browser.requests(address -> address.startsWith(server.address()) || !address.matches("(?:http|ws)s?:.*")))
                .isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void thePageIsSmall() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(PAGE)) {
            for (Path file : files.toList()) {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    Files.copy(file, gzip);
                }
                size += packed.size();
            }
        }

        assertThat(size).isLessThanOrEqualTo(700_000);
    }
}
