package dev.tocsin.cli;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which store a command works on.
 *
 * @param file absolute; need not exist
 * @param name how messages call it: as given, or as seen from the current folder
 * @param options that lead another command to it, each with a blank before it; empty for none
 */
record StorePlace(Path file, String name, String options) {

    static final String HELP =
            """
              --store FILE        the store (.tocsin/store.db below the project; with `--lab`
                                  .tocsin/lab.db)
            """;

    private static final String FOLDER = ".tocsin";

    static void addTo(Options options) {
        options.addOption(Arguments.valued("store"));
    }

    /** As the options say; without any, the one of the project that the current folder is in. */
    static StorePlace of(Arguments arguments, Console console) {
        return of(
                arguments.value("store"),
                arguments.has("lab"),
                ProjectRoot.above(console.directory()),
                console);
    }

    /**
     * @param given what `--store` says, or null
     * @param lab whether the runs were against the lab, which has a store of its own
     */
    static StorePlace of(@Nullable String given, boolean lab, Path root, Console console) {
        if (given != null) {
            String options = " --store " + NextCommand.quoted(given) + (lab ? " --lab" : "");
            return new StorePlace(console.resolve(given), given, options);
        }
        Path file = root.resolve(FOLDER).resolve(lab ? "lab.db" : "store.db");
        Path here = console.directory();
        String name = file.startsWith(here) ? here.relativize(file).toString() : file.toString();
        return new StorePlace(file, name, lab ? " --lab" : "");
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Refuses a store that is not there, before a command that only looks makes an empty one.
     *
     * @throws CommandFault naming where it was looked for
     */
    void require() throws CommandFault {
        if (!exists()) {
            throw CommandFault.configuration(
                    "there is no store `" + name + "`",
                    "`tocsin run --store FILE` and `tocsin serve` make one; `--store FILE` names"
                            + " another");
        }
    }

    /** Makes the folder of a store that may be made. */
    void makeFolder() throws CommandFault {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        try {
            boolean ours = folder.endsWith(FOLDER) && !Files.exists(folder);
            Files.createDirectories(folder);
            if (ours) {
                // What is in it is of this machine, and may be about people.
                Files.writeString(folder.resolve(".gitignore"), "*\n");
            }
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot make the folder of the store `" + name + "`: " + ReadFault.reason(e),
                    null);
        }
    }

    /** A file that belongs to the store: beside it, with its name and one more ending. */
    Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
