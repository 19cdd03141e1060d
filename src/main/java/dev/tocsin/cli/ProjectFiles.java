package dev.tocsin.cli;

import dev.tocsin.document.FirstKey;
import dev.tocsin.source.YamlFiles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the files of a project. A file that was named counts whatever is in it; below a folder, the
 * YAML files whose first key is one of ours count.
 */
final class ProjectFiles {

    private ProjectFiles() {}

    /**
     * @param paths files and folders as given; none means the current folder
     * @return in the order given, below a folder by name; each file once
     * @throws CommandFault if nothing matched
     */
    static List<ProjectFile> find(List<String> paths, Console console) throws CommandFault {
        List<ProjectFile> found = new ArrayList<>();
        if (paths.isEmpty()) {
            below(console.directory(), "", found);
        }
        for (String path : paths) {
            Path file = console.resolve(path);
            if (Files.isDirectory(file)) {
                below(file, prefix(path), found);
            } else {
                found.add(new ProjectFile(file, path));
            }
        }
        if (found.isEmpty()) {
            throw CommandFault.noFiles(
                    "no playbook, policy, connector, connections, lab or service file below "
                            + (paths.isEmpty()
                                    ? "the current folder"
                                    : "`" + String.join("`, `", paths) + "`"),
                    "such a file has `playbook:`, `policy:`, `connector:`, `connections:`, `lab:`"
                            + " or `service:` as its first key");
        }
        return paths.size() < 2 ? found : once(found);
    }

    private static String prefix(String folder) {
        String prefix = folder.startsWith("./") ? folder.substring(2) : folder;
        if (prefix.isEmpty() || prefix.equals(".")) {
            return "";
        }
        return prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private static List<ProjectFile> once(List<ProjectFile> found) {
        List<ProjectFile> each = new ArrayList<>();
        java.util.Set<Path> seen = new java.util.HashSet<>();
        for (ProjectFile file : found) {
            if (seen.add(file.path())) {
                each.add(file);
            }
        }
        return each;
    }

    private static void below(Path folder, String prefix, List<ProjectFile> found) {
        for (Path file : YamlFiles.below(folder, Integer.MAX_VALUE)) {
            if (FirstKey.isOurs(file)) {
                String inner = folder.relativize(file).toString();
                found.add(new ProjectFile(file, prefix + inner.replace('\\', '/')));
            }
        }
    }
}
