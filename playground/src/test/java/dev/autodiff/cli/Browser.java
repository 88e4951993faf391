package dev.autodiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in Chromium without a window, as somebody uses it who types, slides and reads. */
final class Browser implements AutoCloseable {
    private static final List<Path> BROWSERS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** So long as nobody waits for the answer to one question, on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    Browser(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSERS.stream().filter(Files::isExecutable).findFirst().orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    /** Whether this machine has one. */
    static boolean isThere() {
        return BROWSERS.stream().anyMatch(Files::isExecutable) && Files.isExecutable(DRIVER);
    }

    void open(String address) {
        // a page with another fragment is the same page
        driver.get("about:blank");
        driver.get(address);
        await();
    }

    /** The same page with what an address holds behind its {@code #}. */
    void go(String fragment) {
        script("document.body.dataset.state = 'busy';"
                + " history.replaceState(null, '', '#' + arguments[0]); window.dispatchEvent(new Event('hashchange'));",
                fragment);
        await();
    }

    /** Until all answers to what was done are there. */
    void await() {
        driver.executeAsyncScript("const done = arguments[0];"
                + " const look = () => document.body.dataset.state === 'ready' ? done() : setTimeout(look, 5); look();");
    }

    Object script(String text, Object... arguments) {
        return driver.executeScript(text, arguments);
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** The text of an element with its blanks, as the page has it. */
    String text(String selector) {
        return (String) script("return document.querySelector(arguments[0]).textContent", selector);
    }

    /** Puts a text in the place of what a field holds, at once. */
    void fill(String selector, String text) {
        script("const field = document.querySelector(arguments[0]); field.value = arguments[1];"
                + " field.dispatchEvent(new Event('input', {bubbles: true}));", selector, text);
        await();
    }

    /** The same key by key. */
    void type(String selector, String text) {
        WebElement field = element(selector);
        field.clear();
        field.sendKeys(text);
        await();
    }

    void choose(String selector) {
        script("document.querySelector(arguments[0]).click()", selector);
        await();
    }

    /** What the page says of itself in pixels, and the colours that it is asked for. */
    void look(int width, int height, String scheme) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of(
                "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void photograph(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** The addresses that were asked for, but for those of the kind. */
    List<String> requests(Predicate<String> ofThePage) {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .filter(address -> !ofThePage.test(address))
                .toList();
    }

    /** What the page complains of. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
