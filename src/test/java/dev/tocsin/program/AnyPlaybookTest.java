package dev.tocsin.program;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whatever becomes of a playbook on its way from an editor, all stages up to the program answer
 * with diagnostics inside the file, or with a program; never with an exception.
 */
final class AnyPlaybookTest {

    private static final DocumentSchema SCHEMA = DocumentSchema.of(FileKind.PLAYBOOK);
    private static final ConnectorRegistry CONNECTORS =
            ConnectorRegistry.load(null, new Diagnostics());
    private static final List<String> SEEDS = seeds();

    /** What people and merges put where it does not belong. */
    private static final List<String> PIECES =
            List.of(
                    "",
                    " ",
                    "  ",
                    "\n",
                    "- ",
                    ": ",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "'",
                    "${",
                    "}}",
                    "|",
                    "#",
                    "&",
                    "*",
                    "!",
                    "null",
                    "true",
                    "-1",
                    "1e400",
                    "0x1F",
                    "~",
                    "x",
                    "?.",
                    "??",
                    "in",
                    "steps",
                    "steps.",
                    "event",
                    "id: ",
                    "when: ",
                    "if: ",
                    "then: ",
                    "try: ",
                    "catch: ",
                    "finally: ",
                    "return: ",
                    "value: ",
                    "set: ",
                    "next: ",
                    "stop: ",
                    "forEach: ",
                    "repeat: ",
                    "parallel: ",
                    "switch: ",
                    "wait: ",
                    "with: ",
                    "$ref: '#'",
                    "\t",
                    "\u202e",
                    "\ud800",
                    "é",
                    "5m",
                    "- - ",
                    "{a: b}",
                    "[a, b]");

    /**
     * @param at how far into the text, in ten-thousandths
     */
    private record Edit(int at, int cut, String added) {
        int in(int length) {
            return (int) ((long) at * length / 10_000);
        }
    }

    private static List<String> seeds() {
        List<String> seeds = new ArrayList<>();
        for (String folder : List.of("playbooks", "src/test/resources/golden/ok")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                    seeds.add(Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seeds;
    }

    /** True where the text became a program. */
    private static boolean answers(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of("any.yaml", text);
        Document document = DocumentParser.parse(source, diagnostics);
        boolean program = false;
        if (document != null) {
            // As `validate` does: the later stages look at files with mistakes, too.
            SCHEMA.check(document, diagnostics);
            Playbook playbook = PlaybookParser.parse(document, diagnostics);
            if (playbook != null) {
                CalledPlaybooks called = called();
                Resolution resolution = PlaybookChecker.check(playbook, called, diagnostics);
                called.errors(_ -> false).forEach(diagnostics::add);
                program = !diagnostics.hasErrors();
                if (program) {
                    ProgramCompiler.compile(playbook, resolution);
                }
            }
        }
        assertTrue(program || diagnostics.hasErrors(), "neither program nor message");
        for (Diagnostic diagnostic : diagnostics.sorted()) {
            int length = diagnostic.source().text().length();
            assertTrue(diagnostic.span().end() <= length, diagnostic::toString);
        }
        String shown = new TextRenderer(Colour.OFF).render(diagnostics.sorted());
        assertFalse(shown.contains("dev.tocsin") || shown.contains("com.networknt"), shown);
        return program;
    }

    @Example
    void everySeedIsAProgram() {
        for (String seed : SEEDS) {
            assertTrue(answers(seed), seed);
        }
    }

    /** What the playbooks under {@code golden/ok} call. */
    private static CalledPlaybooks called() {
        Path folder = Path.of("src/test/resources/golden/called");
        return new CalledPlaybooks(new ProjectPlaybooks(folder, folder), CONNECTORS);
    }

    @Property(seed = "20261121", tries = 3000)
    void anEditedPlaybook(@ForAll("seed") String seed, @ForAll("edits") List<Edit> edits) {
        String text = seed;
        for (Edit edit : edits) {
            int at = edit.in(text.length());
            int end = Math.min(text.length(), at + edit.cut());
            text = text.substring(0, at) + edit.added() + text.substring(end);
        }
        answers(text);
    }

    /** Whole lines lost, doubled, moved in or out: what a bad merge leaves. */
    @Property(seed = "20261121", tries = 2000)
    void aBadlyMergedPlaybook(@ForAll("seed") String seed, @ForAll("edits") List<Edit> edits) {
        List<String> lines = new ArrayList<>(seed.lines().toList());
        for (Edit edit : edits) {
            int at = edit.in(lines.size());
            String line = lines.get(at);
            switch (edit.cut() % 5) {
                case 0 -> lines.set(at, "");
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, "  " + line);
                case 3 -> lines.set(at, line.startsWith("  ") ? line.substring(2) : line);
                default -> {
                    int colon = line.indexOf(": ");
                    lines.set(at, colon < 0 ? line : line.substring(0, colon + 2) + edit.added());
                }
            }
        }
        answers(String.join("\n", lines));
    }

    @Provide
    Arbitrary<String> seed() {
        return Arbitraries.of(SEEDS);
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(PIECES))
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static void bomb(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> answers(text));
    }

    private static String input(String schema) {
        return "playbook: bomb\ninputs:\n  x: " + schema + "\nsteps:\n  - log: x\n";
    }

    private static String condition(String expression) {
        return "playbook: bomb\nsteps:\n  - when: " + expression + "\n    log: x\n";
    }

    /** The limit is for machines under load; without bounds each of these takes minutes or more. */
    @Example
    void bombsGoOff() {
        bomb(input("{ pattern: '((((a{1000}){1000}){1000}){1000})', default: a }"));
        bomb(input("{ pattern: '" + "(".repeat(400) + ")".repeat(400) + "', default: a }"));
        bomb(condition("event.x.matches('((a{1000}){1000}){1000}')"));
        bomb(input("{ $ref: '#', default: 1 }"));
        bomb(input("{ anyOf: [{ $ref: '#' }], default: 1 }"));
        bomb(
                input(
                        "{ $ref: '#/$defs/a', $defs: { a: { not: { $ref: '#/$defs/a' } } },"
                                + " default: 1 }"));
        bomb(input(doublingReferences("anyOf: [{ $ref: '%1$s' }, { $ref: '%1$s' }]")));
        bomb(input(doublingReferences("properties: { l: { $ref: '%1$s' }, r: { $ref: '%1$s' } }")));
        bomb(input("{ enum: [" + "abcdef%d,".repeat(50_000).replace("%d", "") + "] }"));
        bomb(condition("[1]" + ".map(x, [x, x]".repeat(2000) + ")".repeat(2000)));
        bomb("playbook: bomb\n" + "k: 1\n".repeat(1000));
    }

    private static String doublingReferences(String schema) {
        StringBuilder text = new StringBuilder("{ $ref: '#/$defs/a0', default: 1, $defs: { ");
        for (int i = 0; i < 40; i++) {
            text.append("a").append(i).append(": { ");
            text.append(String.format(schema, "#/$defs/a" + (i + 1))).append(" }, ");
        }
        return text.append("a40: { type: string } } }").toString();
    }
}
