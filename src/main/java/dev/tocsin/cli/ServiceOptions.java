package dev.tocsin.cli;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/**
 * Which services a command reaches.
 *
 * @param connections a file instead of the project's own, or null
 * @param environment of the connections, or null
 * @param secrets the folder of credentials in files, or null
 * @param lab whether only the lab is reached
 * @param labStart how the lab is started, where it is
 */
record ServiceOptions(
        @Nullable String connections,
        @Nullable String environment,
        @Nullable String secrets,
        boolean lab,
        LabStart labStart) {

    static final String HELP =
            """
              --lab               reach local stand-ins of the services, and nothing else
            """
                    + LabStart.HELP
                    + """
                      --connections FILE  connections to use instead of the project's connections.yaml
                      --env NAME          the environment of the connections
                      --secrets FOLDER    the folder of `file:` credentials; without it there is none
                    """;

    static void addTo(Options options) {
        options.addOption(Arguments.flag("lab"));
        LabStart.addTo(options);
        options.addOption(Arguments.valued("connections"));
        options.addOption(Arguments.valued("env"));
        options.addOption(Arguments.valued("secrets"));
    }

    static ServiceOptions from(Arguments arguments) throws CommandFault {
        boolean lab = arguments.has("lab");
        if (lab && (arguments.value("connections") != null || arguments.value("env") != null)) {
            throw CommandFault.usage(
                    "`--lab` brings its own connections",
                    "leave out `--connections` and `--env`, or `--lab`");
        }
        if (!lab) {
            LabStart.refuseWithoutLab(arguments);
        }
        return new ServiceOptions(
                arguments.value("connections"),
                arguments.value("env"),
                arguments.value("secrets"),
                lab,
                LabStart.from(arguments));
    }
}
