package dev.tocsin.service;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.SystemCredentials;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.ListenRules;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.config.ServiceFileParser;
import dev.tocsin.service.http.EventLog;
import dev.tocsin.service.http.RouteTable;
import dev.tocsin.source.SourceText;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreOptions;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that `tocsin serve` puts together, on a free port, over a project with no playbook.
 */
public final class WholeService implements AutoCloseable {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z"));

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Store store;
    private final OperationCaller caller;
    private final Service service;

    private WholeService(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("playbooks"));
        store = Store.open(folder.resolve("store.db"), StoreOptions.standard());
        SystemCredentials credentials = new SystemCredentials(Map.of(), null);
        caller =
                new OperationCaller(
                        Connections.NONE,
                        credentials,
                        null,
                        Machine.here(Map.of(), _ -> {}),
                        folder);
        Tokens tokens = new Tokens(store, CLOCK);
        service =
                Service.start(
                        new ServiceParts(
                                file(),
                                folder,
                                "test",
                                store,
                                ConnectorRegistry.load(folder, folder, new Diagnostics()),
                                caller,
                                credentials,
                                Connections.NONE,
                                ListenRules.decide(
                                        new InetSocketAddress("127.0.0.1", 0),
                                        new Encryption.None(),
                                        false),
                                tokens,
                                new EventLog(
                                        new PrintStream(log, false, StandardCharsets.UTF_8), CLOCK),
                                new SecureRandom(),
                                CLOCK));
    }

    public static WholeService start(Path folder) throws Exception {
        return new WholeService(folder);
    }

    private static ServiceFile file() {
        Diagnostics diagnostics = new Diagnostics();
        Document document =
                Objects.requireNonNull(
                        DocumentParser.parse(
                                SourceText.of(
                                        "service.yaml",
                                        "service: test\npublicUrl: http://127.0.0.1:1\n"),
                                diagnostics));
        return Objects.requireNonNull(ServiceFileParser.parse(document, diagnostics));
    }

    public RouteTable routes() {
        return service.routes();
    }

    URI address() {
        return URI.create(service.address());
    }

    /** What the service told its operator. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** A token with these roles. */
    String token(String name, String... roles) throws Exception {
        return store.await(
                        tx ->
                                Tokens.create(
                                        tx,
                                        name,
                                        Grants.of(List.of(roles)),
                                        CLOCK.instant(),
                                        null,
                                        "test"))
                .text();
    }

    @Override
    public void close() {
        service.close();
        caller.close();
        store.close();
    }
}
