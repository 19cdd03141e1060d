package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The header of W3C Trace Context (Level 1, 3.2): which trace a request belongs to.
 *
 * @param traceId 32 hex digits, not all zero
 * @param parentId 16 hex digits, not all zero
 * @param flags 2 hex digits; {@code 01} = sampled
 */
record TraceParent(String traceId, String parentId, String flags) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 55;

    /** Reads the header; null where there is none or it is not well formed (then: a new trace). */
    static @Nullable TraceParent parse(@Nullable String header) {
        if (header == null
                || header.length() < LENGTH
                || header.startsWith("ff")
                || header.length() > LENGTH
                        && (header.startsWith("00") || header.charAt(LENGTH) != '-')) {
            return null;
        }
        String version = header.substring(0, 2);
        TraceParent parent =
                new TraceParent(
                        header.substring(3, 35),
                        header.substring(36, 52),
                        header.substring(53, 55));
        boolean dashed =
                header.charAt(2) == '-' && header.charAt(35) == '-' && header.charAt(52) == '-';
        return dashed
                        && isHex(version)
                        && isHex(parent.traceId)
                        && isHex(parent.parentId)
                        && isHex(parent.flags)
                        && !parent.traceId.equals("0".repeat(32))
                        && !parent.parentId.equals("0".repeat(16))
                ? parent
                : null;
    }

    /** A new trace that nobody samples. */
    static TraceParent fresh() {
        return new TraceParent(random(16), random(8), "00");
    }

    /** So many random bytes in hex. */
    static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The next part of the same trace. */
    TraceParent child() {
        return new TraceParent(traceId, random(8), flags);
    }

    /** As sent. */
    String header() {
        return "00-" + traceId + "-" + parentId + "-" + flags;
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
