package dev.tocsin.playbook;

import dev.tocsin.value.ErrorKind;

import java.util.Set;

/**
 * Which failures of a step the run goes on after: {@code onError: continue} is all that can be
 * caught, {@code onError: {notFound: continue}} those named, {@code onError: fail} none.
 */
public record OnError(Set<ErrorKind> continueOn) {

    public OnError {
        continueOn = Set.copyOf(continueOn);
    }
}
