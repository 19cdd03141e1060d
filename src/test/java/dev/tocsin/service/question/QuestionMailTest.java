package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.question.QuestionMail.Reason;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;

/** Mails and cards as they go out. */
final class QuestionMailTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/questions");
    private static final Instant NOW = SampleSheets.ASKED.plusSeconds(300);
    private static final String LINK =
            "https://tocsin.contoso.com/q/run-3f9c2a71b604.0.7/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static QuestionMail mail(QuestionSheet sheet, Reason reason) {
        return QuestionMail.asking(sheet, reason, LINK, 0, NOW);
    }

    private static void golden(String name, QuestionMail mail) {
        String text = "Subject: " + mail.subject() + "\n\n" + mail.text();
        Golden.check(FOLDER.resolve(name + ".txt"), text);
        Golden.check(FOLDER.resolve(name + ".html"), mail.html());
    }

    @Test
    void oneIsAskedRemindedAndAskedLater() {
        golden("mail-asked", mail(SampleSheets.isolation(), Reason.ASKED));
        golden("mail-reminded", mail(SampleSheets.form(), Reason.REMINDED));
        golden("mail-escalated", mail(SampleSheets.form(), Reason.ESCALATED));
        golden("mail-guard", mail(SampleSheets.guard(), Reason.ASKED));
    }

    @Test
    void oneIsToldThatItIsOver() {
        golden(
                "mail-closed",
                QuestionMail.closing(
                        SampleSheets.isolation(), "bob@contoso.com decided: “Leave it”."));
    }

    @Test
    void theOnlyThingToClickIsOurs() {
        QuestionMail mail = mail(SampleSheets.hostile(), Reason.ASKED);
        golden("mail-hostile", mail);
        assertEquals(1, mail.html().split("href=", -1).length - 1, "links in HTML");
        for (String part : new String[] {mail.text(), mail.html()}) {
            String others = part.replace(LINK, "");
            assertFalse(others.matches("(?s).*https?://.*"), others);
            assertFalse(
                    Pattern.compile("[a-z]@[a-z]|evil\\.example").matcher(others).find(), others);
            assertFalse(part.contains("\u202E"), "a mark that turns the direction of writing");
        }
    }

    @Test
    void aSubjectIsOneLineOfBoundedLength() {
        String subject = mail(SampleSheets.hostile(), Reason.REMINDED).subject();
        assertTrue(subject.length() <= 150, subject);
        assertFalse(subject.chars().anyMatch(c -> c < ' '), subject);
        assertTrue(subject.startsWith("Still open: Isolate"), subject);
    }

    @Test
    void aCardLeadsToThePageThatWantsALogin() {
        String page = "https://tocsin.contoso.com/questions/run-3f9c2a71b604.0.7";
        Golden.check(
                FOLDER.resolve("card-asked.json"),
                Json.writePretty(
                                TeamsCard.asking(
                                        SampleSheets.isolation(), Reason.ASKED, page, 0, NOW))
                        + "\n");
        Golden.check(
                FOLDER.resolve("card-hostile.json"),
                Json.writePretty(
                                TeamsCard.asking(
                                        SampleSheets.hostile(), Reason.ASKED, page, 0, NOW))
                        + "\n");
        Golden.check(
                FOLDER.resolve("card-closed.json"),
                Json.writePretty(TeamsCard.closing(SampleSheets.guard(), "It is decided.")) + "\n");
    }
}
