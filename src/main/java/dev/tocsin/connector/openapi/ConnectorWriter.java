package dev.tocsin.connector.openapi;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the parts of a connector file together. */
final class ConnectorWriter {

    private final Description description;
    private final NamedSchemas shared;
    private final SecurityWriter security;
    private final CredentialTest credentials;

    ConnectorWriter(
            Description description,
            NamedSchemas shared,
            SecurityWriter security,
            CredentialTest credentials) {
        this.description = description;
        this.shared = shared;
        this.security = security;
        this.credentials = credentials;
    }

    Imported write(String name, Yaml.Fields operations, List<Imported.LeftOut> leftOut) {
        Yaml.Fields file = new Yaml.Fields().spread();
        Remarks remarks = new Remarks();
        Yaml.Fields auth = new Yaml.Fields();
        security.write(auth, remarks);
        List<String> connection = security.connection(name);
        List<String> above = new ArrayList<>();
        above.add("From " + from() + ".");
        above.add("What was guessed is marked `review:`, what could not be written `left out:`.");
        above.add("");
        above.add("For connections.yaml; the paths below go on where `url` ends:");
        connection.forEach(line -> above.add("  " + line));
        above.add("");
        for (Imported.LeftOut one : leftOut) {
            above.add(Remarks.LEFT_OUT + one.operation() + " " + one.why());
        }
        above.addAll(remarks.lines());
        file.put("connector", Yaml.of(name), above);
        file.put("summary", summary(name));
        auth.entries().forEach((key, field) -> file.put(key, field.value()));
        String probe = probe(operations);
        if (probe != null) {
            file.put("probe", new Yaml.Fields().put("operation", probe));
        }
        Map<String, Yaml.Fields> needed = shared.neededBy(operations);
        if (!needed.isEmpty()) {
            Yaml.Fields schemas = new Yaml.Fields().spread();
            needed.forEach(schemas::put);
            file.put("schemas", schemas, List.of(""));
        }
        file.put("operations", operations, List.of(""));
        withoutCredentials(file);
        return new Imported(
                name,
                YamlWriter.write(file),
                from(),
                operations.entries().size(),
                leftOut,
                count(Remarks.REVIEW, file),
                count(Remarks.LEFT_OUT, file) - leftOut.size(),
                connection);
    }

    /** The read that Power Platform tries a connection with, where it needs no input. */
    private @Nullable String probe(Yaml.Fields operations) {
        Part test = description.root().orEmpty("x-ms-capabilities").orEmpty("testConnection");
        String name = Names.operation(test.text("operationId"));
        boolean usable =
                name != null
                        && operations.get(name) instanceof Yaml.Fields operation
                        && "read".equals(operation.text("effect"))
                        && !(operation.get("input") instanceof Yaml.Fields input
                                && input.get("required") != null);
        return usable ? name : null;
    }

    /** Prose shows how to log in, now and then with a login that works. */
    private void withoutCredentials(Yaml yaml) {
        switch (yaml) {
            case Yaml.Scalar _ -> {}
            case Yaml.Items(List<Yaml> items) -> items.forEach(this::withoutCredentials);
            case Yaml.Fields fields -> {
                for (String key : List.of("summary", "description")) {
                    String text = fields.text(key);
                    if (text != null && credentials.looksLikeOne(key, text)) {
                        fields.put(key, "Left out, as it holds what looks like a credential.");
                    }
                }
                fields.entries().values().forEach(field -> withoutCredentials(field.value()));
            }
        }
    }

    private String from() {
        String title = Prose.inComment(description.title());
        String version = Prose.inComment(description.version());
        String named =
                (title.isEmpty() ? "a service" : title) + (version.isEmpty() ? "" : " " + version);
        return named + " (" + description.format() + ")";
    }

    private String summary(String name) {
        String said = Prose.sentence(description.root().orEmpty("info").text("description"));
        if (!said.isEmpty()) {
            return said;
        }
        String title = Prose.sentence(description.title());
        return title.isEmpty() ? "The service `" + name + "`." : title;
    }

    private static int count(String mark, Yaml yaml) {
        return switch (yaml) {
            case Yaml.Scalar _ -> 0;
            case Yaml.Items(List<Yaml> items) ->
                    items.stream().mapToInt(item -> count(mark, item)).sum();
            case Yaml.Fields fields -> {
                int count = 0;
                for (Yaml.Field field : fields.entries().values()) {
                    String beside = field.beside();
                    count += beside != null && beside.startsWith(mark) ? 1 : 0;
                    for (String above : field.above()) {
                        count += above.startsWith(mark) ? 1 : 0;
                    }
                    count += count(mark, field.value());
                }
                yield count;
            }
        };
    }
}
