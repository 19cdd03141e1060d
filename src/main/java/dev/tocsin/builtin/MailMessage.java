package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** What a call of {@code mail.send} asks for, as a message. */
final class MailMessage {

    private final Call call;
    private final String from;

    MailMessage(Call call, String from) {
        this.call = call;
        this.from = from;
    }

    /**
     * @throws ConnectorException of kind {@code invalid} if something of it cannot be sent
     */
    MimeMessage build() throws MessagingException, ConnectorException {
        String id = messageId();
        MimeMessage message =
                new MimeMessage(Session.getInstance(new Properties())) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        message.setFrom(address(from));
        add(message, Message.RecipientType.TO, "to");
        add(message, Message.RecipientType.CC, "cc");
        add(message, Message.RecipientType.BCC, "bcc");
        String replyTo = call.input().text("replyTo");
        if (replyTo != null) {
            message.setReplyTo(new InternetAddress[] {address(replyTo)});
        }
        message.setSubject(String.valueOf(call.input().text("subject")), "UTF-8");
        message.setSentDate(new Date());
        setImportance(message);
        setContent(message);
        message.saveChanges();
        return message;
    }

    // The same key gives the same id, so that a mailbox drops what was sent twice.
    private String messageId() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(call.idempotencyKey().getBytes(StandardCharsets.UTF_8));
            int at = from.indexOf('@');
            return "<"
                    + HexFormat.of().formatHex(digest, 0, 16)
                    + (at < 0 ? "" : from.substring(at))
                    + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    // RFC 4021 has `Importance`; some readers look at the older `X-Priority` only.
    private void setImportance(MimeMessage message) throws MessagingException {
        switch (call.input().text("importance")) {
            case "high" -> {
                message.setHeader("Importance", "high");
                message.setHeader("X-Priority", "1");
            }
            case "low" -> {
                message.setHeader("Importance", "low");
                message.setHeader("X-Priority", "5");
            }
            case null, default -> {}
        }
    }

    private void setContent(MimeMessage message) throws MessagingException, ConnectorException {
        List<Attachment> attachments = Attachment.of(call.input());
        if (attachments.isEmpty()) {
            setText(message);
            return;
        }
        MimeBodyPart text = new MimeBodyPart();
        setText(text);
        MimeMultipart parts = new MimeMultipart("mixed");
        parts.addBodyPart(text);
        for (Attachment attachment : attachments) {
            parts.addBodyPart(part(attachment));
        }
        message.setContent(parts);
    }

    /** Whoever cannot or does not want to read HTML gets its text. */
    private void setText(Part part) throws MessagingException, ConnectorException {
        String text = call.input().text("text");
        String html = call.input().text("html");
        if (text == null && html == null) {
            throw ConnectorException.of(ErrorKind.INVALID, "a message needs `text` or `html`")
                    .nothingWasDone();
        }
        if (html == null) {
            ((jakarta.mail.internet.MimePart) part).setText(text, "UTF-8", "plain");
            return;
        }
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(part(text == null ? HtmlAsText.of(html) : text, "plain"));
        both.addBodyPart(part(html, "html"));
        part.setContent(both);
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        return part;
    }

    private static MimeBodyPart part(Attachment attachment) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(
                        new ByteArrayDataSource(attachment.content(), attachment.contentType())));
        part.setDisposition(Part.ATTACHMENT);
        part.setFileName(attachment.name());
        // Any other encoding might change the line ends of a text.
        part.setHeader("Content-Transfer-Encoding", "base64");
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
}
