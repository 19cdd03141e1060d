package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A ticket of a scenario as an incident of ServiceNow, where everything is a text. */
final class TicketRows {

    private static final List<String> STATES =
            List.of("", "new", "inProgress", "onHold", "", "", "resolved", "closed", "canceled");
    private static final Set<String> ENDED = Set.of("closed", "canceled");

    private final Directory directory;

    TicketRows(Directory directory) {
        this.directory = directory;
    }

    /**
     * @param number its place among the tickets of the scenario, from 1
     */
    MapValue ticket(MapValue entry, int number) {
        String title = Fields.text(entry, "title", "");
        String word = Fields.text(entry, "state", "new");
        String state = Integer.toString(STATES.indexOf(word));
        long impact = Fields.number(entry, "impact", 3);
        long urgency = Fields.number(entry, "urgency", 3);
        String opened = Fields.moment(entry, "opened", "1d ago");
        String updated =
                entry.text("updated") == null ? opened : Fields.moment(entry, "updated", "");
        MapValue.Builder out =
                MapValue.builder()
                        .put("sys_id", DerivedIds.sysId("ticket:" + title + ":" + number))
                        .put("number", String.format(Locale.ROOT, "INC%07d", 10_000 + number))
                        .put("short_description", title)
                        .put("description", Fields.text(entry, "description", ""))
                        .put("state", state)
                        .put("incident_state", state)
                        .put("active", Boolean.toString(!ENDED.contains(word)))
                        .put("impact", Long.toString(impact))
                        .put("urgency", Long.toString(urgency))
                        .put("priority", Long.toString(impact + urgency - 1))
                        .put("category", Fields.text(entry, "category", ""))
                        .put("correlation_id", Fields.text(entry, "alert", ""))
                        .put("correlation_display", "");
        Directory.Person caller = directory.person(entry.text("caller"));
        if (caller == null) {
            out.put("caller_id", "");
        } else {
            out.put(
                    "caller_id",
                    MapValue.builder()
                            .put("link", "")
                            .put("value", DerivedIds.sysId(caller.account()))
                            .build());
        }
        return Fields.withRaw(
                entry,
                out.put("sys_created_on", "table:" + opened)
                        .put("sys_updated_on", "table:" + updated)
                        .put("close_code", Fields.text(entry, "closeCode", ""))
                        .put("close_notes", Fields.text(entry, "closeNotes", ""))
                        .build());
    }
}
