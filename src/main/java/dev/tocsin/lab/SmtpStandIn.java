package dev.tocsin.lab;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The mail server: takes any mail over SMTP, for any recipient, and hands it on as data. */
final class SmtpStandIn implements AutoCloseable {

    private final GreenMail server;
    private final Consumer<Mail> inbox;

    /**
     * Starts listening on 127.0.0.1.
     *
     * @param port 0 for any that is free
     * @param inbox gets each mail before the sender is told that it was taken
     * @throws IOException if the port is taken
     */
    SmtpStandIn(int port, String user, String password, Consumer<Mail> inbox) throws IOException {
        this.inbox = inbox;
        requireFree(port);
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        // A loaded machine can take longer than GreenMail's two seconds to start a thread.
        setup.setServerStartupTimeout(20_000);
        server = new GreenMail(setup);
        server.setUser(user, user, password);
        UserManager users = server.getUserManager();
        users.setMessageDeliveryHandler((message, to) -> deliver(users, message, to));
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    /**
     * @param domain of the company, which mails come from
     */
    Reach reach(String domain) {
        return new Reach(
                "mail",
"""
    allowAddresses: [127.0.0.1]
    smtp:
      host: 127.0.0.1
      port: %d
      security: none
      from: tocsin@%s
"""
                        .formatted(port(), domain),
                Map.of());
    }

    @Override
    public void close() {
        server.stop();
    }

    /** GreenMail meets a taken port in a thread of its own, with a stack trace on the terminal. */
    private static void requireFree(int port) throws IOException {
        if (port != 0) {
            new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1")).close();
        }
    }

    private GreenMailUser deliver(UserManager users, MovingMessage message, MailAddress to)
            throws MessagingException, UserException {
        // Called once for each recipient; the mail is one.
        if (message.getToAddresses().iterator().next() == to) {
            inbox.accept(read(message));
        }
        GreenMailUser known = users.getUserByEmail(to.getEmail());
        return known != null
                ? known
                : users.createUser(to.getEmail(), to.getEmail(), to.getEmail());
    }

    private static Mail read(MovingMessage moving) throws MessagingException {
        MimeMessage message = moving.getMessage();
        List<String> to = new ArrayList<>();
        Address[] recipients = message.getAllRecipients();
        if (recipients == null) {
            moving.getToAddresses().forEach(address -> to.add(address.getEmail()));
        } else {
            for (Address address : recipients) {
                to.add(address(address));
            }
        }
        Address[] from = message.getFrom();
        String subject = message.getSubject();
        try {
            MailContent content = MailContent.of(message);
            return new Mail(
                    "smtp",
                    from == null ? "" : address(from[0]),
                    to,
                    subject == null ? "" : subject,
                    content.text(),
                    content.html(),
                    content.attachments());
        } catch (IOException e) {
            throw new MessagingException("cannot read the text of the mail", e);
        }
    }

    private static String address(Address address) {
        return address instanceof InternetAddress internet
                ? internet.getAddress()
                : address.toString();
    }
}
