package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** From the words of a command line to a command, and from its end to an exit code. */
public final class Dispatcher {

    private final Console console;

    public Dispatcher(Console console) {
        this.console = console;
    }

    /**
     * Runs one command to its end.
     *
     * @param words the command line without the program's own name
     * @return one of {@link ExitCode}; never throws
     */
    public int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (CommandFault fault) {
            print(fault);
            return fault.exitCode();
        } catch (IOException e) {
            print(CommandFault.configuration("cannot go on: " + ReadFault.reason(e), null));
            return ExitCode.FAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (RuntimeException | Error e) {
            return InternalFault.report(e, words, console);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    private int dispatch(List<String> words)
            throws CommandFault, IOException, InterruptedException {
        if (words.isEmpty()) {
            console.err().print(overview());
            return ExitCode.USAGE;
        }
        String first = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        switch (first) {
            case "--version", "-V" -> {
                console.out().println("tocsin " + version());
                return ExitCode.FINE;
            }
            case "--help", "-h", "help" -> {
                return help(rest);
            }
            default -> {
                Command command = command(first);
                Arguments arguments = Arguments.parse(command, rest);
                if (arguments.asksForHelp()) {
                    console.out().print(command.help());
                    return ExitCode.FINE;
                }
                return command.run(arguments, console);
            }
        }
    }

    private int help(List<String> words) throws CommandFault {
        console.out().print(words.isEmpty() ? overview() : command(words.getFirst()).help());
        return ExitCode.FINE;
    }

    private static Command command(String name) throws CommandFault {
        Command command = Commands.named(name);
        if (command != null) {
            return command;
        }
        if (name.startsWith("-")) {
            throw CommandFault.usage(
                    "no option `" + name + "` before the name of a command",
                    "`tocsin --help` lists the commands");
        }
        String near = Suggestion.closest(name, Commands.names());
        throw CommandFault.usage(
                "unknown command `" + name + "`",
                near == null
                        ? "`tocsin --help` lists the commands"
                        : "did you mean `" + near + "`?");
    }

    private static String overview() {
        StringBuilder text = new StringBuilder();
        text.append("Usage: tocsin COMMAND [ARGUMENT...]\n\n");
        text.append("Alert playbooks as code: validate, rehearse and run them.\n\nCommands:\n");
        for (Command command : Commands.listed()) {
            text.append("  ").append(command.name());
            text.append(" ".repeat(12 - command.name().length()));
            text.append(command.summary()).append('\n');
        }
        text.append(
                "\n`tocsin COMMAND --help` tells more about one; `tocsin --version` prints the");
        text.append(" version.\n");
        return text.toString();
    }

    /** The release, or a word for none where this is not packaged. */
    static String version() {
        String version = Dispatcher.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private void print(CommandFault fault) {
        print(console.err(), fault.text(), fault.help());
    }

    private static void print(PrintStream err, String message, @Nullable String help) {
        err.println("error: " + message);
        if (help != null) {
            err.println("   = help: " + help);
        }
    }
}
