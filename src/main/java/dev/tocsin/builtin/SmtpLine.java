package dev.tocsin.builtin;

import dev.tocsin.connector.SmtpLogin;
import dev.tocsin.connector.SmtpSession;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;

import org.eclipse.angus.mail.smtp.SMTPTransport;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;

/** A conversation with one mail server that knows how far it got. */
final class SmtpLine extends SMTPTransport {

    private final SmtpSession session;
    private boolean sent;

    SmtpLine(SmtpSession session) {
        super(Session.getInstance(properties(session)), new URLName("smtp://"));
        this.session = session;
    }

    /** Connects and logs in. */
    void open() throws MessagingException, IOException {
        Socket line = session.connect();
        connect(line);
    }

    /** Whether the server has the whole message: it may have taken it, whatever it says. */
    boolean hasSent() {
        return sent;
    }

    /** How many bytes a message may have, or -1 where the server does not say. */
    long limit() {
        String said = supportsExtension("SIZE") ? getExtensionParameter("SIZE") : null;
        try {
            long limit = said == null ? 0 : Long.parseLong(said.strip());
            return limit > 0 ? limit : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    // The base class would take the host, the user and the password from elsewhere.
    @Override
    protected synchronized boolean protocolConnect(
            String host, int port, String user, String password) throws MessagingException {
        SmtpLogin login = session.login();
        return super.protocolConnect(
                session.server().host(),
                session.server().port(),
                login == null ? null : login.user(),
                login == null ? null : login.secret().reveal());
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        sent = true;
        super.finishData();
    }

    private static Properties properties(SmtpSession session) {
        Properties properties = new Properties();
        // One recipient that is refused stops the message for all.
        properties.put("mail.smtp.sendpartial", "false");
        // After the message was taken nothing that happens matters.
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        switch (session.server().security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
                properties.put("mail.smtp.ssl.socketFactory", session.tls());
            }
            case TLS, NONE -> {}
        }
        SmtpLogin login = session.login();
        if (login != null) {
            properties.put("mail.smtp.auth", "true");
            properties.put(
                    "mail.smtp.auth.mechanisms", login.isToken() ? "XOAUTH2" : "LOGIN PLAIN");
        }
        return properties;
    }
}
