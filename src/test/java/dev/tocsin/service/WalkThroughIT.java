package dev.tocsin.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the README leads through, on the packaged service with the playbooks and policies that ship:
 * an alert by HTTP, a mail that asks, an answer, a device that is isolated; also where the service
 * is killed between mail and answer. The lab is real, and lives as long as the service.
 */
final class WalkThroughIT {

    private static final Path EVENT =
            Path.of("examples/events/defender-alert-high.json").toAbsolutePath();
    private static final Pattern QUESTION = Pattern.compile("/q/((run-[0-9a-f]+)\\.[0-9.]+)/");
    private static final String ISOLATED = "\"ws-diego-01.contoso.com\", \"isolation\" : \"Full\"";

    @TempDir Path folder;

    @Test
    void anAnswerIsolatesTheDevice() throws IOException, InterruptedException {
        try (TriedService service = TriedService.of(folder)) {
            service.start();
            Matcher question = asked(service);

            answer(service, question.group(1));

            tells(service, question.group(2));
        }
    }

    @Test
    void killedBetweenTheMailAndTheAnswer() throws IOException, InterruptedException {
        try (TriedService service = TriedService.of(folder)) {
            service.start();
            Matcher question = asked(service);

            service.kill();
            service.start();

            String path = "/v1/questions/" + question.group(1);
            assertEquals(200, service.get(path).statusCode(), "the question is still there");
            answer(service, question.group(1));
            tells(service, question.group(2));
        }
    }

    /** Sends the alert, and reads the mail that comes of it. */
    private static Matcher asked(TriedService service) throws IOException, InterruptedException {
        var answer = service.post("/v1/alerts/defender-endpoint", Files.readString(EVENT), true);
        assertEquals(202, answer.statusCode(), answer.body());
        return service.awaitInLab(QUESTION);
    }

    private static void answer(TriedService service, String question)
            throws IOException, InterruptedException {
        String path = "/v1/questions/" + question + "/answer";

        var wrong = service.post(path, "{\"choice\": \"Perhaps\"}", false);
        var taken = service.post(path, "{\"choice\": \"Isolate\"}", false);
        var again = service.post(path, "{\"choice\": \"Isolate\"}", false);

        assertEquals(422, wrong.statusCode(), wrong.body());
        assertEquals(200, taken.statusCode(), taken.body());
        assertTrue(taken.body().contains("\"decided\":true"), taken.body());
        assertEquals(410, again.statusCode(), again.body());
    }

    private static void tells(TriedService service, String run)
            throws IOException, InterruptedException {
        service.awaitInLab(Pattern.compile(Pattern.quote(ISOLATED)));
        service.awaitSuccess(run);

        String story = service.run("runs", "show", run, "--lab");
        String mails = service.runAsPrinted("lab mail");

        assertTrue(story.startsWith(run + " of isolate-device-after-approval: succeeded"), story);
        for (String told :
                new String[] {
                    "by lab-source, trigger alert",
                    "defender-endpoint da639000000000000001_-1000000001",
                    "step `decision` (steps[4]) asks people",
                    "answered by soc-lead@contoso.com: `Isolate` to steps[4], via api",
                    "step `isolation` (steps[5].then[0].try[0]) succeeded",
                    "isolated: true"
                }) {
            assertTrue(story.contains(told), () -> told + " in\n" + story);
        }
        assertTrue(mails.contains("Device isolated: ws-diego-01.contoso.com"), mails);
        assertTrue(service.runAsPrinted("runs list").contains(run));
    }
}
