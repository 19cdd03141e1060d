package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The people, groups and devices of the tenant, and who belongs to what. */
final class GraphDirectory {

    /** The fields of a directory device that the lab keeps for itself. */
    private static final List<String> OWN_OF_DEVICES = List.of("machineId", "owner", "users");

    private final Company company;
    private final GraphErrors errors;
    private final Table guests = new Table("id");
    private final Table groups = new Table("id");
    private final Table devices = new Table("id");

    GraphDirectory(Company company, GraphErrors errors, MapValue start) {
        this.company = company;
        this.errors = errors;
        guests.fill(start, "guests");
        groups.fill(start, "groups");
        devices.fill(start, "devices");
    }

    /** By object id or user principal name. */
    MapValue user(String idOrName) {
        MapValue user = found(company.users(), idOrName);
        if (user == null) {
            user = found(guests, idOrName);
        }
        if (user == null) {
            throw errors.missing(idOrName);
        }
        return user;
    }

    private static @Nullable MapValue found(Table users, String idOrName) {
        MapValue user = users.get(idOrName);
        return user == null ? users.find("userPrincipalName", idOrName) : user;
    }

    /** People of the company first, then its guests; without what is a resource of its own. */
    List<MapValue> users() {
        List<MapValue> all = new ArrayList<>();
        company.users().rows().forEach(user -> all.add(shown(user)));
        guests.rows().forEach(user -> all.add(shown(user)));
        return all;
    }

    /** A user as the service shows it where everything is selected. */
    static MapValue shown(MapValue user) {
        return Table.without(user, List.of("manager"));
    }

    void set(MapValue user, String field, Value value) {
        Table users =
                company.users().get(Company.text(user, "id")) == null ? guests : company.users();
        users.set(user, field, value);
    }

    MapValue group(String id) {
        MapValue group = groups.get(id);
        if (group == null) {
            throw errors.missing(id);
        }
        return group;
    }

    List<MapValue> groups() {
        List<MapValue> all = new ArrayList<>();
        groups.rows().forEach(group -> all.add(Table.without(group, List.of("members"))));
        return all;
    }

    List<String> members(MapValue group) {
        List<String> ids = new ArrayList<>();
        if (group.get("members") instanceof ListValue(List<Value> items)) {
            items.forEach(item -> ids.add(((StringValue) item).value()));
        }
        return ids;
    }

    void setMembers(MapValue group, List<String> ids) {
        List<Value> items = new ArrayList<>();
        ids.forEach(id -> items.add(new StringValue(id)));
        groups.set(group, "members", new ListValue(items));
    }

    /** The members of a group, and those of groups in it where {@code transitive}. */
    Set<String> members(MapValue group, boolean transitive) {
        Set<String> found = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(members(group));
        while (!open.isEmpty()) {
            String id = open.removeFirst();
            MapValue inner = groups.get(id);
            if (found.add(id) && transitive && inner != null) {
                open.addAll(members(inner));
            }
        }
        return found;
    }

    /** The groups that something is in. */
    List<MapValue> groupsOf(String id, boolean transitive) {
        List<MapValue> found = new ArrayList<>();
        for (MapValue group : groups.rows()) {
            if (members(group, transitive).contains(id)) {
                found.add(object(Company.text(group, "id")));
            }
        }
        return found;
    }

    /**
     * Anything of the directory with its {@code @odata.type}.
     *
     * @throws RefusedException if there is nothing of this id
     */
    MapValue object(String id) {
        MapValue group = groups.get(id);
        if (group != null) {
            return typed("group", Table.without(group, List.of("members")));
        }
        MapValue device = devices.get(id);
        return device == null
                ? typed("user", GraphUsers.usual(user(id)))
                : typed("device", shownDevice(device));
    }

    private static MapValue typed(String type, MapValue row) {
        MapValue.Builder out = MapValue.builder().put("@odata.type", "#microsoft.graph." + type);
        row.entries().forEach(out::put);
        return out.build();
    }

    /** The devices that a user owns, or uses. */
    List<MapValue> devicesOf(String userId, boolean owned) {
        List<MapValue> found = new ArrayList<>();
        for (MapValue device : devices.rows()) {
            boolean uses =
                    device.get("users") instanceof ListValue(List<Value> users)
                            && users.contains(new StringValue(userId));
            if (owned ? userId.equals(device.text("owner")) : uses) {
                found.add(typed("device", shownDevice(device)));
            }
        }
        return found;
    }

    /** The id under which Entra knows a device of Defender, or null. */
    @Nullable String deviceId(String machineId) {
        MapValue device = devices.find("machineId", machineId);
        return device == null ? null : device.text("deviceId");
    }

    /** What the directory says of itself, and what the company knows of the machine. */
    private MapValue shownDevice(MapValue device) {
        MapValue machine = company.devices().get(Company.text(device, "machineId"));
        MapValue.Builder out = MapValue.builder();
        Table.without(device, OWN_OF_DEVICES).entries().forEach(out::put);
        String name = machine == null ? "" : Company.text(machine, "computerDnsName");
        return out.put(
                        "displayName",
                        name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                .put("operatingSystem", "Windows")
                .put("operatingSystemVersion", machine == null ? "" : version(machine))
                .put(
                        "approximateLastSignInDateTime",
                        machine == null ? company.now() : Company.text(machine, "lastSeen"))
                .put("onPremisesSyncEnabled", NullValue.NULL)
                .build();
    }

    private static String version(MapValue machine) {
        return "10.0." + (machine.get("osBuild") instanceof IntValue(long build) ? build : 0);
    }

    /** Whether each guest may sign in, for people. */
    ListValue guestState() {
        return guests.map(
                guest -> Table.only(guest, List.of("id", "userPrincipalName", "accountEnabled")));
    }

    /** Groups with the names of their members, for people. */
    ListValue state() {
        return groups.map(
                group -> {
                    List<Value> names = new ArrayList<>();
                    for (String id : members(group)) {
                        names.add(new StringValue(Company.text(object(id), "displayName")));
                    }
                    return MapValue.builder()
                            .put("id", Company.text(group, "id"))
                            .put("displayName", Company.text(group, "displayName"))
                            .put("members", new ListValue(names))
                            .build();
                });
    }
}
