package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

/**
 * The IP addresses that share their first bits with one: CIDR, RFC 4632.
 *
 * @param address any address of the range
 * @param bits how many bits they share, 0 to 32 or 128
 */
record IpRange(IpAddress address, int bits) {

    /** Null where the text is no range. */
    static @Nullable IpRange parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = slash < 0 ? null : IpAddress.parse(text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int most = address.bytes().length * 8;
        int bits = IpAddress.number(text, slash + 1, text.length(), most);
        return bits < 0 ? null : new IpRange(address, bits);
    }

    /** As {@link #parse}; one address is the range of itself. */
    static @Nullable IpRange parseOrSingle(String text) {
        if (text.indexOf('/') >= 0) {
            return parse(text);
        }
        IpAddress address = IpAddress.parseAnyForm(text);
        return address == null ? null : new IpRange(address, address.bytes().length * 8);
    }

    boolean contains(IpAddress other) {
        return other.isFour() == address.isFour()
                && other.masked(bits).sameAs(address.masked(bits));
    }

    boolean contains(IpRange other) {
        return bits <= other.bits && contains(other.address);
    }

    IpRange masked() {
        return new IpRange(address.masked(bits), bits);
    }

    String text() {
        return address.text() + "/" + bits;
    }
}
