package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A device of a scenario as Defender for Endpoint, Entra and hunting have it. */
final class DeviceRows {

    private static final String EXTERNAL_IP = "198.51.100.11";

    private record System(String version, long build) {}

    private final Directory directory;
    private final List<String> groups = new ArrayList<>();

    DeviceRows(Directory directory) {
        this.directory = directory;
    }

    /** The machine; those of one scenario are asked for in its order. */
    MapValue machine(Directory.Device device) {
        MapValue entry = device.entry();
        String os = Fields.text(entry, "os", "Windows11");
        System system = system(os);
        String ip = Fields.text(entry, "ip", derivedIp(device.dnsName()));
        String group = entry.text("group");
        MapValue.Builder out =
                MapValue.builder()
                        .put("id", device.id())
                        .put("computerDnsName", device.dnsName())
                        .put("firstSeen", "now-P90D")
                        .put("lastSeen", Fields.moment(entry, "lastSeen", "10m ago"))
                        .put("osPlatform", os)
                        .put("osArchitecture", "64-bit")
                        .put("version", system.version)
                        .put("osBuild", system.build)
                        .put("lastIpAddress", ip)
                        .put("lastExternalIpAddress", Fields.text(entry, "externalIp", EXTERNAL_IP))
                        .put("healthStatus", word(entry, "health", "active"))
                        .put("onboardingStatus", "onboarded")
                        .put("rbacGroupId", group == null ? 0 : groupId(group))
                        .put("rbacGroupName", Fields.orNull(entry, "group"))
                        .put("riskScore", word(entry, "risk", "none"))
                        .put("exposureLevel", word(entry, "exposure", "low"))
                        .put("deviceValue", word(entry, "value", "normal"))
                        .put("aadDeviceId", NullValue.NULL)
                        .put("machineTags", Fields.list(entry, "tags"))
                        .put("ipAddresses", ListValue.of(address(ip)));
        if (Fields.flag(entry, "actionsFail", false)) {
            out.put(DefenderMachines.ACTIONS_END, "Failed");
        }
        return Fields.withRaw(entry, out.build());
    }

    private static String word(MapValue entry, String key, String otherwise) {
        return Fields.pascal(Fields.text(entry, key, otherwise));
    }

    private long groupId(String group) {
        if (!groups.contains(group)) {
            groups.add(group);
        }
        return 10L * (groups.indexOf(group) + 1);
    }

    private static System system(String os) {
        return switch (os) {
            case "Windows11" -> new System("24H2", 26_100);
            case "Windows10" -> new System("22H2", 19_045);
            case "WindowsServer2025" -> new System("24H2", 26_100);
            case "WindowsServer2022" -> new System("21H2", 20_348);
            case "WindowsServer2019" -> new System("1809", 17_763);
            case "macOS" -> new System("15", 0);
            default -> new System("Other", 0);
        };
    }

    private static String derivedIp(String dnsName) {
        long number = DerivedIds.number("ip:" + dnsName, 256L * 256 * 254);
        return "10." + number / (256 * 254) + "." + number / 254 % 256 + "." + (number % 254 + 1);
    }

    private static MapValue address(String ip) {
        String[] parts = ip.split("\\.");
        String mac =
                parts.length == 4
                        ? String.format(Locale.ROOT, "00155D%3s%3s", parts[2], parts[3])
                                .replace(' ', '0')
                        : "00155D" + DerivedIds.hex("mac:" + ip, 6).toUpperCase(Locale.ROOT);
        return MapValue.builder()
                .put("ipAddress", ip)
                .put("macAddress", mac)
                .put("operationalStatus", "Up")
                .build();
    }

    /** The device of the directory, as Entra joined it. */
    @Nullable MapValue joined(Directory.Device device) {
        Directory.Person owner = directory.person(device.owner());
        if (owner == null) {
            return null;
        }
        ListValue users = ListValue.of(new dev.tocsin.value.StringValue(owner.id()));
        return MapValue.builder()
                .put("id", DerivedIds.guid("device", device.dnsName()))
                .put("deviceId", DerivedIds.guid("deviceId", device.dnsName()))
                .put("machineId", device.id())
                .put("owner", owner.id())
                .put("users", users)
                .put("accountEnabled", true)
                .put("isCompliant", true)
                .put("isManaged", true)
                .put("trustType", "AzureAd")
                .put("profileType", "RegisteredDevice")
                .put("manufacturer", NullValue.NULL)
                .put("model", NullValue.NULL)
                .build();
    }

    /**
     * The owner at work: without a row of theirs, nobody who hunts for the devices of a user would
     * find this one. Null where the table has one, or there is no owner.
     */
    @Nullable MapValue atWork(Directory.Device device, List<MapValue> processes) {
        Directory.Person owner = directory.person(device.owner());
        if (owner == null) {
            return null;
        }
        for (MapValue row : processes) {
            if (device.id().equals(row.text("DeviceId"))
                    && owner.account().equals(row.text("AccountName"))) {
                return null;
            }
        }
        return MapValue.builder()
                .put("Timestamp", "now-PT30M")
                .put("DeviceId", device.id())
                .put("DeviceName", device.dnsName())
                .put("ActionType", "ProcessCreated")
                .put("FileName", "explorer.exe")
                .put("ProcessCommandLine", "explorer.exe")
                .put("AccountDomain", directory.accountDomain())
                .put("AccountName", owner.account())
                .put("AccountUpn", owner.upn())
                .build();
    }

    /** What Defender knows of who signs in, one for each owner of a device. */
    ListValue signedIn() {
        List<Value> rows = new ArrayList<>();
        for (Directory.Person person : directory.people()) {
            List<Directory.Device> own = new ArrayList<>();
            for (Directory.Device device : directory.devices()) {
                if (person.equals(directory.person(device.owner()))) {
                    own.add(device);
                }
            }
            if (!own.isEmpty()) {
                rows.add(signedIn(person, own));
            }
        }
        return new ListValue(rows);
    }

    private MapValue signedIn(Directory.Person person, List<Directory.Device> own) {
        return MapValue.builder()
                .put("id", directory.accountDomain() + "\\" + person.account())
                .put("accountName", person.account())
                .put("accountDomain", directory.accountDomain())
                .put(
                        "accountSid",
                        "S-1-5-21-1004336348-1177238915-682003330-"
                                + (10_000 + DerivedIds.number("sid:" + person.upn(), 50_000)))
                .put("firstSeen", "now-P80D")
                .put("lastSeen", "now-PT30M")
                .put("mostPrevalentMachineId", own.getFirst().id())
                .put("leastPrevalentMachineId", own.getLast().id())
                .put("logonTypes", "Interactive")
                .put("logOnMachinesCount", own.size())
                .put("isDomainAdmin", false)
                .put("isOnlyNetworkUser", false)
                .build();
    }
}
