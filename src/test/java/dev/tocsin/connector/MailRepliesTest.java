package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What a mail server replies, and what becomes of it. */
final class MailRepliesTest {

    private static final String ONE =
            "{'to':['a@contoso.com','b@contoso.com'],'subject':'Isolated','text':'ws-042'}";

    @Test
    void repliesHaveTheirKinds() throws Exception {
        StringBuilder told = new StringBuilder();
        for (String[] each :
                new String[][] {
                    {"", "554 5.7.1 not from there"},
                    {"", "421 4.3.2 closing down"},
                    {"AUTH", "535 5.7.8 bad credentials"},
                    {"AUTH", "454 4.7.0 try later"},
                    {"MAIL", "530 5.7.57 client not authenticated"},
                    {"MAIL", "550 5.1.0 sender not known"},
                    {"MAIL", "552 5.3.4 message too big"},
                    {"MAIL", "421 4.3.2 closing down"},
                    {"RCPT TO:<b", "550 5.1.1 no such user"},
                    {"RCPT TO", "550 5.1.1 no such user"},
                    {"RCPT TO:<b", "450 4.2.1 mailbox busy"},
                    {"DATA", "451 4.3.0 no disk"},
                    {".", "552 5.3.4 message too big"},
                    {".", "554 5.2.252 SendAsDenied"},
                    {".", "550 5.7.1 looks like spam"},
                    {".", "554 5.6.0 malformed"},
                    {".", "451 4.3.0 try again"},
                    {"MAIL", FakeSmtp.CUT},
                    {"DATA", FakeSmtp.CUT},
                    {".", FakeSmtp.CUT},
                    {"DATA", FakeSmtp.SILENCE},
                    {".", FakeSmtp.SILENCE}
                }) {
            try (FakeSmtp server = new FakeSmtp().reply(each[0], each[1]);
                    Calling calling = calling(server, each[1].isEmpty() ? 3000 : 20_000)) {
                told.append(each[0].isEmpty() ? "(greeting)" : each[0])
                        .append(" -> ")
                        .append(each[1].isEmpty() ? "silence" : each[1])
                        .append('\n')
                        .append(
                                calling.failure("mail.send", ONE)
                                        .replace(":" + server.port(), ":PORT"))
                        .append('\n');
                assertEquals(each[0].equals(".") ? 1 : 0, server.mails.size());
            }
        }
        Golden.check(
                Path.of("src/test/resources/golden/connector/mail-replies.txt"), told.toString());
    }

    @Test
    void whatFollowsTheReplyDoesNotMatter() throws Exception {
        try (FakeSmtp server = new FakeSmtp().reply("QUIT", FakeSmtp.CUT);
                Calling calling = calling(server, 20_000)) {
            assertTrue(calling.call("mail.send", ONE).contains("messageId"));
        }
    }

    @Test
    void messageThatIsTooLargeIsNotSent() throws Exception {
        try (FakeSmtp server = new FakeSmtp().limit(500);
                Calling calling = calling(server, "none", "none", Map.of(), 20_000)) {
            String failure =
                    calling.failure("mail.send", ONE.replace("ws-042", "ws-042 ".repeat(100)));
            assertTrue(failure.startsWith("invalid (nothing was done)\n"), failure);
            assertTrue(failure.contains("the mail server takes 500"), failure);
            assertTrue(server.commands.stream().noneMatch(each -> each.startsWith("MAIL")));
            calling.call("mail.send", ONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void goesOverTls(String security) throws Exception {
        try (FakeSmtp server = new FakeSmtp(TestKeys.service("service"), security.equals("tls"));
                Calling calling = overTls(server, security, "tls: { ca: file:ca.pem }")) {
            calling.call("mail.send", ONE);
            assertEquals(1, server.mails.size());
            assertEquals(
                    security.equals("starttls"), server.commands.contains("STARTTLS"), security);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "starttls, service, ''",
        "tls, service, ''",
        "starttls, other-host, tls: { ca: file:ca.pem }",
        "tls, other-host, tls: { ca: file:ca.pem }",
        "starttls, service, tls: { ca: file:other-ca.pem }",
        "tls, service, tls: { ca: file:other-ca.pem }",
        "starttls, expired, tls: { ca: file:ca.pem }",
        "tls, expired, tls: { ca: file:ca.pem }"
    })
    void nobodyElseGetsTheMessage(String security, String keys, String tls) throws Exception {
        try (FakeSmtp server = new FakeSmtp(TestKeys.service(keys), security.equals("tls"));
                Calling calling = overTls(server, security, tls)) {
            String failure = calling.failure("mail.send", ONE);
            assertTrue(failure.startsWith("unavailable (nothing was done)\n"), failure);
            assertTrue(
                    failure.contains(
                            switch (keys) {
                                case "other-host" -> "its certificate is for another host";
                                case "expired" -> "its certificate has ended";
                                default -> "vouches for its certificate";
                            }),
                    failure);
            assertTrue(server.commands.stream().noneMatch(each -> each.startsWith("AUTH")));
            assertTrue(server.mails.isEmpty());
        }
    }

    @Test
    void tokenIsShownAsXoauth2() throws Exception {
        FakeService.Behaviour answers =
                exchange ->
                        FakeService.respond(
                                exchange,
                                200,
                                "application/json",
                                "{\"access_token\":\"t0ken-canary\",\"expires_in\":3600}");
        try (FakeService login = new FakeService(answers);
                FakeSmtp server = new FakeSmtp();
                Calling calling =
                        calling(
                                server,
                                "oauth2ClientCredentials, tokenUrl: \"http://127.0.0.1:"
                                        + login.port()
                                        + "/token\", clientId: c, clientSecret: env:TOCSIN_P",
                                "none",
                                Map.of("env:TOCSIN_P", "canary"),
                                20_000)) {
            calling.call("mail.send", ONE);
            String shown =
                    java.util.Base64.getEncoder()
                            .encodeToString(
                                    "user=tocsin@contoso.com\1auth=Bearer t0ken-canary\1\1"
                                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertTrue(
                    server.commands.contains("AUTH XOAUTH2 " + shown), () -> server.commands + "");
            assertTrue(login.last().body().contains("outlook.office365.com"));
        }
    }

    private static Calling overTls(FakeSmtp server, String security, String tls) throws Exception {
        return calling(
                server,
                "basic, user: tocsin, password: env:TOCSIN_P }\n    " + tls + " #",
                security,
                Map.of(
                        "env:TOCSIN_P",
                        "canary",
                        "file:ca.pem",
                        TestKeys.pem("ca"),
                        "file:other-ca.pem",
                        TestKeys.pem("other-ca")),
                20_000);
    }

    private static Calling calling(FakeSmtp server, int millis) {
        return calling(
                server,
                "basic, user: tocsin, password: env:TOCSIN_P",
                "none",
                Map.of("env:TOCSIN_P", "canary"),
                millis);
    }

    private static Calling calling(
            FakeSmtp server,
            String auth,
            String security,
            Map<String, String> credentials,
            int millis) {
        return new Calling(
                        "connections:\n  mail:\n    allowAddresses: [127.0.0.1]\n    smtp: { host:"
                                + " 127.0.0.1, port: "
                                + server.port()
                                + ", security: "
                                + security
                                + ", from: tocsin@contoso.com }\n    auth: { kind: "
                                + auth
                                + " }\n",
                        credentials)
                .within(Duration.ofMillis(millis));
    }
}
