package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Mail over a real SMTP server of this machine. */
final class MailTest {

    private static final String ONE =
            "{'to':['soc@contoso.com'],'cc':['a@contoso.com'],'bcc':['b@contoso.com'],'subject':'Gerät"
                + " isoliert','text':'line','html':'<b>line</b>','replyTo':'r@contoso.com'}";

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.setUser("tocsin@contoso.com", "tocsin", "canary");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void messageArrives() throws ConnectorException, MessagingException, IOException {
        try (Calling calling =
                calling("basic, user: tocsin, password: env:TOCSIN_P", "127.0.0.1")) {
            String first = calling.call("mail.send", ONE);
            assertEquals(first, calling.call("mail.send", ONE), "one key, one Message-ID");
            MimeMessage[] received = server.getReceivedMessages();
            assertEquals(6, received.length, "three recipients, twice");
            MimeMessage message = received[0];
            assertEquals("Gerät isoliert", message.getSubject());
            assertTrue(first.contains(message.getMessageID()));
            assertEquals("soc@contoso.com", message.getHeader("To", ","));
            assertEquals("r@contoso.com", message.getHeader("Reply-To", ","));
            assertEquals(null, message.getHeader("Bcc", ","));
            String body = GreenMailUtil.getBody(message);
            assertTrue(body.contains("text/plain") && body.contains("<b>line</b>"), body);
        }
    }

