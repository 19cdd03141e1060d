package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Credentials as an operator gives them to the process: variables that start with {@code TOCSIN_},
 * and files below one folder. Read each time they are asked for, so a rotated secret counts at
 * once. Thread-safe.
 */
public final class OperatorCredentials implements CredentialSource {

    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final int MAX_BYTES = 64 << 10;

    private final Map<String, String> environment;
    private final @Nullable Path folder;

    /**
     * @param folder where {@code file:} references lead, or null where none is set up
     */
    public OperatorCredentials(Map<String, String> environment, @Nullable Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    @Override
    public @Nullable Secret find(String reference) {
        if (reference.startsWith(ENVIRONMENT)) {
            String name = reference.substring(ENVIRONMENT.length());
            String value = name.startsWith("TOCSIN_") ? environment.get(name) : null;
            return value == null || value.isEmpty() ? null : Secret.of(value);
        }
        return reference.startsWith(FILE) ? read(reference.substring(FILE.length())) : null;
    }

    private @Nullable Secret read(String name) {
        if (folder == null) {
            return null;
        }
        try {
            Path root = folder.toRealPath();
            // The real path, so that neither `..` nor a link leads out of the folder.
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                return null;
            }
            if (Files.size(file) > MAX_BYTES) {
                return null;
            }
            String text = Files.readString(file).strip();
            return text.isEmpty() ? null : Secret.of(text);
        } catch (IOException | java.nio.file.InvalidPathException _) {
            return null;
        }
    }

    @Override
    public String howToSet(String reference) {
        if (reference.startsWith(ENVIRONMENT)) {
            return "set the environment variable `"
                    + reference.substring(ENVIRONMENT.length())
                    + "`";
        }
        return folder == null
                ? "set TOCSIN_SECRETS to the folder that holds the file"
                : "put the credential into the file `"
                        + reference.substring(FILE.length())
                        + "` below "
                        + folder;
    }
}
