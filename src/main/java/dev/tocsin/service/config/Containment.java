package dev.tocsin.service.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How much may be cut off before the approvers are asked.
 *
 * @param perRun containments in one run
 * @param perHour containments of one playbook within an hour
 * @param devices patterns of names and ids of devices that are never contained unasked
 * @param users the same of users: addresses, names, ids
 * @param tags the same of tags of devices
 * @param expireWithin how long the approvers have; then what was held is denied
 */
public record Containment(
        int perRun,
        int perHour,
        List<String> devices,
        List<String> users,
        List<String> tags,
        Duration expireWithin) {

    public Containment {
        devices = List.copyOf(devices);
        users = List.copyOf(users);
        tags = List.copyOf(tags);
    }

    /** Whether names count, so that the gate has to know those behind the ids of an operation. */
    public boolean protectsByName() {
        return !devices.isEmpty() || !users.isEmpty();
    }

    /** The pattern that protects a device of this name or id, or null. */
    public @Nullable String protectsDevice(String name) {
        return matching(devices, name);
    }

    /** The pattern that protects a user of this address, name or id, or null. */
    public @Nullable String protectsUser(String name) {
        return matching(users, name);
    }

    /** The pattern that protects what has this tag, or null. */
    public @Nullable String protectsTag(String tag) {
        return matching(tags, tag);
    }

    private static @Nullable String matching(List<String> patterns, String name) {
        String text = name.toLowerCase(Locale.ROOT);
        for (String pattern : patterns) {
            if (matches(pattern.toLowerCase(Locale.ROOT), text)) {
                return pattern;
            }
        }
        return null;
    }

    /**
     * {@code *} is any run of characters, {@code ?} one. Goes back to the last {@code *} only, so
     * that no pattern takes more than the product of both lengths.
     */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