    @Test
    void attachmentsArrive() throws Exception {
        try (Calling calling = calling("none", "127.0.0.1")) {
            calling.call(
                    "mail.send",
                    """
                    {'to':['soc@contoso.com'],'subject':'s','importance':'high',
                     'html':'<p>See <a href=\\"https://x.example/1\\">the list</a></p>',
                     'attachments':[
                       {'name':'Geräte.csv','text':'a,b\\r\\n1,2\\n','contentType':'text/csv'},
                       {'name':'raw.bin','content':'AAEC /w=='}]}
                    """);
            MimeMessage message = server.getReceivedMessages()[0];
            assertEquals("high", message.getHeader("Importance", ","));
            assertEquals("1", message.getHeader("X-Priority", ","));
            Multipart parts = (Multipart) message.getContent();
            assertEquals(3, parts.getCount());
            Multipart text = (Multipart) parts.getBodyPart(0).getContent();
            assertTrue(text.getContentType().startsWith("multipart/alternative"));
            assertEquals(
                    "See the list <https://x.example/1>",
                    text.getBodyPart(0).getContent().toString().strip());
            assertTrue(text.getBodyPart(1).getContent().toString().startsWith("<p>"));
            BodyPart csv = parts.getBodyPart(1);
            assertEquals("Geräte.csv", csv.getFileName());
            assertTrue(csv.getContentType().startsWith("text/csv; charset=utf-8"));
            assertEquals("attachment", csv.getDisposition());
            assertEquals("a,b\r\n1,2\n", new String(csv.getInputStream().readAllBytes(), UTF_8));
            assertArrayEquals(
                    new byte[] {0, 1, 2, -1}, parts.getBodyPart(2).getInputStream().readAllBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name':'a\\r\\nBcc: evil@e.com','text':'t'",
                "'name':'../a.txt','text':'t'",
                "'name':'a\\\\b.txt','text':'t'",
                "'name':'.htaccess','text':'t'",
                "'name':'gpj.\\u202Eexe','text':'t'",
                "'name':'','text':'t'",
                "'name':'a.txt'",
                "'name':'a.txt','text':'t','content':'AA=='",
                "'name':'a.txt','content':'no base64!'",
                "'name':'a.txt','text':'t','contentType':'text/plain\\r\\nX: y'",
                "'name':'a.txt','text':'t','contentType':'text/plain; name=x'",
                "'name':'a.eml','text':'t','contentType':'message/rfc822'",
                "'name':'a.txt','text':'t','contentType':'multipart/mixed'",
                "'name':'a.txt','text':'t','path':'/etc/passwd'"
            })
    void attachmentsThatAreRefused(String attachment) {
        try (Calling calling = calling("none", "127.0.0.1")) {
            String failure =
                    calling.failure(
                            "mail.send",
                            "{'to':['a@b.c'],'subject':'x','text':'t','attachments':[{"
                                    + attachment
                                    + "}]}");
            assertTrue(failure.startsWith("invalid (nothing was done)\n"), failure);
            assertEquals(0, server.getReceivedMessages().length);
        }
    }

    @Test
    void attachmentsHaveBounds() {
        String half = "{'name':'a.txt','text':'" + "x".repeat(5 << 20) + "'}";
        String many = "{'name':'a.txt','text':''}" + ",{'name':'a.txt','text':''}".repeat(20);
        try (Calling calling = calling("none", "127.0.0.1")) {
            for (String attachments :
                    new String[] {half + "," + half + ",{'name':'b','text':'x'}", many}) {
                String failure =
                        calling.failure(
                                "mail.send",
                                "{'to':['a@b.c'],'subject':'x','text':'t','attachments':["
                                        + attachments
                                        + "]}");
                assertTrue(failure.startsWith("invalid (nothing was done)\n"), failure);
            }
            assertEquals(0, server.getReceivedMessages().length);
        }
    }

    @Test
    void wrongPassword() {
        try (Calling calling =
                calling("basic, user: tocsin, password: env:TOCSIN_W", "127.0.0.1")) {
            assertEquals(
                    """
                    unauthorized 535 (nothing was done)
                    connection `mail`: the mail server did not accept the credentials
                    """,
                    calling.failure("mail.send", ONE));
        }
    }

    @Test
    void headersCannotBeAdded() {
        try (Calling calling = calling("none", "127.0.0.1")) {
            for (String input :
                    new String[] {
                        "{'to':['a@b.c'],'subject':'x\\r\\nBcc: evil@e.com','text':'t'}",
                        "{'to':['a@b.c\\r\\nBcc: evil@e.com'],'subject':'x','text':'t'}",
                        "{'to':['a@b.c, evil@e.com'],'subject':'x','text':'t'}",
                        "{'to':['a@b.c'],'subject':'x','text':'t','replyTo':'a@b.c\\nX: y'}"
                    }) {
                assertTrue(
                        calling.failure("mail.send", input)
                                .startsWith("invalid (nothing was done)\n"),
                        input);
            }
            assertEquals(0, server.getReceivedMessages().length);
        }
    }

    @Test
    void privateServerIsRefusedUnlessAllowed() {
        try (Calling calling = calling("none", "10.0.0.1")) {
            String failure = calling.failure("mail.send", ONE);
            assertTrue(failure.startsWith("forbidden (nothing was done)\n"), failure);
            assertTrue(failure.contains("`allowAddresses: [127.0.0.1]`"), failure);
            assertEquals(0, server.getReceivedMessages().length);
        }
    }

    @Test
    void fenceStandsBeforeMailToo() {
        try (Calling calling =
                new Calling(
                        connections("none", "127.0.0.1", port()),
                        Map.of(),
                        new Fence(Set.of()),
                        InetAddress::getAllByName)) {
            String failure = calling.failure("mail.send", ONE);
            assertTrue(failure.contains("with `--lab` only the lab can be reached"), failure);
            assertEquals(0, server.getReceivedMessages().length);
        }
    }

    @Test
    void serverThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Calling calling =
                        new Calling(
                                        connections("none", "127.0.0.1", silent.getLocalPort()),
                                        Map.of())
                                .within(Duration.ofMillis(300))) {
            assertTrue(
                    calling.failure("mail.send", ONE).startsWith("timeout (nothing was done)\n"));
        }
    }

    @Test
    void plainServerDoesNotGetAMessageMeantForStartTls() {
        try (Calling calling =
                new Calling(
                        connections("none", "127.0.0.1", port())
                                .replace("security: none", "security: starttls"),
                        Map.of())) {
            String failure = calling.failure("mail.send", ONE);
            assertTrue(failure.contains("STARTTLS is required"), failure);
            assertEquals(0, server.getReceivedMessages().length);
        }
    }

    private Calling calling(String auth, String allowed) {
        return new Calling(
                connections(auth, allowed, port()),
                Map.of("env:TOCSIN_P", "canary", "env:TOCSIN_W", "wrong-canary"));
    }

    private int port() {
        return server.getSmtp().getPort();
    }

    private static String connections(String auth, String allowed, int port) {
        return "connections:\n  mail:\n    allowAddresses: ["
                + allowed
                + "]\n    smtp: { host: 127.0.0.1, port: "
                + port
                + ", security: none, from: tocsin@contoso.com }\n    auth: { kind: "
                + auth
                + " }\n";
    }
}
