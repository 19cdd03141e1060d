package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file that a playbook names, below the one folder that the connection opens to playbooks.
 *
 * <p>The rule: {@code settings.folder} of the connection ({@code data} if left out) is a folder of
 * the project, none of those that Tocsin reads itself. A path is relative to it; each part of it is
 * made of letters, digits, {@code _}, {@code -}, {@code .} and does not start with a dot; its
 * ending is one of those that the operation takes, and no operation takes one that Tocsin reads as
 * a definition. Nothing on the way is a link, and the file is a plain file.
 */
final class ProjectFile {

    static final int MOST_BYTES = 8 << 20;

    /** What each operation takes of a path; the ending is looked at besides. */
    static final String PATTERN = "^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$";

    static final int LONGEST = 200;

    private static final Pattern PATH = Pattern.compile(PATTERN);
    private static final int DEEPEST = 8;
    private static final List<String> OURS =
            List.of("connectors", "lab", "playbooks", "policies", "suppressions", "tests");

    private final String shown;
    private final Path path;

    private ProjectFile(String shown, Path path) {
        this.shown = shown;
        this.path = path;
    }

    /**
     * The file that the input {@code path} names; whether it exists is seen when it is used.
     *
     * @param endings that the operation takes, in lower case, with their dot
     */
    static ProjectFile of(Call call, List<String> endings) throws ConnectorException {
        String name = String.valueOf(call.input().text("path"));
        String folder = call.connection().settings().text("folder");
        String below = folder == null ? "data" : folder;
        String first = below.split("/")[0].toLowerCase(Locale.ROOT);
        if (!PATH.matcher(below).matches() || OURS.contains(first)) {
            throw invalid(
                    "connection `"
                            + call.connection().name()
                            + "`: `folder` is a folder of the project such as `data`, and none that"
                            + " Tocsin reads itself");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (endings.stream().noneMatch(lower::endsWith)) {
            throw invalid("`" + name + "` does not end in " + String.join(", ", endings));
        }
        if (!PATH.matcher(name).matches() || name.split("/").length > DEEPEST) {
            throw invalid("`" + name + "` is no path below the folder `" + below + "`");
        }
        Path root = call.connection().folder();
        if (root == null) {
            throw invalid("there is no project here, and so no folder `" + below + "`");
        }
        return new ProjectFile(name, safe(root, below + "/" + name, name));
    }

    private static Path safe(Path root, String inside, String name) throws ConnectorException {
        try {
            Path path = root.toRealPath();
            String[] parts = inside.split("/");
            for (int i = 0; i < parts.length; i++) {
                path = path.resolve(parts[i]);
                BasicFileAttributes found = attributes(path);
                boolean last = i == parts.length - 1;
                if (found != null && (last ? !found.isRegularFile() : !found.isDirectory())) {
                    throw ConnectorException.of(
                                    ErrorKind.FORBIDDEN,
                                    "`"
                                            + name
                                            + "`: `"
                                            + parts[i]
                                            + "` is no plain "
                                            + (last ? "file" : "folder")
                                            + "; links are not followed")
                            .nothingWasDone();
                }
            }
            return path;
        } catch (IOException e) {
            throw failure(e, name).nothingWasDone();
        }
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    /** As the playbook names it. */
    String shown() {
        return shown;
    }

    Path path() {
        return path;
    }

    /** The whole content, without a byte order mark. */
    String text() throws ConnectorException {
        try (InputStream in =
                Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooLarge("is larger than 8 MiB");
            }
            return decode(bytes);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    String decode(byte[] bytes) throws ConnectorException {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw broken("is not UTF-8");
        }
    }

    ConnectorException tooLarge(String what) {
        return ConnectorException.of(ErrorKind.EXHAUSTED, "`" + shown + "` " + what)
                .nothingWasDone();
    }

    /** What stands in it is not what the operation needs. */
    ConnectorException broken(String what) {
        return ConnectorException.of(ErrorKind.FAILED, "`" + shown + "` " + what).nothingWasDone();
    }

    static ConnectorException invalid(String message) {
        return ConnectorException.of(ErrorKind.INVALID, message).nothingWasDone();
    }

    ConnectorException failure(IOException e) {
        return failure(e, shown);
    }

    private static ConnectorException failure(IOException e, String name) {
        return switch (e) {
            case NoSuchFileException _ ->
                    ConnectorException.of(ErrorKind.NOT_FOUND, "there is no `" + name + "`");
            case FileAlreadyExistsException _ ->
                    ConnectorException.of(ErrorKind.CONFLICT, "`" + name + "` exists already");
            case AccessDeniedException _ ->
                    ConnectorException.of(
                            ErrorKind.FORBIDDEN,
                            "the system lets this process not use `" + name + "`");
            // Its words name the folders of this machine.
            default ->
                    ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            "the system cannot read or write `" + name + "` now");
        };
    }
}
