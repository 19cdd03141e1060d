package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.CsvText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Attacks by sink: what each encoder makes of them, and that it reads back as one piece of data.
 */
final class HostileTextTest {

    private static final Path FOLDER = Path.of("src/test/resources/hostile");

    @Test
    void terminal() throws IOException {
        check(
                "terminal",
                List.of(""),
                (before, data) -> TerminalText.of(data),
                (before, data, written) ->
                        assertTrue(
                                written.codePoints().noneMatch(TerminalText::isHidden), written));
    }

    @Test
    void csv() throws IOException {
        check(
                "csv",
                List.of("", "before,"),
                (before, data) -> CsvText.cell(data, true),
                (before, data, written) -> {
                    List<String> cells = Readers.csv(before + written + ",after");
                    assertEquals(before.isEmpty() ? 2 : 3, cells.size(), written);
                    String cell = cells.get(before.isEmpty() ? 0 : 1);
                    assertTrue(cell.equals(data) || cell.equals("'" + data), cell);
                    assertFalse(Readers.runsAsFormula(cell), cell);
                });
    }

    @Test
    void html() throws IOException {
        check(
                "html",
                List.of(
                        "<p>",
                        "<a title=\"",
                        "<a title='",
                        "<a href=\"",
                        "<a href=\"https://ok.example/",
                        "<a href=",
                        "<a onclick=\"",
                        "<p style='",
                        "<!-- ",
                        "<!--><a href=",
                        "<script>let x = \"",
                        "<title>",
                        "<"),
                TextSyntax.HTML::escape,
                (before, data, written) -> Readers.html(before, data, written));
    }

    @Test
    void markdown() throws IOException {
        check(
                "markdown",
                List.of("see ", "", "text\n", "- ", "> ", "| "),
                TextSyntax.MARKDOWN::escape,
                (before, data, written) -> {
                    assertFalse(written.contains("\n") || written.contains("\r"), written);
                    assertTrue(Readers.isPlainMarkdown(before, written), before + written);
                });
    }

    @Test
    void kql() throws IOException {
        check(
                "kql",
                List.of(
                        "T | where a == \"",
                        "T | where a == '",
                        "T | where a == @\"",
                        "T | where a == @'",
                        "T | where a == ```",
                        "T | where a == h\"",
                        "T | where n > ",
                        "T // "),
                TextSyntax.KQL::escape,
                (before, data, written) -> {
                    String read = Readers.kql(before, written);
                    assertEquals(data, read, written);
                });
    }

    @Test
    void odata() throws IOException {
        check(
                "odata",
                List.of("name eq '", "name eq 'a' and id eq "),
                TextSyntax.ODATA::escape,
                (before, data, written) -> {
                    if (before.endsWith("'")) {
                        assertEquals(data, Readers.odata(written + "' and x"), written);
                    } else {
                        assertTrue(written.matches("[0-9a-fA-FTZ:.+-]+"), written);
                    }
                });
    }

    @Test
    void jql() throws IOException {
        check(
                "jql",
                List.of("labels = \"", "summary ~ 'a b ", "votes > ", "summary ~ \"C:\\"),
                TextSyntax.JQL::escape,
                (before, data, written) -> {
                    // Its quotes and escapes are those of KQL.
                    String literal = before.endsWith("b ") ? "x = '" : before;
                    assertEquals(data, Readers.kql(literal, written), written);
                });
    }

    @Test
    void mrkdwn() throws IOException {
        check(
                "mrkdwn",
                List.of("*User*: ", "> ", "<", "<https://ok.example/", "<https://e|", "<@"),
                TextSyntax.MRKDWN::escape,
                Readers::mrkdwn);
    }

    @Test
    void url() throws IOException {
        check(
                "url",
                List.of("https://ok.example/users/"),
                TextSyntax.URL::escape,
                (before, data, written) -> {
                    assertTrue(written.matches("[A-Za-z0-9._~%-]*"), written);
                    String back = URLDecoder.decode(written, StandardCharsets.UTF_8);
                    assertEquals(data, back, written);
                });
    }

    private interface Safety {
        void check(String before, String data, String written);
    }

    private static void check(
            String sink,
            List<String> places,
            BiFunction<String, String, @Nullable String> encoder,
            Safety safety)
            throws IOException {
        StringBuilder shown = new StringBuilder();
        BiConsumer<String, String> write =
                (label, text) -> shown.append(label).append(TerminalText.of(text)).append('\n');
        for (String line : Files.readAllLines(FOLDER.resolve(sink + ".txt"))) {
            String data = Readers.unescaped(line);
            write.accept("", line);
            for (String place : places) {
                String written = encoder.apply(place, data);
                if (written == null) {
                    write.accept("  refused  ", place);
                    continue;
                }
                write.accept("  ", place + written);
                safety.check(place, data, written);
            }
        }
        Golden.check(FOLDER.resolve(sink + ".expected.txt"), shown.toString());
    }
}
