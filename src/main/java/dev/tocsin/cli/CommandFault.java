package dev.tocsin.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot go on, for a reason that lies in no file of the project. Printed as {@code
 * error: message} and, if there is one, a line of help.
 */
public final class CommandFault extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final @Nullable String help;

    private CommandFault(int exitCode, String message, @Nullable String help) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.help = help;
    }

    /**
     * The command line is wrong.
     *
     * @param message lower case, no full stop, as in a diagnostic
     * @param help what to do, or null
     */
    public static CommandFault usage(String message, @Nullable String help) {
        return new CommandFault(ExitCode.USAGE, message, help);
    }

    /** Something the command stands on is missing or cannot be used. */
    public static CommandFault configuration(String message, @Nullable String help) {
        return new CommandFault(ExitCode.FAULT, message, help);
    }

    /** No file matched what was asked for. */
    public static CommandFault noFiles(String message, @Nullable String help) {
        return new CommandFault(ExitCode.NO_FILES, message, help);
    }

    /** What was asked for is understood and cannot be done: it is over, or not in that state. */
    public static CommandFault refused(String message, @Nullable String help) {
        return new CommandFault(ExitCode.FINDINGS, message, help);
    }

    public int exitCode() {
        return exitCode;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public @Nullable String help() {
        return help;
    }
}
