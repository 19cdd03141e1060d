package dev.tocsin.lab;

import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads faults as the command line and {@code POST /lab/faults} have them. */
final class FaultReader {

    private static final Map<String, Fault.Kind> WORDS = words();
    private static final int MAX_TIMES = 10_000;
    private static final String KINDS = "a status from 400 to 599, or one of `" + kinds() + "`";

    private FaultReader() {}

    private static Map<String, Fault.Kind> words() {
        Map<String, Fault.Kind> words = new LinkedHashMap<>();
        words.put("malformed", new Fault.Malformed());
        words.put("truncated", new Fault.Truncated());
        words.put("redirect", new Fault.Redirect("https://elsewhere.example/"));
        words.put("close", new Fault.Close());
        words.put("hang", new Fault.Hang());
        words.put("drip", new Fault.Drip());
        words.put("large", new Fault.Large());
        words.put("wrong-content-type", new Fault.WrongContentType());
        return words;
    }

    private static String kinds() {
        return String.join("`, `", WORDS.keySet());
    }

    /** How a kind without settings is called. */
    static String word(Fault.Kind kind) {
        for (Map.Entry<String, Fault.Kind> word : WORDS.entrySet()) {
            if (word.getValue().equals(kind)) {
                return word.getKey();
            }
        }
        throw new IllegalStateException("no word for " + kind);
    }

    static Fault text(String text) throws Fault.InvalidException {
        String[] parts = text.split(":");
        int slash = parts[0].indexOf('/');
        String service = slash < 0 ? parts[0] : parts[0].substring(0, slash);
        String path = slash < 0 ? null : parts[0].substring(slash);
        if (parts.length < 2 || service.isEmpty()) {
            throw new Fault.InvalidException(
                    "a fault is a service and what happens to it, not `" + text + "`",
                    "write `graph:503`, or `graph/users:503:0.2` for one in five");
        }
        Integer status = status(parts[1]);
        Fault.Kind kind = status == null ? kind(parts[1]) : new Fault.Status(status, null);
        int times = Fault.ALWAYS;
        double probability = 1;
        for (int i = 2; i < parts.length; i++) {
            String part = parts[i];
            if (part.startsWith("retryAfter=") && status != null) {
                // A date has colons of its own.
                String rest = String.join(":", List.of(parts).subList(i, parts.length));
                kind = new Fault.Status(status, rest.substring("retryAfter=".length()));
                break;
            } else if (part.startsWith("times=")) {
                times = times(part.substring("times=".length()));
            } else if (part.indexOf('=') < 0) {
                probability = probability(part);
            } else {
                throw new Fault.InvalidException(
                        "a fault has no setting `" + part + "`",
                        "settings are a probability, `times=3`, and `retryAfter=30` with a status");
            }
        }
        return new Fault(service, path, kind, times, probability);
    }

    private static @Nullable Integer status(String text) {
        try {
            int status = Integer.parseInt(text);
            return status >= 400 && status <= 599 ? status : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static Fault.Kind kind(String word) throws Fault.InvalidException {
        Fault.Kind kind = WORDS.get(word);
        if (kind == null) {
            String near = Suggestion.closest(word, WORDS.keySet());
            throw new Fault.InvalidException(
                    "`" + word + "` is nothing that a service does",
                    near == null ? "write " + KINDS : "did you mean `" + near + "`?");
        }
        return kind;
    }

    private static int times(String text) throws Fault.InvalidException {
        try {
            int times = Integer.parseInt(text);
            if (times >= 1 && times <= MAX_TIMES) {
                return times;
            }
        } catch (NumberFormatException _) {
            // Told below, as for a number that is out of range.
        }
        throw new Fault.InvalidException(
                "`times` is a whole number from 1 to " + MAX_TIMES + ", not `" + text + "`", null);
    }

    private static double probability(String text) throws Fault.InvalidException {
        try {
            double probability = Double.parseDouble(text);
            if (probability > 0 && probability <= 1) {
                return probability;
            }
        } catch (NumberFormatException _) {
            // Told below, as for a number that is out of range.
        }
        throw new Fault.InvalidException(
                "a probability is above 0 and at most 1, not `" + text + "`",
                "write `0.2` for one request in five");
    }

    static Fault json(MapValue body) throws Fault.InvalidException {
        String service = body.text("service");
        if (service == null) {
            throw new Fault.InvalidException("`service` is missing", null);
        }
        for (String key : body.entries().keySet()) {
            switch (key) {
                case "service",
                        "path",
                        "status",
                        "times",
                        "retryAfter",
                        "answer",
                        "location",
                        "probability" -> {}
                default -> throw new Fault.InvalidException("unknown key `" + key + "`", null);
            }
        }
        double probability =
                switch (body.get("probability")) {
                    case null -> 1;
                    case DoubleValue(double number) -> probability(Double.toString(number));
                    case IntValue(long number) -> probability(Long.toString(number));
                    case Value other -> probability(other.kind());
                };
        int times =
                switch (body.get("times")) {
                    case IntValue(long number) -> Math.clamp(number, 1, MAX_TIMES);
                    case StringValue(String text) when text.equals("always") -> Fault.ALWAYS;
                    case null, default -> 1;
                };
        return new Fault(service, body.text("path"), kind(body), times, probability);
    }

    private static Fault.Kind kind(MapValue body) throws Fault.InvalidException {
        String answer = body.text("answer");
        if (answer == null) {
            if (body.get("status") instanceof IntValue(long status)
                    && status >= 400
                    && status <= 599) {
                return new Fault.Status((int) status, retryAfter(body));
            }
            throw new Fault.InvalidException(
                    "`status` from 400 to 599, or `answer`, is needed",
                    "`answer` is one of `" + kinds() + "`");
        }
        String location = body.text("location");
        return answer.equals("redirect") && location != null
                ? new Fault.Redirect(location)
                : kind(answer);
    }

    private static @Nullable String retryAfter(MapValue body) {
        return switch (body.get("retryAfter")) {
            case IntValue(long seconds) -> Long.toString(seconds);
            case StringValue(String text) -> text;
            case null, default -> null;
        };
    }
}
