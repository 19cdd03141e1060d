package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Mails of a lab read like mails, and nothing in them acts on a terminal. */
final class LabMailsTest {

    @Test
    void readLikeMails() throws CommandFault {
        assertEquals(
                """
                From: tocsin@contoso.com
                To: ann@contoso.com, bob@contoso.com
                Subject: Isolate?

                Look at it:
                http://127.0.0.1:8420/q/x
                """,
                LabMails.of(
                        """
                        {"mails": [{"from": "tocsin@contoso.com",
                          "to": ["ann@contoso.com", "bob@contoso.com"],
                          "subject": "Isolate?", "text": "Look at it:\\nhttp://127.0.0.1:8420/q/x\\n\\n"}]}
                        """));
    }

    @Test
    void noMailsAndNoLab() throws CommandFault {
        assertEquals("no mails\n", LabMails.of("{\"mails\": []}"));
        assertThrows(CommandFault.class, () -> LabMails.of("<html>"));
    }

    @Test
    void controlsAreShown() throws CommandFault {
        String text = LabMails.of("{\"mails\": [{\"subject\": \"\\u001b[2J\", \"text\": \"\"}]}");

        assertEquals(-1, text.indexOf('\u001b'));
    }
}
