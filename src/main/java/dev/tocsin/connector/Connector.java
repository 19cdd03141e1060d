package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/**
 * A service or protocol with the operations it offers. Found by {@link java.util.ServiceLoader}
 * (name the class in {@code META-INF/services/dev.tocsin.connector.Connector}) or made from a YAML
 * file. Stateless: what belongs to one tenant is the connection's.
 */
public interface Connector {

    /** As written before the dot in {@code action}: {@code defender-endpoint}. */
    String name();

    /** One sentence with a full stop. */
    String summary();

    /** In the order in which help lists them. */
    Collection<Operation> operations();

    /** What its connection has to give, or null where it reaches nothing and needs none. */
    default @Nullable ConnectionNeeds needs() {
        return null;
    }

    /** The cheapest read that shows that a connection works; null where it names none. */
    default @Nullable Probe probe() {
        return null;
    }

    /** How alerts of this service are read; null where it raises none. */
    default @Nullable SignalSource alerts() {
        return null;
    }

    /** How incidents of this service are read; null where it has none. */
    default @Nullable SignalSource incidents() {
        return null;
    }

    /** The operation of this name, or null. */
    default @Nullable Operation operation(String name) {
        for (Operation operation : operations()) {
            if (operation.spec().name().equals(name)) {
                return operation;
            }
        }
        return null;
    }
}
