package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import javax.net.SocketFactory;

/**
 * What a mail connector needs for one attempt.
 *
 * @param user null where the server asks for no login
 * @param password null where the server asks for no login
 * @param sockets gives sockets that reach allowed addresses only; the one way to connect
 */
public record SmtpSession(
        SmtpServer server,
        @Nullable String user,
        @Nullable Secret password,
        SocketFactory sockets) {}
