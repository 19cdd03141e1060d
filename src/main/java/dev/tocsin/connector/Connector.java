package dev.tocsin.connector;

import dev.tocsin.schema.Schema;

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

    /**
     * The schema of the event that starts a run when this service raises an alert, as it comes from
     * the service; null where it raises none. Types {@code event} under {@code alert} triggers.
     */
    default @Nullable Schema alertEvent() {
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
