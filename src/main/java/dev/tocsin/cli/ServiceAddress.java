package dev.tocsin.cli;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * How a command reaches a running service: where it listens, and with which token. A service on
 * this machine says so in a file beside its store that only its user can read; a token of its own
 * is in no store and ends with the process.
 *
 * @param url of the service, without a slash at its end
 */
record ServiceAddress(URI url, String token) {

    static final String HELP =
            """
              --url URL           a service elsewhere, instead of a store; the variable
                                  TOCSIN_TOKEN holds the token for it
            """;

    private static final String ENDING = ".service";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String VARIABLE = "TOCSIN_TOKEN";

    static void addTo(Options options) {
        options.addOption(Arguments.valued("url"));
    }

    /** A token that nobody can guess, for a service that is about to start. */
    static String newToken() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Tells commands on this machine of this process, which serves the store. */
    void publish(StorePlace place) throws CommandFault {
        MapValue told =
                MapValue.builder()
                        .put("url", url.toString())
                        .put("token", token)
                        .put("pid", ProcessHandle.current().pid())
                        .build();
        try {
            PrivateFile.replace(place.beside(ENDING), Json.write(told) + "\n");
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot write `" + place.name() + ENDING + "`: " + ReadFault.reason(e), null);
        }
    }

    /** The service is over. A file that stays behind does no harm: its process is gone. */
    static void withdraw(StorePlace place) {
        try {
            Files.deleteIfExists(place.beside(ENDING));
        } catch (IOException _) {
            // The next service replaces it.
        }
    }

    /** The service that holds this store, or null where none runs on this machine. */
    static @Nullable ServiceAddress of(StorePlace place) throws CommandFault {
        if (!Files.exists(place.beside(ENDING))) {
            return null;
        }
        String text = PrivateFile.read(place.beside(ENDING), place.name() + ENDING);
        try {
            if (Json.parse(text) instanceof MapValue map
                    && map.text("url") instanceof String url
                    && map.text("token") instanceof String token
                    && map.get("pid") instanceof IntValue(long pid)) {
                boolean runs = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
                if (!runs) {
                    return null;
                }
                URI address = new URI(url);
                if (isHere(address)) {
                    return new ServiceAddress(address, token);
                }
            }
        } catch (JsonException | URISyntaxException | SocketException _) {
            // Told below, without the token in it.
        }
        throw CommandFault.configuration(
                "`" + place.name() + ENDING + "` does not say how the service is reached",
                "remove it if no service runs; a service that starts writes it again");
    }

    /**
     * Whether an address is one of this machine. The file came with the folder, which somebody else
     * may have made; a token that goes out with an order must not leave for where they say.
     */
    private static boolean isHere(URI url) throws SocketException {
        try {
            String host = String.valueOf(url.getHost()).replaceAll("[\\[\\]]", "");
            InetAddress address = InetAddress.ofLiteral(host);
            return address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The service that {@code --url} names, or null where it is not given. */
    static @Nullable ServiceAddress of(Arguments arguments, Console console) throws CommandFault {
        String given = arguments.value("url");
        if (given == null) {
            return null;
        }
        String token = console.environment().get(VARIABLE);
        if (token == null || token.isBlank()) {
            throw CommandFault.configuration(
                    "`--url` needs a token, and the variable " + VARIABLE + " has none",
                    "`tocsin token create NAME --role ROLE` makes one where the service runs");
        }
        return new ServiceAddress(url(given), token.strip());
    }

    /** With the token of the variable, where it has one: an answer goes by who holds it. */
    ServiceAddress preferring(Console console) {
        String own = console.environment().get(VARIABLE);
        return own == null || own.isBlank() ? this : new ServiceAddress(url, own.strip());
    }

    private static URI url(String given) throws CommandFault {
        URI url;
        try {
            url = new URI(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
        } catch (URISyntaxException _) {
            throw CommandFault.usage("`--url` takes a URL, not `" + given + "`", null);
        }
        if (url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw CommandFault.usage(
                    "`--url` takes the address of a service, not `" + given + "`",
                    "such as `https://tocsin.contoso.com`");
        }
        boolean here = LOOPBACK.contains(url.getHost());
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && here)) {
            throw CommandFault.usage(
                    "`" + given + "` is no `https` address: the token would go in clear", null);
        }
        return url;
    }
}
