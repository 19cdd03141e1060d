package dev.tocsin.schema;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Mistakes in the keys of one map. A misspelt key is unknown and also leaves another one missing;
 * only the first is said, with the second as its suggestion.
 */
final class KeyFaults {

    private static final int MAX_LISTED = 12;

    /** Who has more unknown keys in one map has one mistake, and it is elsewhere. */
    private static final int MAX_UNKNOWN = 50;

    private final Document document;
    private final MapValue schema;
    private final Diagnostics diagnostics;

    /** Keys that an unknown one was probably meant to be. */
    private final Set<String> meant = new HashSet<>();

    /** The list of steps that is not there, where an unknown key may stand for it. */
    private @Nullable String stepsMissing;

    KeyFaults(Document document, MapValue schema, Diagnostics diagnostics) {
        this.document = document;
        this.schema = schema;
        this.diagnostics = diagnostics;
    }

    /**
     * @param name the key under which the map stands; null at the top of a file or in a list
     */
    void report(MapNode map, @Nullable String name, List<Violation> violations) {
        List<Violation> unknown = new ArrayList<>();
        for (Violation violation : violations) {
            if (violation.keyword().equals("additionalProperties")) {
                if (unknown.size() == MAX_UNKNOWN) {
                    continue;
                }
                unknown.add(violation);
                String closest = closest(violation, map);
                if (closest != null) {
                    meant.add(closest);
                }
            }
        }
        for (Violation violation : violations) {
            switch (violation.keyword()) {
                case "additionalProperties" -> {}
                case "required", "dependentRequired" -> missing(violation, map, name, unknown);
                case "oneOf" -> alternatives(violation, map, name, unknown);
                default -> badName(violation, map);
            }
        }
        for (Violation violation : unknown) {
            unknown(violation, map, name);
        }
    }

    private @Nullable String closest(Violation violation, MapNode map) {
        Set<String> free = new LinkedHashSet<>();
        if (violation.owner().get("properties") instanceof MapValue known) {
            free.addAll(known.entries().keySet());
        }
        for (MapNode.Entry entry : map.entries()) {
            free.remove(entry.key().text());
        }
        String key = property(violation);
        String meant = OtherWords.meaning(key, free);
        return meant == null ? Suggestion.closest(key, free) : meant;
    }

    private void unknown(Violation violation, MapNode map, @Nullable String name) {
        List<Note> notes = new ArrayList<>();
        if (violation.owner().get("properties") instanceof MapValue known
                && known.entries().size() <= MAX_LISTED) {
            notes.add(Note.fact("the keys here are " + list(known.entries().keySet(), "and")));
        }
        String closest = closest(violation, map);
        if (closest != null) {
            notes.add(Note.help("did you mean `" + closest + "`?"));
        } else if (stepsMissing != null) {
            notes.add(Note.help("list the steps under `" + stepsMissing + "`, each after a `- `"));
        }
        report(
                Code.UNKNOWN_KEY,
                key(map, property(violation)),
                "unknown key `" + property(violation) + "`" + where(violation, map, name),
                notes);
    }

    /** Which map is meant; a whole file needs no name. */
    private String where(Violation violation, MapNode map, @Nullable String name) {
        if (map == document.root()) {
            return "";
        }
        if (name != null) {
            return " in `" + name + "`";
        }
        String title = violation.owner().text("title");
        return title == null ? "" : " in " + withArticle(title);
    }

    private void missing(
            Violation violation, MapNode map, @Nullable String name, List<Violation> unknown) {
        String missing = property(violation);
        boolean unknownInstead = !unknown.isEmpty() && isSteps(missing);
        if (unknownInstead) {
            stepsMissing = missing;
        }
        if (unknownInstead || meant.contains(missing) || missing.equals("in") && namesList(map)) {
            return;
        }
        String needing = violation.keyword().equals("required") ? null : needing(violation, map);
        if (needing != null) {
            report(
                    Code.MISSING_KEY,
                    key(map, needing),
                    "`" + needing + "` needs `" + missing + "` beside it",
                    List.of());
            return;
        }
        report(
                Code.MISSING_KEY,
                anchor(map),
                "`" + missing + "` is missing" + where(violation, map, name),
                List.of());
    }

    private static boolean isSteps(String key) {
        return key.equals("steps") || key.equals("then");
    }

    /**
     * {@code forEach: steps.alert.evidence}: the name that stands there is no id, which is said.
     */
    private static boolean namesList(MapNode map) {
        return map.get("forEach") instanceof ScalarNode name
                && (name.text().indexOf('.') > 0 || name.text().contains("${"));
    }

    /** The key because of which {@code dependentRequired} wants another one. */
    private static @Nullable String needing(Violation violation, MapNode map) {
        Value missing = new StringValue(property(violation));
        if (violation.rule() instanceof MapValue rule) {
            for (MapNode.Entry entry : map.entries()) {
                if (rule.get(entry.key().text()) instanceof ListValue(List<Value> needed)
                        && needed.contains(missing)) {
                    return entry.key().text();
                }
            }
        }
        return null;
    }

