package dev.tocsin.check;

import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Expression;
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

    private final boolean alerts;
    private final boolean incidents;
    private final boolean others;
    private final boolean used;

    private SignalNames(boolean alerts, boolean incidents, boolean others, boolean used) {
        this.alerts = alerts;
        this.incidents = incidents;
        this.others = others;
        this.used = used;
    }

    static SignalNames of(Playbook playbook) {
        boolean alerts = false;
        boolean incidents = false;
        boolean others = false;
        for (Trigger trigger : playbook.triggers()) {
            switch (trigger) {
                case Trigger.Alert _ -> alerts = true;
                case Trigger.Incident _ -> incidents = true;
                case Trigger.Schedule _, Trigger.Webhook _, Trigger.Poll _, Trigger.Call _ ->
                        others = true;
            }
        }
        for (Accepted accepted : playbook.accepts()) {
            switch (accepted.kind()) {
                case ALERT -> alerts = true;
                case INCIDENT -> incidents = true;
            }
        }
        boolean used = (alerts || incidents) && isNamed(playbook);
        return new SignalNames(alerts, incidents, others, used);
    }

    /** Whether some expression names one of them. */
    boolean areUsed() {
        return used;
    }

    /** The names in scope; of unknown type where none is used. */
    LexicalEnvironment in(LexicalEnvironment names, FactSlots slots) {
        LexicalEnvironment more = names;
        if (alerts) {
            Type type = used ? ofKind(SignalKind.ALERT) : Type.ANY;
            more = more.with("alert", orNull(type, incidents || others), slots.alert());
        }
        if (incidents) {
            Type type = used ? ofKind(SignalKind.INCIDENT) : Type.ANY;
            more = more.with("incident", orNull(type, alerts || others), slots.incident());
        }
        if (alerts || incidents) {
            Type type = used ? common() : Type.ANY;
            more = more.with("signal", orNull(type, others), slots.signal());
        }
        return more;
    }

    /** The names that the condition of a trigger of this kind sees: its own signal. */
    static LexicalEnvironment ofTrigger(
            SignalKind kind, @Nullable Expression when, LexicalEnvironment names) {
        boolean named = when != null && names(when.tree());
        return names.with(kind.word(), named ? ofKind(kind) : Type.ANY, 0)
                .with("signal", named ? common() : Type.ANY, 0);
    }

    private static Type orNull(Type type, boolean mayBeAbsent) {
        return mayBeAbsent && !type.equals(Type.ANY) ? TypeUnion.of(type, Type.NULL) : type;
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
        for (Trigger trigger : playbook.triggers()) {
            Expression when = trigger.when();
            if (when != null && names(when.tree())) {
                return true;
            }
        }
        for (Step step : InnerSteps.all(playbook)) {
            for (Expression expression : StepExpressions.of(step)) {
                if (names(expression.tree())) {
                    return true;
                }
            }
        }
        return false;
    }

    // A loop variable of the same name counts too: then one schema is read in vain.
    private static boolean names(Expr tree) {
        return switch (tree) {
            case Expr.Literal _ -> false;
            case Expr.Name name -> NAMES.contains(name.name());
            case Expr.Select select -> names(select.target());
            case Expr.Index index -> names(index.target()) || names(index.index());
            case Expr.Call call -> {
                Expr target = call.target();
                yield target != null && names(target) || anyNames(call.arguments());
            }
            case Expr.Unary unary -> names(unary.operand());
            case Expr.Binary binary -> names(binary.left()) || names(binary.right());
            case Expr.Conditional choice ->
                    names(choice.condition()) || names(choice.then()) || names(choice.otherwise());
            case Expr.ListLiteral list -> anyNames(list.items());
            case Expr.MapLiteral map -> {
                boolean found = false;
                for (Expr.Entry entry : map.entries()) {
                    found |= names(entry.key()) || names(entry.value());
                }
                yield found;
            }
            case Expr.Comprehension macro -> {
                Expr filter = macro.filter();
                yield names(macro.range())
                        || filter != null && names(filter)
                        || names(macro.body());
            }
            case Expr.Bind bind -> names(bind.value()) || names(bind.body());
            case Expr.Has has -> names(has.select());
        };
    }

    private static boolean anyNames(List<Expr> trees) {
        for (Expr tree : trees) {
            if (names(tree)) {
                return true;
            }
        }
        return false;
    }
}
