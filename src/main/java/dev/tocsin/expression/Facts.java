package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What conditions have proved of the values at one place of a playbook, beyond their types: that
 * they are not null, that a field is there, which texts they are or are not. Immutable; a longer
 * set shares the shorter one, and where nothing was proved it is {@link #NONE}.
 */
public final class Facts {

    public static final Facts NONE = new Facts(null, new There(), null, 0);

    /** Of a place that is never reached: whatever another way proves holds where they meet. */
    public static final Facts UNREACHED = new Facts(null, new There(), null, 0);

    /** Beyond this many at one place the rest is not followed, or asking would take long. */
    private static final int MAX_FACTS = 200;

    private static final There THERE = new There();
    private static final NotNull NOT_NULL = new NotNull();
    private static final IsNull IS_NULL = new IsNull();

    private final @Nullable Expr place;
    private final Fact fact;
    private final @Nullable Facts before;
    private final int size;

    private Facts(@Nullable Expr place, Fact fact, @Nullable Facts before, int size) {
        this.place = place;
        this.fact = fact;
        this.before = before;
        this.size = size;
    }

    private sealed interface Fact {}

    /** A field is there, a step has succeeded; the value may be null all the same. */
    private record There() implements Fact {}

    private record NotNull() implements Fact {}

    private record IsNull() implements Fact {}

    /** A text, one of these. */
    private record OneOf(Set<String> texts) implements Fact {}

    /** No text of these; null perhaps. */
    private record NoneOf(Set<String> texts) implements Fact {}

    Facts there(Expr place) {
        return with(place, THERE);
    }

    Facts notNull(Expr place) {
        return with(place, NOT_NULL);
    }

    Facts nothing(Expr place) {
        return with(place, IS_NULL);
    }

    Facts oneOf(Expr place, Set<String> texts) {
        return with(place, new OneOf(texts));
    }

    Facts noneOf(Expr place, Set<String> texts) {
        return with(place, new NoneOf(texts));
    }

    private Facts with(Expr known, Fact what) {
        return this == UNREACHED || size >= MAX_FACTS || !Places.isPlace(known)
                ? this
                : new Facts(known, what, this, size + 1);
    }

    /** Whether the value is surely not null: proved of it, or of something inside it. */
    boolean isNotNull(Expr value) {
        for (Facts at = this; at != null; at = at.before) {
            Expr known = at.place;
            if (known == null || at.fact instanceof NoneOf || at.fact instanceof IsNull) {
                continue;
            }
            boolean same = at.fact instanceof NotNull || at.fact instanceof OneOf;
            if (same && Places.same(known, value) || isInside(known, value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value is surely null: {@code x == null} was true, {@code x != null} false. */
    private boolean isNull(Expr value) {
        for (Facts at = this; at != null; at = at.before) {
            Expr known = at.place;
            if (known != null && at.fact instanceof IsNull && Places.same(known, value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a root name is surely null. */
    public boolean isNull(String root) {
        return isNull(new Expr.Name(root, false, 0, 0));
    }

    /** Whether a root name is surely not null. */
    public boolean isNotNull(String root) {
        return isNotNull(new Expr.Name(root, false, 0, 0));
    }

    /** Whether a field is surely there, or a step has surely succeeded. */
    boolean isThere(Expr value) {
        for (Facts at = this; at != null; at = at.before) {
            Expr known = at.place;
            if (known == null || at.fact instanceof NoneOf || at.fact instanceof IsNull) {
                continue;
            }
            if (Places.same(known, value) || isInside(known, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInside(Expr known, Expr value) {
        for (Expr owner = Places.owner(known); owner != null; owner = Places.owner(owner)) {
            if (Places.same(owner, value)) {
                return true;
            }
        }
        return false;
    }

    /** What is left of a type at a place. */
    Type narrowed(Expr value, Type type) {
        if (before == null || !Places.isPlace(value)) {
            return type;
        }
        Type narrow = isNotNull(value) ? TypeUnion.withoutNull(type) : type;
        if (narrow instanceof Type.Union union && Alternatives.areObjects(union)) {
            for (Facts at = this; at != null; at = at.before) {
                Expr known = at.place;
                Expr owner = known == null ? null : Places.owner(known);
                String field = known == null ? null : Places.field(known);
                if (owner != null && field != null && Places.same(owner, value)) {
                    narrow = at.alternative(narrow, field);
                }
            }
        }
        for (Facts at = this; at != null; at = at.before) {
            Expr known = at.place;
            boolean texts = at.fact instanceof OneOf || at.fact instanceof NoneOf;
            if (known != null && texts && Places.same(known, value)) {
                narrow = TextChoices.narrowed(narrow, at.fact instanceof OneOf, textsOf(at.fact));
            }
        }
        return narrow;
    }

    /** Less the objects whose field is not what the first of these facts says it is. */
    private Type alternative(Type type, String field) {
        return switch (fact) {
            case OneOf(Set<String> texts) -> Alternatives.withTexts(type, field, texts);
            case NotNull _ -> Alternatives.withField(type, field);
            case There _, NoneOf _, IsNull _ -> type;
        };
    }

    /** A type less what is known of a name and of the fields inside it. */
    Type narrowedInside(String name, Type type) {
        Type narrow = type;
        for (Facts at = this; at != null; at = at.before) {
            Expr known = at.place;
            if (known != null && Places.mentions(known, name, null)) {
                narrow =
                        switch (at.fact) {
                            case There _ -> FieldNarrowing.there(narrow, known);
                            case NotNull _, OneOf _ -> FieldNarrowing.notNull(narrow, known);
                            case NoneOf _, IsNull _ -> narrow;
                        };
            }
        }
        return narrow;
    }

    private static Set<String> textsOf(Fact fact) {
        return switch (fact) {
            case OneOf(Set<String> texts) -> texts;
            case NoneOf(Set<String> texts) -> texts;
            case There _, NotNull _, IsNull _ -> Set.of();
        };
    }

    /** Without what is known of a root name, which stands for something else from here on. */
    public Facts without(String root) {
        return without(root, null);
    }

    /** Without what is known of a member of a root name: {@code vars.x}, which is set here. */
    public Facts without(String root, @Nullable String member) {
        Facts rest = before;
        Expr known = place;
        if (rest == null || known == null) {
            return this;
        }
        Facts kept = rest.without(root, member);
        if (Places.mentions(known, root, member)) {
            return kept;
        }
        return kept == rest ? this : new Facts(known, fact, kept, kept.size + 1);
    }

    /** After {@code root.member} was given a value of this type. */
    public Facts assigned(String root, String member, Type given) {
        Facts kept = without(root, member);
        return given instanceof Type.Any || TypeUnion.holdsNull(given)
                ? kept
                : kept.notNull(
                        new Expr.Select(new Expr.Name(root, false, 0, 0), member, false, 0, 0, 0));
    }

    /** Which of {@code texts} the text {@code root.member} can still be. */
    public Set<String> textsOf(String root, String member, Set<String> texts) {
        Expr place = new Expr.Select(new Expr.Name(root, false, 0, 0), member, false, 0, 0, 0);
        return narrowed(place, new Type.Str(texts)) instanceof Type.Str(Set<String> rest)
                ? rest
                : texts;
    }

    /** What is known on both of two ways that meet. */
    public Facts and(Facts other) {
        if (this == UNREACHED || other == NONE) {
            return other;
        }
        Facts rest = before;
        Expr known = place;
        if (this == other || other == UNREACHED || rest == null || known == null) {
            return this;
        }
        Facts shared = other;
        while (shared != null && shared.size > size) {
            shared = shared.before;
        }
        if (shared == this) {
            return this;
        }
        Facts kept = rest.and(other);
        Fact common = other.common(known, fact);
        return common == null
                ? kept
                : kept == rest && common == fact ? this : kept.with(known, common);
    }

    private @Nullable Fact common(Expr known, Fact mine) {
        return switch (mine) {
            case There _ -> isThere(known) ? mine : null;
            case NotNull _ -> isNotNull(known) ? mine : null;
            case IsNull _ -> isNull(known) ? mine : null;
            case OneOf(Set<String> texts) -> {
                Set<String> others = texts(known, true);
                if (others == null) {
                    yield isNotNull(known) ? NOT_NULL : null;
                }
                Set<String> both = new LinkedHashSet<>(texts);
                both.addAll(others);
                yield new OneOf(both);
            }
            case NoneOf(Set<String> texts) -> {
                Set<String> others = texts(known, false);
                Set<String> both = new LinkedHashSet<>(texts);
                if (others != null) {
                    both.retainAll(others);
                }
                yield others == null || both.isEmpty() ? null : new NoneOf(both);
            }
        };
    }

    private @Nullable Set<String> texts(Expr value, boolean chosen) {
        for (Facts at = this; at != null; at = at.before) {
            Expr known = at.place;
            boolean kind = chosen ? at.fact instanceof OneOf : at.fact instanceof NoneOf;
            if (known != null && kind && Places.same(known, value)) {
                return textsOf(at.fact);
            }
        }
        return null;
    }
}
