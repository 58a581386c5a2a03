package dev.errata.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium, and what people do in it. */
final class Browser implements CloseableResource {

    private static final Pattern REQUEST = Pattern.compile("\"Network.requestWillBeSent\".*?\"url\":\"([^\"]*)\"");

    private final Path folder;
    private final ChromeDriver driver;
    private int opened;

    private Browser(Path folder, ChromeDriver driver) {
        this.folder = folder;
        this.driver = driver;
    }

    /** Tells which of the programs it takes are not installed. */
    static List<String> missingPrograms() {
        return Stream.of("chromium", "chromedriver")
                .filter(name -> program(name).isEmpty())
                .toList();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it. Both programs are named, so that Selenium looks for none and downloads none. */
    static Browser start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").orElseThrow().toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox");
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        try {
            ChromeDriver driver = new ChromeDriver(service, options);
            driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
            driver.executeCdpCommand(
                    "Browser.grantPermissions",
                    Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
            return new Browser(Files.createTempDirectory("errata-pages"), driver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page from a file, as if it were the first. */
    void open(String html) {
        open(html, "");
    }

    /** Opens a page from a file at what a link to it names. */
    void open(String html, String fragment) {
        open(write(html), fragment);
    }

    /** Opens a file, with what lies beside it, as if it were the first. */
    void open(Path page) {
        open(page.toUri(), "");
    }

    private void open(URI page, String fragment) {
        size(1200, 900);
        prefer("light");
        driver.executeCdpCommand(
                "Storage.clearDataForOrigin", Map.of("origin", "file://", "storageTypes", "local_storage"));
        errors();
        // A query of its own, or the browser would only go to another place on the page that it has.
        driver.get(page + "?" + opened++ + fragment);
    }

    private URI write(String html) {
        try {
            return Files.writeString(folder.resolve("page.html"), html).toUri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** The element, for which is waited a little. */
    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** The element with that text. */
    WebElement find(String selector, String text) {
        find(selector);
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(element -> element.getText().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + selector + " says " + text));
    }

    /** The element with that id and text, for which is waited a little. */
    WebElement await(String id, String text) {
        return driver.findElement(By.xpath("//*[@id='" + id + "'][normalize-space()='" + text + "']"));
    }

    /** What can be read at these places: of what is hidden nothing. */
    List<String> texts(String selector) {
        // What comes into sight has its text from the next frame on.
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
        return strings(
                "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.innerText)",
                selector);
    }

    /** The scenarios that are listed, as {@code api/scenario}. */
    List<String> scenarios() {
        return strings(
                "return [...document.querySelectorAll('.scenario')].filter(e => e.checkVisibility()).map(e => e.id)");
    }

    /** The scenarios whose details can be read. */
    List<String> openScenarios() {
        return strings("return [...document.querySelectorAll('.scenario[open]')].map(e => e.id)");
    }

    /** Clicks on a scenario, and waits for what is folded away in it. */
    void openScenario(String id) {
        find("[id='" + id + "'] > summary").click();
        find("[id='" + id + "'] > .body");
    }

    void search(String text) {
        WebElement field = find("input[type=search]");
        field.clear();
        field.sendKeys(text);
    }

    void choose(String filter, String option) {
        find("select[name=" + filter + "] option", option).click();
    }

    void press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** Presses the tab key until the focus is at such an element. */
    WebElement tabTo(String selector) {
        for (int presses = 0; presses < 30; presses++) {
            press(Keys.TAB);
            if (script("return document.activeElement.matches(arguments[0])", selector)
                    .equals(true)) {
                return driver.switchTo().activeElement();
            }
        }
        throw new AssertionError("30 times the tab key did not lead to " + selector);
    }

    /** Presses a button to copy, and waits until the page says that it has. */
    void pressCopy(WebElement button) {
        button.click();
        driver.findElement(By.xpath("//*[@role='status'][.='Copied']"));
    }

    String clipboard() {
        return (String) driver.executeAsyncScript("navigator.clipboard.readText().then(arguments[0])");
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets what people set in their system, {@code light} or {@code dark}. */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    Object script(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), script);
    }

    @SuppressWarnings("unchecked")
    List<String> strings(String script, Object... arguments) {
        return (List<String>) script(script, arguments);
    }

    /** What was reported on the console as wrong since this was last asked, or the page was opened. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What was asked for, from whomever, since this was last asked. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .flatMap(entry -> REQUEST.matcher(entry.getMessage()).results())
                .map((MatchResult request) -> request.group(1))
                .toList();
    }

    /** What axe finds wrong with the page as it is now. */
    @SuppressWarnings("unchecked")
    List<String> violations() {
        driver.executeScript(axe());
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run().then(
                  ({violations}) => done(violations.map(({impact, id, nodes}) => `${impact}: ${id} at ${nodes[0].html}`)),
                  (error) => done([String(error)]));""");
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        Files.deleteIfExists(folder.resolve("page.html"));
        Files.delete(folder);
    }
}
