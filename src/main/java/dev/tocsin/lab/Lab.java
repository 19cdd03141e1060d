package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A running lab: HTTP and SMTP on 127.0.0.1. Stand-ins keep their state until {@link #close}.
 * Thread-safe.
 */
public final class Lab implements AutoCloseable {

    private final Object lock = new Object();
    private final Faults faults;
    private final List<LoggedRequest> requests = new CopyOnWriteArrayList<>();
    private final String scenario;
    private final Company company;
    private final LabServer server;
    private final SmtpStandIn smtp;
    private final List<StandIn> standIns;
    private @Nullable FilesStandIn files;

    private Lab(LabOptions options) throws IOException {
        scenario = options.scenario().name();
        company = Company.of(options.scenario(), options.clock());
        faults = new Faults(options.seed());
        options.faults().forEach(faults::add);
        for (String id : options.failingDevices()) {
            MapValue device = company.devices().get(id);
            if (device == null) {
                throw new IllegalArgumentException("the lab has no device " + id);
            }
            company.devices().set(device, DefenderMachines.ACTIONS_END, "Failed");
        }
        Tokens tokens = new Tokens(options.clock(), options.scenario().grants());
        boolean throttles = options.throttling() && options.scenario().throttles();
        Gate gate =
                new Gate(
                        throttles ? new Throttle(options.clock()) : null,
                        new Permissions(company, tokens));
        server = new LabServer(options.port(), faults, requests, gate, lock);
        Access access = company.access();
        try {
            smtp =
                    new SmtpStandIn(
                            options.smtpPort(),
                            access.smtpUser(),
                            access.smtpPassword(),
                            this::receive);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw new IOException("the lab's mail server does not start", e);
        }
        standIns = StandIns.of(new Site(company, tokens, baseUrl()));
        standIns.forEach(server::add);
        server.add(new LabPages(this::state, standIns, faults, requests));
    }

    /**
     * Starts a lab. It answers when this returns.
     *
     * @throws IOException if a port is taken
     */
    public static Lab start(LabOptions options) throws IOException {
        return new Lab(options);
    }

    /** The name of the scenario that it began with. */
    public String scenario() {
        return scenario;
    }

    /** What faults may name: the services that a lab has, and {@code login}. */
    public static List<String> services() {
        return StandIns.names();
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    public int smtpPort() {
        return smtp.port();
    }

    /**
     * Lets runs work on files, which are the lab's own from here on: {@link #connectionsYaml} names
     * them and {@link #state} shows them. Once.
     *
     * @param data folder whose files are copied; null, or one that is not there, for a few files of
     *     Contoso
     * @return the folder that such runs take for that of their project
     * @throws IOException if there is too much to copy, or it cannot be read
     */
    public Path openFiles(@Nullable Path data) throws IOException {
        synchronized (lock) {
            if (files != null) {
                throw new IllegalStateException("the lab has files already");
            }
            files = new FilesStandIn(data);
            return files.folder();
        }
    }

    /** What shall go wrong. */
    public Faults faults() {
        return faults;
    }

    /** What was asked of the stand-ins so far, oldest first; the lab's own pages are left out. */
    public List<LoggedRequest> requests() {
        return List.copyOf(requests);
    }

    /** What {@code GET /lab/state} shows. */
    public MapValue state() {
        synchronized (lock) {
            MapValue state = LabState.of(company, standIns);
            if (files == null) {
                return state;
            }
            MapValue.Builder more = MapValue.builder();
            state.entries().forEach(more::put);
            return more.put("files", files.state()).build();
        }
    }

    /** The only addresses that may be reached by a run in this lab. */
    public Set<InetSocketAddress> addresses() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        return Set.of(
                new InetSocketAddress(loopback, server.port()),
                new InetSocketAddress(loopback, smtp.port()));
    }

    /**
     * The text of a {@code connections.yaml} that names a stand-in for each connector the lab has
     * one for. Holds references to credentials only.
     */
    public String connectionsYaml() {
        return Reach.yaml(reaches());
    }

    /**
     * What the references in {@link #connectionsYaml} stand for, by reference: {@code
     * env:TOCSIN_LAB_CLIENT_SECRET}. They open nothing but a lab.
     */
    public Map<String, String> credentials() {
        return Reach.credentials(reaches());
    }

    @Override
    public void close() {
        server.close();
        smtp.close();
        if (files != null) {
            files.close();
        }
    }

    private List<Reach> reaches() {
        List<Reach> reaches = new ArrayList<>();
        for (StandIn standIn : standIns) {
            Reach reach = standIn.reach();
            if (reach != null) {
                reaches.add(reach);
            }
        }
        reaches.add(smtp.reach(company.domain()));
        if (files != null) {
            reaches.add(files.reach());
        }
        return reaches;
    }

    private void receive(Mail mail) {
        synchronized (lock) {
            company.mails().add(mail);
        }
    }
}
