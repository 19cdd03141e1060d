package dev.tocsin.connector.openapi;

import dev.tocsin.value.BoolValue;

import java.util.Locale;

/**
 * Takes texts for secrets because of what they are called: few descriptions say so, and what is not
 * marked may be printed.
 */
final class SecretNames {

    private SecretNames() {}

    /** Marks the schema of a text with {@code x-secret} where its name speaks for it. */
    static void mark(String name, Yaml.Fields schema) {
        if (isOne(name)
                && "string".equals(schema.text("type"))
                && schema.get("enum") == null
                && schema.get("x-secret") == null) {
            schema.put("x-secret", new Yaml.Scalar(BoolValue.TRUE));
            schema.remark(Remarks.REVIEW + "taken for a secret because of its name");
        }
    }

    private static boolean isOne(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return plain.endsWith("password")
                || plain.endsWith("passwd")
                || plain.endsWith("passphrase")
                || plain.endsWith("secret")
                || plain.endsWith("privatekey")
                || plain.endsWith("apikey")
                || plain.endsWith("accesstoken")
                || plain.endsWith("refreshtoken");
    }
}
