package dev.tocsin.lab;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** JSON that ships with the lab; its times are still relative. */
final class StartFile {

    private StartFile() {}

    /** What a service has in Contoso, or null where it starts with nothing. */
    static @Nullable MapValue ofService(String service) {
        return read("/lab/contoso/" + service + ".json");
    }

    /** The lists of such a file that say how the service is set up, and not what it holds. */
    static Set<String> setUp(String service) {
        return switch (service) {
            case "jira" ->
                    Set.of(
                            "issueTypes",
                            "statuses",
                            "transitions",
                            "priorities",
                            "resolutions",
                            "fields");
            case "azure-resource-manager" -> Set.of("types");
            case "log-analytics" -> Set.of("rules");
            default -> Set.of();
        };
    }

    /** What lets in, the same in each lab but for what is named after the company. */
    static MapValue access() {
        MapValue access = read("/lab/access.json");
        if (access == null) {
            throw new IllegalStateException("the jar lacks the lab's access");
        }
        return access;
    }

    private static @Nullable MapValue read(String resource) {
        try (InputStream in = StartFile.class.getResourceAsStream(resource)) {
            return in == null ? null : (MapValue) Json.parse(in);
        } catch (JsonException | IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }
}
