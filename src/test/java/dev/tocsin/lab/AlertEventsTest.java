package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.SignalSource;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.schema.Schema;

import org.junit.jupiter.api.Test;

/** The sources of the shipped playbooks say what their events hold. */
final class AlertEventsTest {

    @Test
    void alertSourcesDescribeTheirEvent() {
        Diagnostics diagnostics = new Diagnostics();
        ConnectorRegistry registry = ConnectorRegistry.load(null, diagnostics);
        for (String name : new String[] {"defender-endpoint", "cloud-app-security"}) {
            Connector connector = registry.find(name);
            assertNotNull(connector, name);
            SignalSource alerts = connector.alerts();
            assertNotNull(alerts, name);
            Schema event = alerts.event();
            assertEquals("object", event.json().text("type"));
        }
        assertEquals(0, diagnostics.errorCount());
    }
}
