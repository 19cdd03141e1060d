package dev.tocsin.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.check.StructureChecks;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class PlaybookParserTest {

    @Test
    void theSamplesHaveNoMistakes() {
        for (String text : PlaybookSamples.texts()) {
            Diagnostics diagnostics = new Diagnostics();
            StructureChecks.check(PlaybookSamples.playbook(text), diagnostics);
            assertEquals(List.of(), diagnostics.sorted());
        }
    }

    @Test
    void aStepHasTheCommonKeys() {
        Step step =
                onlyStep(
                        """
                        - id: a
                          name: First
                          timeout: 1m30s
                          retry: { times: 2, backoff: 4s }
                          onError: { notFound: continue, timeout: fail }
                          unattended: it is a honeypot
                          action: http.get
                        """);
        StepHead head = step.head();
        assertEquals("a", String.valueOf(head.id()));
        assertEquals("First", String.valueOf(head.name()));
        assertNull(head.when());
        assertEquals(Duration.ofSeconds(90), head.timeout());
        assertEquals(
                new Retry.Again(2, Duration.ofSeconds(4), true, Duration.ofMinutes(5), Set.of()),
                head.retry());
        assertEquals(new OnError(Set.of(ErrorKind.NOT_FOUND)), head.onError());
        assertEquals("action", head.kind().text());
    }

    @Test
    void onErrorContinueLeavesOutWhatCannotBeCaught() {
        OnError onError = onlyStep("- log: x\n  onError: continue\n").head().onError();
        assertTrue(onError != null && onError.continueOn().contains(ErrorKind.FAILED));
        assertFalse(onError != null && onError.continueOn().contains(ErrorKind.CANCELLED));
    }

    @Test
    void aTextStaysATextWhereYamlSeesANumber() {
        FailStep fail = assertInstanceOf(FailStep.class, onlyStep("- fail: 0404\n"));
        Template.Constant message = assertInstanceOf(Template.Constant.class, fail.message());
        assertEquals(new StringValue("0404"), message.value());
        ValueStep value = assertInstanceOf(ValueStep.class, onlyStep("- value: 404\n"));
        Template.Constant number = assertInstanceOf(Template.Constant.class, value.value());
        assertEquals(IntValue.of(404), number.value());
    }

    @Test
    void aGrowingPauseHasTwoEnds() {
        RepeatStep repeat =
                assertInstanceOf(
                        RepeatStep.class,
                        onlyStep("- repeat: [log: x]\n  every: 10s..1m\n  atMost: 3\n"));
        assertEquals(Duration.ofSeconds(10), repeat.pause());
        assertEquals(Duration.ofMinutes(1), repeat.longestPause());
        assertTrue(repeat.failWhenExhausted());
    }

    @Test
    void constantInputsKeepAPlaceForEachKey() {
        ActionStep action =
                assertInstanceOf(
                        ActionStep.class, onlyStep("- action: a.b\n  with: { x: 1, y: two }\n"));
        Template.Fields with = assertInstanceOf(Template.Fields.class, action.with());
        assertEquals("y", with.fields().get(1).key().text());
    }

    @Test
    void aStepWithoutAKindKeepsItsId() {
        Diagnostics diagnostics = new Diagnostics();
        Document document =
                PlaybookSamples.document(
                        "playbook: p\nsteps:\n  - id: a\n    acton: x.y\n", diagnostics);
        assertTrue(document != null);
        Playbook playbook = PlaybookParser.parse(document, diagnostics);
        assertTrue(playbook != null && diagnostics.isEmpty());
        assertEquals("a", String.valueOf(playbook.steps().getFirst().head().id()));
    }

    @Property(tries = 1000)
    void whatFitsTheSchemaIsReadOrReported(@ForAll long seed) {
        Diagnostics diagnostics = new Diagnostics();
        String text = PlaybookSamples.mutated(new Random(seed));
        Playbook playbook = PlaybookSamples.playbook(text, diagnostics);
        assertTrue(playbook != null || diagnostics.hasErrors(), text);
    }

    /** The parser says nothing about what the schema check has reported. */
    @Property(tries = 1000)
    void nothingIsReportedTwice(@ForAll long seed) {
        Diagnostics diagnostics = new Diagnostics();
        String text = PlaybookSamples.mutated(new Random(seed));
        Document document = PlaybookSamples.document(text, diagnostics);
        if (document == null) {
            return;
        }
        PlaybookSamples.SCHEMA.check(document, diagnostics);
        Set<Span> faulty = new HashSet<>();
        for (Diagnostic diagnostic : diagnostics.sorted()) {
            faulty.add(diagnostic.span());
        }
        Diagnostics more = new Diagnostics();
        PlaybookParser.parse(document, more);
        for (Diagnostic diagnostic : more.sorted()) {
            // A key at the wrong kind of step is one mistake, what stands under it another.
            if (diagnostic.code() != Code.UNKNOWN_KEY) {
                assertFalse(
                        faulty.contains(diagnostic.span()),
                        () -> text + diagnostics.sorted() + more.sorted());
            }
        }
    }

    /** What the schema check would have refused included: it is not run here. */
    @Property(tries = 1000)
    void noSlipOfTheKeyboardStopsTheParser(@ForAll long seed) {
        Diagnostics diagnostics = new Diagnostics();
        String text = PlaybookSamples.mutated(new Random(seed));
        Document document = PlaybookSamples.document(text, diagnostics);
        Playbook playbook = document == null ? null : PlaybookParser.parse(document, diagnostics);
        if (playbook != null) {
            StructureChecks.check(playbook, diagnostics);
            for (Step step : playbook.steps()) {
                assertTrue(playbook.span().contains(step.span()));
                assertTrue(step.span().contains(step.head().span()));
            }
        }
    }

    private static Step onlyStep(String steps) {
        String text = "playbook: p\nsteps:\n" + steps.indent(2);
        return PlaybookSamples.playbook(text).steps().getFirst();
    }
}
