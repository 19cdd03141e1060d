package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.SystemCredentials;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.service.question.QuestionMail.Reason;
import dev.tocsin.source.SourceText;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The mail about a hostile alert, over the mail connector and a real SMTP server. */
final class QuestionMailOverSmtpTest {

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void noAlertAddsAHeaderOrARecipient() throws Exception {
        String connections =
                """
                connections:
                  mail:
                    smtp: { host: 127.0.0.1, port: %d, security: none, from: soc@contoso.com }
                    auth: { kind: none }
                    allowAddresses: [127.0.0.1]
                """
                        .formatted(server.getSmtp().getPort());
        Diagnostics diagnostics = new Diagnostics();
        Connections parsed =
                Connections.parse(
                        SourceText.of("connections.yaml", connections), null, diagnostics);
        ConnectorRegistry connectors = ConnectorRegistry.load(null, diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        String link = "https://tocsin.contoso.com/q/run-1.0.7/abc";
        QuestionMail mail =
                QuestionMail.asking(
                        SampleSheets.hostile(), Reason.ASKED, link, 0, SampleSheets.ASKED);
        try (OperationCaller caller =
                new OperationCaller(
                        parsed,
                        new SystemCredentials(Map.of(), null),
                        null,
                        Machine.here(Map.of(), _ -> {}))) {
            new ConnectorSender(connectors, caller)
                    .send(
                            "mail",
                            "send",
                            "mail",
                            mail.input("ann@contoso.com", "soc@contoso.com"),
                            "question/run-1.0.7/1",
                            Instant.now().plusSeconds(20));
        }
        MimeMessage[] received = server.getReceivedMessages();
        assertEquals(1, received.length);
        MimeMessage message = received[0];
        assertEquals("ann@contoso.com", message.getHeader("To", ","));
        assertNull(message.getHeader("Bcc", ","));
        assertTrue(message.getSubject().startsWith("Isolate  Bcc: everybody@evil.example"));
        String body = GreenMailUtil.getBody(message);
        assertTrue(body.contains("text/plain") && body.contains("text/html"), body);
    }
}
