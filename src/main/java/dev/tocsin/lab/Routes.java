package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which code answers which path. Patterns are literal segments and {@code {names}}; a trailing
 * slash counts, because Cloud App Security redirects without it and would lose the body.
 */
final class Routes {

    /** Answers one request whose path fits. */
    interface Handler {
        Answer answer(Request request);
    }

    private record Route(String method, String[] segments, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    /** The first route added that fits wins. */
    Routes on(String method, String pattern, Handler handler) {
        routes.add(new Route(method, pattern.split("/", -1), handler));
        return this;
    }

    /** The answer of the route that fits, or null where none does. */
    @Nullable Answer answer(Request request) {
        String[] segments = request.path().split("/", -1);
        for (Route route : routes) {
            if (route.method.equals(request.method())) {
                List<String> variables = match(route.segments, segments);
                if (variables != null) {
                    return route.handler.answer(request.withVariables(variables));
                }
            }
        }
        return null;
    }

    private static @Nullable List<String> match(String[] pattern, String[] segments) {
        if (pattern.length != segments.length) {
            return null;
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < pattern.length; i++) {
            // A plus is itself in a path; only URL-encoded forms use it for a space.
            String segment =
                    URLDecoder.decode(segments[i].replace("+", "%2B"), StandardCharsets.UTF_8);
            if (pattern[i].startsWith("{")) {
                if (segment.isEmpty()) {
                    return null;
                }
                variables.add(segment);
            } else if (!pattern[i].equals(segment)) {
                return null;
            }
        }
        return variables;
    }
}
