package dev.tocsin.benchmark;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Fence;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.Secret;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A thousand calls one after the other over one pooled line to the lab: a connector, and the bare
 * HttpClient that asks the same and parses the same JSON.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 6, time = 1)
public class CallsBenchmark {

    private static final int CALLS = 1000;
    private static final String USER = "81d86ce9093a53c377c8a1b50e6c0f6b";

    private Lab lab;
    private Connector connector;
    private Operation get;
    private OperationCaller caller;
    private CloseableHttpClient client;
    private String url;
    private String authorization;

    @Setup
    public void setUp() throws Exception {
        lab = Lab.start(LabOptions.standard().withoutThrottling());
        connector =
                Objects.requireNonNull(
                        ConnectorRegistry.load(null, new Diagnostics()).find("servicenow"));
        get = Objects.requireNonNull(connector.operation("getRecord"));
        Connections connections =
                Connections.parse(
                        SourceText.of("<lab>", lab.connectionsYaml()), null, new Diagnostics());
        caller =
                new OperationCaller(
                        connections,
                        new LabCredentials(lab),
                        new Fence(lab.addresses()),
                        Machine.here(java.util.Map.of(), _ -> {}));
        client = HttpClients.createDefault();
        url =
                lab.baseUrl()
                        + "/servicenow/api/now/table/sys_user/"
                        + USER
                        + "?sysparm_exclude_reference_link=true";
        String password = lab.credentials().get("env:TOCSIN_LAB_SERVICENOW_PASSWORD");
        authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(("tocsin.integration:" + password).getBytes());
        if (!Json.write(connector()).contains(USER) || !Json.write(bare()).contains(USER)) {
            throw new IllegalStateException("not the record that was asked for");
        }
    }

    private record LabCredentials(Lab lab) implements CredentialSource {
        @Override
        public Secret find(String reference, Instant deadline) {
            return Secret.of(lab.credentials().get(reference));
        }

        @Override
        public String howToSet(String reference) {
            return "the lab knows it";
        }
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Value connector() throws Exception {
        Value last = null;
        MapValue input = MapValue.builder().put("table", "sys_user").put("sysId", USER).build();
        for (int i = 0; i < CALLS; i++) {
            Instant deadline = Instant.now().plusSeconds(60);
            last = caller.perform(connector, get, null, input, "run-1/a", deadline);
        }
        return last;
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Value bare() throws Exception {
        Value last = null;
        for (int i = 0; i < CALLS; i++) {
            HttpGet request = new HttpGet(url);
            request.setHeader("Authorization", authorization);
            byte[] body =
                    client.execute(request, answer -> EntityUtils.toByteArray(answer.getEntity()));
            last = Json.parse(body);
        }
        return last;
    }

    @TearDown
    public void tearDown() throws Exception {
        caller.close();
        client.close();
        lab.close();
    }
}
