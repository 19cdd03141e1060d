package dev.tocsin.connector;

import java.net.Inet4Address;
import java.net.InetAddress;

/** What an address is to somebody who guards a network. */
enum AddressKind {
    PUBLIC,
    /** Inside: refused unless a connection allows it. */
    PRIVATE,
    /** Refused whatever a connection says. */
    NEVER;

    /** By the special-purpose registries of IANA (RFC 6890), and the clouds' metadata addresses. */
    static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? ofV4(bytes, 0) : ofV6(bytes);
    }

    private static AddressKind ofV4(byte[] bytes, int from) {
        int a = bytes[from] & 0xff;
        int b = bytes[from + 1] & 0xff;
        int c = bytes[from + 2] & 0xff;
        int d = bytes[from + 3] & 0xff;
        boolean metadata =
                a == 168 && b == 63 && c == 129 && d == 16 // Azure
                        || a == 100 && b == 100 && c == 100 && d == 200; // Alibaba
        if (metadata || a == 0 || a == 169 && b == 254 || a >= 224) {
            return NEVER;
        }
        boolean inside =
                a == 10
                        || a == 127
                        || a == 172 && b >= 16 && b <= 31
                        || a == 192 && b == 168
                        || a == 192 && b == 0 && c == 0
                        || a == 100 && b >= 64 && b <= 127
                        || a == 198 && (b == 18 || b == 19);
        return inside ? PRIVATE : PUBLIC;
    }

    private static AddressKind ofV6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        if (zeros(bytes, 0, 15)) {
            return bytes[15] == 1 ? PRIVATE : bytes[15] == 0 ? NEVER : embedded(bytes, 12);
        }
        boolean metadata =
                first == 0xfd00 && (second == 0x0ec2 || second == 0x00c1) // Amazon, Oracle
                        || first == 0xfd20 && second == 0x00ce; // Google
        if ((first & 0xffc0) == 0xfe80 || first >= 0xff00 || metadata) {
            return NEVER;
        }
        if (zeros(bytes, 0, 10) && (zeros(bytes, 10, 12) || bytes[10] == -1 && bytes[11] == -1)) {
            return embedded(bytes, 12);
        }
        if (first == 0x2002) {
            return embedded(bytes, 2);
        }
        if (first == 0x0064 && second == 0xff9b) {
            return embedded(bytes, 12);
        }
        boolean teredo = first == 0x2001 && second == 0;
        boolean inside = (first & 0xfe00) == 0xfc00 || (first & 0xffc0) == 0xfec0;
        return inside || teredo ? PRIVATE : PUBLIC;
    }

    // An IPv4 address inside an IPv6 one is refused even where it is public: nothing honest needs
    // the detour, and a gateway in between would reach addresses that cannot be seen from here.
    private static AddressKind embedded(byte[] bytes, int from) {
        return ofV4(bytes, from) == NEVER ? NEVER : PRIVATE;
    }

    private static boolean zeros(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
