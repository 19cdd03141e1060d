package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;

/**
 * Time zones by name: IANA ({@code Europe/Berlin}), an offset ({@code +02:00}), or the name that
 * Windows, and so many a Microsoft service, has for them ({@code W. Europe Standard Time}).
 */
public final class TimeZones {

    private TimeZones() {}

    /** Null where no zone has this name. */
    public static @Nullable ZoneId find(String name) {
        boolean bareOffset = !name.isEmpty() && Character.isDigit(name.charAt(0));
        try {
            return ZoneId.of(bareOffset ? "+" + name : name);
        } catch (DateTimeException _) {
            String iana = iana(name);
            return iana == null ? null : ZoneId.of(iana);
        }
    }

    /** The IANA name of a zone of Windows, by CLDR; null where Windows has none of this name. */
    public static @Nullable String iana(String windowsName) {
        return WindowsZones.IANA.get(windowsName);
    }

    /** Read when a name is asked for that IANA does not have. */
    private static final class WindowsZones {

        static final Map<String, String> IANA = read();

        private static Map<String, String> read() {
            Map<String, String> zones = new java.util.HashMap<>();
            for (String line : DataFile.lines("windows-zones.tsv")) {
                int tab = line.indexOf('\t');
                zones.put(line.substring(0, tab), line.substring(tab + 1));
            }
            return Map.copyOf(zones);
        }
    }
}
