package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What one connection sends with: to its service, and to whoever gives it tokens. */
final class Senders implements AutoCloseable {

    private final Connection connection;
    private final ConnectionNeeds needs;
    private final Credentials credentials;
    private final AddressGuard guard;
    private final @Nullable Fence fence;
    private final Machine machine;
    private final Deadlines deadlines;
    private final HttpSender service;
    private final @Nullable FetchedValue<String> tokens;
    private final List<HttpSender> open = new ArrayList<>();

    Senders(
            Connection connection,
            ConnectionNeeds needs,
            Credentials credentials,
            @Nullable Fence fence,
            Machine machine,
            Deadlines deadlines) {
        this.connection = connection;
        this.needs = needs;
        this.credentials = credentials;
        this.fence = fence;
        this.machine = machine;
        this.deadlines = deadlines;
        this.guard =
                new AddressGuard(connection.name(), connection.allowed(), fence, machine.names());
        this.service = sender(TlsContext.of(connection.transport().tls(), credentials));
        FetchedValue.Source<String> source =
                switch (connection.auth()) {
                    case OAuth2 oauth -> tokenEndpoint(oauth);
                    case ManagedIdentity identity -> identity(identity);
                    case Auth.None _,
                            Auth.ApiKey _,
                            Auth.Basic _,
                            Auth.Bearer _,
                            Auth.UrlSecret _,
                            Auth.MutualTls _,
                            Auth.Hmac _ ->
                            null;
                };
        this.tokens =
                source == null
                        ? null
                        : new FetchedValue<>(source, connection.timeout(), machine.nanos());
    }

    AddressGuard guard() {
        return guard;
    }

    HttpSender service() {
        return service;
    }

    /** Null where the kind of authentication has none. */
    @Nullable FetchedValue<String> tokens() {
        return tokens;
    }

    private HttpSender sender(TlsContext tls) {
        Transport transport = connection.transport();
        Transport.Proxy proxy = transport.proxy();
        return opened(
                new HttpClients(
                        guard,
                        guard.inTheClear(),
                        tls,
                        proxy == null ? null : new ProxyRoute(proxy, guard, credentials),
                        transport.maxConnections()));
    }

    private HttpSender opened(HttpClients clients) {
        HttpSender sender = new HttpSender(clients, deadlines);
        open.add(sender);
        return sender;
    }

    // Elsewhere the service's own authorities say nothing, and its client certificate is not shown.
    private FetchedValue.Source<String> tokenEndpoint(OAuth2 auth) {
        boolean same = Origin.of(auth.tokenUrl()).equals(serviceOrigin());
        HttpSender sender =
                same && auth.tokenAuthorities() == null
                        ? service
                        : sender(new TlsContext(null, auth.tokenAuthorities(), credentials));
        return new TokenEndpoint(connection, auth, needs.scope(), credentials, sender, machine);
    }

    private @Nullable Origin serviceOrigin() {
        URI own = connection.url();
        String usual = needs.url();
        return own != null ? Origin.of(own) : usual == null ? null : Origin.of(URI.create(usual));
    }

    private FetchedValue.Source<String> identity(ManagedIdentity auth) {
        URI url = machine.identity().url();
        IdentityGuard only =
                new IdentityGuard(
                        connection.name(),
                        url == null ? "" : url.getHost(),
                        machine.names(),
                        fence);
        HttpSender sender =
                opened(
                        new HttpClients(
                                only, only, new TlsContext(null, null, credentials), null, 1));
        return new IdentityTokens(connection, auth, needs.scope(), credentials, sender, machine);
    }

    @Override
    public void close() {
        open.forEach(HttpSender::close);
    }
}
