package dev.tocsin.check;

import dev.tocsin.expression.Environment;

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
}
