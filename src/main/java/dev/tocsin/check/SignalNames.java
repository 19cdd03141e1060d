package dev.tocsin.check;

import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Operands;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SignalSchemas;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names {@code alert}, {@code incident} and {@code signal}: in scope where something that
 * starts the playbook brings one, null where another thing may have started it. A playbook that
 * names none of them costs nothing: no schema is read, and no run reads an alert for it.
 */
final class SignalNames {

    private static final Set<String> NAMES = Set.of("alert", "incident", "signal");

    /** What may start the playbook, and the kind of signal that it brings, or null. */
    private record Start(String trigger, @Nullable SignalKind kind) {}

    private final List<Start> starts;
    private final boolean used;

    private SignalNames(List<Start> starts, boolean used) {
        this.starts = starts;
        this.used = used;
    }

    static SignalNames of(Playbook playbook) {
        List<Start> starts = new ArrayList<>();
        for (Trigger trigger : playbook.triggers()) {
            starts.add(new Start(trigger.name(), kindOf(trigger)));
        }
        for (Accepted accepted : playbook.accepts()) {
            starts.add(new Start(accepted.kind().word(), accepted.kind()));
        }
        boolean any = bring(SignalKind.ALERT, starts) || bring(SignalKind.INCIDENT, starts);
        return new SignalNames(starts, any && isNamed(playbook));
    }

    /** Of something that is started by these signals alone. */
    static SignalNames of(List<Accepted> taken, boolean used) {
        List<Start> starts = new ArrayList<>();
        for (Accepted each : taken) {
            starts.add(new Start(startOf(each), each.kind()));
        }
        return new SignalNames(starts, used);
    }

    /** Tells signals of one kind apart by their source. */
    static String startOf(Accepted taken) {
        return taken.kind().word() + " " + (taken.source() == null ? "" : taken.source());
    }

    static @Nullable SignalKind kindOf(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Alert _ -> SignalKind.ALERT;
            case Trigger.Incident _ -> SignalKind.INCIDENT;
            case Trigger.Schedule _, Trigger.Webhook _, Trigger.Poll _, Trigger.Call _ -> null;
        };
    }

    private static boolean bring(SignalKind kind, List<Start> starts) {
        for (Start start : starts) {
            if (start.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /** Whether some expression names one of them. */
    boolean areUsed() {
        return used;
    }

    /** The names in scope; of unknown type where none is used. */
    LexicalEnvironment in(LexicalEnvironment names, FactSlots slots) {
        boolean alerts = bring(SignalKind.ALERT, starts);
        boolean incidents = bring(SignalKind.INCIDENT, starts);
        LexicalEnvironment more = names;
        if (alerts) {
            more = more.with("alert", types(SignalKind.ALERT), slots.alert());
        }
        if (incidents) {
            more = more.with("incident", types(SignalKind.INCIDENT), slots.incident());
        }
        return alerts || incidents ? more.with("signal", types(null), slots.signal()) : more;
    }

    /** Of signals of this kind, or of either where it is null. */
    private TypesByTrigger types(@Nullable SignalKind kind) {
        TypesByTrigger types = new TypesByTrigger();
        Type type = !used ? Type.ANY : kind == null ? common() : ofKind(kind);
        for (Start start : starts) {
            boolean brought = kind == null ? start.kind() != null : start.kind() == kind;
            SignalKind own = start.kind();
            if (used && kind == null && own != null) {
                types.add(start.trigger(), own.word(), type);
            } else {
                types.add(start.trigger(), !used || brought ? type : Type.NULL);
            }
        }
        return types;
    }

    /** The names that the condition of a trigger of this kind sees: its own signal. */
    static LexicalEnvironment ofTrigger(
            SignalKind kind, @Nullable Expression when, LexicalEnvironment names, FactSlots slots) {
        boolean named = when != null && isNamed(when.tree());
        int own = kind == SignalKind.ALERT ? slots.alert() : slots.incident();
        return names.with(kind.word(), named ? ofKind(kind) : Type.ANY, own)
                .with("signal", named ? common() : Type.ANY, slots.signal());
    }

    private static Type ofKind(SignalKind kind) {
        return schemaOf(kind).type();
    }

    private static Schema schemaOf(SignalKind kind) {
        return switch (kind) {
            case ALERT -> SignalSchemas.alert();
            case INCIDENT -> SignalSchemas.incident();
        };
    }

    /** The fields that alerts and incidents both have. */
    static Type common() {
        if (!(ofKind(SignalKind.ALERT) instanceof Type.Obj alert)
                || !(ofKind(SignalKind.INCIDENT) instanceof Type.Obj incident)) {
            throw new IllegalStateException("alerts and incidents are objects");
        }
        Map<String, Type> fields = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>();
        alert.fields()
                .forEach(
                        (name, type) -> {
                            Type other = incident.fields().get(name);
                            if (other != null) {
                                fields.put(name, TypeUnion.of(type, other));
                                required.add(name);
                            }
                        });
        return new Type.Obj(fields, required, false);
    }

    private static boolean isNamed(Playbook playbook) {
        if (isNamed(StepExpressions.ofHead(playbook))) {
            return true;
        }
        for (Step step : InnerSteps.all(playbook)) {
            if (isNamed(StepExpressions.of(step))) {
                return true;
            }
        }
        return false;
    }

    static boolean isNamed(List<Expression> expressions) {
        for (Expression expression : expressions) {
            if (isNamed(expression.tree())) {
                return true;
            }
        }
        return false;
    }

    // A loop variable of the same name counts too: then one schema is read in vain.
    static boolean isNamed(Expr tree) {
        if (tree instanceof Expr.Name name) {
            return NAMES.contains(name.name());
        }
        for (Expr operand : Operands.of(tree)) {
            if (isNamed(operand)) {
                return true;
            }
        }
        return false;
    }
}
