package dev.tocsin.service.question;

import dev.tocsin.interpreter.Question;
import dev.tocsin.schema.Schema;
import dev.tocsin.service.question.QuestionSheet.AboutSignal;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Sha256;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sheets as they are stored: one line of JSON. */
final class SheetText {

    private static final Duration FOREVER = Duration.ofDays(3650);

    private SheetText() {}

    static String write(QuestionSheet sheet) {
        return Json.write(
                MapValue.builder()
                        .put("id", sheet.id())
                        .put("kind", sheet.kind().name())
                        .put("run", sheet.run())
                        .put("playbook", sheet.playbook())
                        .put("title", sheet.title())
                        .put("step", sheet.step())
                        .put("startedBy", orNull(sheet.startedBy()))
                        .put("question", sheet.question())
                        .put("subject", sheet.subject())
                        .put("details", orNull(sheet.details()))
                        .put("choices", choices(sheet.choices()))
                        .put("form", sheet.form() == null ? NullValue.NULL : sheet.form().json())
                        .put("rule", sheet.rule().name())
                        .put("needed", sheet.needed())
                        .put("to", texts(sheet.to()))
                        .put("escalateTo", texts(sheet.escalateTo()))
                        .put("via", texts(sheet.via()))
                        .put("notBy", orNull(sheet.notBy()))
                        .put("subjects", texts(sheet.subjects()))
                        .put("contains", sheet.contains())
                        .put("signal", sheet.signal() == null ? NullValue.NULL : signal(sheet))
                        .put("inputs", sheet.inputs())
                        .put("askedAt", sheet.askedAt().toString())
                        .put("expiresAt", sheet.expiresAt().toString())
                        .put("otherwise", sheet.otherwise())
                        .build());
    }

    private static Value orNull(@Nullable String text) {
        return text == null ? NullValue.NULL : new StringValue(text);
    }

    private static ListValue texts(List<String> texts) {
        List<Value> values = new ArrayList<>(texts.size());
        texts.forEach(text -> values.add(new StringValue(text)));
        return new ListValue(values);
    }

    static ListValue choices(List<Question.Choice> choices) {
        List<Value> values = new ArrayList<>(choices.size());
        for (Question.Choice choice : choices) {
            values.add(
                    MapValue.builder()
                            .put("value", choice.value())
                            .put("label", choice.label())
                            .build());
        }
        return new ListValue(values);
    }

    private static MapValue signal(QuestionSheet sheet) {
        AboutSignal signal = sheet.signal();
        return MapValue.builder()
                .put("kind", signal.kind())
                .put("title", signal.title())
                .put("severity", orNull(signal.severity()))
                .put("source", signal.source())
                .put("id", signal.id())
                .put("about", texts(signal.about()))
                .put("more", signal.more())
                .build();
    }

    /**
     * @throws IllegalStateException if it was not written by {@link #write}: the store is damaged
     */
    static QuestionSheet read(String text) {
        try {
            if (Json.parse(text) instanceof MapValue map) {
                return read(map);
            }
        } catch (JsonException e) {
            throw new IllegalStateException("the content of a question is not JSON", e);
        }
        throw new IllegalStateException("the content of a question is no object");
    }

    private static QuestionSheet read(MapValue map) {
        return new QuestionSheet(
                text(map, "id"),
                QuestionSheet.Kind.valueOf(text(map, "kind")),
                text(map, "run"),
                text(map, "playbook"),
                text(map, "title"),
                text(map, "step"),
                map.text("startedBy"),
                text(map, "question"),
                text(map, "subject"),
                map.text("details"),
                choices(map),
                map.get("form") instanceof MapValue form ? new Schema(form) : null,
                QuestionSheet.Rule.valueOf(text(map, "rule")),
                number(map, "needed"),
                texts(map, "to"),
                texts(map, "escalateTo"),
                texts(map, "via"),
                map.text("notBy"),
                texts(map, "subjects"),
                BoolValue.TRUE.equals(map.get("contains")),
                map.get("signal") instanceof MapValue signal ? signal(signal) : null,
                map.get("inputs") instanceof MapValue inputs ? inputs : MapValue.EMPTY,
                Instant.parse(text(map, "askedAt")),
                expiry(map),
                Objects.requireNonNullElse(map.text("otherwise"), "noAnswer"));
    }

    /** What a command keeps of a run in the foreground may never expire; no service wrote that. */
    private static Instant expiry(MapValue map) {
        String expiry = map.text("expiresAt");
        return expiry == null
                ? Instant.parse(text(map, "askedAt")).plus(FOREVER)
                : Instant.parse(expiry);
    }

    private static String text(MapValue map, String key) {
        String text = map.text(key);
        if (text == null) {
            throw new IllegalStateException("the content of a question has no `" + key + "`");
        }
        return text;
    }

    private static int number(MapValue map, String key) {
        return map.get(key) instanceof IntValue number ? Math.toIntExact(number.value()) : 0;
    }

    private static List<String> texts(MapValue map, String key) {
        List<String> texts = new ArrayList<>();
        if (map.get(key) instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof StringValue(String text)) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static List<Question.Choice> choices(MapValue map) {
        List<Question.Choice> choices = new ArrayList<>();
        if (map.get("choices") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof MapValue choice) {
                    choices.add(new Question.Choice(text(choice, "value"), text(choice, "label")));
                }
            }
        }
        return choices;
    }

    private static AboutSignal signal(MapValue map) {
        return new AboutSignal(
                text(map, "kind"),
                text(map, "title"),
                map.text("severity"),
                text(map, "source"),
                text(map, "id"),
                texts(map, "about"),
                number(map, "more"));
    }

    /** What names the content that somebody was shown: SHA-256 of what is stored, as hex. */
    static String digest(byte[] written) {
        return Sha256.hex(written);
    }
}
