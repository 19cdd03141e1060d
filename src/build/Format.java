import com.google.googlejavaformat.java.Main;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The formatter step of the build: {@code check} fails on files that google-java-format would
 * change, {@code write} changes them. Files that have not changed since the last clean check are
 * not looked at again.
 */
void main(String[] arguments) throws Exception {
    boolean write = arguments[0].equals("write");
    Path stamp = Path.of("target/tools/formatted");
    FileTime checked =
            Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    FileTime started = FileTime.fromMillis(System.currentTimeMillis());

    List<String> command = new ArrayList<>(List.of("--aosp", write ? "--replace" : "--dry-run"));
    int options = command.size();
    try (var files = Files.walk(Path.of("src"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
            if (Files.getLastModifiedTime(file).compareTo(checked) >= 0) {
                command.add(file.toString());
            }
        }
    }
    if (command.size() == options) {
        return;
    }

    StringWriter changed = new StringWriter();
    Main formatter =
            new Main(
                    new PrintWriter(changed, true),
                    new PrintWriter(System.err, true),
                    InputStream.nullInputStream());
    int faults = formatter.format(command.toArray(String[]::new));
    if (!changed.toString().isEmpty()) {
        System.err.println("These files are not formatted:");
        changed.toString().lines().sorted().forEach(file -> System.err.println("  " + file));
        System.err.println("Format them with: mvn -q process-sources -Dformat=write");
    }
    if (faults != 0 || !changed.toString().isEmpty()) {
        System.exit(1);
    }
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, started);
}
