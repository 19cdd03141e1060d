package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Secret;
import dev.tocsin.connector.SmtpSession;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.Properties;

/** One message on its way to one server. */
final class SmtpMessage {

    private final Call call;
    private final SmtpSession session;

    SmtpMessage(Call call, SmtpSession session) {
        this.call = call;
        this.session = session;
    }

    /** The Message-ID, after the server took the message. */
    String send() throws ConnectorException {
        String id = messageId();
        boolean connected = false;
        try {
            Session mail = Session.getInstance(properties());
            MimeMessage message = message(mail, id);
            try (Transport transport = mail.getTransport("smtp")) {
                Secret password = session.password();
                transport.connect(
                        session.server().host(),
                        session.server().port(),
                        session.user(),
                        password == null ? null : password.reveal());
                connected = true;
                transport.sendMessage(message, message.getAllRecipients());
            }
            return id;
        } catch (MessagingException e) {
            throw failure(e, connected);
        }
    }

    // The same key gives the same id, so that a mailbox drops what was sent twice.
    private String messageId() {
        String from = session.server().from();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(call.idempotencyKey().getBytes(StandardCharsets.UTF_8));
            return "<"
                    + HexFormat.of().formatHex(digest, 0, 16)
                    + from.substring(from.indexOf('@') < 0 ? from.length() : from.indexOf('@'))
                    + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        String left = Long.toString(Math.min(session.left().toMillis(), Integer.MAX_VALUE));
        properties.put("mail.smtp.connectiontimeout", left);
        properties.put("mail.smtp.timeout", left);
        properties.put("mail.smtp.socketFactory", session.sockets());
        // Otherwise a refused address would be tried again past the guard.
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.sendpartial", "false");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (session.server().security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        if (session.user() != null) {
            properties.put("mail.smtp.auth", "true");
        }
        return properties;
    }

    private MimeMessage message(Session mail, String id)
            throws MessagingException, ConnectorException {
        MimeMessage message =
                new MimeMessage(mail) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        message.setFrom(address(session.server().from()));
        add(message, Message.RecipientType.TO, "to");
        add(message, Message.RecipientType.CC, "cc");
        add(message, Message.RecipientType.BCC, "bcc");
        String replyTo = call.input().text("replyTo");
        if (replyTo != null) {
            message.setReplyTo(new InternetAddress[] {address(replyTo)});
        }
        message.setSubject(String.valueOf(call.input().text("subject")), "UTF-8");
        message.setSentDate(new Date());
        body(message);
        message.saveChanges();
        return message;
    }

    private void body(MimeMessage message) throws MessagingException, ConnectorException {
        String text = call.input().text("text");
        String html = call.input().text("html");
        if (text == null && html == null) {
            throw ConnectorException.of(ErrorKind.INVALID, "a message needs `text` or `html`")
                    .nothingWasDone();
        }
        if (text != null && html != null) {
            MimeMultipart both = new MimeMultipart("alternative");
            both.addBodyPart(part(text, "plain"));
            both.addBodyPart(part(html, "html"));
            message.setContent(both);
        } else {
            message.setText(text == null ? html : text, "UTF-8", text == null ? "html" : "plain");
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        return part;
    }

    private void add(MimeMessage message, Message.RecipientType type, String input)
            throws MessagingException, ConnectorException {
        if (call.input().get(input) instanceof ListValue list) {
            for (Value item : list.items()) {
                if (item instanceof StringValue(String text)) {
                    message.addRecipient(type, address(text));
                }
            }
        }
    }

    private static InternetAddress address(String text) throws ConnectorException {
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            if (parsed.length == 1) {
                parsed[0].validate();
                return parsed[0];
            }
        } catch (MessagingException _) {
            // The parser's words are about RFC 822; ours are about the playbook.
        }
        throw ConnectorException.of(ErrorKind.INVALID, "`" + text + "` is not a mail address")
                .nothingWasDone();
    }

    private ConnectorException failure(MessagingException e, boolean connected) {
        String server = "connection `" + session.connection() + "`: the mail server ";
        if (e instanceof AuthenticationFailedException) {
            return ConnectorException.of(
                            ErrorKind.UNAUTHORIZED, server + "did not accept the credentials")
                    .nothingWasDone();
        }
        int code = returnCode(e);
        String said = said(e);
        if (code >= 500) {
            return ConnectorException.of(
                            ErrorKind.INVALID,
                            server + "did not accept the message (" + code + "): " + said)
                    .withStatus(code)
                    .nothingWasDone();
        }
        if (code >= 400) {
            return ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            server + "cannot take the message now (" + code + "): " + said)
                    .withStatus(code)
                    .nothingWasDone();
        }
        ConnectorException lost = session.failure(e);
        return connected ? lost : lost.nothingWasDone();
    }

    private static int returnCode(Throwable e) {
        for (Throwable cause = e; cause != null; cause = next(cause)) {
            int code =
                    switch (cause) {
                        case SMTPAddressFailedException address -> address.getReturnCode();
                        case SMTPSenderFailedException sender -> sender.getReturnCode();
                        case SMTPSendFailedException send -> send.getReturnCode();
                        default -> -1;
                    };
            if (code >= 400) {
                return code;
            }
        }
        return -1;
    }

    // Angus chains what each recipient got through nextException, not through the cause.
    private static @org.jspecify.annotations.Nullable Throwable next(Throwable e) {
        return e instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : e.getCause();
    }

    private String said(MessagingException e) {
        Throwable last = e;
        while (last instanceof SendFailedException && next(last) != null) {
            last = next(last);
        }
        return session.printable(String.valueOf(last == null ? e.getMessage() : last.getMessage()));
    }
}
