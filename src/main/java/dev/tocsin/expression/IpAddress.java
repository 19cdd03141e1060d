package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * An IP address, from its text alone: no name is ever looked up. Strict as CEL's network library
 * is: no zones, no dots within an IPv6 address that stands for one of IPv4, no leading zeros.
 *
 * @param bytes 4 or 16
 */
record IpAddress(byte[] bytes) {

    private static final int LONGEST_TEXT = 45;

    /** Null where the text is no address. */
    static @Nullable IpAddress parse(String text) {
        return text.indexOf(':') < 0 ? four(text) : six(text);
    }

    /**
     * As {@link #parse}, and the other forms in which logs write one: with a zone ({@code
     * fe80::1%12}), or of IPv4 with dots within IPv6 ({@code ::ffff:10.0.0.1}), which is the IPv4
     * address that it stands for.
     */
    static @Nullable IpAddress parseAnyForm(String text) {
        int zone = text.indexOf('%');
        if (zone >= 0) {
            IpAddress address = zone < text.length() - 1 ? parse(text.substring(0, zone)) : null;
            return address != null && address.isLinkLocalUnicast() ? address : null;
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.indexOf('.') < 0) {
            return parse(text);
        }
        IpAddress prefix = six(text.substring(0, colon + 1) + "0:0");
        IpAddress four = four(text.substring(colon + 1));
        // `::ffff:0:0` comes back as the IPv4 address 0.0.0.0.
        return prefix != null && prefix.isFour() && prefix.isUnspecified() ? four : null;
    }

    private static @Nullable IpAddress four(String text) {
        byte[] bytes = new byte[4];
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int end = i == 3 ? text.length() : text.indexOf('.', at);
            int part = end < 0 ? -1 : number(text, at, end, 255);
            if (part < 0) {
                return null;
            }
            bytes[i] = (byte) part;
            at = end + 1;
        }
        return new IpAddress(bytes);
    }

    private static @Nullable IpAddress six(String text) {
        if (text.length() > LONGEST_TEXT) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && ExpressionLexer.hexDigit(c) < 0) {
                return null;
            }
        }
        try {
            // An IPv4 address within an IPv6 one comes back as the IPv4 address that it is.
            InetAddress address = InetAddress.ofLiteral(text);
            return address instanceof Inet6Address || text.indexOf('.') < 0
                    ? new IpAddress(address.getAddress())
                    : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** A decimal number without leading zeros; -1 where it is none, or more than {@code most}. */
    static int number(String text, int from, int to, int most) {
        int length = to - from;
        if (length < 1 || length > 3 || length > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number <= most ? number : -1;
    }

    boolean isFour() {
        return bytes.length == 4;
    }

    boolean isUnspecified() {
        return zero(bytes.length);
    }

    boolean isLoopback() {
        return isFour() ? first() == 127 : zero(15) && bytes[15] == 1;
    }

    boolean isLinkLocalUnicast() {
        return isFour()
                ? first() == 169 && second() == 254
                : first() == 0xFE && (second() & 0xC0) == 0x80;
    }

    boolean isMulticast() {
        return isFour() ? (first() & 0xF0) == 224 : first() == 0xFF;
    }

    boolean isLinkLocalMulticast() {
        return isFour()
                ? first() == 224 && second() == 0 && bytes[2] == 0
                : first() == 0xFF && (second() & 0x0F) == 2;
    }

    /** Also within private ranges, as in Go's {@code netip}. */
    boolean isGlobalUnicast() {
        boolean broadcast = isFour() && Arrays.equals(bytes, new byte[] {-1, -1, -1, -1});
        return !broadcast
                && !isUnspecified()
                && !isLoopback()
                && !isMulticast()
                && !isLinkLocalUnicast();
    }

    /**
     * Whether it is reached within one organisation only: private (RFC 1918, RFC 4193), shared by a
     * provider's customers (RFC 6598), loopback or link-local.
     */
    boolean isPrivate() {
        if (isLoopback() || isLinkLocalUnicast()) {
            return true;
        }
        if (!isFour()) {
            return (first() & 0xFE) == 0xFC;
        }
        return switch (first()) {
            case 10 -> true;
            case 100 -> (second() & 0xC0) == 64;
            case 172 -> (second() & 0xF0) == 16;
            case 192 -> second() == 168;
            default -> false;
        };
    }

    private int first() {
        return bytes[0] & 0xFF;
    }

    private int second() {
        return bytes[1] & 0xFF;
    }

    private boolean zero(int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address with all bits behind the first {@code bits} zero. */
    IpAddress masked(int bits) {
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            masked[i] &= (byte) (0xFF00 >> kept);
        }
        return new IpAddress(masked);
    }

    boolean sameAs(IpAddress other) {
        return Arrays.equals(bytes, other.bytes);
    }

    /** The canonical form: RFC 5952 for IPv6. */
    String text() {
        StringBuilder out = new StringBuilder(LONGEST_TEXT);
        if (isFour()) {
            for (int i = 0; i < 4; i++) {
                out.append(i == 0 ? "" : ".").append(bytes[i] & 0xFF);
            }
            return out.toString();
        }
        int longestAt = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && group(end) == 0) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                longestAt = i;
            }
        }
        for (int i = 0; i < 8; i++) {
            if (i == longestAt) {
                out.append("::");
                i += longest - 1;
            } else {
                boolean separated = i == 0 || i == longestAt + longest && longestAt >= 0;
                out.append(separated ? "" : ":").append(Integer.toHexString(group(i)));
            }
        }
        return out.toString();
    }

    private int group(int index) {
        return (bytes[2 * index] & 0xFF) << 8 | bytes[2 * index + 1] & 0xFF;
    }
}
