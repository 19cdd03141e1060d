package dev.tocsin.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a project starts: what its playbooks share lies below it. */
final class ProjectRoot {

    private ProjectRoot() {}

    /** The nearest folder that holds `connections.yaml` or `.git`, or {@code folder} itself. */
    static Path above(Path folder) {
        for (Path each = folder; each != null; each = each.getParent()) {
            if (Files.exists(each.resolve("connections.yaml"))
                    || Files.exists(each.resolve(".git"))) {
                return each;
            }
        }
        return folder;
    }

    /** The root of the project that a file belongs to; that of the current folder for {@code -}. */
    static Path of(String file, Console console) {
        Path folder = file.equals("-") ? null : console.resolve(file).getParent();
        return above(folder == null ? console.directory() : folder);
    }
}
