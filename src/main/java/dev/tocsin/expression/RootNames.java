package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** An environment outside any playbook: each entry of a map is a name of unknown type. */
final class RootNames implements Environment {

    private final List<String> names;

    RootNames(MapValue variables) {
        this.names = new ArrayList<>(variables.entries().keySet());
    }

    /** The scope that goes with this environment. */
    static Scope scope(MapValue variables) {
        Scope scope = new Scope(variables.entries().size(), null);
        int slot = 0;
        for (Value value : variables.entries().values()) {
            scope.set(slot++, value);
        }
        return scope;
    }

    @Override
    public @Nullable Binding lookup(String name) {
        int slot = names.indexOf(name);
        return slot < 0 ? null : new Variable(Type.ANY, 0, slot);
    }

    @Override
    public Collection<String> names() {
        return names;
    }

    @Override
    public @Nullable StepBinding step(String id) {
        return null;
    }

    @Override
    public Collection<String> stepIds() {
        return List.of();
    }
}
