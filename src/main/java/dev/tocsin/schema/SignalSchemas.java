package dev.tocsin.schema;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The published forms of alerts and incidents ({@code schema/alert.schema.json}, {@code
 * schema/incident.schema.json}), which are the same for every source. Each is read when first asked
 * for: a playbook that names no alert does not pay for it. Thread-safe.
 */
public final class SignalSchemas {

    private SignalSchemas() {}

    /** What {@code alert} holds in playbooks. */
    public static Schema alert() {
        return OfAlert.SCHEMA;
    }

    /** What {@code incident} holds in playbooks. */
    public static Schema incident() {
        return OfIncident.SCHEMA;
    }

    private static final class OfAlert {
        static final Schema SCHEMA = read("/schema/alert.schema.json");
    }

    private static final class OfIncident {
        static final Schema SCHEMA = read("/schema/incident.schema.json");
    }

    private static Schema read(String name) {
        try (InputStream in = SignalSchemas.class.getResourceAsStream(name)) {
            if (in != null && Json.parse(in) instanceof MapValue json) {
                return new Schema(json);
            }
            throw new IllegalStateException(name + " is not packaged, or is no object");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new IllegalStateException(name + " is not JSON: " + e.getMessage(), e);
        }
    }
}
