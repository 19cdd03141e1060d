package dev.tocsin.cli;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is told of one run.
 *
 * @param story what happened, in order; empty where its journal cannot be read
 * @param questions that it asked, in order
 * @param record what is kept of it, as `schema/run-record.schema.json` says; null until it has
 *     ended
 * @param place where in a file its error is, {@code playbooks/a.yaml:12:5}, or null
 * @param trouble why its journal cannot be read, or null
 */
record RunPage(
        RunSummary run,
        List<Line> story,
        List<Asked> questions,
        @Nullable MapValue record,
        @Nullable String place,
        @Nullable String trouble) {

    RunPage {
        story = List.copyOf(story);
        questions = List.copyOf(questions);
    }

    /** One thing that happened. */
    record Line(Instant at, String words) {}

    /**
     * A question, decided or open.
     *
     * @param step path of the step that asks
     * @param to whom it was put
     * @param choices their values; empty where there is only a form
     * @param hasForm whether something is to be filled in
     * @param guard whether it is about a containment that was held
     * @param expiresAt when its time is up, or null
     * @param status {@code open}, {@code answered}, {@code expired} or {@code withdrawn}
     */
    record Asked(
            String id,
            String step,
            String text,
            List<String> to,
            List<String> choices,
            boolean hasForm,
            boolean guard,
            @Nullable Instant expiresAt,
            String status) {

        boolean isOpen() {
            return status.equals("open");
        }

        MapValue toValue() {
            return MapValue.builder()
                    .put("id", id)
                    .put("kind", guard ? "guard" : "ask")
                    .put("status", status)
                    .put("step", step)
                    .put("question", text)
                    .put("to", Fields.list(to))
                    .put("choices", Fields.list(choices))
                    .put("form", hasForm)
                    .put("expiresAt", Fields.orNull(expiresAt))
                    .build();
        }

        /** Their values, whether or not they have labels beside them. */
        private static List<String> choices(MapValue map) {
            List<String> choices = new ArrayList<>(Fields.words(map, "choices"));
            for (Value item : Fields.items(map, "choices")) {
                if (item instanceof MapValue choice
                        && choice.text("value") instanceof String value) {
                    choices.add(value);
                }
            }
            return choices;
        }

        /** As {@link #toValue} gives it; null where it is none. */
        static @Nullable Asked of(Value value) {
            if (!(value instanceof MapValue map) || !(map.text("id") instanceof String id)) {
                return null;
            }
            return new Asked(
                    id,
                    Fields.word(map, "step"),
                    Fields.word(map, "question"),
                    Fields.words(map, "to"),
                    choices(map),
                    BoolValue.TRUE.equals(map.get("form")) || map.get("form") instanceof MapValue,
                    "guard".equals(map.text("kind")),
                    Fields.time(map, "expiresAt"),
                    Fields.word(map, "status"));
        }
    }

    MapValue toValue() {
        List<Value> lines = new ArrayList<>(story.size());
        for (Line line : story) {
            lines.add(
                    MapValue.builder()
                            .put("at", line.at().toString())
                            .put("text", line.words())
                            .build());
        }
        List<Value> asked = new ArrayList<>(questions.size());
        questions.forEach(each -> asked.add(each.toValue()));
        MapValue.Builder page = MapValue.builder();
        run.toValue().entries().forEach(page::put);
        return page.put("story", new ListValue(lines))
                .put("questions", new ListValue(asked))
                .put("record", record == null ? NullValue.NULL : record)
                .put("place", Fields.orNull(place))
                .put("unreadable", Fields.orNull(trouble))
                .build();
    }

    /** As a service tells it; null where it is none. */
    static @Nullable RunPage of(Value value) {
        RunSummary run = RunSummary.of(value);
        if (run == null || !(value instanceof MapValue map)) {
            return null;
        }
        List<Line> story = new ArrayList<>();
        for (Value line : Fields.items(map, "story")) {
            if (line instanceof MapValue one && Fields.time(one, "at") instanceof Instant at) {
                story.add(new Line(at, Fields.word(one, "text")));
            }
        }
        List<Asked> questions = new ArrayList<>();
        for (Value each : Fields.items(map, "questions")) {
            Asked asked = Asked.of(each);
            if (asked != null) {
                questions.add(asked);
            }
        }
        return new RunPage(
                run,
                story,
                questions,
                map.get("record") instanceof MapValue record ? record : null,
                map.text("place"),
                map.text("unreadable"));
    }
}
