package dev.tocsin.service.question;

import dev.tocsin.playbook.Channel;
import dev.tocsin.store.DeliveryTable;
import dev.tocsin.store.DeliveryTable.DeliveryRow;
import dev.tocsin.store.Reader;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rows of the outbox: written in the transaction of the event that they tell of, and worked off
 * later by the {@link Messenger}.
 */
final class Outbox {

    /** In place of a channel: what is done goes to the run that asks. */
    static final String RUN = "run";

    /** In place of a person: everybody in the channel of the Teams connection. */
    static final String TEAM = "teams";

    private Outbox() {}

    /** One entry for each person and channel; a page needs no message, and is noted only. */
    static void tell(
            Transaction tx,
            long question,
            DeliveryKind kind,
            List<String> people,
            List<String> channels,
            Instant at)
            throws StoreException {
        for (String channel : channels) {
            if (channel.equals(Channel.TEAMS.word())) {
                add(tx, question, kind, TEAM, channel, at, at, null);
                continue;
            }
            for (String person : people) {
                boolean page = channel.equals(Channel.PAGE.word());
                DeliveryTable.add(tx, row(question, kind, person, channel, at, at, null, page));
            }
        }
    }

    static void add(
            Transaction tx,
            long question,
            DeliveryKind kind,
            String to,
            String channel,
            Instant at,
            Instant due,
            @Nullable String text)
            throws StoreException {
        DeliveryTable.add(tx, row(question, kind, to, channel, at, due, text, false));
    }

    private static DeliveryRow row(
            long question,
            DeliveryKind kind,
            String to,
            String channel,
            Instant at,
            Instant due,
            @Nullable String text,
            boolean done) {
        MapValue.Builder body = MapValue.builder().put("at", at.toString());
        if (text != null) {
            body.put("text", text);
        }
        return new DeliveryRow(
                0,
                question,
                kind.word(),
                to,
                channel,
                Json.write(body.build()),
                due,
                0,
                done ? at : null,
                null);
    }

    /** When an entry was written. */
    static Instant writtenAt(DeliveryRow row) {
        String at = body(row).text("at");
        if (at == null) {
            throw new IllegalStateException("delivery " + row.number() + " has no time");
        }
        return Instant.parse(at);
    }

    /** The words of an entry that has some, else an empty text. */
    static String text(DeliveryRow row) {
        String text = body(row).text("text");
        return text == null ? "" : text;
    }

    private static MapValue body(DeliveryRow row) {
        try {
            if (Json.parse(row.body()) instanceof MapValue body) {
                return body;
            }
        } catch (JsonException e) {
            throw new IllegalStateException("delivery " + row.number() + " is not JSON", e);
        }
        throw new IllegalStateException("delivery " + row.number() + " is no object");
    }

    /** Those who were asked by an escalation, in lower case. */
    static Set<String> escalatedTo(Reader reader, long question) throws StoreException {
        Set<String> people = new LinkedHashSet<>();
        for (DeliveryRow row : DeliveryTable.ofQuestion(reader, question)) {
            if (row.kind().equals(DeliveryKind.ESCALATED.word()) && !row.to().equals(TEAM)) {
                people.add(row.to().toLowerCase(Locale.ROOT));
            }
        }
        return people;
    }

    /** The last time that people were asked or reminded, or null. */
    static @Nullable Instant lastTold(Reader reader, long question) throws StoreException {
        Instant last = null;
        for (DeliveryRow row : DeliveryTable.ofQuestion(reader, question)) {
            Instant at = row.channel().equals(RUN) ? null : writtenAt(row);
            last = at != null && (last == null || at.isAfter(last)) ? at : last;
        }
        return last;
    }

    /**
     * Drops what still waits about a question, and tells those who have heard of it that it is
     * over.
     *
     * @param but somebody who knows already, or null
     */
    static void close(
            Transaction tx, long question, String ending, @Nullable String but, Instant at)
            throws StoreException {
        Set<List<String>> told = new LinkedHashSet<>();
        for (DeliveryRow row : DeliveryTable.ofQuestion(tx, question)) {
            boolean page = row.channel().equals(Channel.PAGE.word());
            boolean heard = row.attempts() > 0 && !row.channel().equals(RUN) && !page;
            if (heard && !row.to().equalsIgnoreCase(String.valueOf(but))) {
                told.add(List.of(row.to(), row.channel()));
            }
        }
        DeliveryTable.drop(tx, question, at, "not needed any more: " + ending);
        for (List<String> one : new ArrayList<>(told)) {
            add(tx, question, DeliveryKind.CLOSED, one.get(0), one.get(1), at, at, ending);
        }
    }
}
