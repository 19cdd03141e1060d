package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The words after the name of a command, told apart into options and operands. */
public final class Arguments {

    private static final String HELP = "help";

    /** Kept in argName, which nothing shows: help is written by hand. */
    private static final String REPEATABLE = "repeatable";

    private final CommandLine line;

    private Arguments(CommandLine line) {
        this.line = line;
    }

    /**
     * Reads the words that follow a command's name.
     *
     * @throws CommandFault for an option that the command does not have, or that lacks its value
     */
    public static Arguments parse(Command command, List<String> words) throws CommandFault {
        Options options = command.options();
        options.addOption("h", HELP, false, null);
        DefaultParser parser =
                DefaultParser.builder()
                        .setAllowPartialMatching(false)
                        .setStripLeadingAndTrailingQuotes(false)
                        .get();
        try {
            CommandLine line = parser.parse(options, words.toArray(new String[0]));
            refuseRepeats(line);
            return new Arguments(line);
        } catch (UnrecognizedOptionException e) {
            throw unknown(command, options, e.getOption());
        } catch (MissingArgumentException e) {
            String option = "--" + e.getOption().getLongOpt();
            throw CommandFault.usage("option `" + option + "` needs a value", seeHelp(command));
        } catch (ParseException e) {
            throw CommandFault.usage("these options do not go together", seeHelp(command));
        }
    }

    /** An option with a value that may be given once. */
    static Option valued(String name) {
        return Option.builder().longOpt(name).hasArg().get();
    }

    /** An option with a value that may be given several times. */
    static Option repeatable(String name) {
        return Option.builder().longOpt(name).hasArg().argName(REPEATABLE).get();
    }

    /** An option without a value. */
    static Option flag(String name) {
        return Option.builder().longOpt(name).get();
    }

    /** What is no option, in order. */
    public List<String> operands() {
        return line.getArgList();
    }

    /** The only operand, or null where there is none. */
    public @Nullable String operand(Command command) throws CommandFault {
        List<String> operands = operands();
        if (operands.size() > 1) {
            throw CommandFault.usage(
                    "one argument too many: `" + operands.get(1) + "`", seeHelp(command));
        }
        return operands.isEmpty() ? null : operands.getFirst();
    }

    /** The value of an option, or null where it was not given. */
    public @Nullable String value(String option) {
        return line.getOptionValue(option);
    }

    /** Each value of an option that may be given several times, in order. */
    public List<String> values(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    public boolean has(String option) {
        return line.hasOption(option);
    }

    boolean asksForHelp() {
        return has(HELP);
    }

    static String seeHelp(Command command) {
        return "`tocsin " + command.name() + " --help` shows how it is used";
    }

    private static void refuseRepeats(CommandLine line) throws CommandFault {
        List<Option> seen = new ArrayList<>();
        for (Option option : line.getOptions()) {
            // The parser gives one entry per occurrence, each equal to the others.
            if (seen.contains(option) && !REPEATABLE.equals(option.getArgName())) {
                throw CommandFault.usage(
                        "option `--" + option.getLongOpt() + "` is given twice", null);
            }
            seen.add(option);
        }
    }

    private static CommandFault unknown(Command command, Options options, String given) {
        List<String> names = new ArrayList<>();
        for (Option option : options.getOptions()) {
            names.add("--" + option.getLongOpt());
        }
        int equals = given.indexOf('=');
        String name = equals < 0 ? given : given.substring(0, equals);
        String near = Suggestion.closest(name, names);
        if (near == null && !name.startsWith("--")) {
            return CommandFault.usage(
                    "`tocsin " + command.name() + "` has no option `" + name + "`",
                    "a text that starts with `-` goes after `--`");
        }
        return CommandFault.usage(
                "`tocsin " + command.name() + "` has no option `" + name + "`",
                near == null ? seeHelp(command) : "did you mean `" + near + "`?");
    }
}
