package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A mail that reached the lab.
 *
 * @param via {@code smtp} or {@code graph}
 * @param to addresses of all recipients, copies included
 * @param text the plain text, else the HTML
 * @param html null where it has none
 */
record Mail(
        String via,
        String from,
        List<String> to,
        String subject,
        String text,
        @Nullable String html,
        List<Attached> attachments) {

    /**
     * A file that came along.
     *
     * @param size in bytes
     */
    record Attached(String name, long size) {}

    Mail {
        to = List.copyOf(to);
        attachments = List.copyOf(attachments);
    }

    /** One without HTML and files. */
    Mail(String via, String from, List<String> to, String subject, String text) {
        this(via, from, to, subject, text, null, List.of());
    }

    MapValue toValue() {
        List<Value> recipients = new ArrayList<>();
        for (String address : to) {
            recipients.add(new StringValue(address));
        }
        List<Value> files = new ArrayList<>();
        for (Attached file : attachments) {
            files.add(MapValue.builder().put("name", file.name()).put("size", file.size()).build());
        }
        return MapValue.builder()
                .put("via", via)
                .put("from", from)
                .put("to", new ListValue(recipients))
                .put("subject", subject)
                .put("text", text)
                .put("html", html == null ? NullValue.NULL : new StringValue(html))
                .put("attachments", new ListValue(files))
                .build();
    }
}
