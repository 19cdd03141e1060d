package dev.tocsin.connector.openapi;

/** Tells texts that look like credentials: examples of descriptions hold some that work. */
@FunctionalInterface
public interface CredentialTest {

    /**
     * @param key what the text stands under
     */
    boolean looksLikeOne(String key, String text);
}
