package dev.tocsin.connector;

/**
 * Who sends mail.
 *
 * @param user as the mail server knows it
 * @param secret the password, or an access token
 * @param isToken whether {@code secret} is a token, for SASL XOAUTH2
 * @see <a href="https://developers.google.com/workspace/gmail/imap/xoauth2-protocol">XOAUTH2</a>
 */
public record SmtpLogin(String user, Secret secret, boolean isToken) {}
