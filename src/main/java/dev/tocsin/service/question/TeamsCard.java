package dev.tocsin.service.question;

import dev.tocsin.service.question.QuestionMail.Reason;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A card about a question, as {@code teams.postCard} takes it. Everybody in the channel sees it and
 * can press its button, so the button leads to the page that wants a login, never to somebody's
 * link.
 */
final class TeamsCard {

    /** The connector takes 28 KB; what is longer stands on the page. */
    private static final int LONGEST_TEXT = 4_000;

    private TeamsCard() {}

    /**
     * @param page address of the question; Teams follows {@code https} alone
     */
    static MapValue asking(
            QuestionSheet sheet, Reason reason, String page, int answers, Instant now) {
        List<Value> body = new ArrayList<>();
        body.add(block(QuestionMail.opening(sheet, reason), false));
        body.add(block(sheet.question(), true));
        if (sheet.details() != null) {
            body.add(block(MarkdownText.of(Markdown.parse(sheet.details())), false));
        }
        facts(sheet, body);
        for (String sentence : SheetFacts.consequences(sheet, answers, now)) {
            body.add(block(sentence, false));
        }
        return card(body, page);
    }

    /** Tells the channel that there is nothing to answer any more. */
    static MapValue closing(QuestionSheet sheet, String ending) {
        return card(List.of(block(sheet.question(), true), block(ending, false)), null);
    }

    private static MapValue card(List<Value> body, @Nullable String page) {
        MapValue.Builder card = MapValue.builder().put("body", new ListValue(body));
        if (page != null) {
            card.put(
                    "actions",
                    new ListValue(
                            List.of(
                                    MapValue.builder()
                                            .put("type", "Action.OpenUrl")
                                            .put("title", "Look at it and answer")
                                            .put("url", page)
                                            .build())));
        }
        return card.build();
    }

    private static void facts(QuestionSheet sheet, List<Value> body) {
        List<Value> facts = new ArrayList<>();
        for (Map.Entry<String, String> fact : SheetFacts.signal(sheet).entrySet()) {
            facts.add(fact(fact.getKey(), fact.getValue()));
        }
        for (Map.Entry<String, String> fact : SheetFacts.inputs(sheet).entrySet()) {
            facts.add(fact(fact.getKey(), fact.getValue()));
        }
        if (!facts.isEmpty()) {
            body.add(
                    MapValue.builder()
                            .put("type", "FactSet")
                            .put("facts", new ListValue(facts))
                            .build());
        }
    }

    private static Value fact(String title, String value) {
        return MapValue.builder()
                .put("title", new StringValue(plain(title)))
                .put("value", new StringValue(plain(value)))
                .build();
    }

    private static Value block(String text, boolean strong) {
        MapValue.Builder block =
                MapValue.builder()
                        .put("type", "TextBlock")
                        .put("text", plain(text))
                        .put("wrap", true);
        if (strong) {
            block.put("weight", "Bolder").put("size", "Medium");
        }
        return block.build();
    }

    /** A card reads a part of Markdown; a backslash keeps data from being it. */
    private static String plain(String text) {
        String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        StringBuilder out = new StringBuilder(cut.length() + 16);
        String shown = Unlinked.of(cut.strip());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == '\n') {
                // One line end is a blank in a card, two are a new line.
                out.append("\n\n");
            } else {
                out.append("\\`*_[]<>#".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }
}
