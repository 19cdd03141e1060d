package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The people and devices of a checked scenario, found by whatever the scenario calls them. Upper
 * and lower case are alike.
 */
final class Directory {

    /**
     * A user of the directory.
     *
     * @param entry as the scenario has it
     * @param upn user principal name, which is the address as well
     * @param id object id
     */
    record Person(MapValue entry, String name, String upn, String id) {

        /** The part before the {@code @}. */
        String account() {
            return upn.substring(0, upn.indexOf('@'));
        }
    }

    /**
     * A machine of Defender for Endpoint.
     *
     * @param owner name of a person; null where it has none
     */
    record Device(MapValue entry, String dnsName, String id, @Nullable String owner) {}

    private final String domain;
    private final String tenant;
    private final List<Person> people = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final Map<String, Person> peopleByName = new LinkedHashMap<>();
    private final Map<String, Device> devicesByName = new LinkedHashMap<>();

    private Directory(String domain, String tenant) {
        this.domain = domain;
        this.tenant = tenant;
    }

    /**
     * @param company the short form, complete
     */
    static Directory of(MapValue company, String domain) {
        String tenant =
                Fields.text(
                        Fields.map(company, "access"), "tenant", DerivedIds.guid("tenant", domain));
        Directory directory = new Directory(domain, tenant);
        Fields.entries(company, "people").forEach(directory::addPerson);
        Fields.entries(company, "devices").forEach(directory::addDevice);
        return directory;
    }

    private void addPerson(MapValue entry) {
        String name = Fields.text(entry, "name", "");
        String upn = upn(entry, domain);
        String id = Fields.text(entry, "id", DerivedIds.guid("user", upn));
        Person person = new Person(entry, name, upn, id);
        people.add(person);
        for (String alias : List.of(name, upn, person.account(), id)) {
            peopleByName.putIfAbsent(key(alias), person);
        }
    }

    private void addDevice(MapValue entry) {
        String name = Fields.text(entry, "name", "");
        String dnsName = dnsName(name, domain);
        String id = Fields.text(entry, "id", DerivedIds.hex(dnsName, 40));
        Device device = new Device(entry, dnsName, id, entry.text("owner"));
        devices.add(device);
        for (String alias : List.of(name, dnsName, id)) {
            devicesByName.putIfAbsent(key(alias), device);
        }
    }

    /** The user principal name of an entry: given, completed, or made of the name. */
    static String upn(MapValue entry, String domain) {
        String given = entry.text("upn");
        String local = given == null ? local(Fields.text(entry, "name", "")) : given;
        return local.indexOf('@') < 0 ? local + "@" + domain : local;
    }

    /** {@code Nina Keller} as {@code nina.keller}; letters that are not ASCII become {@code x}. */
    private static String local(String name) {
        StringBuilder local = new StringBuilder();
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
            boolean gap = !plain && !Character.isLetterOrDigit(c);
            if (!gap) {
                local.append(plain ? c : 'x');
            } else if (!local.isEmpty() && local.charAt(local.length() - 1) != '.') {
                local.append('.');
            }
        }
        return local.isEmpty() ? "nobody" : local.toString();
    }

    static String dnsName(String name, String domain) {
        return name.indexOf('.') < 0 ? name + "." + domain : name;
    }

    /** How names are compared. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    String domain() {
        return domain;
    }

    /** What accounts have in front of the backslash: {@code contoso}. */
    String accountDomain() {
        return domain.substring(0, domain.indexOf('.'));
    }

    /** Id of the directory. */
    String tenant() {
        return tenant;
    }

    List<Person> people() {
        return people;
    }

    List<Device> devices() {
        return devices;
    }

    @Nullable Person person(@Nullable String name) {
        return name == null ? null : peopleByName.get(key(name));
    }

    @Nullable Device device(@Nullable String name) {
        return name == null ? null : devicesByName.get(key(name));
    }
}
