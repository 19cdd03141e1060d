package dev.tocsin.lab;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What stands in a mail, however deep its parts lie in each other. */
final class MailContent {

    private final List<Mail.Attached> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;
    private String unread = "";

    private MailContent() {}

    static MailContent of(MimeMessage message) throws MessagingException, IOException {
        MailContent content = new MailContent();
        content.read(message);
        return content;
    }

    /** The first plain text, else the first HTML, else of what kind the first part is. */
    String text() {
        String shown = text != null ? text : html;
        return shown != null ? shown : unread;
    }

    @Nullable String html() {
        return html;
    }

    List<Mail.Attached> attachments() {
        return attachments;
    }

    private void read(Part part) throws MessagingException, IOException {
        String file = part.getFileName();
        if (file != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            long size = part.getInputStream().readAllBytes().length;
            attachments.add(new Mail.Attached(file == null ? "" : file, size));
            return;
        }
        switch (part.getContent()) {
            case Multipart parts -> {
                for (int i = 0; i < parts.getCount(); i++) {
                    read(parts.getBodyPart(i));
                }
            }
            case String words when part.isMimeType("text/html") ->
                    html = html == null ? lines(words) : html;
            case String words -> text = text == null ? lines(words) : text;
            default -> unread = "(" + part.getContentType() + ")";
        }
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").stripTrailing();
    }
}