    /** {@code oneOf} over {@code required} only: exactly one of some keys. */
    private void alternatives(
            Violation violation, MapNode map, @Nullable String name, List<Violation> unknown) {
        Set<String> choices = choices(violation.rule());
        List<ScalarNode> present = new ArrayList<>();
        for (MapNode.Entry entry : map.entries()) {
            if (choices.contains(entry.key().text())) {
                present.add(entry.key());
            }
        }
        boolean step = "Step".equals(violation.owner().text("title"));
        if (present.size() > 1) {
            several(present, step);
        } else if (meant.stream().noneMatch(choices::contains)) {
            none(map, name, choices, step, unknown);
        }
    }

    private void several(List<ScalarNode> present, boolean step) {
        String both = "`" + present.get(0).text() + "` and `" + present.get(1).text() + "`";
        Note first =
                Note.fact(
                        "`"
                                + present.get(0).text()
                                + "` stands on line "
                                + document.source().lineAt(present.get(0).span().start()));
        if (step) {
            report(
                    Code.SEVERAL_STEP_KINDS,
                    present.get(1).span(),
                    both + " are both kinds of step, and a step has one",
                    List.of(first, Note.help("make it two steps")));
        } else {
            report(
                    Code.CONFLICTING_KEYS,
                    present.get(1).span(),
                    both + " cannot stand together",
                    List.of(first, Note.help("keep one of them")));
        }
    }

    private void none(
            MapNode map,
            @Nullable String name,
            Set<String> choices,
            boolean step,
            List<Violation> unknown) {
        if (!step && !unknown.isEmpty()) {
            return;
        }
        if (!step) {
            String where =
                    name == null
                            ? "one of these keys is missing: "
                            : "`" + name + "` needs one of ";
            report(Code.MISSING_KEY, anchor(map), where + list(choices, "or"), List.of());
            return;
        }
        Note kinds = Note.fact("a step does one of " + list(choices, "or"));
        if (unknown.isEmpty()) {
            report(
                    Code.UNKNOWN_STEP_KIND,
                    anchor(map),
                    "this step has no kind, so it does nothing",
                    kindOfSetting(map, kinds));
        } else {
            String key = property(unknown.removeFirst());
            report(
                    Code.UNKNOWN_STEP_KIND,
                    key(map, key),
                    "unknown kind of step `" + key + "`",
                    List.of(kinds));
        }
    }

    /** A setting without its kind tells which kind was meant. */
    private static List<Note> kindOfSetting(MapNode map, Note kinds) {
        for (MapNode.Entry entry : map.entries()) {
            String setting = entry.key().text();
            String kind =
                    switch (setting) {
                        case "with", "await", "connection" -> "action";
                        case "then", "else", "elseIf" -> "if";
                        case "cases", "default" -> "switch";
                        case "in", "steps", "index", "collect", "concurrency" -> "forEach";
                        case "until", "atMost", "within", "every" -> "repeat";
                        case "catch", "finally" -> "try";
                        case "to", "choices", "form", "fourEyes" -> "ask";
                        default -> null;
                    };
            if (kind != null) {
                return List.of(
                        kinds,
                        Note.help(
                                "`"
                                        + setting
                                        + "` goes with `"
                                        + kind
                                        + "`: is that key missing?"));
            }
        }
        return List.of(kinds);
    }

    private static Set<String> choices(Value rule) {
        Set<String> choices = new LinkedHashSet<>();
        if (rule instanceof ListValue(List<Value> options)) {
            for (Value option : options) {
                if (option instanceof MapValue map
                        && map.get("required") instanceof ListValue(List<Value> required)
                        && required.size() == 1
                        && required.getFirst() instanceof StringValue(String key)) {
                    choices.add(key);
                }
            }
        }
        return choices;
    }

    private void badName(Violation violation, MapNode map) {
        String name = property(violation);
        MapValue rule = LocalReferences.follow(violation.rule(), schema);
        Code code = rule == null ? Code.INVALID_VALUE : NamedPattern.code(rule);
        List<Note> notes =
                rule == null || code == Code.INVALID_VALUE
                        ? List.of()
                        : List.of(NamedPattern.help(rule, name));
        report(code, key(map, name), "`" + name + "` cannot be a name here", notes);
    }

    private void report(Code code, Span span, String message, List<Note> notes) {
        diagnostics.report(code, document.source(), span, message, notes.toArray(new Note[0]));
    }

    private static String property(Violation violation) {
        return violation.property() == null ? violation.keyword() : violation.property();
    }

    private static Span key(MapNode map, String key) {
        MapNode.Entry entry = map.entry(key);
        return entry == null ? anchor(map) : entry.key().span();
    }

    private static Span anchor(MapNode map) {
        return map.entries().isEmpty() ? map.span() : map.entries().getFirst().key().span();
    }

    private static String withArticle(String title) {
        String noun = Character.toLowerCase(title.charAt(0)) + title.substring(1);
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    private static String list(Set<String> names, String conjunction) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        for (String name : names) {
            String separator = i == 0 ? "" : i == names.size() - 1 ? " " + conjunction + " " : ", ";
            out.append(separator).append('`').append(name).append('`');
            i++;
        }
        return out.toString();
    }
}
