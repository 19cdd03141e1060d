package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.interpreter.Outcome;
import dev.tocsin.service.question.AskingService.Sent;
import dev.tocsin.store.DeliveryTable.DeliveryRow;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.RunStatus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Messages get through in the end, and never trouble a run. */
final class MessengerTest {

    private static final String ASK =
            """
            playbook: close-ticket
            steps:
              - ask: Close?
                to: [ann@contoso.com]
                choices: [Close, Keep]
                remind: 2m
                timeout: 30m
                onTimeout: noAnswer
            """;

    @TempDir Path folder;

    private AskingService service;

    @BeforeEach
    void open() throws Exception {
        service = new AskingService(folder.resolve("store.db"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private DeliveryRow first(String run) throws Exception {
        return service.deliveries(run).getFirst();
    }

    @Test
    void whatDoesNotGetThroughIsTriedAgainWithGrowingPauses() throws Exception {
        String run = service.start(ASK);
        service.broken = "the mail server is down";
        assertEquals(List.of(), service.deliver());
        assertEquals("the mail server is down", first(run).error());
        assertEquals(List.of("mail 1: the mail server is down"), service.failures);
        assertEquals(RunStatus.WAITING, service.status(run));
        service.passes(Duration.ofSeconds(5));
        service.deliver();
        assertEquals(2, first(run).attempts());
        service.passes(Duration.ofSeconds(5));
        service.deliver();
        assertEquals(2, first(run).attempts(), "the second pause is longer");

        service.broken = null;
        service.passes(Duration.ofSeconds(5));
        List<Sent> sent = service.deliver();
        assertEquals(1, sent.size());
        assertNull(first(run).error());
        assertEquals(List.of(), service.deliver(), "it was sent once");
    }

    @Test
    void whatMayHaveBeenSentIsSentAgainUnderTheSameKeyWithALinkOfItsOwn() throws Exception {
        String run = service.start(ASK);
        Sent once = service.deliver().getFirst();
        // As after a crash between the sending and the note of it.
        long number = first(run).number();
        service.store.await(
                tx -> {
                    dev.tocsin.store.DeliveryTable.add(
                            tx,
                            new DeliveryRow(
                                    0,
                                    first(service, run).question(),
                                    "asked",
                                    "ann@contoso.com",
                                    "mail",
                                    first(service, run).body(),
                                    service.now(),
                                    0,
                                    null,
                                    null));
                    return number;
                });
        Sent twice = service.deliver().getFirst();
        assertNotEquals(once.link(), twice.link());
        try (Web web = new Web(service)) {
            assertEquals(200, web.get(once.link()).statusCode());
            assertEquals(200, web.get(twice.link()).statusCode());
        }
    }

    private static DeliveryRow first(AskingService service, String run) {
        try {
            return service.deliveries(run).getFirst();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsSentAboutAQuestionThatIsOver() throws Exception {
        String run = service.start(ASK);
        service.broken = "the mail server is down";
        service.deliver();
        service.host.cancel(run, "a mistake", "test");
        service.ended(run);
        service.broken = null;
        service.passes(Duration.ofMinutes(10));
        List<Sent> sent = service.deliver();
        assertEquals(List.of("Closed: Close?"), sent.stream().map(Sent::subject).toList());
        assertEquals(QuestionRow.Status.WITHDRAWN, service.question(run).status());
    }

    @Test
    void itWorksByItself() throws Exception {
        service.messenger.start();
        service.start(ASK);
        Sent mail = service.arrivals.poll(20, TimeUnit.SECONDS);
        assertEquals("ann@contoso.com", mail.to());
    }

    @Test
    void remindersKeepTheirDistance() throws Exception {
        String run = service.start(ASK);
        service.deliver();
        for (int minutes = 2; minutes <= 8; minutes += 2) {
            service.passes(Duration.ofMinutes(2));
            service.settled();
        }
        // After 2 and 4 minutes it is too early, after 6 not, after 8 again.
        assertEquals(2, service.deliveries(run).size());
    }

    @Test
    void nobodyOutsideOfTheAllowedDomainsIsAskedAndTheRunSaysWhy() throws Exception {
        String run =
                service.start(
                        ASK.replace("[ann@contoso.com]", "[ann@contoso.com, x@evil.example]"));
        assertEquals(List.of(), service.deliver());
        Outcome outcome = service.ended(run).outcome();
        assertTrue(outcome instanceof Outcome.Cancelled);
        String reason = ((Outcome.Cancelled) outcome).reason();
        assertTrue(reason.startsWith("forbidden: steps[0] asks x@evil.example"), reason);
        assertEquals(QuestionRow.Status.WITHDRAWN, service.question(run).status());
    }

    @Test
    void noQuestionOutlivesTheOperatorsLimit() throws Exception {
        String run = service.start(ASK.replace("    timeout: 30m\n    onTimeout: noAnswer\n", ""));
        service.deliver();
        service.passes(Duration.ofDays(7));
        service.deliver();
        Outcome outcome = service.ended(run).outcome();
        assertTrue(outcome.toString().contains("nobody decided within 7d"), outcome.toString());
    }

    @Test
    void aChannelGetsACardThatNobodysLinkIsIn() throws Exception {
        String run = service.start(ASK.replace("    remind: 2m\n", "    via: [teams, page]\n"));
        Sent card = service.deliver().getFirst();
        assertEquals("teams.postCard", card.operation());
        String text = dev.tocsin.value.Json.write(card.input());
        String page = "https://tocsin.contoso.com/questions/" + service.question(run).id();
        assertTrue(text.contains(page), text);
        assertFalse(text.contains("/q/"), text);
        service.passes(Duration.ofMinutes(30));
        service.ended(run);
        assertTrue(
                dev.tocsin.value.Json.write(service.deliver().getFirst().input())
                        .contains("Its time is up"));
    }
}
