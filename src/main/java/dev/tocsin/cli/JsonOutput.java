package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.value.Json;
import dev.tocsin.value.Value;

/**
 * JSON as commands print it: indented, and hidden characters escaped, for it may be read at a
 * terminal. JSON itself asks for that only below U+0020 (RFC 8259 section 7).
 */
final class JsonOutput {

    private JsonOutput() {}

    /** Without a line end behind it. */
    static String of(Value value) {
        String json = Json.writePretty(value);
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); ) {
            int c = json.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c != '\n' && TerminalText.isHidden(c)) {
                for (; i < next; i++) {
                    String hex = Integer.toHexString(0x10000 | json.charAt(i)).substring(1);
                    text.append("\\u").append(hex);
                }
            } else {
                text.appendCodePoint(c);
            }
            i = next;
        }
        return text.toString();
    }
}
