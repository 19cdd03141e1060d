package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.MarkdownBlocks.Block;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Severity;
import dev.tocsin.expression.SingleEvaluation;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds {@code docs/language.md}: whatever it shows is what the program does.
 *
 * <ul>
 *   <li>{@code ```yaml} is a file of the project that the page builds up: it has the name of its
 *       playbook, and no findings but those that it declines;
 *   <li>{@code ```yaml mistakes} is one that has some;
 *   <li>{@code ```yaml connections} is its {@code connections.yaml};
 *   <li>{@code ```json NAME} is an event in {@code NAME};
 *   <li>{@code ```yaml steps} are steps of a playbook that has nothing else;
 *   <li>{@code ```console} shows commands behind {@code $} and what each prints; {@code $ echo $?}
 *       prints how the one before it ended;
 *   <li>{@code ```cel} has an expression, {@code =>} and its value in each line.
 * </ul>
 *
 * {@code -Dtocsin.golden=rewrite} writes what was printed into the page.
 */
class LanguageReferenceTest {

    private static final Path PAGE = Path.of("docs/language.md");
    private static final Pattern PLAYBOOK = Pattern.compile("(?m)^playbook: (\\S+)$");
    private static final Pattern FINDING =
            Pattern.compile(
                    "(?m)^\\| `([a-z-]+)` \\| ((?:error|warning)[^|]*?) \\| (yes|no) \\| .+ \\|$");
    private static final String ARROW = "  =>  ";

    @TempDir Path folder;

    private int fragments;

    @Test
    void showsWhatTheProgramDoes() throws IOException {
        List<Block> blocks = MarkdownBlocks.of(Files.readString(PAGE));
        StringBuilder page = new StringBuilder();
        int examples = 0;
        for (Block block : blocks) {
            String shown =
                    switch (block.info()) {
                        case "yaml", "yaml mistakes" -> playbook(block);
                        case "yaml connections" -> file("connections.yaml", block.text());
                        case "yaml steps" -> steps(block.text());
                        case "console" -> ConsoleBlock.run(block.text(), folder);
                        case "cel" -> expressions(block.text());
                        case String info when info.startsWith("json ") ->
                                file(info.substring(5), block.text());
                        default -> block.text();
                    };
            examples += block.info().isEmpty() ? 0 : 1;
            page.append(block.with(shown));
        }
        assertTrue(examples > 10, "the reference is made of examples");
        Golden.check(PAGE, page.toString());
    }

    /** The table of findings has every code that is advice or may be declined, and says so. */
    @Test
    void listsTheFindings() throws IOException {
        List<String> listed = new ArrayList<>();
        Matcher row = FINDING.matcher(Files.readString(PAGE));
        while (row.find()) {
            Code code = Objects.requireNonNull(Code.find(row.group(1)), row::group);
            assertEquals(level(code), row.group(2), row.group(1));
            assertEquals(code.mayBeIgnored() ? "yes" : "no", row.group(3), row.group(1));
            listed.add(code.id());
        }
        List<String> missing = new ArrayList<>();
        for (Code code : Code.values()) {
            boolean advice = code.severity() == Severity.WARNING || code.mayBeIgnored();
            if (advice && !listed.contains(code.id())) {
                missing.add(code.id());
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(new HashSet<>(listed).size(), listed.size(), "each stands there once");
    }

    private static String level(Code code) {
        if (code.severity() == Severity.ERROR) {
            return "error";
        }
        return code.from() == Profile.STRICT ? "warning with `strict`" : "warning";
    }

    private String playbook(Block block) throws IOException {
        Matcher id = PLAYBOOK.matcher(block.text());
        assertTrue(id.find(), () -> "not a playbook: " + block.text());
        String name = id.group(1) + ".yaml";
        file(name, block.text());
        if (block.info().equals("yaml")) {
            assertNoFindings(name, block.text());
        }
        return block.text();
    }

    private String steps(String text) throws IOException {
        String id = "steps-" + ++fragments;
        file(id + ".yaml", "playbook: " + id + "\nsteps:\n" + text.indent(2));
        assertNoFindings(id + ".yaml", text);
        return text;
    }

    private void assertNoFindings(String name, String text) {
        CapturedConsole.Printed printed = run(List.of("validate", name));
        String said = printed.out() + printed.err();
        assertTrue(said.startsWith("no findings in 1 file"), () -> text + said);
    }

    private String file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return text;
    }

    private CapturedConsole.Printed run(List<String> words) {
        return CapturedConsole.in(folder).run(words);
    }

    private static String expressions(String text) {
        StringBuilder shown = new StringBuilder();
        for (String line : text.split("\n")) {
            int arrow = line.indexOf(ARROW);
            String expression = arrow < 0 ? line : line.substring(0, arrow);
            shown.append(expression).append(ARROW).append(result(expression)).append('\n');
        }
        return shown.toString();
    }

    private static String result(String expression) {
        Instant now = CapturedConsole.NOW;
        return switch (SingleEvaluation.evaluate(expression, MapValue.EMPTY, now)) {
            case SingleEvaluation.Evaluated(var value) -> Json.write(value);
            case SingleEvaluation.Failed(var error) -> "error: " + error.text();
            case SingleEvaluation.Faulty(var faults) -> "error: " + faults.getFirst().message();
        };
    }
}
