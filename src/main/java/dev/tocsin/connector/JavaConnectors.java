package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The connectors found by {@link ServiceLoader}, made when first asked for. */
final class JavaConnectors {

    private final BuiltInConnectors builtIn;
    private @Nullable Map<String, Connector> found;

    JavaConnectors(BuiltInConnectors builtIn) {
        this.builtIn = builtIn;
    }

    Collection<String> names() {
        return found().keySet();
    }

    @Nullable Connector find(String name) {
        return found().get(name);
    }

    boolean isBuiltIn(String name) {
        Connector connector = found().get(name);
        return connector != null
                && connector.getClass().getPackageName().equals("dev.tocsin.builtin");
    }

    private Map<String, Connector> found() {
        Map<String, Connector> connectors = found;
        if (connectors == null) {
            connectors =
                    byName(ServiceLoader.load(Connector.class, Connector.class.getClassLoader()));
            found = connectors;
        }
        return connectors;
    }

    /** Refuses names that are taken twice, naming both owners. */
    Map<String, Connector> byName(Iterable<Connector> connectors) {
        Map<String, Connector> byName = new LinkedHashMap<>();
        for (Connector connector : connectors) {
            String name = connector.name();
            String owner = connector.getClass().getName();
            if (builtIn.names().contains(name)) {
                throw taken(name, "the built-in file connectors/" + name + ".yaml", owner);
            }
            Connector other = byName.put(name, connector);
            if (other != null) {
                throw taken(name, other.getClass().getName(), owner);
            }
        }
        return byName;
    }

    private static IllegalStateException taken(String name, String first, String second) {
        return new IllegalStateException(
                "two connectors are called `" + name + "`: " + first + " and " + second);
    }
}
