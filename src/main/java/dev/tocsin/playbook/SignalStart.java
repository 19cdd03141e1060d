package dev.tocsin.playbook;

import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * How a playbook is started by a signal that somebody sends to it: as one of its triggers, or as
 * something that it accepts besides.
 *
 * @param name what {@code run.trigger} is then
 * @param trigger null where it is accepted
 */
public record SignalStart(String name, @Nullable Trigger trigger, Span span) {

    /**
     * The first trigger for it, else what accepts it; null where the playbook does not take it.
     *
     * @param source null for signals of any source, which only {@code accepts} can take
     */
    public static @Nullable SignalStart of(
            Playbook playbook, SignalKind kind, @Nullable Name source) {
        return of(playbook, kind, source == null ? null : source.text());
    }

    /** As above. */
    public static @Nullable SignalStart of(
            Playbook playbook, SignalKind kind, @Nullable String source) {
        for (Trigger trigger : playbook.triggers()) {
            if (source != null && source.equals(sourceOf(trigger, kind))) {
                return new SignalStart(trigger.name(), trigger, trigger.span());
            }
        }
        for (Accepted accepted : playbook.accepts()) {
            Name from = accepted.source();
            if (accepted.kind() == kind && (from == null || from.text().equals(source))) {
                return new SignalStart(kind.word(), null, accepted.span());
            }
        }
        return null;
    }

    /** The source whose signals of this kind fire a trigger, or null. */
    public static @Nullable String sourceOf(Trigger trigger, SignalKind kind) {
        return switch (trigger) {
            case Trigger.Alert alert -> kind == SignalKind.ALERT ? alert.source().text() : null;
            case Trigger.Incident incident ->
                    kind == SignalKind.INCIDENT ? incident.source().text() : null;
            case Trigger.Schedule _, Trigger.Webhook _, Trigger.Poll _, Trigger.Call _ -> null;
        };
    }

    /** What a playbook takes, for people: {@code alerts of `graph`}. */
    public static List<String> describe(Playbook playbook) {
        List<String> starts = new ArrayList<>();
        for (SignalKind kind : SignalKind.values()) {
            for (Trigger trigger : playbook.triggers()) {
                String source = sourceOf(trigger, kind);
                if (source != null) {
                    starts.add(kind.word() + "s of `" + source + "`");
                }
            }
            for (Accepted accepted : playbook.accepts()) {
                if (accepted.kind() == kind) {
                    Name from = accepted.source();
                    starts.add(
                            kind.word()
                                    + "s of "
                                    + (from == null ? "any source" : "`" + from + "`"));
                }
            }
        }
        return starts;
    }
}
