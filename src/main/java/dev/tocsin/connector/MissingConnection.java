package dev.tocsin.connector;

import java.util.Collection;

/** The words for a connection that a step needs and {@code connections.yaml} does not give. */
final class MissingConnection {

    private MissingConnection() {}

    static Connections.Lookup none(Connector connector) {
        return new Connections.Lookup.Missing(
                "connector `" + connector.name() + "` has no connection",
                "add to `connections.yaml`:\n" + lines(connector, connector.name()));
    }

    static Connections.Lookup unknown(
            Connector connector, String name, Collection<Connection> known) {
        return new Connections.Lookup.Missing(
                "no connection is called `" + name + "`",
                (known.isEmpty() ? "" : "there are " + names(known) + "; ")
                        + "add to `connections.yaml`:\n"
                        + lines(connector, name));
    }

    static Connections.Lookup ofOther(Connector connector, Connection found) {
        return new Connections.Lookup.Missing(
                "connection `"
                        + found.name()
                        + "` is for connector `"
                        + found.connector()
                        + "`, not for `"
                        + connector.name()
                        + "`",
                "name a connection of `" + connector.name() + "`, or leave `connection` out");
    }

    static Connections.Lookup several(Connector connector, Collection<Connection> candidates) {
        return new Connections.Lookup.Missing(
                "connector `"
                        + connector.name()
                        + "` has several connections and the step names none",
                "write `connection:` with one of " + names(candidates));
    }

    private static String lines(Connector connector, String name) {
        StringBuilder lines = new StringBuilder("connections:\n  ").append(name).append(":\n");
        if (!name.equals(connector.name())) {
            lines.append("    connector: ").append(connector.name()).append('\n');
        }
        ConnectionNeeds needs = connector.needs();
        if (needs != null) {
            for (String line : needs.example().strip().split("\n")) {
                lines.append("    ").append(line).append('\n');
            }
        }
        return lines.toString().stripTrailing();
    }

    private static String names(Collection<Connection> connections) {
        StringBuilder names = new StringBuilder();
        for (Connection connection : connections) {
            names.append(names.isEmpty() ? "`" : ", `").append(connection.name()).append('`');
        }
        return names.toString();
    }
}
