package dev.tocsin.cli;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** {@code tocsin lab}. */
final class LabCommand implements Command {

    /** Fixed, so that {@code lab state} finds the lab; free of well-known services. */
    private static final int PORT = 8721;

    private static final int SMTP_PORT = 8722;

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public String summary() {
        return "Start local stand-ins of the outside services";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin lab [--scenario FILE] [OPTION...]
               tocsin lab state [--port N] [--output FILE]
               tocsin lab mail [--port N] [--output FILE]

        Starts the lab and keeps it until Ctrl-C: local stand-ins of the services that
        playbooks act on, over real HTTP and SMTP, with a small company behind them. A run
        with `--lab` brings its own; this one is for looking round, and for several runs
        against the same state.

        `state` prints all that a running lab holds, as JSON: devices and what was done
        to them, alerts, users, tickets, messages and mails. `mail` prints the mails that
        were sent through it, the newest last.

        Options:
        """
                + LabStart.HELP
                + """
                  --port N            port of HTTP on 127.0.0.1 (8721)
                  --smtp-port N       port of mail on 127.0.0.1 (8722)
                  --connections FILE  write a connections file that leads to the lab
                  --output FILE       write the state to FILE instead of standard output
                  -h, --help          show this text

                Ends with 3 if a port is taken, a scenario is wrong or no lab answers.
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        LabStart.addTo(options);
        options.addOption(Arguments.valued("port"));
        options.addOption(Arguments.valued("smtp-port"));
        options.addOption(Arguments.valued("connections"));
        options.addOption(Arguments.valued("output"));
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        int port = port(arguments, "port", PORT);
        String operand = arguments.operand(this);
        if (operand == null) {
            return keep(port, port(arguments, "smtp-port", SMTP_PORT), arguments, console);
        }
        String shown =
                switch (operand) {
                    case "state" -> state(port);
                    case "mail" -> LabMails.of(state(port));
                    default ->
                            throw CommandFault.usage(
                                    "`tocsin lab` takes `state`, `mail` or nothing, not `"
                                            + operand
                                            + "`",
                                    Arguments.seeHelp(this));
                };
        ReportOptions.from(arguments, console).write(shown, console);
        return ExitCode.FINE;
    }

    private static int keep(int port, int smtpPort, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        Diagnostics diagnostics = new Diagnostics();
        LabOptions options =
                LabStart.from(arguments)
                        .options(ProjectRoot.above(console.directory()), console, diagnostics)
                        .withPorts(port, smtpPort)
                        .withClock(InstantSource.system());
        if (diagnostics.hasErrors()) {
            RunCommand.print(diagnostics, Profile.STANDARD, console);
            return ExitCode.FAULT;
        }
        try (Lab lab = Lab.start(options)) {
            announce(lab, arguments.value("connections"), console);
            // Until the process is told to stop.
            new CountDownLatch(1).await();
            return ExitCode.FINE;
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "the lab cannot start on the ports " + port + " and " + smtpPort,
                    "is another one running? `--port` and `--smtp-port` take other ports");
        }
    }

    private static void announce(Lab lab, @Nullable String connections, Console console)
            throws CommandFault {
        PrintStream out = console.out();
        out.println(
                "The lab of "
                        + lab.scenario()
                        + " answers at "
                        + lab.baseUrl()
                        + ", mail at 127.0.0.1:"
                        + lab.smtpPort());
        out.println("What changed: " + lab.baseUrl() + "/lab/state, or `tocsin lab state`");
        if (connections != null) {
            new ReportOptions(Format.TEXT, console.resolve(connections))
                    .write(lab.connectionsYaml(), console);
            out.println("`" + connections + "` leads here, with these variables:");
            for (Map.Entry<String, String> each : new TreeMap<>(lab.credentials()).entrySet()) {
                String reference = each.getKey();
                String variable = reference.substring(reference.indexOf(':') + 1);
                out.println("  export " + variable + "='" + each.getValue() + "'");
            }
        }
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    private static String state(int port) throws CommandFault {
        URI address = URI.create("http://127.0.0.1:" + port + "/lab/state");
        try (InputStream in = address.toURL().openStream()) {
            String state = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return state.endsWith("\n") ? state : state + "\n";
        } catch (IOException _) {
            throw CommandFault.configuration(
                    "no lab answers on port " + port, "start one with `tocsin lab`");
        }
    }

    private static int port(Arguments arguments, String option, int otherwise) throws CommandFault {
        String text = arguments.value(option);
        if (text == null) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Told below, as for a number that is out of range.
        }
        throw CommandFault.usage(
                "`--" + option + "` takes a port from 0 to 65535, not `" + text + "`", null);
    }
}
