package dev.tocsin.expression;

import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.STRING;
import static dev.tocsin.schema.Type.TIMESTAMP;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Functions of points in time and lengths of time; parts of a date as cel-spec numbers them. A zone
 * is an IANA name or an offset like {@code +02:00}; without one, UTC.
 */
final class TimeFunctions {

    static final List<String> NAMES =
            List.of(
                    "now",
                    "instant",
                    "startOfDay",
                    "formatTime",
                    "getFullYear",
                    "getMonth",
                    "getDate",
                    "getDayOfMonth",
                    "getDayOfWeek",
                    "getDayOfYear",
                    "getHours",
                    "getMinutes",
                    "getSeconds",
                    "getMilliseconds");

    private static final String TIME = "timestamp(\"2026-03-01T09:30:15.250Z\")";

    private TimeFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "now" ->
                    Function.named(name, "The time of the event that the run is handling")
                            .gives(TIMESTAMP)
                            .example("now() - duration(\"1h\")", "\"2026-01-01T11:00:00Z\"")
                            .as(a -> new TimestampValue(a.evaluation().now()));
            case "instant" ->
                    Function.named(
                                    name,
                                    "The point in time that a local date, with or without a time,"
                                            + " names in a zone; a text with an offset keeps that")
                            .takes("text", STRING)
                            .takes("zone", STRING)
                            .mayTake("pattern", STRING)
                            .gives(TIMESTAMP)
                            .example(
                                    "instant(\"2026-03-01 09:30\", \"W. Europe Standard Time\")",
                                    "\"2026-03-01T08:30:00Z\"")
                            .as(a -> LocalTimes.instant(a, zone(a, 1)));
            case "startOfDay" ->
                    Function.named(name, "The first moment of the day that a time lies in")
                            .takes("time", TIMESTAMP)
                            .mayTake("zone", STRING)
                            .gives(TIMESTAMP)
                            .example(
                                    TIME + ".startOfDay(\"Europe/Berlin\")",
                                    "\"2026-02-28T23:00:00Z\"")
                            .as(a -> LocalTimes.startOfDay(a, zone(a, 1)));
            case "formatTime" ->
                    Function.named(name, "The time by a pattern like `yyyy-MM-dd HH:mm`")
                            .takes("time", TIMESTAMP)
                            .takes("pattern", STRING)
                            .mayTake("zone", STRING)
                            .gives(STRING)
                            .example(
                                    TIME + ".formatTime(\"d MMM yyyy HH:mm\", \"Europe/Berlin\")",
                                    "\"1 Mar 2026 10:30\"")
                            .as(TimeFunctions::format);
            case "getFullYear" -> part(name, "The year", "2026");
            case "getMonth" -> part(name, "The month, January being 0", "2");
            case "getDate" -> part(name, "The day of the month, from 1", "1");
            case "getDayOfMonth" -> part(name, "The day of the month, from 0", "0");
            case "getDayOfWeek" -> part(name, "The day of the week, Sunday being 0", "0");
            case "getDayOfYear" -> part(name, "The day of the year, from 0", "59");
            case "getHours" -> part(name, "The hour, or the hours in a duration", "9");
            case "getMinutes" -> part(name, "The minute, or the minutes in a duration", "30");
            case "getSeconds" -> part(name, "The second, or the seconds in a duration", "15");
            case "getMilliseconds" -> part(name, "The milliseconds within the second", "250");
            default -> null;
        };
    }

    private static Function part(String name, String summary, String exampleResult) {
        return Function.named(name, summary)
                .takes("time", Types.TIME_OR_LENGTH)
                .mayTake("zone", STRING)
                .gives(INT)
                .example(TIME + "." + name + "()", exampleResult)
                .as(a -> part(a, name));
    }

    private static Value part(Arguments arguments, String name) {
        Duration length = arguments.duration(0);
        if (length != null) {
            // A length below 0 is kept as the second before it and nanoseconds from there.
            boolean below = length.isNegative() && length.getNano() > 0;
            long seconds = length.getSeconds() + (below ? 1 : 0);
            int nanos = length.getNano() - (below ? 1_000_000_000 : 0);
            return switch (name) {
                case "getHours" -> IntValue.of(seconds / 3600);
                case "getMinutes" -> IntValue.of(seconds / 60);
                case "getSeconds" -> IntValue.of(seconds);
                case "getMilliseconds" -> IntValue.of(nanos / 1_000_000);
                default -> throw arguments.wrong(0, "a timestamp");
            };
        }
        ZonedDateTime time = arguments.instant(0).atZone(zone(arguments, 1));
        return IntValue.of(
                switch (name) {
                    case "getFullYear" -> time.getYear();
                    case "getMonth" -> time.getMonthValue() - 1;
                    case "getDate" -> time.getDayOfMonth();
                    case "getDayOfMonth" -> time.getDayOfMonth() - 1;
                    case "getDayOfWeek" -> time.getDayOfWeek().getValue() % 7;
                    case "getDayOfYear" -> time.getDayOfYear() - 1;
                    case "getHours" -> time.getHour();
                    case "getMinutes" -> time.getMinute();
                    case "getSeconds" -> time.getSecond();
                    default -> time.getNano() / 1_000_000;
                });
    }

    private static Value format(Arguments arguments) {
        DateTimeFormatter pattern = LocalTimes.pattern(arguments, 1);
        ZonedDateTime time = arguments.instant(0).atZone(zone(arguments, 2));
        try {
            return new StringValue(pattern.format(time));
        } catch (DateTimeException _) {
            throw arguments.fail(1, "asks for a part that a time does not have");
        }
    }

    private static ZoneId zone(Arguments arguments, int index) {
        if (!arguments.has(index)) {
            return ZoneOffset.UTC;
        }
        String name = arguments.text(index);
        ZoneId zone = TimeZones.find(name);
        if (zone == null) {
            throw arguments.fail(index, "is no time zone, like `Europe/Berlin` or `+02:00`");
        }
        return zone;
    }
}
