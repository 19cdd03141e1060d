package dev.tocsin.cli;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/** Where in a JSON text a path leads. */
final class EventPlaces {

    private final String text;

    private EventPlaces(String text) {
        this.text = text;
    }

    /**
     * The last key of {@code path}, or the innermost on the way to it that the text has, else the
     * start of the text.
     *
     * @param path {@code alert.severity} or {@code items[3].id}
     */
    static Span of(SourceText source, String path) {
        EventPlaces places = new EventPlaces(source.text());
        Span found = Span.at(0);
        int at = places.blanks(0);
        for (String part : path.split("[.\\[]")) {
            boolean index = part.endsWith("]");
            String name = index ? part.substring(0, part.length() - 1) : part;
            int key = index ? -1 : places.key(at, name);
            if (key >= 0) {
                found = new Span(key, places.end(key));
                at = places.blanks(places.blanks(found.end()) + 1);
            } else {
                at = index ? places.item(at, name) : -1;
            }
            if (at < 0) {
                return found;
            }
        }
        return found;
    }

    /** Where the key {@code name} of the object at {@code object} stands, or -1. */
    private int key(int object, String name) {
        if (charAt(object) != '{') {
            return -1;
        }
        int at = blanks(object + 1);
        while (charAt(at) == '"') {
            int end = end(at);
            if (text.regionMatches(at + 1, name, 0, name.length())
                    && at + 1 + name.length() == end - 1) {
                return at;
            }
            at = blanks(end(blanks(blanks(end) + 1)));
            at = charAt(at) == ',' ? blanks(at + 1) : at;
        }
        return -1;
    }

    /** Where the item of the list at {@code list} starts, or -1. */
    private int item(int list, String index) {
        if (charAt(list) != '[') {
            return -1;
        }
        int at = blanks(list + 1);
        for (int left = Integer.parseInt(index); left > 0; left--) {
            at = blanks(end(at));
            if (charAt(at) != ',') {
                return -1;
            }
            at = blanks(at + 1);
        }
        return at;
    }

    /** Behind the value that starts here. */
    private int end(int start) {
        int depth = 0;
        int at = start;
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted) {
                at += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    return at;
                }
                depth--;
            } else if (depth == 0 && (c == ',' || c == ':' || c <= ' ')) {
                return at;
            }
            at++;
            if (depth == 0 && !quoted && (c == '"' || c == '}' || c == ']')) {
                return at;
            }
        }
        return text.length();
    }

    private int blanks(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private char charAt(int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
