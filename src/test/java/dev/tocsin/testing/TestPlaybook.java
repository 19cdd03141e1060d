package dev.tocsin.testing;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramCompiler;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;

/** Takes the text of a playbook through every stage, with the connectors of the golden runs. */
public final class TestPlaybook {

    /** When every run of a test begins. */
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    /** Where every run of a test takes callbacks. */
    public static final String CALLBACKS = "https://tocsin.test/callbacks/";

    private static final Path PROJECT = Path.of("src/test/resources/golden/run");
    private static final DocumentSchema SCHEMA = DocumentSchema.of(FileKind.PLAYBOOK);

    private TestPlaybook() {}

    /** Fails where the playbook has an error or a warning. */
    public static Program program(String text) {
        return program(text, null, true);
    }

    /** The same for a playbook that calls others, which lie in {@code folder}. */
    public static Program program(String text, Path folder) {
        return program(text, folder, true);
    }

    /** Fails where the playbook, or one that it calls from {@code folder}, has an error. */
    public static Program programWithWarnings(String text, Path folder) {
        return program(text, folder, false);
    }

    private static Program program(String text, @Nullable Path folder, boolean strict) {
        Diagnostics diagnostics = new Diagnostics();
        ConnectorRegistry connectors = ConnectorRegistry.load(PROJECT, diagnostics);
        SourceText source = SourceText.of("playbook.yaml", text);
        Document document = DocumentParser.parse(source, diagnostics);
        if (document != null && SCHEMA.check(document, diagnostics)) {
            Playbook playbook = PlaybookParser.parse(document, diagnostics);
            if (playbook != null) {
                CalledPlaybooks called =
                        new CalledPlaybooks(new ProjectPlaybooks(folder, folder), connectors);
                Resolution resolution = PlaybookChecker.check(playbook, called, diagnostics);
                called.errors(_ -> false).forEach(diagnostics::add);
                if (strict ? isSound(diagnostics) : !diagnostics.hasErrors()) {
                    return ProgramCompiler.compile(playbook, resolution);
                }
            }
        }
        throw new AssertionError(
                new TextRenderer(Colour.OFF).render(diagnostics.sorted()) + "\n" + text);
    }

    /** A run without event, whose inputs have their defaults. */
    public static RunFacts facts(Program program) {
        return facts(program, NullValue.NULL);
    }

    /** A run whose inputs have their defaults. */
    public static RunFacts facts(Program program, Value event) {
        return facts(program, event, null);
    }

    /**
     * The same.
     *
     * @param fetched what the source of the alert behind the event gives, or null where it is not
     *     asked
     */
    public static RunFacts facts(Program program, Value event, @Nullable Value fetched) {
        TestSignal signal =
                program.usesSignals()
                        ? TestSignal.of(
                                program, event, ConnectorRegistry.load(PROJECT, new Diagnostics()))
                        : null;
        MapValue.Builder inputs = MapValue.builder();
        for (Parameter input : program.playbook().inputs()) {
            Value fallback = input.fallback();
            if (fallback == null) {
                throw new AssertionError("input " + input.name() + " needs a default");
            }
            inputs.put(input.name().text(), fallback);
        }
        MapValue run =
                MapValue.builder()
                        .put("id", "run-1")
                        .put("startedAt", new TimestampValue(START))
                        .put("trigger", signal == null ? "test" : signal.trigger())
                        .put("startedBy", "tester@contoso.com")
                        .build();
        return new RunFacts(
                        "run-1",
                        7,
                        event,
                        signal == null ? RunFacts.Signal.NONE : signal.signal(event, fetched),
                        inputs.build(),
                        run,
                        RunFacts.MAX_EXPRESSION_STEPS)
                .takingCallbacksAt(CALLBACKS);
    }

    /** Whether all that is said is that a playbook made for a test has no use. */
    private static boolean isSound(Diagnostics diagnostics) {
        return Profile.STANDARD.of(diagnostics.sorted()).stream()
                .map(Diagnostic::code)
                .allMatch(code -> code.mayFollowFromErrors() || isListed(code));
    }

    /** What is listed for its reason only is no mistake. */
    private static boolean isListed(Code code) {
        return code == Code.REVEALED_SECRET
                || code == Code.RAW_TEXT
                || code == Code.REPEATED_CHANGE;
    }
}
