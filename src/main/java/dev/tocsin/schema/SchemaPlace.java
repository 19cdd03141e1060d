package dev.tocsin.schema;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;

/**
 * One place inside what a schema describes, for values of which only a part is known: its own
 * schema as far as that is told by {@code properties} and {@code items}, and its type.
 */
public final class SchemaPlace {

    private final @Nullable MapValue rules;
    private final MapValue root;
    private final Type type;

    private SchemaPlace(@Nullable MapValue rules, MapValue root, Type type) {
        this.rules = rules;
        this.root = root;
        this.type = type;
    }

    /** The whole value. */
    public static SchemaPlace of(Schema schema) {
        return new SchemaPlace(schema.json(), schema.json(), schema.type());
    }

    public Type type() {
        return type;
    }

    /** The schema of this place alone; null where only its type is known. */
    public @Nullable Schema schema() {
        MapValue own = rules;
        if (own == null) {
            return null;
        }
        Value definitions = root.get("$defs");
        if (definitions == null || own == root || own.get("$defs") != null) {
            return new Schema(own);
        }
        MapValue.Builder whole = MapValue.builder();
        own.entries().forEach(whole::put);
        return new Schema(whole.put("$defs", definitions).build());
    }

    /** A field of the object here; of a map, any entry. */
    public SchemaPlace field(String name) {
        MapValue own = LocalReferences.follow(rules, root);
        Type inner =
                switch (open(type)) {
                    case Type.Obj object -> object.fields().getOrDefault(name, Type.ANY);
                    case Type.MapOf(Type value) -> value;
                    default -> Type.ANY;
                };
        Value found = null;
        if (own != null) {
            found = own.get("properties") instanceof MapValue declared ? declared.get(name) : null;
            found = found == null ? own.get("additionalProperties") : found;
        }
        return new SchemaPlace(found instanceof MapValue map ? map : null, root, inner);
    }

    /** Any item of the list here. */
    public SchemaPlace item() {
        MapValue own = LocalReferences.follow(rules, root);
        Value found = own == null ? null : own.get("items");
        Type inner = open(type) instanceof Type.ListOf(Type item) ? item : Type.ANY;
        return new SchemaPlace(found instanceof MapValue map ? map : null, root, inner);
    }

    /** Only what the schema says under these keywords; null where it says nothing of them. */
    public @Nullable Schema bounds(String... keywords) {
        MapValue own = LocalReferences.follow(rules, root);
        if (own == null) {
            return null;
        }
        MapValue.Builder some = MapValue.builder();
        boolean any = false;
        for (String keyword : keywords) {
            Value rule = own.get(keyword);
            if (rule != null) {
                some.put(keyword, rule);
                any = true;
            }
        }
        return any ? new Schema(some.build()) : null;
    }

    /** A list of so many items, of which nothing else is known. */
    public static Value listOf(int size) {
        return new ListValue(Collections.nCopies(size, NullValue.NULL));
    }

    /**
     * The one kind of value that a type is beside null; the type itself where there are several.
     */
    public static Type open(Type type) {
        Type rest = TypeUnion.withoutNull(Type.Secret.open(type));
        return rest instanceof Type.Union(List<Type> _) ? type : rest;
    }
}
