package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The application permissions that the app registration was granted, by API. An API that is not
 * among them was granted everything.
 */
record Grants(Map<Audience, Set<String>> roles) {

    static final Grants ALL = new Grants(Map.of());

    Grants {
        roles = Map.copyOf(roles);
    }

    /** Reads {@code permissions} of a scenario. */
    static Grants from(MapValue permissions) {
        Map<Audience, Set<String>> roles = new EnumMap<>(Audience.class);
        for (Audience audience : Audience.values()) {
            if (permissions.get(audience.word()) != null) {
                roles.put(
                        audience, new LinkedHashSet<>(Fields.texts(permissions, audience.word())));
            }
        }
        return new Grants(roles);
    }

    /** The {@code roles} of a token for an API, or null where it has each there is. */
    @Nullable Set<String> of(Audience audience) {
        return roles.get(audience);
    }
}
