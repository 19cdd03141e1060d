package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.List;

/** The mails of a lab as their readers see them. */
final class LabMails {

    private static final String RULE = "─".repeat(72) + "\n";

    private LabMails() {}

    /**
     * @param state of the lab, as it prints it
     * @throws CommandFault if it is none
     */
    static String of(String state) throws CommandFault {
        List<Value> mails;
        try {
            mails =
                    Json.parse(state) instanceof MapValue map
                            ? Fields.items(map, "mails")
                            : List.of();
        } catch (JsonException _) {
            throw CommandFault.configuration("what answers there is no lab", null);
        }
        StringBuilder text = new StringBuilder();
        for (Value value : mails) {
            if (value instanceof MapValue mail) {
                text.append(text.isEmpty() ? "" : RULE);
                text.append("From: ").append(Fields.word(mail, "from")).append('\n');
                text.append("To: ").append(String.join(", ", Fields.words(mail, "to")));
                text.append("\nSubject: ").append(Fields.word(mail, "subject")).append("\n\n");
                text.append(Fields.word(mail, "text").stripTrailing()).append('\n');
            }
        }
        return text.isEmpty() ? "no mails\n" : TerminalText.lines(text.toString());
    }
}
