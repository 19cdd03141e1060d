package dev.tocsin.value;

/**
 * Encrypts what a {@link SecretValue} holds before it is written down, and decrypts it again. Bound
 * to a key; safe for use by several threads.
 */
public interface Sealer {

    /**
     * @param plain any text
     * @return a text that tells nothing about {@code plain} but roughly its length; another one
     *     each time
     */
    String seal(String plain);

    /**
     * @param sealed what {@link #seal} gave
     * @throws StoredFormatException if this key did not seal it, or it was changed since
     */
    String open(String sealed);

    /** Has no key: refuses every secret with an {@link IllegalStateException}. */
    Sealer NONE =
            new Sealer() {
                @Override
                public String seal(String plain) {
                    throw new IllegalStateException("a secret cannot be stored without a key");
                }

                @Override
                public String open(String sealed) {
                    throw new IllegalStateException("a stored secret cannot be read without a key");
                }
            };
}
