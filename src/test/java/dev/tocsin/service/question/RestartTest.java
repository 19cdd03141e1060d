package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tocsin.service.question.AskingService.Sent;
import dev.tocsin.store.QuestionRow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Questions, links and messages outlive the process. */
final class RestartTest {

    private static final String ASK =
            """
            playbook: close-ticket
            outputs:
              choice: { type: [string, "null"] }
            steps:
              - id: decision
                ask: Close?
                to: [ann@contoso.com]
                choices: [Close, Keep]
                timeout: 30m
                onTimeout: noAnswer
              - return: { choice: "${steps.decision.choice}" }
            """;

    @TempDir Path folder;

    @Test
    void aLinkThatWasSentBeforeWorksAfterwards() throws Exception {
        String run;
        String link;
        AskingService first = new AskingService(folder.resolve("store.db"));
        try (first) {
            run = first.start(ASK);
            link = first.deliver().getFirst().link();
        }
        try (AskingService second = AskingService.after(first, folder.resolve("store.db"));
                Web web = new Web(second)) {
            assertEquals(List.of(), second.deliver(), "what was sent is not sent again");
            String page = web.get(link).body();
            assertEquals(200, web.press(link, page, "Close").statusCode());
            assertEquals("Close", second.outputs(run).text("choice"));
        }
    }

    @Test
    void aMessageThatDidNotGetThroughIsSentAfterwards() throws Exception {
        String run;
        AskingService first = new AskingService(folder.resolve("store.db"));
        try (first) {
            run = first.start(ASK);
            first.broken = "the mail server is down";
            first.deliver();
        }
        try (AskingService second = AskingService.after(first, folder.resolve("store.db"));
                Web web = new Web(second)) {
            second.passes(Duration.ofSeconds(5));
            Sent mail = second.deliver().getFirst();
            assertEquals(200, web.get(mail.link()).statusCode());
            second.passes(Duration.ofMinutes(30));
            assertEquals(null, second.outputs(run).text("choice"));
            assertEquals(QuestionRow.Status.EXPIRED, second.question(run).status());
            assertNotEquals(200, web.get(mail.link()).statusCode());
        }
    }
}
