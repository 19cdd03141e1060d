package dev.tocsin.service.question;

import dev.tocsin.host.durable.Contained;
import dev.tocsin.host.durable.OpenQuestion;
import dev.tocsin.interpreter.Question;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.question.QuestionSheet.Kind;
import dev.tocsin.service.question.QuestionSheet.Rule;
import dev.tocsin.value.Durations;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes sheets of what runs ask and of what the guard holds back. */
final class Sheets {

    /** What people answer to the guard. */
    static final String RELEASE = "Release";

    static final String DENY = "Deny";

    private static final int LONGEST_VALUE = 300;

    private final ServiceFile service;

    Sheets(ServiceFile service) {
        this.service = service;
    }

    /** The question of a step, as it was asked. */
    QuestionSheet of(OpenQuestion open, PlaybookFacts playbook) {
        Question question = open.content();
        RunFacts facts = open.facts();
        boolean named = !question.to().isEmpty();
        List<String> to = named ? question.to() : service.questions().approvers();
        Instant latest = open.askedAt().plus(service.questions().expireWithin());
        boolean capped = open.expiresAt() == null || open.expiresAt().isAfter(latest);
        return new QuestionSheet(
                open.id().id(),
                Kind.ASK,
                open.id().run(),
                open.playbook(),
                playbook.title(),
                open.path(),
                facts.startedBy(),
                question.text(),
                question.subject(),
                question.details(),
                question.choices(),
                question.form(),
                rule(question.answers()),
                needed(question.answers(), to),
                to,
                question.escalateTo(),
                question.via(),
                question.notBy(),
                SignalFacts.subjects(facts),
                playbook.contains(),
                SignalFacts.about(facts),
                SheetFacts.shownInputs(facts.inputs()),
                open.askedAt(),
                capped ? latest : open.expiresAt(),
                capped ? QuestionSheet.CANCELS : otherwise(open.node().onTimeout()));
    }

    private static Rule rule(AskStep.Answers answers) {
        return switch (answers) {
            case AskStep.Answers.First _ -> Rule.FIRST;
            case AskStep.Answers.Count _ -> Rule.COUNT;
            case AskStep.Answers.All _ -> Rule.ALL;
        };
    }

    private static int needed(AskStep.Answers answers, List<String> to) {
        return switch (answers) {
            case AskStep.Answers.First _ -> 1;
            case AskStep.Answers.Count(int people, var _) -> people;
            case AskStep.Answers.All _ -> to.size();
        };
    }

    private static @Nullable String otherwise(AskStep.OnTimeout onTimeout) {
        return switch (onTimeout) {
            case AskStep.OnTimeout.Fail _ -> "fail";
            case AskStep.OnTimeout.NoAnswer _ -> "noAnswer";
            case AskStep.OnTimeout.Choose(var choice) -> choice.text();
        };
    }

    /** What the guard asks about a containment that it holds. */
    QuestionSheet of(Contained what, String reason, PlaybookFacts playbook) {
        RunFacts facts = what.facts();
        Duration within = service.containment().expireWithin();
        String question = "Let " + what.node().action() + " go out?";
        return new QuestionSheet(
                what.held().id(),
                Kind.GUARD,
                what.held().run(),
                what.playbook(),
                playbook.title(),
                what.path(),
                facts.startedBy(),
                question,
                "Held back: " + what.node().action() + " of " + what.playbook(),
                details(what, reason, within),
                List.of(
                        new Question.Choice(RELEASE, "Let it go out"),
                        new Question.Choice(DENY, "Deny it")),
                null,
                Rule.FIRST,
                1,
                service.questions().approvers(),
                List.of(),
                List.of(),
                facts.startedBy(),
                SignalFacts.subjects(facts),
                true,
                SignalFacts.about(facts),
                SheetFacts.shownInputs(facts.inputs()),
                what.at(),
                what.at().plus(within),
                DENY);
    }

    private static String details(Contained what, String reason, Duration within) {
        StringBuilder details = new StringBuilder();
        details.append("It was held back because ").append(escaped(reason)).append(".\n\n");
        details.append("| input | value |\n|---|---|\n");
        MapValue input = what.input();
        input.entries()
                .forEach(
                        (name, value) -> {
                            String text = OneLine.plain(value);
                            String cut =
                                    text.length() <= LONGEST_VALUE
                                            ? text
                                            : text.substring(0, LONGEST_VALUE) + "…";
                            details.append("| ").append(escaped(name)).append(" | ");
                            details.append(escaped(cut)).append(" |\n");
                        });
        details.append("\nWithout a decision within ").append(Durations.print(within));
        return details.append(" it is denied, and the step fails as `forbidden`.\n").toString();
    }

    /** Data in a line of Markdown. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                out.append(' ');
            } else {
                out.append("\\`*_[]<>|#".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }
}
