package dev.tocsin.interpreter;

import dev.tocsin.playbook.AskStep;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Sha256;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A command in one line: what a replay compares to find out whether the core still does what it did
 * when the run was recorded. Equal commands have equal lines, in any process and on any machine.
 *
 * <pre>
 * perform 3 steps[2].then[0] defender-endpoint.isolateMachine 5f2c18b07a4de913
 * timer 4 2026-03-01T09:20:00Z
 * ask 5 steps[3] 0d4f8a67c3be2195 2026-03-01T09:30:00Z
 * finish failed notFound steps[2]
 * </pre>
 *
 * <p>What may be long or may not be shown stands as the start of a SHA-256, in which each secret
 * counts as the same constant text: no line tells anything of a secret, and none lets anybody make
 * the URL of a callback.
 */
public final class CommandLine {

    /** 64 bits tell apart what a mistake may mix up; nobody attacks a journal of their own. */
    private static final int DIGEST_BYTES = 8;

    private static final Sealer BLANK =
            new Sealer() {
                @Override
                public String seal(String plain) {
                    return SecretValue.SHOWN;
                }

                @Override
                public String open(String sealed) {
                    throw new IllegalStateException("a digest is not read back");
                }
            };

    private CommandLine() {}

    /** Without a line break at its end or inside. */
    public static String of(Command command) {
        return switch (command) {
            case Command.Perform perform -> line(perform);
            case Command.Abandon(long attempt) -> "abandon " + attempt;
            case Command.StartTimer(long timer, Instant due) -> "timer " + timer + " " + due;
            case Command.StopTimer(long timer) -> "stop " + timer;
            case Command.AnswerCaller(long request, CallbackAnswer answer) ->
                    "answer " + request + " " + word(answer);
            case Command.ExpectCallback(String token) -> "expect " + StoredCallbacks.nameIn(token);
            case Command.ForgetCallback(String token) -> "forget " + StoredCallbacks.nameIn(token);
            case Command.StartChild(long run, var program, RunFacts facts) ->
                    "call " + run + " " + program.id() + " " + digest(facts.inputs());
            case Command.CancelChild(long run, String reason) ->
                    "cancel " + run + " " + digest(new StringValue(reason));
            case Command.Ask ask -> line(ask);
            case Command.Remind(long question, List<String> to) ->
                    "remind " + question + " " + digest(texts(to));
            case Command.Escalate(long question, List<String> to) ->
                    "escalate " + question + " " + digest(texts(to));
            case Command.Withdraw(long question, Command.Withdraw.Reason reason) ->
                    "withdraw " + question + " " + reason.name().toLowerCase(Locale.ROOT);
            case Command.Finish(Outcome outcome) -> "finish " + words(outcome);
            case Command.Continue _ -> "continue";
        };
    }

    private static String line(Command.Perform perform) {
        String key = perform.idempotencyKey();
        return "perform "
                + perform.attempt()
                + " "
                + key.substring(key.indexOf('/') + 1)
                + " "
                + perform.node().connector().name()
                + "."
                + perform.operation().spec().name()
                + " "
                + digest(perform.input());
    }

    private static String line(Command.Ask ask) {
        String line = "ask " + ask.question() + " " + ask.path() + " " + digest(of(ask.content()));
        return ask.expiry() == null ? line : line + " " + ask.expiry();
    }

    private static Value of(Question question) {
        List<Value> choices = new ArrayList<>(question.choices().size());
        for (Question.Choice choice : question.choices()) {
            choices.add(texts(List.of(choice.value(), choice.label())));
        }
        return ListValue.of(
                new StringValue(question.text()),
                texts(question.to()),
                texts(question.via()),
                new StringValue(question.subject()),
                textOrNull(question.details()),
                new ListValue(choices),
                question.form() == null ? NullValue.NULL : question.form().json(),
                switch (question.answers()) {
                    case AskStep.Answers.First _ -> new StringValue("first");
                    case AskStep.Answers.All _ -> new StringValue("all");
                    case AskStep.Answers.Count(int people, var _) -> IntValue.of(people);
                },
                texts(question.escalateTo()),
                textOrNull(question.notBy()));
    }

    private static Value textOrNull(@Nullable String text) {
        return text == null ? NullValue.NULL : new StringValue(text);
    }

    private static ListValue texts(List<String> texts) {
        List<Value> values = new ArrayList<>(texts.size());
        texts.forEach(text -> values.add(new StringValue(text)));
        return new ListValue(values);
    }

    private static String word(CallbackAnswer answer) {
        return switch (answer) {
            case CallbackAnswer.Accepted _ -> "accepted";
            case CallbackAnswer.Unknown _ -> "unknown";
            case CallbackAnswer.Unfit _ -> "unfit";
            case CallbackAnswer.AlreadyTaken _ -> "alreadyTaken";
            case CallbackAnswer.TooLate _ -> "tooLate";
        };
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(Value outputs) -> "succeeded " + digest(outputs);
            case Outcome.Failed(RunError error) ->
                    "failed " + error.kind().word() + " " + error.step();
            case Outcome.Cancelled(String reason) -> "cancelled " + digest(new StringValue(reason));
        };
    }

    private static String digest(Value value) {
        byte[] text = StoredJson.write(value, BLANK).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.of(text), 0, DIGEST_BYTES);
    }
}
