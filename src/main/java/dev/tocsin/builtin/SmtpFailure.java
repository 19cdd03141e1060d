package dev.tocsin.builtin;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.SmtpSession;
import dev.tocsin.value.ErrorKind;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the replies of a mail server mean. A server that replies with 4xx or 5xx has not taken the
 * message, for nobody.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3">RFC 5321, reply codes</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3463">RFC 3463, enhanced codes</a>
 */
final class SmtpFailure {

    private final SmtpSession session;
    private final SmtpLine line;

    SmtpFailure(SmtpSession session, SmtpLine line) {
        this.session = session;
        this.line = line;
    }

    ConnectorException of(Exception failure) {
        int code = code(failure);
        if (code < 400) {
            return failure instanceof AuthenticationFailedException
                    ? told(ErrorKind.UNAUTHORIZED, "did not accept the credentials")
                            .nothingWasDone()
                    : session.failure(failure, line.hasSent());
        }
        String said = said(failure, code);
        return reply(failure, code, said).withStatus(code).nothingWasDone();
    }

    private ConnectorException reply(Exception failure, int code, String said) {
        String why = " (" + code + "): " + said;
        List<String> refused = refused(failure);
        String whom = refused.isEmpty() ? "" : " for " + String.join(", ", refused);
        if (code < 500) {
            return told(ErrorKind.UNAVAILABLE, "cannot take the message now" + whom + why);
        }
        if (failure instanceof AuthenticationFailedException) {
            return told(ErrorKind.UNAUTHORIZED, "did not accept the credentials");
        }
        if (code == 530 || code == 534 || code == 535 || code == 538) {
            return told(ErrorKind.UNAUTHORIZED, "wants another login" + why);
        }
        if (!refused.isEmpty()) {
            return told(
                    ErrorKind.INVALID,
                    "does not take mail" + whom + ", so nobody was sent the message" + why);
        }
        if (code == 552 || said.startsWith("5.3.4 ") || said.startsWith("5.2.3 ")) {
            return told(ErrorKind.INVALID, "did not accept a message of this size" + why);
        }
        boolean policy = said.startsWith("5.7.") || said.startsWith("5.2.252 ");
        if (policy || find(failure, SMTPSenderFailedException.class) != null) {
            return told(
                    ErrorKind.FORBIDDEN,
                    "does not let `" + session.server().from() + "` send this" + why);
        }
        return told(ErrorKind.INVALID, "did not accept the message" + why);
    }

    private ConnectorException told(ErrorKind kind, String what) {
        return ConnectorException.of(
                kind, "connection `" + session.connection() + "`: the mail server " + what);
    }

    /** The worst reply, or a number below 400 where there was none because the line ended. */
    private int code(Exception failure) {
        int worst = -1;
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            int code =
                    switch (cause) {
                        case SMTPAddressFailedException address -> address.getReturnCode();
                        case SMTPSenderFailedException sender -> sender.getReturnCode();
                        case SMTPSendFailedException send -> send.getReturnCode();
                        default -> -1;
                    };
            worst = Math.max(worst, code);
        }
        if (worst >= 400) {
            return worst;
        }
        return find(failure, IOException.class) == null ? line.getLastReturnCode() : -1;
    }

    private List<String> refused(Exception failure) {
        List<String> refused = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException address) {
                refused.add("`" + session.printable(address.getAddress().getAddress()) + "`");
            }
        }
        return refused;
    }

    private String said(Exception failure, int code) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            boolean reply =
                    cause instanceof SMTPAddressFailedException
                            || cause instanceof SMTPSenderFailedException
                            || cause instanceof SMTPSendFailedException;
            last = reply ? cause : last;
        }
        String said = last == failure ? line.getLastServerResponse() : last.getMessage();
        String shown =
                session.printable(String.valueOf(said == null ? failure.getMessage() : said));
        return shown.startsWith(code + " ") || shown.startsWith(code + "-")
                ? shown.substring(4)
                : shown;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    // Angus chains what each recipient got through nextException, not through the cause.
    private static @Nullable Throwable next(Throwable e) {
        return e instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : e.getCause();
    }
}
