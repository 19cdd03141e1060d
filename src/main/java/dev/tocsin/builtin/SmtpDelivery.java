package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.SmtpSession;
import dev.tocsin.value.ErrorKind;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.io.OutputStream;

/** One message on its way to one server. */
final class SmtpDelivery {

    private final Call call;
    private final SmtpSession session;

    SmtpDelivery(Call call, SmtpSession session) {
        this.call = call;
        this.session = session;
    }

    /** The Message-ID, after the server took the message. */
    String send() throws ConnectorException {
        SmtpLine line = new SmtpLine(session);
        try {
            MimeMessage message = new MailMessage(call, session.server().from()).build();
            line.open();
            checkSize(message, line.limit());
            line.sendMessage(message, message.getAllRecipients());
            return message.getMessageID();
        } catch (MessagingException | IOException e) {
            throw new SmtpFailure(session, line).of(e);
        } finally {
            close(line);
        }
    }

    private static void close(SmtpLine line) {
        try {
            line.close();
        } catch (MessagingException _) {
            // How the message fared is known by now.
        }
    }

    private void checkSize(MimeMessage message, long limit)
            throws ConnectorException, MessagingException, IOException {
        if (limit < 0) {
            return;
        }
        Counter counter = new Counter();
        message.writeTo(counter);
        if (counter.bytes > limit) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "connection `"
                                    + session.connection()
                                    + "`: the message has "
                                    + counter.bytes
                                    + " bytes as it is sent, and the mail server takes "
                                    + limit
                                    + "; leave attachments out, or send a link to them")
                    .nothingWasDone();
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int single) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes += length;
        }
    }
}
