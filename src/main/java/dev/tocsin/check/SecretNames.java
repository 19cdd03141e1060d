package dev.tocsin.check;

import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Facts;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/** The names at one place of a playbook that can hold a secret. */
record SecretNames(Environment inner) implements Environment {

    @Override
    public boolean mayHoldSecrets() {
        return true;
    }

    @Override
    public @Nullable Binding lookup(String name) {
        return inner.lookup(name);
    }

    @Override
    public Collection<String> names() {
        return inner.names();
    }

    @Override
    public @Nullable StepBinding step(String id) {
        return inner.step(id);
    }

    @Override
    public Collection<String> stepIds() {
        return inner.stepIds();
    }

    @Override
    public Facts facts() {
        return inner.facts();
    }

    @Override
    public @Nullable Variable callback(String id) {
        return inner.callback(id);
    }

    @Override
    public Collection<String> callbackIds() {
        return inner.callbackIds();
    }

    @Override
    public Type typeOf(String name, Variable variable, Facts known) {
        return inner.typeOf(name, variable, known);
    }
}
