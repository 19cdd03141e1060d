package dev.tocsin.cli;

import org.apache.commons.cli.Options;

import java.io.IOException;

/** One command of {@code tocsin}. Used once, by one thread. */
public interface Command {

    /** As typed: {@code validate}. */
    String name();

    /** One line without a full stop, for the list of commands. */
    String summary();

    /** What {@code --help} prints: usage, what it does, every option; ends with a line end. */
    String help();

    /** The options it takes, besides {@code --help}. */
    Options options();

    /**
     * Does it.
     *
     * @return one of {@link ExitCode}
     * @throws CommandFault if it cannot be done; nothing was printed about it yet
     * @throws IOException if a stream of the console broke
     * @throws InterruptedException if the process is being stopped
     */
    int run(Arguments arguments, Console console)
            throws CommandFault, IOException, InterruptedException;
}
