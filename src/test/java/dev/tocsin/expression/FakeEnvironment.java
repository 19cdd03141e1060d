package dev.tocsin.expression;

import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small playbook's names: {@code event} (anything), {@code steps.alert} (a closed object), {@code
 * steps.scans} (a list), {@code vars.count} and {@code device} (an item one scope down).
 */
final class FakeEnvironment implements Environment {

    static final int SLOTS = 16;

    private final Map<String, Binding> bindings = new LinkedHashMap<>();
    private final Map<String, StepBinding> steps = new LinkedHashMap<>();

    FakeEnvironment() {
        Type machine = object("name", Type.STRING, "risk", texts("High", "Low", "None"));
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("id", Type.STRING);
        fields.put("severity", texts("Informational", "Low", "Medium", "High"));
        fields.put("title", new Type.Union(List.of(Type.STRING, Type.NULL)));
        fields.put("machines", new Type.ListOf(machine));
        fields.put("createdAt", Type.STRING);
        fields.put("score", Type.NUMBER);
        fields.put("tags", new Type.MapOf(Type.STRING));
        fields.put("raw", new Type.Obj(Map.of(), Set.of(), true));
        Set<String> required = Set.copyOf(fields.keySet());
        fields.put("rating", Type.INT);
        Type alert = new Type.Obj(fields, required, false);
        bindings.put("event", new Variable(Type.ANY, 0, 0));
        Map<String, Variable> members = new LinkedHashMap<>();
        members.put("alert", new Variable(alert, 0, 1));
        members.put("scans", new Variable(new Type.ListOf(machine), 0, 2));
        bindings.put("steps", new Namespace(members));
        bindings.put("vars", new Namespace(Map.of("count", new Variable(Type.INT, 0, 3))));
        bindings.put("device", new Variable(machine, 1, 4));
        int slot = 5;
        for (Map.Entry<String, Variable> member : members.entrySet()) {
            steps.put(
                    member.getKey(),
                    new StepBinding(
                            member.getValue(),
                            new Variable(Type.STRING, 0, slot++),
                            new Variable(Type.ANY, 0, slot++),
                            new Variable(Type.LIST, 0, slot++)));
        }
    }

    static Type texts(String... values) {
        return new Type.Str(new java.util.LinkedHashSet<>(List.of(values)));
    }

    private static Type object(String first, Type firstType, String second, Type secondType) {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put(first, firstType);
        fields.put(second, secondType);
        return new Type.Obj(fields, fields.keySet(), false);
    }

    @Override
    public @Nullable Binding lookup(String name) {
        return bindings.get(name);
    }

    @Override
    public Collection<String> names() {
        return bindings.keySet();
    }

    @Override
    public @Nullable StepBinding step(String id) {
        return steps.get(id);
    }

    @Override
    public Collection<String> stepIds() {
        return steps.keySet();
    }
}
