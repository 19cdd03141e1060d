package dev.tocsin.cli;

import dev.tocsin.host.RunClock;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a command knows of the process it runs in.
 *
 * @param in what {@code -} reads
 * @param out results; UTF-8 whatever the locale says, because files and other tools expect it
 * @param err messages and progress
 * @param environment variables of the process
 * @param directory the current folder, absolute; relative paths start here
 * @param clock the time, and how waits pass
 * @param liveErr whether {@code err} is a terminal on which lines may be redrawn
 * @param askable whether a person is at {@code in} and sees {@code err}, so can be asked
 * @param colours whether {@code out} is a terminal whose user wants colours (NO_COLOR unset)
 */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        RunClock clock,
        boolean liveErr,
        boolean askable,
        boolean colours) {

    /** The console of this process; the launcher tells which streams are terminals. */
    static Console ofProcess() {
        Map<String, String> environment = System.getenv();
        String terminal = System.getProperty("tocsin.terminal", "");
        boolean canRedraw = !"dumb".equals(environment.get("TERM"));
        return new Console(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                stream(FileDescriptor.out, 8192),
                stream(FileDescriptor.err, 512),
                environment,
                Path.of(System.getProperty("user.dir")),
                RunClock.real(),
                terminal.contains("err") && canRedraw,
                terminal.contains("in") && terminal.contains("err"),
                terminal.contains("out") && canRedraw && wantsColours(environment));
    }

    /** Whether messages and progress are coloured. */
    boolean colouredErr() {
        return liveErr && wantsColours(environment);
    }

    private static boolean wantsColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Whether {@link #hidden} works: only where this is the terminal of the process. */
    boolean hidesTyping() {
        return askable
                && System.getProperty("tocsin.terminal", "").contains("in")
                && System.console() != null;
    }

    /** A line of the process's own terminal, which does not show it; null at its end. */
    static @Nullable String hidden() {
        char[] typed = System.console().readPassword();
        return typed == null ? null : new String(typed);
    }

    /** The name of who runs this, as the system has it. */
    String user() {
        for (String variable : List.of("USER", "LOGNAME", "USERNAME")) {
            String name = environment.get(variable);
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        return "local user";
    }

    /** The file that the user means by {@code path}. */
    public Path resolve(String path) {
        return directory.resolve(path).normalize();
    }

    private static PrintStream stream(FileDescriptor descriptor, int buffer) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), buffer),
                false,
                StandardCharsets.UTF_8);
    }
}
