package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;

/** What requests to Defender leave behind in the lab. */
final class DefenderStateTest {

    private static final String DEVICE = "7561bd52b1761e70b4efd0cabf48296ece7ce29a";

    @Test
    void actionsThatEndWellChangeTheDevice() throws IOException, InterruptedException {
        try (Lab lab = Lab.start(LabOptions.standard());
                HttpClient client = HttpClient.newHttpClient()) {
            LabSession session = new LabSession(lab, client);
            String before = endpoint(lab);
            post(session, "restrictCodeExecution", "{\"Comment\":\"c\"}");
            post(
                    session,
                    "StopAndQuarantineFile",
                    "{\"Comment\":\"c\",\"Sha1\":\"0f0c1d2e3b4a59687786950a1b2c3d4e5f607182\"}");
            post(session, "offboard", "{\"Comment\":\"c\"}");
            assertEquals(before, endpoint(lab), "nothing happens before an action has ended");

            for (int action = 1; action <= 3; action++) {
                look(session, action);
                look(session, action);
            }
            assertEquals(
                    """
                    {"computerDnsName":"ws-diego-01.contoso.com","onboarding":"CanBeOnboarded",\
                    "appExecution":"restricted",\
                    "quarantined":["0f0c1d2e3b4a59687786950a1b2c3d4e5f607182"]}\
                    """,
                    endpoint(lab));

            post(session, "unrestrictCodeExecution", "{\"Comment\":\"c\"}");
            look(session, 4);
            look(session, 4);
            assertEquals(
                    "\"free\"", Json.write(row(lab, "endpoints", 1).entries().get("appExecution")));
        }
    }

    @Test
    void anIndicatorThatWasDeletedIsGone() throws IOException, InterruptedException {
        try (Lab lab = Lab.start(LabOptions.standard());
                HttpClient client = HttpClient.newHttpClient()) {
            new LabSession(lab, client)
                    .play("### d\nDELETE /defender/api/indicators/995\nAuthorization: defender\n");
            assertEquals("996", row(lab, "indicators", 0).text("id"));
        }
    }

    private static void post(LabSession session, String action, String body)
            throws IOException, InterruptedException {
        session.play(
                "### p\nPOST /defender/api/machines/"
                        + DEVICE
                        + "/"
                        + action
                        + "\nAuthorization: defender\n\n"
                        + body);
    }

    private static void look(LabSession session, int action)
            throws IOException, InterruptedException {
        session.play(
                "### l\nGET /defender/api/machineactions/00000000-0000-4000-8000-00000000000"
                        + action
                        + "\nAuthorization: defender\n");
    }

    private static String endpoint(Lab lab) {
        return Json.write(row(lab, "endpoints", 1));
    }

    private static MapValue row(Lab lab, String list, int index) {
        List<Value> rows = ((ListValue) lab.state().entries().get(list)).items();
        return (MapValue) rows.get(index);
    }
}
