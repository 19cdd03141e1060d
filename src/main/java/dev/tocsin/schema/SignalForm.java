package dev.tocsin.schema;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of an alert or incident a connector has to give. The rest follows: identity and raw
 * payload are added, the lists by kind come from the evidence, and what the source does not say has
 * a stand-in.
 */
public final class SignalForm {

    /** What an enumeration has for "nobody said". */
    private static final String UNKNOWN = "unknown";

    private static final Set<String> ADDED =
            Set.of(
                    "kind",
                    "id",
                    "source",
                    "raw",
                    "alerts",
                    "devices",
                    "users",
                    "ips",
                    "urls",
                    "files",
                    "processes",
                    "mailboxes",
                    "messages");

    private SignalForm() {}

    /**
     * The type of what a mapping may give for an alert or incident of this type. An incident has no
     * evidence of its own; a mapping may give what the source tells of it as a whole, and not of
     * one of its alerts.
     */
    public static Type.Obj mapped(Type.Obj whole) {
        Map<String, Type> fields = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>();
        whole.fields()
                .forEach(
                        (name, type) -> {
                            if (!ADDED.contains(name)) {
                                add(name, type, fields, required);
                            }
                        });
        Type evidence = evidenceOfIncident(whole);
        if (evidence != null) {
            add("evidence", evidence, fields, required);
        }
        return new Type.Obj(fields, required, false);
    }

    /** The type of the evidence of each alert of an incident; null where this is no incident. */
    public static @Nullable Type evidenceOfIncident(Type.Obj whole) {
        return whole.fields().get("alerts") instanceof Type.ListOf(Type.Obj alert)
                ? alert.fields().get("evidence")
                : null;
    }

    /** What stands where a source says nothing; null where it has to say something. */
    public static @Nullable Value standIn(Type type) {
        return switch (type) {
            case Type.ListOf _ -> ListValue.EMPTY;
            case Type.Str(Set<String> values) when values.contains(UNKNOWN) ->
                    new StringValue(UNKNOWN);
            case Type.Union(List<Type> options) when options.contains(Type.NULL) -> NullValue.NULL;
            case Type.Any _, Type.Null _ -> NullValue.NULL;
            case Type.Bool _,
                    Type.Int _,
                    Type.Number _,
                    Type.Str _,
                    Type.Bytes _,
                    Type.Secret _,
                    Type.Timestamp _,
                    Type.Duration _,
                    Type.Obj _,
                    Type.MapOf _,
                    Type.Union _ ->
                    null;
        };
    }

    private static void add(
            String name, Type type, Map<String, Type> fields, Set<String> required) {
        Type inner = inside(type);
        if (standIn(type) == null) {
            required.add(name);
            fields.put(name, inner);
        } else {
            fields.put(name, TypeUnion.of(inner, Type.NULL));
        }
    }

    private static Type inside(Type type) {
        return switch (type) {
            case Type.ListOf(Type item) -> new Type.ListOf(inside(item));
            case Type.Union(List<Type> options) ->
                    TypeUnion.alternatives(options.stream().map(SignalForm::inside).toList());
            case Type.Obj(Map<String, Type> inner, _, boolean open) -> {
                Map<String, Type> fields = new LinkedHashMap<>();
                Set<String> required = new LinkedHashSet<>();
                inner.forEach((name, field) -> add(name, field, fields, required));
                yield new Type.Obj(fields, required, open);
            }
            case Type.Any _,
                    Type.Null _,
                    Type.Bool _,
                    Type.Int _,
                    Type.Number _,
                    Type.Str _,
                    Type.Bytes _,
                    Type.Secret _,
                    Type.Timestamp _,
                    Type.Duration _,
                    Type.MapOf _ ->
                    type;
        };
    }
}
