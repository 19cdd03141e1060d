package dev.tocsin.cli;

import dev.tocsin.diagnostic.Profile;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code run} and {@code plan} are started with.
 *
 * @param playbook the file, or {@code -}
 * @param event a JSON file, {@code -}, or null
 * @param trigger the id of a trigger, or null
 * @param inputs by name, as given
 * @param answers to questions, as given
 * @param services which are reached
 * @param profile how much of what the checks find is reported
 */
record StartOptions(
        String playbook,
        @Nullable String event,
        @Nullable String trigger,
        Map<String, String> inputs,
        List<String> answers,
        ServiceOptions services,
        Profile profile) {

    static final String HELP =
            """
              --event FILE        the event that starts the run, as JSON (`-` for standard input)
              --trigger ID        the trigger it is for, where the event fits several
              --input NAME=VALUE  a value for an input; repeat it for each; a secret one can be
                                  named: NAME=@env:TOCSIN_NAME, or NAME=@file:NAME below --secrets
              --answer ID=CHOICE  the answer to a question; repeat it for each, in their order;
                                  ID={"choice": ..., "form": {...}, "by": ...} says more, and
                                  ID=noAnswer lets its time pass
            """
                    + ServiceOptions.HELP
                    + """
                      --profile PROFILE   which findings are reported first: `min`, `standard` (default) or
                                          `strict`, with which a warning stops it as an error does
                    """;

    static void addTo(Options options) {
        options.addOption(Arguments.valued("event"));
        options.addOption(Arguments.valued("trigger"));
        options.addOption(Arguments.repeatable("input"));
        options.addOption(Arguments.repeatable("answer"));
        ServiceOptions.addTo(options);
        options.addOption(ProfileOption.option());
    }

    static StartOptions from(Command command, Arguments arguments) throws CommandFault {
        String playbook = arguments.operand(command);
        if (playbook == null) {
            throw CommandFault.usage(
                    "`tocsin " + command.name() + "` needs the file of a playbook",
                    Arguments.seeHelp(command));
        }
        ServiceOptions services = ServiceOptions.from(arguments);
        if (playbook.equals("-") && "-".equals(arguments.value("event"))) {
            throw CommandFault.usage(
                    "playbook and event cannot both come from standard input", null);
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        for (String given : arguments.values("input")) {
            int equals = given.indexOf('=');
            if (equals <= 0) {
                throw CommandFault.usage(
                        "`--input` takes NAME=VALUE"
                                + (isWord(given) ? ", not `" + given + "`" : ""),
                        Arguments.seeHelp(command));
            }
            if (inputs.put(given.substring(0, equals), given.substring(equals + 1)) != null) {
                throw CommandFault.usage(
                        "the input `" + given.substring(0, equals) + "` is given twice", null);
            }
        }
        return new StartOptions(
                playbook,
                arguments.value("event"),
                arguments.value("trigger"),
                inputs,
                arguments.values("answer"),
                services,
                ProfileOption.from(arguments));
    }

    /** Whether it can only be a name: anything else may be the value, and that may be a secret. */
    private static boolean isWord(String given) {
        boolean word = !given.isEmpty() && given.length() <= 40;
        for (int i = 0; i < given.length() && word; i++) {
            word = Character.isLetter(given.charAt(i));
        }
        return word;
    }
}
