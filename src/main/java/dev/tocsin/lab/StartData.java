package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scenario as the rows of the services: what its short form stands for, with what it says of
 * single services laid over. Times are still relative.
 */
final class StartData {

    private final Scenario scenario;
    private final MapValue company;
    private final Directory directory;

    StartData(Scenario scenario) {
        this.scenario = scenario;
        this.company = scenario.company();
        this.directory = Directory.of(company, scenario.domain());
    }

    Access access() {
        return Access.of(StartFile.access(), directory.tenant(), directory.domain());
    }

    /** Lists of rows by name, and the tables of hunting; what {@link Company} holds. */
    MapValue rows() {
        PeopleRows people = new PeopleRows(directory);
        DeviceRows devices = new DeviceRows(directory);
        List<Value> machines = new ArrayList<>();
        List<Value> users = new ArrayList<>();
        List<Value> risks = new ArrayList<>();
        List<Value> mailboxes = new ArrayList<>();
        List<Value> callers = new ArrayList<>();
        directory.devices().forEach(device -> machines.add(devices.machine(device)));
        for (Directory.Person person : directory.people()) {
            users.add(people.user(person));
            callers.add(people.serviceNowUser(person));
            addUnlessNull(people.risk(person), risks);
            addUnlessNull(people.mailbox(person), mailboxes);
        }
        callers.add(integrationUser());
        return MapValue.builder()
                .put("devices", new ListValue(machines))
                .put("users", new ListValue(users))
                .put("riskyUsers", new ListValue(risks))
                .put("mailboxes", new ListValue(mailboxes))
                .put(
                        "defenderAlerts",
                        numbered(
                                alerts("defender-endpoint"),
                                new DefenderAlertRows(directory)::alert))
                .put(
                        "cloudAppAlerts",
                        numbered(
                                alerts("cloud-app-security"),
                                new CloudAppAlertRows(directory)::alert))
                .put("hunting", hunting(devices))
                .put("serviceNowUsers", new ListValue(callers))
                .put(
                        "tickets",
                        numbered(
                                Fields.entries(company, "tickets"),
                                new TicketRows(directory)::ticket))
                .build();
    }

    /** Makes a row of an entry and of its place among the entries, from 1. */
    private interface RowMaker {
        MapValue row(MapValue entry, int number);
    }

    private static ListValue numbered(List<MapValue> entries, RowMaker maker) {
        List<Value> rows = new ArrayList<>();
        for (MapValue entry : entries) {
            rows.add(maker.row(entry, rows.size() + 1));
        }
        return new ListValue(rows);
    }

    private List<MapValue> alerts(String source) {
        return Fields.entries(Fields.map(company, "alerts"), source);
    }

    private static void addUnlessNull(@Nullable MapValue row, List<Value> rows) {
        if (row != null) {
            rows.add(row);
        }
    }

    private MapValue hunting(DeviceRows devices) {
        HuntingRows hunting = new HuntingRows(directory);
        // A query of one of these finds nothing; that there is no such table would be news.
        hunting.table("DeviceProcessEvents");
        hunting.table("DeviceLogonEvents");
        Fields.map(company, "hunting")
                .entries()
                .forEach(
                        (table, rows) -> {
                            for (Value row : ((ListValue) rows).items()) {
                                hunting.add(table, hunting.row(table, (MapValue) row));
                            }
                        });
        int mails = 0;
        for (MapValue mail : Fields.entries(company, "mails")) {
            mails++;
            hunting.addMail(mail, mails);
        }
        for (Directory.Device device : directory.devices()) {
            MapValue row = devices.atWork(device, hunting.rows("DeviceProcessEvents"));
            if (row != null) {
                hunting.add("DeviceProcessEvents", row);
            }
        }
        return hunting.tables();
    }

    private MapValue integrationUser() {
        return MapValue.builder()
                .put("sys_id", "963ad718a644e17d6424035aa58856b3")
                .put("user_name", access().serviceNowUser())
                .put("name", "Tocsin integration")
                .put("email", "soc@" + directory.domain())
                .put("active", "true")
                .build();
    }

    /**
     * What the service of this name starts with: Contoso's file where the scenario is it or extends
     * it, else as many lists without rows; then what follows from the short form; then what the
     * scenario says of the service.
     */
    MapValue section(String service) {
        MapValue contoso = StartFile.ofService(service);
        MapValue derived = derived(service);
        if (contoso == null && derived.entries().isEmpty()) {
            throw new IllegalStateException("lab/contoso/" + service + ".json is not in the jar");
        }
        MapValue start = contoso == null ? MapValue.EMPTY : contoso;
        if (scenario.base() == Scenario.Base.NOTHING) {
            start = Overlay.emptied(start, StartFile.setUp(service));
        }
        for (Map.Entry<String, Value> list : derived.entries().entrySet()) {
            ListValue below = Fields.list(start, list.getKey());
            ListValue above = (ListValue) list.getValue();
            start =
                    Table.with(
                            start,
                            list.getKey(),
                            list.getKey().equals("groups")
                                    ? PeopleRows.joined(below, above)
                                    : Overlay.missing(below, above));
        }
        return Overlay.section(start, Fields.map(Fields.map(company, "services"), service));
    }

    /** Contoso's own files are complete. */
    private MapValue derived(String service) {
        return scenario.base() == Scenario.Base.ITSELF
                ? MapValue.EMPTY
                : switch (service) {
                    case "defender-endpoint" -> ofDefender();
                    case "graph" -> ofGraph();
                    default -> MapValue.EMPTY;
                };
    }

    private MapValue ofDefender() {
        MapValue.Builder out = MapValue.builder();
        out.put("users", new DeviceRows(directory).signedIn());
        new DefenderAlertRows(directory)
                .related(alerts("defender-endpoint"))
                .entries()
                .forEach(out::put);
        return out.build();
    }

    private MapValue ofGraph() {
        GraphAlertRows alerts = new GraphAlertRows(directory);
        int number = 0;
        for (MapValue entry : alerts("defender-endpoint")) {
            number++;
            alerts.addOfDevice(entry, number);
        }
        number = 0;
        for (MapValue entry : alerts("graph")) {
            number++;
            alerts.add(entry, number);
        }
        MapValue.Builder out = MapValue.builder();
        alerts.rows().entries().forEach(out::put);
        DeviceRows devices = new DeviceRows(directory);
        List<Value> joined = new ArrayList<>();
        directory.devices().forEach(device -> addUnlessNull(devices.joined(device), joined));
        return out.put("groups", new PeopleRows(directory).groups())
                .put("devices", new ListValue(joined))
                .build();
    }
}
