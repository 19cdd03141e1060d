package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tocsin.cli.MarkdownBlocks.Block;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.ToolProvider;

/**
 * Builds {@code docs/write-a-connector.md}: its files are written, its Java is compiled and run in
 * a process of its own, its commands are executed against a service on a real socket. {@code
 * -Dtocsin.golden=rewrite} writes what was printed into the page.
 */
final class WriteAConnectorTest {

    private static final Path PAGE = Path.of("docs/write-a-connector.md");

    /** As the page calls the service, which really is on a free port. */
    private static final String ADDRESS = "127.0.0.1:8090";

    @TempDir Path folder;

    private HttpServer service;
    private String locked = "active";
    private Path classes;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/api/", this::answer);
        service.start();
        classes = Files.createDirectories(folder.resolve("own-classes"));
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void everyExampleRuns() throws Exception {
        StringBuilder page = new StringBuilder();
        int examples = 0;
        for (Block block : MarkdownBlocks.of(Files.readString(PAGE))) {
            String[] info = block.info().split(" ");
            String shown =
                    switch (info[0]) {
                        case "yaml" -> file(info[1], block.text());
                        case "java" -> java(info[1], block.text());
                        case "console" -> console(block.text(), info.length > 1);
                        default -> block.text();
                    };
            examples += block.info().isEmpty() ? 0 : 1;
            page.append(block.with(shown));
        }
        assertTrue(examples > 10, "the page is made of examples");
        assertEquals("locked", locked, "the playbook reached the service");
        Golden.check(PAGE, page.toString());
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace(ADDRESS, address()));
        return text;
    }

    private String address() {
        return "127.0.0.1:" + service.getAddress().getPort();
    }

    private String java(String name, String text) throws IOException {
        Path source = folder.resolve("own-sources").resolve(name);
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                source.toString());
        assertEquals(0, result, "the example compiles");
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("dev.tocsin.connector.Connector"),
                name.replace(".java", "").replace('/', '.') + "\n");
        return text;
    }

    private String console(String text, boolean withJar) throws Exception {
        StringBuilder shown = new StringBuilder();
        for (String line : text.split("(?<=\n)")) {
            if (line.startsWith("$ tocsin ")) {
                List<String> words = List.of(line.substring(9).strip().split(" "));
                String printed = withJar ? process(words) : inside(words);
                shown.append(line).append(Normalised.of(printed).replace(address(), ADDRESS));
            }
        }
        return shown.toString();
    }

    private String inside(List<String> words) {
        CapturedConsole.Printed printed = CapturedConsole.in(folder).run(words);
        return printed.err() + printed.out();
    }

    private String process(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + classes,
                        "dev.tocsin.cli.Main"));
        command.addAll(words);
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String answer =
                switch (exchange.getRequestMethod() + " " + path) {
                    case "GET /api/badges" ->
                            "page=2".equals(exchange.getRequestURI().getQuery())
                                    ? "{\"badges\": [" + badge("b-2", "locked") + "]}"
                                    : "{\"badges\": ["
                                            + badge("b-1", locked)
                                            + "], \"next\": \"/api/badges?page=2\"}";
                    case "PUT /api/badges/b-1/state" -> {
                        locked = body.contains("\"state\":\"locked\"") ? "locked" : locked;
                        yield badge("b-1", locked);
                    }
                    case "GET /api/visitors/v-7" ->
                            "{\"id\": \"v-7\", \"host\": \"kim@contoso.com\"}";
                    default -> "";
                };
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(
                bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String badge(String id, String state) {
        return "{\"id\": \"%s\", \"owner\": \"kim@contoso.com\", \"state\": \"%s\"}"
                .formatted(id, state);
    }
}
