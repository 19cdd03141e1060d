package dev.tocsin.expression;

import java.util.Collection;

/** Lists names in a message. */
final class Names {

    private static final int MAX_SHOWN = 12;

    private Names() {}

    /** {@code `a`, `b`, …} in the order given. */
    static String list(Collection<String> names) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (String name : names) {
            if (shown == MAX_SHOWN) {
                return text.append(", …").toString();
            }
            text.append(shown++ == 0 ? "`" : ", `").append(name).append('`');
        }
        return text.toString();
    }
}
