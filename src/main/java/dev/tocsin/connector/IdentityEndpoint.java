package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * Where Azure gives tokens to this machine: the instance metadata service of a virtual machine, or
 * the endpoint that App Service, Functions and Container Apps name in the environment.
 *
 * @param form which of the two
 * @param url without query; null where the environment names none that can be used
 * @param header what App Service wants to hear; null for the metadata service
 */
record IdentityEndpoint(Form form, @Nullable URI url, @Nullable Secret header) {

    enum Form {
        /** {@code Metadata: true} keeps requests out that somebody was talked into. */
        METADATA_SERVICE("2018-02-01"),
        APP_SERVICE("2019-08-01");

        private final String apiVersion;

        Form(String apiVersion) {
            this.apiVersion = apiVersion;
        }

        String apiVersion() {
            return apiVersion;
        }
    }

    private static final URI METADATA =
            URI.create("http://169.254.169.254/metadata/identity/oauth2/token");

    /**
     * By {@code IDENTITY_ENDPOINT} and {@code IDENTITY_HEADER}. The first without the second is
     * Azure Arc, whose handshake over a file of root's is not done here.
     */
    static IdentityEndpoint of(Map<String, String> environment) {
        String endpoint = environment.getOrDefault("IDENTITY_ENDPOINT", "");
        String header = environment.getOrDefault("IDENTITY_HEADER", "");
        if (endpoint.isEmpty()) {
            return new IdentityEndpoint(Form.METADATA_SERVICE, METADATA, null);
        }
        return new IdentityEndpoint(
                Form.APP_SERVICE,
                header.isEmpty() ? null : url(endpoint),
                header.isEmpty() ? null : Secret.of(header));
    }

    private static @Nullable URI url(String text) {
        try {
            URI url = new URI(text);
            boolean plain =
                    "http".equals(url.getScheme())
                            && url.getHost() != null
                            && url.getRawUserInfo() == null
                            && url.getRawQuery() == null
                            && url.getRawFragment() == null;
            return plain ? url : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
