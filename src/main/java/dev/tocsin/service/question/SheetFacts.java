package dev.tocsin.service.question;

import dev.tocsin.interpreter.Question;
import dev.tocsin.service.question.QuestionSheet.AboutSignal;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a page and a mail both say about a question, in words. */
final class SheetFacts {

    private static final int LONGEST_INPUT = 300;

    private SheetFacts() {}

    /** What the question is about, as names and values, in order. */
    static Map<String, String> signal(QuestionSheet sheet) {
        Map<String, String> facts = new LinkedHashMap<>();
        AboutSignal signal = sheet.signal();
        if (signal != null) {
            facts.put(signal.kind().equals("incident") ? "Incident" : "Alert", signal.title());
            if (signal.severity() != null) {
                facts.put("Severity", signal.severity());
            }
            facts.put("Id", signal.source() + ", " + signal.id());
            if (!signal.about().isEmpty()) {
                String more = signal.more() == 0 ? "" : ", and " + signal.more() + " more";
                facts.put("About", String.join(", ", signal.about()) + more);
            }
        }
        return facts;
    }

    /** Who asks, as names and values, in order. */
    static Map<String, String> asker(QuestionSheet sheet) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Playbook", sheet.playbook());
        facts.put("Run", sheet.run() + ", " + sheet.step());
        facts.put(
                "Started by",
                sheet.startedBy() != null
                        ? sheet.startedBy()
                        : sheet.signal() != null ? "the " + sheet.signal().kind() : "a trigger");
        facts.put("Asked", Moments.of(sheet.askedAt()));
        if (!sheet.to().isEmpty()) {
            facts.put("Asked people", String.join(", ", sheet.to()));
        }
        return facts;
    }

    /** The inputs of the run, a line each. */
    static Map<String, String> inputs(QuestionSheet sheet) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Map.Entry<String, Value> input : sheet.inputs().entries().entrySet()) {
            String text = OneLine.plain(input.getValue());
            facts.put(
                    input.getKey(),
                    text.length() <= LONGEST_INPUT ? text : text.substring(0, LONGEST_INPUT) + "…");
        }
        return facts;
    }

    /** Inputs as they are kept for people: each a line, secrets as {@code (secret)}. */
    static MapValue shownInputs(MapValue inputs) {
        MapValue.Builder shown = MapValue.builder();
        inputs.entries().forEach((name, value) -> shown.put(name, OneLine.plain(value)));
        return shown.build();
    }

    /** What an answer does, and what happens without one: sentences. */
    static List<String> consequences(QuestionSheet sheet, int answers, Instant now) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                switch (sheet.rule()) {
                    case FIRST -> "The first answer decides, and the run goes on at once.";
                    case COUNT ->
                            sheet.needed()
                                    + " people have to give the same answer."
                                    + soFar(answers);
                    case ALL ->
                            "All "
                                    + sheet.needed()
                                    + " who are asked have to give the same answer; the first who"
                                    + " differs ends the question without a decision."
                                    + soFar(answers);
                });
        sentences.add("An answer is recorded with your name and cannot be taken back here.");
        Instant expiry = sheet.expiresAt();
        sentences.add(
                "Without a decision by "
                        + Moments.of(expiry)
                        + (expiry.isAfter(now) ? " (in " + Moments.until(expiry, now) + ")" : "")
                        + ", "
                        + otherwise(sheet, sheet.otherwise())
                        + ".");
        return sentences;
    }

    private static String soFar(int answers) {
        return answers == 0
                ? " Nobody has answered yet."
                : " So far "
                        + answers
                        + (answers == 1 ? " person has" : " people have")
                        + " answered.";
    }

    private static String otherwise(QuestionSheet sheet, String otherwise) {
        return switch (otherwise) {
            case "fail" -> "the step fails";
            case "noAnswer" -> "the run goes on without an answer";
            case QuestionSheet.CANCELS -> "the run is cancelled";
            default -> "“" + label(sheet, otherwise) + "” holds";
        };
    }

    /** What people see of a choice. */
    static String label(QuestionSheet sheet, @Nullable String value) {
        for (Question.Choice choice : sheet.choices()) {
            if (choice.value().equals(value)) {
                return choice.label();
            }
        }
        return value == null ? "the form" : value;
    }

    /** The choices by their labels, with the value where that is another text. */
    static List<String> choices(QuestionSheet sheet) {
        List<String> choices = new ArrayList<>();
        for (Question.Choice choice : sheet.choices()) {
            choices.add(choice.label());
        }
        return choices;
    }
}
