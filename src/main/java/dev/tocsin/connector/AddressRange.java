package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/**
 * One address or a CIDR block of them, as {@code allowAddresses} lists them: {@code 10.1.2.3},
 * {@code 10.0.0.0/8}, {@code fd00::/8}.
 */
public final class AddressRange {

    private final String text;
    private final byte[] network;
    private final int bits;

    private AddressRange(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /** Null where {@code text} is no address and no block; a host name is neither. */
    public static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = address(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            return null;
        }
        int bits = slash < 0 ? network.length * 8 : Digits.number(text.substring(slash + 1), 128);
        return bits < 0 || bits > network.length * 8 ? null : new AddressRange(text, network, bits);
    }

    /** Whether {@code address} lies within; IPv4 and IPv6 never match each other. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    // Only digits, dots and colons: a name would make the JDK ask the resolver.
    private static byte @Nullable [] address(String text) {
        boolean colon = text.indexOf(':') >= 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c != ':' && Character.digit(c, colon ? 16 : 10) < 0) {
                return null;
            }
        }
        if (!colon && dots != 3 || text.isEmpty()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
