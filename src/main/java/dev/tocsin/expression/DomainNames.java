package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/** Finds the domain that a link, a mail address or a host name belongs to. */
final class DomainNames {

    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    private DomainNames() {}

    /**
     * The host of a URL, what follows the {@code @} of a mail address, or a host name itself; lower
     * case, without a port or a last dot. Null where there is none, as in {@code http://10.0.0.1/}.
     */
    static @Nullable String of(String text) {
        int scheme = text.indexOf("://");
        String host = scheme < 0 ? text : text.substring(scheme + 3);
        // Browsers read a backslash as a slash: what follows it is no host, whatever it looks like.
        int end = 0;
        while (end < host.length() && "/\\?#".indexOf(host.charAt(end)) < 0) {
            end++;
        }
        host = host.substring(0, end);
        host = host.substring(host.lastIndexOf('@') + 1);
        int port = host.indexOf(':');
        host = port < 0 ? host : host.substring(0, port);
        host =
                host.endsWith(".") || host.endsWith(">")
                        ? host.substring(0, host.length() - 1)
                        : host;
        host = host.toLowerCase(Locale.ROOT);
        return isHost(host) ? host : null;
    }

    /** Whether the last label of a host name is a top-level domain of the internet. */
    static boolean isPublic(String host) {
        return TopLevel.NAMES.contains(host.substring(host.lastIndexOf('.') + 1));
    }

    /**
     * Whether a name is a host name with at least two labels (RFC 1123, underscores as services and
     * attackers use them, and letters of any script), and no IPv4 address.
     */
    private static boolean isHost(String name) {
        if (name.length() > MAX_LENGTH) {
            return false;
        }
        int labels = 0;
        int start = 0;
        boolean lastIsNumber = false;
        while (start <= name.length()) {
            int end = name.indexOf('.', start);
            end = end < 0 ? name.length() : end;
            if (end == start || end - start > MAX_LABEL || !isLabel(name, start, end)) {
                return false;
            }
            lastIsNumber = Character.isDigit(name.charAt(end - 1)) && isNumber(name, start, end);
            labels++;
            start = end + 1;
        }
        return labels > 1 && !lastIsNumber;
    }

    private static boolean isLabel(String name, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            boolean inner = i > start && i < end - 1;
            if (!Character.isLetterOrDigit(c) && c != '_' && !(c == '-' && inner)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String name, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Character.isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static final class TopLevel {
        static final Set<String> NAMES = Set.copyOf(DataFile.lines("top-level-domains.txt"));
    }
}
