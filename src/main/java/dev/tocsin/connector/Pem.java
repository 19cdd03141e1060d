package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One block of a PEM text (RFC 7468): {@code PRIVATE KEY}, {@code CERTIFICATE}. */
record Pem(String label, byte[] bytes) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** The blocks in order; what stands around them is passed over. Null where one is broken. */
    static @Nullable List<Pem> parse(String text) {
        List<Pem> blocks = new ArrayList<>();
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
            int end = labelEnd < 0 ? -1 : text.indexOf("-----END " + label + DASHES, labelEnd);
            if (end < 0) {
                return null;
            }
            try {
                String body = text.substring(labelEnd + DASHES.length(), end);
                blocks.add(new Pem(label, Base64.getMimeDecoder().decode(body)));
            } catch (IllegalArgumentException _) {
                return null;
            }
        }
        return blocks;
    }
}
