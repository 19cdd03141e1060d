package dev.tocsin.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.host.durable.UnknownProgramException;
import dev.tocsin.playbook.Access;
import dev.tocsin.service.trigger.Generation;
import dev.tocsin.store.RunRow;
import dev.tocsin.testing.TestPlaybook;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** Who may look at a run whose playbook is no longer there. */
final class ServedProjectTest {

    private static final RunRow RUN =
            RunRow.queued(
                    "run-000000000001",
                    "hidden",
                    "d",
                    "alert",
                    null,
                    null,
                    "",
                    Instant.EPOCH,
                    null);

    private static Access access(Programs programs) {
        ConnectorRegistry connectors = ConnectorRegistry.load(null, new Diagnostics());
        return new ServedProject(() -> Generation.NONE, connectors, programs).access(RUN);
    }

    @Test
    void aFileThatIsTakenAwayOpensNothing() throws Exception {
        var program =
                TestPlaybook.program(
                        """
                        playbook: hidden
                        access: { view: [operator] }
                        steps:
                          - log: hello
                        """);
        assertEquals(List.of("operator"), access(_ -> program).to("view"));
        assertEquals(List.of(), access(_ -> program).to("cancel"));
    }

    @Test
    void whatCannotBeReadIsLeftToAdministrators() {
        Access access =
                access(
                        digest -> {
                            throw new UnknownProgramException("there is no program " + digest);
                        });
        for (String verb : Access.VERBS) {
            assertEquals(List.of("admin"), access.to(verb), verb);
        }
    }
}
