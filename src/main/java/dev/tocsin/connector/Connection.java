package dev.tocsin.connector;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A named endpoint of {@code connections.yaml} with references to its credentials. Holds no secret.
 *
 * @param connector the connector it is for
 * @param url where the service is; null for mail, for URLs that are secret, and where the connector
 *     knows the address of the service
 * @param smtp the mail server, null for HTTP
 * @param allowed private addresses that it may reach
 * @param settings free values that connectors may read
 * @param authSpan what names the kind of authentication, or the connection's key where none is
 *     given; null where it could not be read, which has been reported
 * @param limits in place of those of the connector; empty for none, null where it says nothing
 * @param timeout the longest that one attempt may take
 * @param transport how its lines are made
 * @param source the file that defines it
 * @param span the key that names it
 */
public record Connection(
        String name,
        String connector,
        @Nullable URI url,
        Auth auth,
        @Nullable Span authSpan,
        @Nullable SmtpServer smtp,
        List<AddressRange> allowed,
        MapValue settings,
        @Nullable List<RateLimit> limits,
        Duration timeout,
        Transport transport,
        SourceText source,
        Span span) {

    public Connection {
        allowed = List.copyOf(allowed);
        limits = limits == null ? null : List.copyOf(limits);
    }

    /** All that has to be resolved before it can be used. */
    public List<Credential> credentials() {
        List<Credential> all = new ArrayList<>(auth.credentials());
        all.addAll(transport.credentials());
        return all;
    }

    /** The credential to look at when the service refuses; null where there is none. */
    @Nullable Credential suspect() {
        Transport.Tls tls = transport.tls();
        return auth instanceof Auth.MutualTls && tls != null && tls.client() != null
                ? tls.client().certificate()
                : auth.suspect();
    }
}
