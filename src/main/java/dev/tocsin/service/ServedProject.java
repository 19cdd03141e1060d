package dev.tocsin.service;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Operation;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.host.durable.UnknownProgramException;
import dev.tocsin.playbook.Access;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.program.Program;
import dev.tocsin.service.http.Project;
import dev.tocsin.service.trigger.Generation;
import dev.tocsin.service.trigger.LoadedPlaybook;
import dev.tocsin.store.RunRow;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The generation that counts now, as it is told over HTTP. */
record ServedProject(Supplier<Generation> generation, ConnectorRegistry registry, Programs programs)
        implements Project {

    /** A file that is taken away must not open what it kept closed. */
    @Override
    public Access access(RunRow run) {
        LoadedPlaybook served = generation.get().playbook(run.playbook());
        try {
            Program program = served == null ? programs.of(run.digest()) : served.program();
            return program.playbook().access();
        } catch (UnknownProgramException _) {
            return Access.CLOSED;
        }
    }

    @Override
    public List<ServedPlaybook> playbooks() {
        List<ServedPlaybook> served = new ArrayList<>();
        for (LoadedPlaybook loaded : generation.get().playbooks().values()) {
            Playbook playbook = loaded.program().playbook();
            served.add(new ServedPlaybook(loaded.id(), playbook.access(), shown(playbook)));
        }
        return served;
    }

    private static MapValue shown(Playbook playbook) {
        List<Value> triggers = new ArrayList<>();
        for (Trigger trigger : playbook.triggers()) {
            triggers.add(new StringValue(trigger.name()));
        }
        return MapValue.builder()
                .put("id", playbook.id().text())
                .put("title", text(playbook.title()))
                .put(
                        "owner",
                        playbook.owner() == null
                                ? NullValue.NULL
                                : new StringValue(playbook.owner()))
                .put("triggers", new ListValue(triggers))
                .build();
    }

    private static Value text(@Nullable Name name) {
        return name == null ? NullValue.NULL : new StringValue(name.text());
    }

    @Override
    public List<MapValue> connectors() {
        List<MapValue> shown = new ArrayList<>();
        for (String name : registry.names()) {
            Connector connector = registry.find(name);
            if (connector == null) {
                continue;
            }
            List<Value> operations = new ArrayList<>();
            for (Operation operation : connector.operations()) {
                operations.add(
                        MapValue.builder()
                                .put("name", operation.spec().name())
                                .put("summary", operation.spec().summary())
                                .put("effect", operation.spec().effect().word())
                                .build());
            }
            shown.add(
                    MapValue.builder()
                            .put("name", connector.name())
                            .put("summary", connector.summary())
                            .put("operations", new ListValue(operations))
                            .build());
        }
        return shown;
    }
}
