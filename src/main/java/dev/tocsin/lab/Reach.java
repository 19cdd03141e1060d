package dev.tocsin.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How runs reach a stand-in: the connection as {@code connections.yaml} has it, and what the
 * references in it stand for.
 *
 * @param connection its name there
 * @param lines below that name, indented by four blanks, each with its line end
 * @param credentials by reference: {@code env:TOCSIN_LAB_CLIENT_SECRET}
 */
record Reach(String connection, String lines, Map<String, String> credentials) {

    Reach {
        credentials = new LinkedHashMap<>(credentials);
    }

    /** One over HTTP that asks for no credentials yet. */
    static Reach http(String connection, String url) {
        return new Reach(
                connection, "    url: " + url + "\n    allowAddresses: [127.0.0.1]\n", Map.of());
    }

    /**
     * The same with {@code auth} of a kind.
     *
     * @param keys of {@code auth} besides {@code kind}: name, value, name, value
     */
    Reach auth(String kind, String... keys) {
        StringBuilder more = new StringBuilder(lines);
        more.append("    auth:\n      kind: ").append(kind).append('\n');
        for (int i = 0; i < keys.length; i += 2) {
            more.append("      ").append(keys[i]).append(": ").append(keys[i + 1]).append('\n');
        }
        return new Reach(connection, more.toString(), credentials);
    }

    /**
     * The same with {@code settings}.
     *
     * @param entries name, value, name, value
     */
    Reach settings(String... entries) {
        StringBuilder more = new StringBuilder(lines).append("    settings:\n");
        for (int i = 0; i < entries.length; i += 2) {
            more.append("      ")
                    .append(entries[i])
                    .append(": ")
                    .append(entries[i + 1])
                    .append('\n');
        }
        return new Reach(connection, more.toString(), credentials);
    }

    /** The same, knowing what a reference stands for. */
    Reach credential(String reference, String value) {
        Map<String, String> more = new LinkedHashMap<>(credentials);
        more.put(reference, value);
        return new Reach(connection, lines, more);
    }

    /**
     * The text of a {@code connections.yaml} with all of these. The lab keeps the limits of the
     * services by its own clock; a connection that kept them as well would wait by the real one.
     */
    static String yaml(List<Reach> all) {
        StringBuilder out = new StringBuilder(2048);
        out.append("# The stand-ins of a running lab; nothing in here reaches a real service.\n");
        out.append("connections:\n");
        for (Reach each : all) {
            out.append("  ").append(each.connection()).append(":\n    limits: []\n");
            out.append(each.lines());
        }
        return out.toString();
    }

    /** What the references of all of these stand for. */
    static Map<String, String> credentials(List<Reach> all) {
        Map<String, String> credentials = new LinkedHashMap<>();
        for (Reach each : all) {
            credentials.putAll(each.credentials());
        }
        return credentials;
    }
}
