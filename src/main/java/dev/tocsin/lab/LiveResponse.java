package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The commands of a live response: files of the library are put and run, files of the device are
 * fetched, in that order; the first command that fails ends it.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/run-live-response">live
 *     response</a>
 */
final class LiveResponse {

    /** In the order in which the service takes them, with the parameter that each needs. */
    private static final List<Map.Entry<String, String>> TYPES =
            List.of(
                    Map.entry("PutFile", "FileName"),
                    Map.entry("RunScript", "ScriptName"),
                    Map.entry("GetFile", "Path"));

    private final DefenderTenant tenant;
    private final Table library;
    private final Table deviceFiles;

    LiveResponse(DefenderTenant tenant) {
        this.tenant = tenant;
        this.library = tenant.table("library", "id");
        this.deviceFiles = tenant.table("deviceFiles", "id");
    }

    /**
     * The commands of a request as its action lists them.
     *
     * @throws RefusedException if they are missing, wrong or in a wrong order
     */
    ListValue commands(MapValue body) {
        if (!(body.get("Commands") instanceof ListValue(List<Value> given)) || given.isEmpty()) {
            throw tenant.errors()
                    .refuse(400, "MissingRequiredParameter", "Commands is missing or empty.");
        }
        List<Value> commands = new ArrayList<>();
        int last = 0;
        for (Value item : given) {
            MapValue command = item instanceof MapValue map ? map : MapValue.EMPTY;
            int type = type(command);
            if (type < last || parameter(command, TYPES.get(type).getValue()).isEmpty()) {
                throw tenant.errors()
                        .refuse(
                                400,
                                "InvalidInput",
                                "Commands are PutFile, RunScript and GetFile with their parameter,"
                                        + " in this order.");
            }
            last = type;
            commands.add(
                    MapValue.builder()
                            .put("index", IntValue.of(commands.size()))
                            .put("startTime", NullValue.NULL)
                            .put("endTime", NullValue.NULL)
                            .put("commandStatus", "Created")
                            .put("errors", ListValue.EMPTY)
                            .put("command", command)
                            .build());
        }
        return new ListValue(commands);
    }

    private int type(MapValue command) {
        for (int i = 0; i < TYPES.size(); i++) {
            if (TYPES.get(i).getKey().equals(command.text("type"))) {
                return i;
            }
        }
        throw tenant.errors().refuse(400, "InvalidInput", "The type of a command is not valid.");
    }

    /** The action with its commands carried out, up to the first that failed. */
    MapValue carriedOut(MapValue action) {
        List<Value> commands = new ArrayList<>();
        boolean goesOn = true;
        for (MapValue command : commandsOf(action)) {
            MapValue next = goesOn ? carryOut(command) : command;
            goesOn = goesOn && "Completed".equals(next.text("commandStatus"));
            commands.add(next);
        }
        return Table.with(action, "commands", new ListValue(commands));
    }

    private MapValue carryOut(MapValue row) {
        StringValue now = new StringValue(tenant.company().now());
        MapValue started = Table.with(Table.with(row, "startTime", now), "endTime", now);
        String error = error((MapValue) row.entries().get("command"));
        return error == null
                ? Table.with(started, "commandStatus", new StringValue("Completed"))
                : Table.with(
                        Table.with(started, "commandStatus", new StringValue("Failed")),
                        "errors",
                        new ListValue(List.of(new StringValue(error))));
    }

    private @Nullable String error(MapValue command) {
        return switch (Company.text(command, "type")) {
            case "PutFile" -> missing(library, parameter(command, "FileName"), "the library");
            case "RunScript" -> missing(library, parameter(command, "ScriptName"), "the library");
            default -> missing(deviceFiles, parameter(command, "Path"), "the device");
        };
    }

    private static @Nullable String missing(Table files, String name, String where) {
        return files.get(name) == null ? "File " + name + " is not in " + where : null;
    }

    /** Whether all commands of an action were completed. */
    static boolean succeeded(MapValue action) {
        return commandsOf(action).stream()
                .allMatch(command -> "Completed".equals(command.text("commandStatus")));
    }

    /** The text of a command's result, or null where it has none. */
    @Nullable String result(MapValue action, int index) {
        List<MapValue> commands = commandsOf(action);
        if (index >= commands.size()
                || !"Completed".equals(commands.get(index).text("commandStatus"))) {
            return null;
        }
        MapValue command = (MapValue) commands.get(index).entries().get("command");
        return switch (Company.text(command, "type")) {
            case "RunScript" -> transcript(parameter(command, "ScriptName"));
            case "GetFile" -> content(deviceFiles, parameter(command, "Path"), "content");
            default -> null;
        };
    }

    private String transcript(String script) {
        return Json.write(
                MapValue.builder()
                        .put("script_name", script)
                        .put("exit_code", IntValue.of(0))
                        .put("script_output", content(library, script, "output"))
                        .put("script_errors", "")
                        .build());
    }

    private static String content(Table files, String name, String field) {
        MapValue file = files.get(name);
        return file == null ? "" : Company.text(file, field);
    }

    private static List<MapValue> commandsOf(MapValue action) {
        List<MapValue> commands = new ArrayList<>();
        if (action.get("commands") instanceof ListValue(List<Value> items)) {
            items.forEach(item -> commands.add((MapValue) item));
        }
        return commands;
    }

    private static String parameter(MapValue command, String key) {
        if (command.get("params") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof MapValue param && key.equals(param.text("key"))) {
                    return Company.text(param, "value");
                }
            }
        }
        return "";
    }
}
