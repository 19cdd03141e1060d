package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads cron expressions: numbers, names, {@code *}, ranges, steps and lists. Not the additions of
 * single products ({@code L}, {@code W}, {@code #}, {@code ?}, {@code @daily}, seconds, years):
 * each of them means something else somewhere.
 */
record CronParser(Slots slots) {

    /**
     * One of the five.
     *
     * @param names in the order of their numbers, from {@code least}; empty where there are none
     */
    private record Field(String name, int least, int most, List<String> names) {

        String range() {
            return least
                    + " to "
                    + most
                    + (names.isEmpty()
                            ? ""
                            : ", or " + names.getFirst() + " to " + names.getLast());
        }
    }

    private static final List<Field> FIELDS =
            List.of(
                    new Field("minute", 0, 59, List.of()),
                    new Field("hour", 0, 23, List.of()),
                    new Field("day of month", 1, 31, List.of()),
                    new Field(
                            "month",
                            1,
                            12,
                            List.of(
                                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP",
                                    "OCT", "NOV", "DEC")),
                    new Field(
                            "day of week",
                            0,
                            7,
                            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));

    /** Null once what is wrong is reported. */
    @Nullable Cron parse(ScalarNode node) {
        String text = node.text();
        List<int[]> places = places(text);
        if (places.size() != FIELDS.size()) {
            report(
                    node,
                    0,
                    text.length(),
                    "a cron expression has five fields, and this has " + places.size(),
                    places.size() == FIELDS.size() + 1
                            ? "there is no field for seconds; leave the first out"
                            : text.startsWith("@")
                                    ? "write the five fields out: `0 0 * * *` is midnight"
                                    : "write `30 6 * * MON-FRI` for 6:30 on working days");
            return null;
        }
        long[] bits = new long[FIELDS.size()];
        boolean sound = true;
        for (int i = 0; i < bits.length; i++) {
            bits[i] = field(node, places.get(i), FIELDS.get(i));
            sound &= bits[i] != 0;
        }
        if (!sound) {
            return null;
        }
        // Sunday is 0 and 7.
        long weekdays = (bits[4] | bits[4] >> 7) & 0x7F;
        Cron cron =
                new Cron(
                        text,
                        bits[0],
                        bits[1],
                        bits[2],
                        bits[3],
                        weekdays,
                        text.charAt(places.get(2)[0]) != '*',
                        text.charAt(places.get(4)[0]) != '*');
        if (!cron.everFires()) {
            slots.report(
                    Code.CRON_NEVER_FIRES,
                    node.spanOf(places.get(2)[0], places.get(3)[1]),
                    "`" + text + "` never fires: no such day is in the calendar",
                    Note.help("name a day that the month has; `28-31` is the last days of each"));
        }
        return cron;
    }

    private static List<int[]> places(String text) {
        List<int[]> places = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || text.charAt(i) == ' ';
            if (blank && start >= 0) {
                places.add(new int[] {start, i});
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return places;
    }

    /** The numbers of a field as bits; 0 once a mistake is reported. */
    private long field(ScalarNode node, int[] place, Field field) {
        long bits = 0;
        int from = place[0];
        while (from <= place[1]) {
            int comma = node.text().indexOf(',', from);
            int to = comma < 0 || comma > place[1] ? place[1] : comma;
            long part = part(node, from, to, field);
            if (part == 0) {
                return 0;
            }
            bits |= part;
            from = to + 1;
        }
        return bits;
    }

    /** {@code *}, {@code 5}, {@code 1-5}, each with {@code /2} behind it where it is a range. */
    private long part(ScalarNode node, int from, int to, Field field) {
        String text = node.text().substring(from, to);
        int slash = text.indexOf('/');
        String range = slash < 0 ? text : text.substring(0, slash);
        int step = slash < 0 ? 1 : number(text.substring(slash + 1));
        int dash = range.indexOf('-');
        int first = field.least();
        int last = field.most();
        if (!range.equals("*")) {
            first = value(dash < 0 ? range : range.substring(0, dash), field);
            last = dash < 0 ? first : value(range.substring(dash + 1), field);
        }
        boolean single = dash < 0 && !range.equals("*");
        if (first < field.least() || last > field.most() || last < 0 || step < 1) {
            report(
                    node,
                    from,
                    to,
                    text.isEmpty()
                            ? "there is no " + field.name() + " beside this comma"
                            : "`" + text + "` is no " + field.name(),
                    "the field takes " + field.range());
            return 0;
        }
        if (single && slash >= 0) {
            report(
                    node,
                    from,
                    to,
                    "`" + text + "` steps through a single " + field.name(),
                    "write `" + range + "-" + field.most() + text.substring(slash) + "`");
            return 0;
        }
        if (last < first) {
            report(
                    node,
                    from,
                    to,
                    "`" + text + "` runs backwards",
                    "write two ranges with a comma, such as `22-23,0-5`");
            return 0;
        }
        long bits = 0;
        for (int i = first; i <= last; i += step) {
            bits |= 1L << i;
        }
        return bits;
    }

    private static int value(String text, Field field) {
        int name = field.names().indexOf(text.toUpperCase(Locale.ROOT));
        return name >= 0 ? field.least() + name : number(text);
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 2) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private void report(ScalarNode node, int from, int to, String message, String help) {
        Span span = node.spanOf(from, to);
        slots.report(Code.INVALID_CRON, span, message, Note.help(help));
    }
}
