package dev.tocsin.interpreter;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Callbacks as values. Of each token only the name in front is stored: what follows it is made anew
 * from the facts of the run, so that a snapshot alone opens no URL. Those that are awaited are told
 * by their frames.
 */
final class StoredCallbacks {

    private StoredCallbacks() {}

    static MapValue write(Callbacks callbacks) {
        MapValue.Builder early = MapValue.builder();
        new TreeMap<>(callbacks.early).forEach((token, body) -> early.put(nameIn(token), body));
        return MapValue.builder()
                .put("early", early.build())
                .put("taken", names(callbacks.taken))
                .put("given", names(callbacks.given))
                .build();
    }

    private static ListValue names(Collection<String> tokens) {
        List<Value> names = new ArrayList<>(tokens.size());
        tokens.stream().sorted().forEach(token -> names.add(new StringValue(nameIn(token))));
        return new ListValue(names);
    }

    /** The id of the step and the positions of the loops around it. */
    static String nameIn(String token) {
        int dot = token.indexOf('.');
        return dot < 0 ? token : token.substring(0, dot);
    }

    static void read(StoredFields in, RunState state) {
        Callbacks callbacks = state.callbacks();
        for (Map.Entry<String, Value> one : in.map("early").entries().entrySet()) {
            callbacks.early.put(state.callbackUrls.tokenOf(one.getKey()), one.getValue());
        }
        in.list("taken").forEach(name -> callbacks.taken.add(token(name, state)));
        in.list("given").forEach(name -> callbacks.given.add(token(name, state)));
    }

    private static String token(Value name, RunState state) {
        if (name instanceof StringValue(String text)) {
            return state.callbackUrls.tokenOf(text);
        }
        throw new StoredFormatException("the name of a callback is no text");
    }
}
