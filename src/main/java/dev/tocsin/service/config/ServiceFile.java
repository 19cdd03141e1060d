package dev.tocsin.service.config;

import dev.tocsin.connector.Credential;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.playbook.SenderProof;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an operator says of one service. Read once, at start; every key that the file leaves out has
 * its default here. Paths are as written: relative ones start at the folder of the file.
 *
 * @param name of the service, for logs and mails
 * @param publicUrl where people and sources reach it, without a slash at its end
 * @param connections file with the connections; null for {@code connections.yaml} of the project
 * @param environment of the connections, or null
 * @param sources those that may send alerts and incidents, by name
 * @param people who is known to the service, by address in lower case: their roles
 * @param profile which findings keep a changed project from being taken
 */
public record ServiceFile(
        String name,
        Listen listen,
        URI publicUrl,
        @Nullable String connections,
        @Nullable String environment,
        StoreFile store,
        Map<String, Source> sources,
        Asking questions,
        Map<String, List<String>> people,
        Containment containment,
        RequestLimits limits,
        Profile profile,
        SourceText source) {

    public ServiceFile {
        sources = Map.copyOf(sources);
        people = Map.copyOf(people);
    }

    /** The same, with connections taken elsewhere. */
    public ServiceFile listeningAt(InetSocketAddress address) {
        return new ServiceFile(
                name,
                new Listen(address, listen.tls()),
                publicUrl,
                connections,
                environment,
                store,
                sources,
                questions,
                people,
                containment,
                limits,
                profile,
                source);
    }

    /**
     * Where it takes connections.
     *
     * @param address not yet resolved
     */
    public record Listen(InetSocketAddress address, Tls tls) {}

    /** Who encrypts what comes in. */
    public sealed interface Tls {

        /** Nobody: only this machine gets at the service. */
        record None() implements Tls {}

        /** A proxy in front of the service, which alone may reach it. */
        record Proxy() implements Tls {}

        /**
         * The service.
         *
         * @param certificate PEM with the chain
         * @param key PEM with the private key
         */
        record Own(Credential.Reference certificate, Credential.Reference key) implements Tls {}
    }

    /**
     * The store of runs.
     *
     * @param file path of the database
     * @param key reference to 32 bytes in base64; null where no secret may be stored
     * @param runs how long ended runs are kept
     * @param alerts how long alerts and incidents are kept
     */
    public record StoreFile(
            String file, Credential.@Nullable Reference key, Duration runs, Duration alerts) {}

    /**
     * One that sends alerts or incidents.
     *
     * @param proof how it is known; null for a token of the service
     * @param form null where it sends its own events, which the connector of its name reads; else
     *     it sends alerts or incidents in the form that all sources share
     * @param requestsPerMinute beyond them it is told to wait
     */
    public record Source(
            @Nullable SenderProof proof, @Nullable SignalKind form, int requestsPerMinute) {}

    /** Bounds on what is sent to the service. */
    public record RequestLimits(int bodyBytes, int requestsPerMinute) {}
}
