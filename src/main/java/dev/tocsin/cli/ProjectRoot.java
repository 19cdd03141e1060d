package dev.tocsin.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a project starts: what its playbooks share lies below it. */
final class ProjectRoot {

    private ProjectRoot() {}

    /** The nearest folder that holds `connections.yaml` or `.git`, or {@code folder} itself. */
    static Path above(Path folder) {
        for (Path each = folder; each != null; each = each.getParent()) {
            if (Files.exists(each.resolve("connections.yaml")) || Files.exists(each.resolve(".git"))) {
                return each;
            }
        }
        return folder;
    }
}
