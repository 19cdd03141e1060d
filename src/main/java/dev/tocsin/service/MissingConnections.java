package dev.tocsin.service;

import dev.tocsin.connector.Connection;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Connector;
import dev.tocsin.playbook.Channel;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramActions;
import dev.tocsin.service.config.Asking;
import dev.tocsin.service.http.HealthCheck;
import dev.tocsin.service.trigger.Driven;
import dev.tocsin.service.trigger.Generation;
import dev.tocsin.service.trigger.LoadedPlaybook;
import dev.tocsin.service.trigger.TriggerLog;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What playbooks need to reach and cannot: services without a connection, people whom nobody may
 * ask. Said at the start and after each reload, not when an alert has come. One thread drives it.
 */
final class MissingConnections implements Driven {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Supplier<Generation> project;
    private final Connections connections;
    private final Asking asking;
    private final TriggerLog log;
    private final InstantSource clock;
    private final Set<String> told = new HashSet<>();
    private volatile List<String> lines = List.of();
    private long seen = -1;
    private volatile Instant due = Instant.MIN;

    MissingConnections(
            Supplier<Generation> project,
            Connections connections,
            Asking asking,
            TriggerLog log,
            InstantSource clock) {
        this.project = project;
        this.connections = connections;
        this.asking = asking;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Instant nextDue() {
        return due;
    }

    @Override
    public synchronized void tick() {
        due = clock.instant().plus(EVERY);
        Generation generation = project.get();
        if (generation.number() == seen) {
            return;
        }
        seen = generation.number();
        lines = of(generation);
        for (String line : lines) {
            if (told.add(line)) {
                log.warning("connection.missing", MapValue.of("problem", new StringValue(line)));
            }
        }
        told.retainAll(lines);
    }

    /** One line for each thing that is missing, with the playbooks that need it. */
    @Override
    public List<String> failing() {
        return lines;
    }

    HealthCheck.Finding health() {
        int count = lines.size();
        return count == 0
                ? new HealthCheck.Finding("connections", HealthCheck.State.OK, "")
                : new HealthCheck.Finding(
                        "connections",
                        HealthCheck.State.WARNING,
                        count + " things that playbooks need cannot be reached");
    }

    private List<String> of(Generation generation) {
        Map<String, Set<String>> users = new TreeMap<>();
        for (LoadedPlaybook playbook : generation.playbooks().values()) {
            Program program = playbook.program();
            for (ActionNode action : ProgramActions.of(program)) {
                Connector connector = action.connector();
                if (connector.needs() != null
                        && connections.lookup(connector, action.connection())
                                instanceof Connections.Lookup.Missing missing) {
                    add(users, missing.message(), playbook);
                }
            }
            for (AskNode question : ProgramActions.questionsOf(program)) {
                for (String missing : unasked(question)) {
                    add(users, missing, playbook);
                }
            }
        }
        List<String> found = new ArrayList<>();
        users.forEach(
                (missing, playbooks) ->
                        found.add(missing + "; needed by " + String.join(", ", playbooks)));
        return List.copyOf(found);
    }

    private static void add(
            Map<String, Set<String>> users, String missing, LoadedPlaybook playbook) {
        users.computeIfAbsent(missing, _ -> new TreeSet<>()).add("`" + playbook.id() + "`");
    }

    private List<String> unasked(AskNode question) {
        if (asking.allowedDomains().isEmpty()) {
            return List.of(
                    "nobody may be asked: the service file has no `questions.allowedDomains`");
        }
        List<String> missing = new ArrayList<>();
        for (Channel channel : channels(question)) {
            switch (channel) {
                case MAIL -> require("mail", asking.mailConnection(), missing);
                case TEAMS -> require("teams", asking.teamsConnection(), missing);
                case PAGE -> {}
            }
        }
        return missing;
    }

    private List<Channel> channels(AskNode question) {
        List<Channel> named = new ArrayList<>();
        for (Value via : question.via()) {
            if (via instanceof StringValue(String word)
                    && Channel.of(word) instanceof Channel channel) {
                named.add(channel);
            }
        }
        return named.isEmpty() ? asking.via() : named;
    }

    private void require(String connector, String name, List<String> missing) {
        Connection found = connections.named(name);
        if (found == null || !found.connector().equals(connector)) {
            missing.add("no connection `" + name + "` to ask people by " + connector + " through");
        }
    }
}
