package dev.tocsin.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The YAML files of a project. */
public final class YamlFiles {

    private YamlFiles() {}

    /**
     * Those below a folder, however deep, by name. Hidden folders, {@code target} and {@code
     * node_modules} are left out, and so is a folder that cannot be read.
     *
     * @param most no more than so many are found
     */
    public static List<Path> below(Path folder, int most) {
        List<Path> found = new ArrayList<>();
        collect(folder, most, found);
        return found;
    }

    private static void collect(Path folder, int most, List<Path> found) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (IOException | DirectoryIteratorException _) {
            // A folder of somebody else's below ours (a database volume, lost+found) is not part
            // of the project.
            return;
        }
        Collections.sort(names);
        for (String name : names) {
            Path entry = folder.resolve(name);
            if (found.size() >= most) {
                return;
            }
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                if (Files.isRegularFile(entry)) {
                    found.add(entry);
                }
            } else if (mayHoldFiles(name)
                    // A link to a folder may lead round in a circle, or out of the project.
                    && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                collect(entry, most, found);
            }
        }
    }

    private static boolean mayHoldFiles(String folder) {
        return !folder.startsWith(".")
                && !folder.equals("target")
                && !folder.equals("node_modules");
    }
}
