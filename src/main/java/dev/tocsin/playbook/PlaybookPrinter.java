package dev.tocsin.playbook;

import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a playbook as YAML in one canonical form: keys in the order of the manual, what equals a
 * default left out. Reading it again gives an equal playbook, places aside. Comments and layout are
 * not part of a playbook, so they are gone. Only for playbooks without mistakes.
 */
public final class PlaybookPrinter {

    private PlaybookPrinter() {}

    public static String print(Playbook playbook) {
        NodeBuilder head = new NodeBuilder();
        head.word("playbook", playbook.id())
                .word("title", playbook.title())
                .word("description", playbook.description())
                .word("owner", playbook.owner())
                .list("tags", words(playbook.tags()))
                .node("access", access(playbook.access()))
                .word("timeZone", playbook.zone().equals(ZoneOffset.UTC) ? null : playbook.zone())
                .duration("timeout", playbook.timeout())
                .node("concurrency", concurrency(playbook.concurrency()))
                .node("defaults", defaults(playbook.defaults()))
                .list("on", triggers(playbook.triggers()))
                .list("accepts", accepts(playbook.accepts()))
                .node("inputs", parameters(playbook.inputs()))
                .node("outputs", parameters(playbook.outputs()))
                .node("const", constants(playbook.constants()))
                .node("vars", constants(playbook.variables()))
                .node("steps", StepPrinter.steps(playbook.steps()));
        return YamlText.of(head.build());
    }

    private static @Nullable Node access(Access access) {
        NodeBuilder map = new NodeBuilder();
        for (String verb : Access.VERBS) {
            map.list(verb, words(access.to(verb)));
        }
        return orNull(map);
    }

    private static List<Node> words(List<?> words) {
        List<Node> nodes = new ArrayList<>();
        for (Object word : words) {
            nodes.add(YamlText.word(word.toString()));
        }
        return nodes;
    }

    private static @Nullable Node defaults(Playbook.Defaults defaults) {
        return orNull(
                new NodeBuilder()
                        .node("retry", StepPrinter.retry(defaults.retry()))
                        .duration("timeout", defaults.timeout())
                        .node("onError", StepPrinter.onError(defaults.onError())));
    }

    private static @Nullable Node concurrency(@Nullable Concurrency concurrency) {
        if (concurrency == null) {
            return null;
        }
        boolean queues = concurrency.whenBusy() == Concurrency.WhenBusy.QUEUE;
        return new NodeBuilder()
                .word("limit", concurrency.limit())
                .expression("key", concurrency.key())
                .word("whenBusy", queues ? null : concurrency.whenBusy().word())
                .build();
    }

    private static @Nullable Node orNull(NodeBuilder builder) {
        MapNode map = builder.build();
        return map.entries().isEmpty() ? null : map;
    }

    private static @Nullable Node parameters(List<Parameter> parameters) {
        NodeBuilder map = new NodeBuilder();
        for (Parameter parameter : parameters) {
            map.node(parameter.name().text(), NodeBuilder.of(parameter.schema().json()));
        }
        return orNull(map);
    }

    private static @Nullable Node constants(List<Constant> constants) {
        NodeBuilder map = new NodeBuilder();
        for (Constant constant : constants) {
            map.template(
                    constant.name().text(), new Template.Constant(constant.value(), Span.at(0)));
        }
        return orNull(map);
    }

    private static List<Node> accepts(List<Accepted> accepts) {
        List<Node> nodes = new ArrayList<>();
        for (Accepted accepted : accepts) {
            MapNode settings = new NodeBuilder().word("source", accepted.source()).build();
            nodes.add(new NodeBuilder().node(accepted.kind().word(), settings).build());
        }
        return nodes;
    }

    private static List<Node> triggers(List<Trigger> triggers) {
        List<Node> nodes = new ArrayList<>();
        for (Trigger trigger : triggers) {
            NodeBuilder map = new NodeBuilder().word("id", trigger.id());
            nodes.add(trigger(trigger, map).build());
        }
        return nodes;
    }

    private static NodeBuilder trigger(Trigger trigger, NodeBuilder map) {
        NodeBuilder settings = new NodeBuilder();
        return switch (trigger) {
            case Trigger.Alert alert ->
                    map.node("alert", settings.word("source", alert.source()).build())
                            .expression("when", alert.when());
            case Trigger.Incident incident ->
                    map.node("incident", settings.word("source", incident.source()).build())
                            .expression("when", incident.when());
            case Trigger.Schedule schedule ->
                    map.node(
                            "schedule",
                            settings.word("cron", schedule.cron())
                                    .word("zone", schedule.zone())
                                    .duration("every", schedule.every())
                                    .word(
                                            "missed",
                                            schedule.missed() == Missed.LATEST
                                                    ? null
                                                    : schedule.missed().word())
                                    .build());
            case Trigger.Webhook webhook ->
                    map.node(
                            "webhook",
                            proof(
                                            webhook.proof(),
                                            settings.word("path", webhook.path())
                                                    .node(
                                                            "body",
                                                            NodeBuilder.of(webhook.body().json())))
                                    .build());
            case Trigger.Poll poll ->
                    map.node(
                            "poll",
                            settings.word("operation", poll.operation())
                                    .node("with", StepPrinter.fields(poll.with()))
                                    .duration("every", poll.every())
                                    .expression("items", poll.items())
                                    .expression("key", poll.key())
                                    .build());
            case Trigger.Call _ -> map.node("call", settings.build());
        };
    }

    private static NodeBuilder proof(@Nullable SenderProof proof, NodeBuilder webhook) {
        NodeBuilder settings = new NodeBuilder();
        return switch (proof) {
            case null -> webhook;
            case SenderProof.Hmac hmac -> {
                boolean hex = hmac.encoding() == SenderProof.Encoding.HEX;
                settings.list("secrets", words(hmac.secrets()))
                        .word("header", hmac.header())
                        .word("prefix", hmac.prefix())
                        .word("encoding", hex ? null : hmac.encoding().word())
                        .word("timestampHeader", hmac.timestampHeader());
                yield webhook.node("hmac", settings.build());
            }
            case SenderProof.Token token -> {
                settings.list("secrets", words(token.secrets())).word("header", token.header());
                yield webhook.node("token", settings.build());
            }
        };
    }
}
