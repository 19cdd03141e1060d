package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One open connection per name, made when first used. Thread-safe. */
final class OpenConnections implements AutoCloseable {

    private final CredentialSource credentials;
    private final @Nullable Fence fence;
    private final Machine machine;
    private final @Nullable Path folder;
    private final Deadlines deadlines = new Deadlines();
    private final Map<String, LiveConnection> open = new ConcurrentHashMap<>();

    OpenConnections(CredentialSource credentials, @Nullable Fence fence, Machine machine) {
        this(credentials, fence, machine, null);
    }

    /**
     * @param folder of the project, or null where there is none
     */
    OpenConnections(
            CredentialSource credentials,
            @Nullable Fence fence,
            Machine machine,
            @Nullable Path folder) {
        this.folder = folder;
        this.credentials = credentials;
        this.fence = fence;
        this.machine = machine;
    }

    OpenConnection open(Connector connector, Connection connection) {
        return open.computeIfAbsent(connection.name(), _ -> create(connector, connection));
    }

    private LiveConnection create(Connector connector, Connection connection) {
        ConnectionNeeds needs = connector.needs();
        if (needs == null) {
            throw new IllegalStateException(connector.name() + " needs no connection");
        }
        Credentials resolved = new Credentials(connection.name(), credentials);
        return new LiveConnection(connection, needs, resolved, fence, machine, folder, deadlines);
    }

    @Override
    public void close() {
        open.values().forEach(LiveConnection::close);
        deadlines.close();
    }
}
