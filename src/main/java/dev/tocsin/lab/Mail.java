package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * A mail that reached the lab.
 *
 * @param via {@code smtp} or {@code graph}
 * @param to addresses of all recipients, copies included
 * @param text the plain text, else the HTML
 */
record Mail(String via, String from, List<String> to, String subject, String text) {

    Mail {
        to = List.copyOf(to);
    }

    MapValue toValue() {
        List<Value> recipients = new ArrayList<>();
        for (String address : to) {
            recipients.add(new StringValue(address));
        }
        return MapValue.builder()
                .put("via", via)
                .put("from", from)
                .put("to", new ListValue(recipients))
                .put("subject", subject)
                .put("text", text)
                .build();
    }
}
