package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * Credentials from the environment ({@code env:}) and the operator's secrets folder ({@code
 * file:}).
 */
public final class SystemCredentials implements CredentialSource {

    // The authorities of a whole operating system are half of it.
    private static final long MAX_BYTES = 512 << 10;

    private final Map<String, String> environment;
    private final @Nullable Path folder;

    /**
     * @param environment usually {@link System#getenv()}
     * @param folder what {@code file:} references lie below, or null where there is none
     */
    public SystemCredentials(Map<String, String> environment, @Nullable Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    @Override
    public @Nullable Secret find(String reference, Instant deadline) {
        return find(reference);
    }

    /** The same: neither has to be waited for. */
    public @Nullable Secret find(String reference) {
        if (reference.startsWith("env:TOCSIN_")) {
            String text = environment.get(reference.substring("env:".length()));
            return text == null || text.isEmpty() ? null : Secret.of(text);
        }
        return reference.startsWith("file:") && folder != null
                ? read(folder, reference.substring("file:".length()))
                : null;
    }

    // The real path is compared, so that neither `..` nor a symbolic link leads out of the folder.
    private static @Nullable Secret read(Path folder, String name) {
        try {
            Path root = folder.toRealPath();
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root)
                    || !Files.isRegularFile(file)
                    || Files.size(file) > MAX_BYTES) {
                return null;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
            return text.isEmpty() ? null : Secret.of(text);
        } catch (IOException | java.nio.file.InvalidPathException _) {
            return null;
        }
    }

    @Override
    public String howToSet(String reference) {
        if (reference.startsWith("env:")) {
            return "set the environment variable `"
                    + reference.substring("env:".length())
                    + "` for the process that runs tocsin";
        }
        return folder == null
                ? "name a secrets folder with `--secrets FOLDER` and put the file into it"
                : "put the file `"
                        + reference.substring("file:".length())
                        + "` into `"
                        + folder
                        + "`";
    }
}
