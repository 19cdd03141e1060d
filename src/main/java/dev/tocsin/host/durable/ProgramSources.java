package dev.tocsin.host.durable;

import dev.tocsin.value.Sha256;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts that a program was made of, kept so that a run stays on them whatever becomes of the
 * files.
 *
 * @param playbook id of the playbook that is started
 * @param texts by name, sorted: the file of the playbook first of all, those of called playbooks
 *     and of project connectors by their paths within the project, and {@code connector:NAME} with
 *     the version of one that ships
 * @param main the name of the playbook's own file in {@code texts}
 */
public record ProgramSources(String playbook, String main, Map<String, String> texts) {

    public ProgramSources {
        texts = java.util.Collections.unmodifiableMap(new TreeMap<>(texts));
        if (!texts.containsKey(main)) {
            throw new IllegalStateException("the text of " + main + " is missing");
        }
    }

    /** SHA-256 over names and texts, 64 hexadecimal digits. */
    public String digest() {
        MessageDigest digest = Sha256.digest();
        add(digest, playbook);
        add(digest, main);
        texts.forEach(
                (name, text) -> {
                    add(digest, name);
                    add(digest, text);
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its length before it, so that no two lists of texts give the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
