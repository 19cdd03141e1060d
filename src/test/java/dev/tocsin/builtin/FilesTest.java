package dev.tocsin.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.Check;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.Secret;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Files of a real folder: what is read and added, and that nothing leads out of it. */
final class FilesTest {

    private static final String KEY = "run-1/steps[0]";

    @TempDir Path outside;
    private Path project = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectory(outside.resolve("project"));
        data = Files.createDirectory(project.resolve("data"));
    }

    @Test
    void tableKeepsItsColumnsItsQuotesAndItsLineEnds() throws Exception {
        write("t.csv", "b;\"a;1\"\nx;\"say \"\"hi\"\"\nthere\"");
        assertEquals(
                "{\"columns\":[\"b\",\"a;1\"],\"rows\":[{\"b\":\"x\",\"a;1\":\"say \\\"hi\\\"\\n"
                        + "there\"}]}",
                call("readCsv", "{'path':'t.csv','delimiter':';'}"));
        call(
                "appendCsv",
                "{'path':'t.csv','delimiter':';','rows':[{'a;1':'@SUM(A1)','b':-1.5},{'b':null},{'b':'-1'}]}");
        assertEquals(
                "b;\"a;1\"\nx;\"say \"\"hi\"\"\nthere\"\n-1.5;'@SUM(A1)\n;\n'-1;\n", read("t.csv"));
    }

    @ParameterizedTest
    @CsvSource({
        "'a,b\n1\n', has 1 cells in line 2",
        "'a,a\n', two columns called `a`",
        "'a,\n', a column without a name",
        "'a\n\"x', that nothing closes",
        "'a\n\"x\"y', behind a quoted cell"
    })
    void whatIsNoTable(String text, String message) throws Exception {
        write("t.csv", text);
        for (String operation : List.of("readCsv", "appendCsv")) {
            String failure =
                    failure(
                            operation,
                            operation.equals("readCsv")
                                    ? "{'path':'t.csv'}"
                                    : "{'path':'t.csv','rows':[{'a':'1'}]}");
            assertTrue(failure.startsWith("failed `t.csv` ") && failure.contains(message), failure);
        }
        assertEquals(text, read("t.csv"));
    }

    @Test
    void byteOrderMarkEmptyLinesAndEmptyFiles() throws Exception {
        write("bom.csv", "\uFEFFa\r\n\r\n1\r\n");
        assertEquals(
                "{\"columns\":[\"a\"],\"rows\":[{\"a\":\"1\"}]}",
                call("readCsv", "{'path':'bom.csv'}"));
        write("empty.csv", "");
        assertEquals("{\"columns\":[],\"rows\":[]}", call("readCsv", "{'path':'empty.csv'}"));
        call("appendCsv", "{'path':'empty.csv','rows':[{'a':''}]}");
        assertEquals("a\r\n\"\"\r\n", read("empty.csv"));
        Files.write(data.resolve("latin.txt"), new byte[] {(byte) 0xE9});
        assertTrue(failure("readText", "{'path':'latin.txt'}").contains("is not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.csv",
                "/etc/passwd.csv",
                "a/../../secret.csv",
                "./t.csv",
                "a//t.csv",
                ".git/t.csv",
                "a/.hidden.csv",
                "C:\\\\t.csv",
                "a\\\\t.csv",
                "t.csv\\u0000.csv",
                "t.csv:x.csv",
                "~/t.csv",
                "t.yaml",
                "t.csv.yaml",
                "t.CSV/",
                "",
                "t",
                "1/2/3/4/5/6/7/8/t.csv"
            })
    void pathsThatLeadNowhere(String path) throws Exception {
        Files.writeString(outside.resolve("secret.csv"), "a\n");
        for (String input : List.of("'rows':[{'a':'1'}]", "")) {
            String failure =
                    failure(
                            input.isEmpty() ? "readCsv" : "appendCsv",
                            "{'path':'" + path + "'" + (input.isEmpty() ? "" : "," + input) + "}");
            assertTrue(failure.startsWith("invalid "), failure);
        }
        try (var files = Files.walk(outside)) {
            assertEquals(4, files.count());
        }
    }

    @Test
    void linksAndWhatIsNoFile() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret.csv"), "a\n");
        Files.createSymbolicLink(data.resolve("link.csv"), secret);
        Files.createSymbolicLink(data.resolve("away"), outside);
        Files.createDirectory(data.resolve("folder.csv"));
        Files.writeString(data.resolve("file"), "");
        for (String path : List.of("link.csv", "away/secret.csv", "folder.csv", "file/t.csv")) {
            for (String operation : List.of("readCsv", "appendCsv")) {
                String rows = operation.equals("readCsv") ? "" : ",'rows':[{'a':'1'}]";
                String failure = failure(operation, "{'path':'" + path + "'" + rows + "}");
                assertTrue(failure.startsWith("forbidden "), path + ": " + failure);
            }
        }
        assertEquals("a\n", Files.readString(secret));
        Files.delete(data.resolve("folder.csv"));
        Files.move(data, outside.resolve("moved"));
        Files.createSymbolicLink(data, outside.resolve("moved"));
        assertTrue(failure("readCsv", "{'path':'t.csv'}").startsWith("forbidden "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", ".", ".git", "/etc", "playbooks", "Connectors/x", "lab"})
    void foldersThatAreNotOpened(String folder) {
        String failure = failure(folder, "readCsv", "{'path':'t.csv'}", KEY);
        assertTrue(failure.startsWith("invalid connection `files`: `folder`"), failure);
    }

    @Test
    void folderOfTheConnection() throws Exception {
        assertEquals(
                "{\"added\":1}",
                perform("lists/soc", "appendCsv", "{'path':'new/t.csv','rows':[{'a':1}]}", KEY));
        assertEquals("a\r\n1\r\n", Files.readString(project.resolve("lists/soc/new/t.csv")));
    }

    @Test
    void bounds() throws Exception {
        write("t.csv", "a\n" + "x".repeat(8 << 20));
        assertTrue(failure("readText", "{'path':'t.csv'}").startsWith("exhausted "));
        assertTrue(
                failure("appendCsv", "{'path':'t.csv','rows':[{'a':1}]}").startsWith("exhausted "));
        write("t.csv", "a\n" + "x".repeat((8 << 20) - 4));
        assertTrue(
                failure("appendCsv", "{'path':'t.csv','rows':[{'a':12}]}")
                        .contains("would be larger"));
        assertEquals((8 << 20) - 2, Files.size(data.resolve("t.csv")));
        assertTrue(
                failure("appendCsv", "{'path':'n.csv','rows':[{'a':[1]}]}").startsWith("invalid "));
        assertFalse(Files.exists(data.resolve("n.csv")));
    }

    @Test
    void runsAtTheSameTimeLoseNothing() throws Exception {
        List<Future<String>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String key = "run-" + i;
                all.add(
                        threads.submit(
                                () ->
                                        perform(
                                                "data",
                                                "appendCsv",
                                                "{'path':'t.csv','keyColumn':'run','rows':[{'a':1},{'a':2}]}",
                                                key)));
            }
        }
        for (Future<String> each : all) {
            assertEquals("{\"added\":2}", each.get());
        }
        assertEquals(81, read("t.csv").lines().count());
    }

    @Test
    void repeatSeesItsOwnRows() throws Exception {
        String input = "{'path':'t.csv','keyColumn':'run','rows':[{'a':1},{'a':2}]}";
        Check check = operation("appendCsv").spec().check();
        assertNotNull(check);
        MapValue given = (MapValue) Json.parse(input.replace('\'', '"'));
        String look = Json.write(check.input().apply(given, KEY)).replace('"', '\'');
        write("t.csv", "a,run\r\n");
        assertFalse(check.done().test(MapValue.EMPTY, Json.parse(call("readCsv", look))));
        call("appendCsv", input);
        Value seen = Json.parse(call("readCsv", look));
        assertTrue(check.done().test(MapValue.EMPTY, seen));
        assertEquals("{\"added\":2}", Json.write(check.result().apply(MapValue.EMPTY, seen)));
        assertEquals("{\"added\":2}", call("appendCsv", input));
        assertEquals(3, read("t.csv").lines().count());
    }

    @Test
    void noFileWithoutAProject() {
        String failure = failure(null, "data", "readCsv", "{'path':'t.csv'}", KEY);
        assertTrue(failure.startsWith("invalid there is no project here"), failure);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(data.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(data.resolve(name), StandardCharsets.UTF_8);
    }

    private static Operation operation(String name) {
        Operation operation = new FilesConnector().operation(name);
        assertNotNull(operation);
        return operation;
    }

    private String call(String operation, String input) throws Exception {
        return perform("data", operation, input, KEY);
    }

    private String failure(String operation, String input) {
        return failure("data", operation, input, KEY);
    }

    private String failure(String folder, String operation, String input, String key) {
        return failure(project, folder, operation, input, key);
    }

    private static String failure(
            @Nullable Path project, String folder, String operation, String input, String key) {
        try {
            return "succeeded with " + perform(project, folder, operation, input, key);
        } catch (ConnectorException e) {
            assertTrue(e.nothingDone() || e.kind().word().equals("notFound"), e.text());
            return e.kind().word() + " " + e.text();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String perform(String folder, String operation, String input, String key)
            throws Exception {
        return perform(project, folder, operation, input, key);
    }

    private static String perform(
            @Nullable Path project, String folder, String operation, String input, String key)
            throws Exception {
        Connections connections =
                Connections.parse(
                        SourceText.of(
                                "connections.yaml",
                                "connections:\n  files:\n    settings: { folder: \""
                                        + folder
                                        + "\" }\n"),
                        null,
                        new Diagnostics());
        CredentialSource none =
                new CredentialSource() {
                    @Override
                    public @Nullable Secret find(String reference, Instant deadline) {
                        return null;
                    }

                    @Override
                    public String howToSet(String reference) {
                        return "";
                    }
                };
        try (OperationCaller caller =
                new OperationCaller(
                        connections, none, null, Machine.here(Map.of(), _ -> {}), project)) {
            return Json.write(
                    caller.perform(
                            new FilesConnector(),
                            operation(operation),
                            null,
                            (MapValue) Json.parse(input.replace('\'', '"')),
                            key,
                            Instant.now().plus(Duration.ofSeconds(20))));
        }
    }
}
