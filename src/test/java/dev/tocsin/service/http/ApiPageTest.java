package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.WholeService;
import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.Role;
import dev.tocsin.service.http.RouteDoc.AnswerDoc;
import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pages of the manual say what the table, the roles and the problems are. */
final class ApiPageTest {

    private static final Path API = Path.of("docs/api.md");
    private static final Path OPERATIONS = Path.of("docs/operations.md");
    private static final String BEGIN = "<!-- routes -->\n";
    private static final String END = "<!-- /routes -->";

    @TempDir Path folder;

    @Test
    void theTableIsTheOneThatIsServed() throws Exception {
        try (WholeService service = WholeService.start(folder)) {
            String page = Files.readString(API);
            int begin = page.indexOf(BEGIN) + BEGIN.length();
            int end = page.indexOf(END);
            Golden.check(
                    API, page.substring(0, begin) + table(service.routes()) + page.substring(end));
        }
    }

    private static String table(RouteTable table) {
        StringBuilder text =
                new StringBuilder("\n| route | | takes | answers | who |\n|---|---|---|---|---|\n");
        for (Route route : table.routes()) {
            text.append("| `").append(route.name()).append("` | ");
            text.append(route.doc().summary()).append(" | ").append(takes(route.doc()));
            text.append(" | ").append(answers(route.doc())).append(" | ");
            text.append(who(route.needs())).append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static String takes(RouteDoc doc) {
        List<String> parts = new ArrayList<>();
        doc.query().forEach(parameter -> parts.add("`?" + parameter.name() + "=`"));
        if (doc.body() != null) {
            parts.add("`" + doc.body().mediaType() + "`");
        }
        return String.join(", ", parts);
    }

    private static String answers(RouteDoc doc) {
        List<String> parts = new ArrayList<>();
        for (AnswerDoc answer : doc.answers()) {
            parts.add(
                    answer.mediaType() == null || answer.mediaType().equals("application/json")
                            ? String.valueOf(answer.status())
                            : answer.status() + " `" + answer.mediaType() + "`");
        }
        return String.join(", ", parts);
    }

    private static String who(Needs needs) {
        return switch (needs) {
            case Needs.Permitted(var permission) -> PermissionWords.roles(permission);
            case Needs.OwnProof(String what) -> "whoever has " + what;
            case Needs.Nothing(String why) -> "anybody: " + why;
        };
    }

    @Test
    void theTableOfRolesIsTheOneThatIsHeld() throws Exception {
        String page = Files.readString(OPERATIONS);
        List<Permission> columns =
                List.of(
                        Permission.VIEW,
                        Permission.RUN,
                        Permission.CONTROL,
                        Permission.APPROVE,
                        Permission.ADMINISTER,
                        Permission.INGEST);
        assertEquals(Permission.values().length, columns.size());
        for (Role role : Role.values()) {
            StringBuilder row =
                    new StringBuilder(
                            role == Role.INGEST ? "| `ingest:SOURCE`" : "| `" + role.word() + "`");
            for (Permission column : columns) {
                boolean may = column.roles().contains(role);
                row.append(" |")
                        .append(may ? role == Role.INGEST ? " of that source" : " yes" : "");
            }
            assertTrue(page.contains(row + " |"), row + " in " + OPERATIONS);
        }
    }

    @Test
    void eachNumberStandsInThePage() throws Exception {
        String page = Files.readString(OPERATIONS);
        try (Served served = Served.start(folder)) {
            String token = served.token("prometheus", "viewer");
            served.metrics.gauge("tocsin_store_up", "x", () -> 1);
            for (String line : served.get("/metrics", token).body().lines().toList()) {
                if (line.startsWith("# TYPE ") && !line.contains("tocsin_store_up")) {
                    String name = line.split(" ")[2];
                    assertTrue(page.contains("`" + name + "`"), name);
                }
            }
        }
    }

    @Test
    void eachProblemStandsInThePage() throws Exception {
        String page = Files.readString(API);
        List<String> types = new ArrayList<>();
        for (String source : List.of("Problem", "TransportProblems")) {
            String text =
                    Files.readString(
                            Path.of("src/main/java/dev/tocsin/service/http", source + ".java"));
            var matcher =
                    java.util.regex.Pattern.compile(
                                    "(?:of|new Problem)\\(\\s*(\\d{3}),\\s*\"([a-z-]+)\"")
                            .matcher(text);
            while (matcher.find()) {
                types.add(matcher.group(2));
                assertTrue(
                        page.contains("| `" + matcher.group(2) + "` | " + matcher.group(1) + " |"),
                        matcher.group(2));
            }
        }
        assertTrue(types.size() >= 16, types.toString());
    }
}
