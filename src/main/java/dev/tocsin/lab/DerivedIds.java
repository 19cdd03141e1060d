package dev.tocsin.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that follow from names, so that a scenario need not hold any and two labs agree on them: each
 * is cut out of the SHA-1 of what kind of thing it is and of its name.
 */
final class DerivedIds {

    private DerivedIds() {}

    /** A GUID of version 5, as RFC 9562 derives them from names. */
    static String guid(String kind, String name) {
        StringBuilder hex = new StringBuilder(hex(kind + ":" + name, 32));
        hex.setCharAt(12, '5');
        hex.setCharAt(16, "89ab".charAt(Character.digit(hex.charAt(16), 16) & 3));
        return hex.insert(20, '-').insert(16, '-').insert(12, '-').insert(8, '-').toString();
    }

    /** The first of 40 hexadecimal digits. */
    static String hex(String name, int digits) {
        return HexFormat.of().formatHex(digest("SHA-1", name)).substring(0, digits);
    }

    /** 64 hexadecimal digits. */
    static String sha256(String name) {
        return HexFormat.of().formatHex(digest("SHA-256", name));
    }

    /** 32 hexadecimal digits, as ServiceNow has them. */
    static String sysId(String name) {
        return HexFormat.of().formatHex(digest("MD5", name));
    }

    /** A number below a limit. */
    static long number(String name, long limit) {
        return Long.parseUnsignedLong(hex(name, 15), 16) % limit;
    }

    private static byte[] digest(String algorithm, String name) {
        try {
            return MessageDigest.getInstance(algorithm)
                    .digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
