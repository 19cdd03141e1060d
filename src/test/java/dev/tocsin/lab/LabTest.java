package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** What a session in a file cannot show: faults below HTTP, mail, time, the fence. */
final class LabTest {

    private static final String ADELES_DEVICE = "76a427ca6714c1ee5f4df9662bd35889f888236a";

    @Test
    void mailIsInTheStateAsSoonAsItWasTaken() throws IOException, MessagingException {
        try (Lab lab = Lab.start(LabOptions.standard())) {
            Properties properties = new Properties();
            properties.put("mail.smtp.host", "127.0.0.1");
            properties.put("mail.smtp.port", Integer.toString(lab.smtpPort()));
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setFrom(new InternetAddress("tocsin@contoso.com"));
            message.addRecipients(
                    Message.RecipientType.TO,
                    InternetAddress.parse("soc@contoso.com, megan.bowen@contoso.com"));
            message.setSubject("Device isolated");
            message.setText("ws-diego-01 was isolated.\n");
            Transport.send(message);

            assertEquals(
                    List.of(
                            new Mail(
                                            "smtp",
                                            "tocsin@contoso.com",
                                            List.of("soc@contoso.com", "megan.bowen@contoso.com"),
                                            "Device isolated",
                                            "ws-diego-01 was isolated.")
                                    .toValue()),
                    list(lab.state(), "mails"));
        }
    }

    @Test
    void aConnectionCanEndWithoutAnAnswer() throws IOException, InterruptedException {
        try (Lab lab = Lab.start(LabOptions.standard());
                HttpClient client = HttpClient.newHttpClient()) {
            lab.faults().add(Fault.of("http", new Fault.Close()).times(2));
            HttpRequest request = get(lab, "/http/indicators");
            // The JDK's client asks again by itself after a GET that got no answer.
            assertThrows(
                    IOException.class,
                    () -> {
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                    });
            assertTrue(
                    lab.requests().contains(new LoggedRequest("GET", "/http/indicators", 0)),
                    () -> lab.requests().toString());
        }
    }

    @Test
    void aHangingRequestEndsWithTheLab() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Lab lab = Lab.start(LabOptions.standard());
            lab.faults().add(Fault.of("http", new Fault.Hang()).times(1000));
            CompletableFuture<HttpResponse<String>> waiting =
                    client.sendAsync(
                            get(lab, "/http/indicators"), HttpResponse.BodyHandlers.ofString());
            while (lab.faults().pending().getFirst().times() == 1000) {
                Thread.onSpinWait();
            }
            lab.close();
            assertThrows(ExecutionException.class, waiting::get);
        }
    }

    @Test
    void tokensEndAfterTheirHour() throws IOException, InterruptedException {
        AtomicReference<Instant> now = new AtomicReference<>(LabOptions.MORNING);
        InstantSource clock = now::get;
        try (Lab lab = Lab.start(LabOptions.standard().withClock(clock));
                HttpClient client = HttpClient.newHttpClient()) {
            LabSession session = new LabSession(lab, client);
            String ask =
                    "### ask\nGET /graph/v1.0/users/adele.vance@contoso.com\nAuthorization: graph";
            assertTrue(session.play(ask).contains("-> 200"));
            now.set(LabOptions.MORNING.plus(Duration.ofHours(1)));
            assertTrue(session.play(ask).contains("the token is expired"));
        }
    }

    @Test
    void actionsFailOnTheDevicesThatWereNamed() throws IOException, InterruptedException {
        LabOptions options = LabOptions.standard().withFailingDevices(Set.of(ADELES_DEVICE));
        try (Lab lab = Lab.start(options);
                HttpClient client = HttpClient.newHttpClient()) {
            String look =
                    """

                    ### look
                    GET /defender/api/machineactions/00000000-0000-4000-8000-000000000001
                    Authorization: defender
                    """;
            String isolate =
                    """
                    ### isolate
                    POST /defender/api/machines/%s/isolate
                    Authorization: defender

                    {"Comment":"test"}
                    """
                            .formatted(ADELES_DEVICE);
            String played = new LabSession(lab, client).play(isolate + look + look);
            assertTrue(played.contains("\"status\" : \"Failed\""), played);
            assertEquals(
                    "None", ((MapValue) list(lab.state(), "devices").getFirst()).text("isolation"));
        }
    }

    @Test
    void anUnknownFailingDeviceIsRefused() {
        LabOptions options = LabOptions.standard().withFailingDevices(Set.of("0000"));
        assertThrows(IllegalArgumentException.class, () -> Lab.start(options).close());
    }

    @Test
    void connectionsNameEachStandInAndNoSecret() throws IOException {
        try (Lab lab = Lab.start(LabOptions.standard())) {
            String yaml = lab.connectionsYaml();
            lab.credentials()
                    .forEach(
                            (reference, secret) -> {
                                assertTrue(yaml.contains(reference), reference);
                                assertFalse(yaml.contains(secret), reference);
                            });
            Golden.check(
                    Path.of("src/test/resources/golden/lab/connections.yaml"),
                    yaml.replace(lab.baseUrl(), "http://127.0.0.1:8025")
                            .replace("port: " + lab.smtpPort(), "port: 2525"));
        }
    }

    @Test
    void theFenceIsTheTwoListeningSockets() throws IOException {
        try (Lab lab = Lab.start(LabOptions.standard())) {
            assertEquals(2, lab.addresses().size());
            lab.addresses()
                    .forEach(address -> assertTrue(address.getAddress().isLoopbackAddress()));
        }
    }

    @Test
    void aTakenPortIsAnIoException() throws IOException {
        try (Lab lab = Lab.start(LabOptions.standard())) {
            int taken = URI.create(lab.baseUrl()).getPort();
            assertThrows(
                    IOException.class,
                    () -> Lab.start(LabOptions.standard().withPorts(taken, 0)).close());
            assertThrows(
                    IOException.class,
                    () -> Lab.start(LabOptions.standard().withPorts(0, lab.smtpPort())).close());
        }
    }

    private static HttpRequest get(Lab lab, String path) {
        return HttpRequest.newBuilder(URI.create(lab.baseUrl() + path)).build();
    }

    private static List<Value> list(MapValue state, String field) {
        return ((ListValue) state.entries().get(field)).items();
    }
}
