package dev.tocsin.service.question;

import dev.tocsin.store.AnswerTable;
import dev.tocsin.store.AnswerTable.AnswerRow;
import dev.tocsin.store.DeliveryTable;
import dev.tocsin.store.DeliveryTable.DeliveryRow;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.Reader;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** A question as the API gives it: with its answers and with what was sent. */
final class ShownQuestion {

    private ShownQuestion() {}

    static MapValue of(Reader reader, QuestionRow row) throws StoreException {
        QuestionSheet sheet = QuestionBook.sheet(row);
        return MapValue.builder()
                .put("id", sheet.id())
                .put("run", sheet.run())
                .put("playbook", sheet.playbook())
                .put("step", sheet.step())
                .put("kind", row.kind().text())
                .put("status", row.status().text())
                .put("question", sheet.question())
                .put("details", QuestionApi.orNull(sheet.details()))
                .put("to", QuestionApi.texts(sheet.to()))
                .put("choices", SheetText.choices(sheet.choices()))
                .put("form", sheet.form() == null ? NullValue.NULL : sheet.form().json())
                .put("contains", sheet.contains())
                .put("askedAt", sheet.askedAt().toString())
                .put("expiresAt", sheet.expiresAt().toString())
                .put("result", QuestionApi.orNull(row.result()))
                .put("answers", answers(reader, row.number()))
                .put("deliveries", deliveries(reader, row.number()))
                .build();
    }

    private static ListValue answers(Reader reader, long question) throws StoreException {
        List<Value> shown = new ArrayList<>();
        for (AnswerRow answer : AnswerTable.ofQuestion(reader, question)) {
            shown.add(
                    MapValue.builder()
                            .put("by", answer.by())
                            .put("via", answer.via())
                            .put("choice", answer.choice())
                            .put("at", answer.at().toString())
                            .put("refused", QuestionApi.orNull(answer.refused()))
                            .build());
        }
        return new ListValue(shown);
    }

    private static ListValue deliveries(Reader reader, long question) throws StoreException {
        List<Value> shown = new ArrayList<>();
        for (DeliveryRow delivery : DeliveryTable.ofQuestion(reader, question)) {
            shown.add(
                    MapValue.builder()
                            .put("kind", delivery.kind())
                            .put("to", delivery.to())
                            .put("channel", delivery.channel())
                            .put("attempts", delivery.attempts())
                            .put("dueAt", delivery.dueAt().toString())
                            .put(
                                    "doneAt",
                                    QuestionApi.orNull(
                                            delivery.doneAt() == null
                                                    ? null
                                                    : delivery.doneAt().toString()))
                            .put("error", QuestionApi.orNull(delivery.error()))
                            .build());
        }
        return new ListValue(shown);
    }
}
