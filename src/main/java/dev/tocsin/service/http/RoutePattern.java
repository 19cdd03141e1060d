package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of one route: {@code /v1/runs/{id}/events}. A literal segment matches its own bytes and
 * nothing else, so there is no second spelling of a path; a {@code {name}} matches one segment that
 * is not empty, whose decoded text is no {@code .} or {@code ..} and holds no {@code /}, {@code \},
 * {@code ;} or control character.
 */
public final class RoutePattern {

    private static final int MAX_VALUE = 256;

    private final String text;
    private final List<String> segments;

    private RoutePattern(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
    }

    /** A pattern; one that is not well formed is a bug. */
    public static RoutePattern of(String text) {
        List<String> segments = split(text);
        if (segments == null) {
            throw new IllegalStateException("a pattern begins with `/`: " + text);
        }
        for (String segment : segments) {
            if (!segment.matches("[A-Za-z0-9._-]*|\\{[a-z][A-Za-z0-9]*}")) {
                throw new IllegalStateException("not a segment: " + segment + " in " + text);
            }
        }
        return new RoutePattern(text, segments);
    }

    /** The segments of a path, or null where it does not begin with one {@code /}. */
    static @Nullable List<String> split(String path) {
        return path.startsWith("/") ? List.of(path.substring(1).split("/", -1)) : null;
    }

    /** As written. */
    public String text() {
        return text;
    }

    /** The names of its {@code {name}} segments, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String segment : segments) {
            if (isName(segment)) {
                names.add(name(segment));
            }
        }
        return names;
    }

    /**
     * The values of a path.
     *
     * @param given its segments as they came, before any decoding
     * @return null where the path is not one of these
     */
    @Nullable Map<String, String> match(List<String> given) {
        if (given.size() != segments.size()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String segment = segments.get(i);
            if (!isName(segment)) {
                if (!segment.equals(given.get(i))) {
                    return null;
                }
                continue;
            }
            String value = PercentDecoding.decode(given.get(i));
            if (value == null || !isPlain(value)) {
                return null;
            }
            values.put(name(segment), value);
        }
        return values;
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_VALUE
                && !value.equals(".")
                && !value.equals("..")
                && value.chars().noneMatch(RoutePattern::isSpecial);
    }

    private static boolean isSpecial(int c) {
        return c == '/' || c == '\\' || c == ';' || Character.isISOControl(c);
    }

    /** Whether some path matches both: two such routes would depend on their order. */
    boolean overlaps(RoutePattern other) {
        if (segments.size() != other.segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String one = segments.get(i);
            String two = other.segments.get(i);
            if (!one.equals(two) && !isName(one) && !isName(two)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
