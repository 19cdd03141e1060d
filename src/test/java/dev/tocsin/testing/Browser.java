package dev.tocsin.testing;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A real browser, Chromium without a window, driven over WebDriver.
 *
 * @see <a href="https://www.w3.org/TR/webdriver2/">WebDriver</a>
 */
public final class Browser implements AutoCloseable {

    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final String STARTED = "started successfully on port ";

    private final Process driver;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String session;

    private Browser(Process driver, String base, int width) throws IOException {
        this.driver = driver;
        String options =
                """
                {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {
                  "args": ["--headless=new", "--no-sandbox", "--disable-gpu",
                           "--disable-dev-shm-usage", "--window-size=%d,1600"]}}}}
                """
                        .formatted(width);
        MapValue created = (MapValue) send("POST", base + "/session", options);
        this.session = base + "/session/" + created.text("sessionId");
        // How long the driver itself looks for an element that is not there yet.
        send("POST", session + "/timeouts", "{\"implicit\": 20000}");
    }

    /** Whether there is one on this machine; CI must have one, so there it is never missing. */
    public static boolean isThere() {
        return System.getenv("CI") != null || find("chromedriver") != null;
    }

    private static @Nullable Path find(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(folder, program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    /** Starts one whose window is so many pixels wide. */
    public static Browser start(int width) throws IOException {
        if (find("chromedriver") == null) {
            throw new AssertionError(
                    "no chromedriver on the PATH: apt-get install chromium chromium-driver");
        }
        Process driver =
                new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            int at = line.indexOf(STARTED);
            if (at >= 0) {
                String port = line.substring(at + STARTED.length()).replaceAll("\\D", "");
                return new Browser(driver, "http://127.0.0.1:" + port, width);
            }
        }
        throw new AssertionError("chromedriver did not start");
    }

    private Value send(String method, String url, String body) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(
                                method,
                                method.equals("POST")
                                        ? HttpRequest.BodyPublishers.ofString(body)
                                        : HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Value value = ((MapValue) Json.parse(answer)).get("value");
            if (value instanceof MapValue map && map.text("error") != null) {
                throw new AssertionError(map.text("message"));
            }
            return value;
        } catch (JsonException e) {
            throw new IOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private static String json(String... pairs) {
        MapValue.Builder body = MapValue.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            body.put(pairs[i], pairs[i + 1]);
        }
        return Json.write(body.build());
    }

    public void open(URI page) throws IOException {
        send("POST", session + "/url", json("url", page.toString()));
    }

    /** The first element that a CSS selector finds. */
    private String find(String base, String selector) throws IOException {
        Value found =
                send("POST", base + "/element", json("using", "css selector", "value", selector));
        return session + "/element/" + ((MapValue) found).text(ELEMENT);
    }

    /** How many elements there are now. */
    public int count(String selector) throws IOException {
        String script = "document.querySelectorAll(" + Json.write(new StringValue(selector)) + ")";
        Value found = evaluate(script + ".length");
        return Math.toIntExact(((IntValue) found).value());
    }

    /** Clicks on what leads to no other page. */
    public void click(String selector) throws IOException {
        send("POST", find(session, selector) + "/click", "{}");
    }

    /** Clicks, and waits for the page that follows: one that does not have our mark. */
    public void follow(String selector) throws IOException {
        evaluate("document.documentElement.setAttribute('data-old', '')");
        click(selector);
        find(session, "html:not([data-old]) footer, html:not([data-old]) form");
    }

    public void type(String selector, String text) throws IOException {
        send("POST", find(session, selector) + "/value", json("text", text));
    }

    /** The text of an element, as it can be seen. */
    public String text(String selector) throws IOException {
        return string(send("GET", find(session, selector) + "/text", ""));
    }

    public String url() throws IOException {
        return string(send("GET", session + "/url", ""));
    }

    private static String string(Value value) {
        return ((StringValue) value).value();
    }

    /** What JavaScript gives, run beside the page; its own policy does not hold that back. */
    public Value evaluate(String script) throws IOException {
        MapValue body =
                MapValue.builder()
                        .put("script", "return " + script)
                        .put("args", ListValue.EMPTY)
                        .build();
        return send("POST", session + "/execute/sync", Json.write(body));
    }

    /** What assistive technology is told of an element: its role and its name. */
    public Map.Entry<String, String> accessible(String selector) throws IOException {
        String element = find(session, selector);
        return Map.entry(
                string(send("GET", element + "/computedrole", "")),
                string(send("GET", element + "/computedlabel", "")));
    }

    /** Selectors of what is wider than the window. */
    public List<String> tooWide() throws IOException {
        Value found =
                evaluate(
                        "[...document.querySelectorAll('main *')].filter(e =>"
                                + " e.getBoundingClientRect().right > innerWidth + 1).map(e =>"
                                + " e.tagName)");
        List<String> wide = new ArrayList<>();
        ((ListValue) found).items().forEach(item -> wide.add(string(item)));
        return wide;
    }

    /** Writes what the window shows, as PNG. */
    public void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] png = Base64.getDecoder().decode(string(send("GET", session + "/screenshot", "")));
        Files.write(file, png);
    }

    @Override
    public void close() throws IOException {
        try {
            send("DELETE", session, "");
        } finally {
            driver.destroy();
            http.close();
        }
    }
}
