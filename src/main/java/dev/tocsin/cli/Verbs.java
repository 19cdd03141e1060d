package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;

import java.util.List;

/** The words behind a command that does several things: {@code runs show ID}. */
final class Verbs {

    private Verbs() {}

    /**
     * The first word.
     *
     * @param known in the order of the help
     */
    static String of(Command command, List<String> words, List<String> known) throws CommandFault {
        String verb = words.isEmpty() ? "" : words.getFirst();
        if (known.contains(verb)) {
            return verb;
        }
        String near = verb.isEmpty() ? null : Suggestion.closest(verb, known);
        throw CommandFault.usage(
                verb.isEmpty()
                        ? "`tocsin " + command.name() + "` needs to be told what to do"
                        : "`tocsin " + command.name() + "` has no `" + verb + "`",
                near == null
                        ? "one of " + String.join(", ", known)
                        : "did you mean `" + near + "`?");
    }

    /** That nothing follows. */
    static void none(Command command, List<String> words) throws CommandFault {
        if (words.size() > 1) {
            throw tooMany(command, words.get(1));
        }
    }

    /**
     * The only word that follows.
     *
     * @param what it is, for who left it out: {@code the id of a run}
     */
    static String one(Command command, List<String> words, String what) throws CommandFault {
        return several(command, words, List.of(what)).getFirst();
    }

    /** The words that follow, as many as there are descriptions of them. */
    static List<String> several(Command command, List<String> words, List<String> what)
            throws CommandFault {
        List<String> given = words.subList(1, words.size());
        if (given.size() < what.size()) {
            throw CommandFault.usage(
                    "`tocsin "
                            + command.name()
                            + " "
                            + words.getFirst()
                            + "` needs "
                            + what.get(given.size()),
                    Arguments.seeHelp(command));
        }
        if (given.size() > what.size()) {
            throw tooMany(command, given.get(what.size()));
        }
        return given;
    }

    private static CommandFault tooMany(Command command, String word) {
        return CommandFault.usage(
                "one argument too many: `" + word + "`", Arguments.seeHelp(command));
    }

    /** Refuses an option that another verb has. */
    static void only(Command command, Arguments arguments, String verb, List<String> options)
            throws CommandFault {
        for (String option : options) {
            if (arguments.has(option)) {
                throw CommandFault.usage(
                        "`tocsin " + command.name() + " " + verb + "` takes no `--" + option + "`",
                        Arguments.seeHelp(command));
            }
        }
    }
}
