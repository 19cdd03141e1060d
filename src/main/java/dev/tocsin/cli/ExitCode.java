package dev.tocsin.cli;

/** What a command ends with; documented in the README, so scripts may rely on it. */
public final class ExitCode {

    /** Done, and nothing to complain about; warnings count as nothing. */
    public static final int FINE = 0;

    /** Something was found: an invalid file, a failed test, a failed or cancelled run. */
    public static final int FINDINGS = 1;

    /** The command line itself is wrong. */
    public static final int USAGE = 2;

    /** Something it stands on is missing or wrong, or Tocsin itself is at fault. */
    public static final int FAULT = 3;

    /** A run is suspended, waits for somebody or needs attention. */
    public static final int WAITING = 4;

    /** No file matched. */
    public static final int NO_FILES = 5;

    private ExitCode() {}
}
