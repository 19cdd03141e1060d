package dev.tocsin.value;

/** Addresses of people, as {@code ask} takes them. */
public final class Address {

    /** RFC 5321, section 4.5.3.1.3: a path of 256 octets, its angle brackets included. */
    private static final int LONGEST = 254;

    private Address() {}

    /**
     * Whether a text can stand as one address in a header: a local part, {@code @}, a domain. No
     * blanks, line breaks, quotes, or anything that begins a second address.
     */
    public static boolean isOne(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at != text.lastIndexOf('@') || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F && c < 0xA1 || "<>()[],;:\\\"".indexOf(c) >= 0) {
                return false;
            }
        }
        String domain = text.substring(at + 1);
        return !domain.isEmpty()
                && !domain.startsWith(".")
                && !domain.endsWith(".")
                && !domain.contains("..");
    }
}
