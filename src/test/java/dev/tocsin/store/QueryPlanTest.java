package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** No statement that runs while alerts come in reads a whole table, however large that becomes. */
final class QueryPlanTest {

    private static final List<Class<?>> TABLES =
            List.of(
                    AnswerTable.class,
                    Audit.class,
                    BlobTable.class,
                    CallbackTable.class,
                    ContainmentTable.class,
                    CursorTable.class,
                    DedupeTable.class,
                    DeliveryTable.class,
                    EventTable.class,
                    LinkTable.class,
                    MetaTable.class,
                    ProgramTable.class,
                    QuestionTable.class,
                    ReplayTable.class,
                    RunTable.class,
                    SignalTable.class,
                    SnapshotTable.class,
                    TokenTable.class,
                    StorePrune.class);

    /** Parts of statements, what counts all rows, and what only a prune reads. */
    private static final Set<String> NOT_LOOKED_AT =
            Set.of("COLUMNS", "HEADS", "COUNTS", "ORPHANS", "DROP_BLOBS");

    /** These sort what one run asked, or the revisions of one signal: a handful. */
    private static final Set<String> SORTED =
            Set.of(
                    "QuestionTable.OF_RUN",
                    "SignalTable.LIST_OF_ID",
                    "SignalTable.LIST_HEADS_OF_ID");

    private static final List<String> VERBS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    @TempDir private Path folder;

    @Test
    void everyStatementFindsItsRowsByAnIndex() throws Exception {
        List<String> wrong = new ArrayList<>();
        int looked = 0;
        try (Store store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard())) {
            for (Class<?> table : TABLES) {
                for (Field field : table.getDeclaredFields()) {
                    String statement = statement(field);
                    if (statement != null) {
                        looked++;
                        String name = table.getSimpleName() + "." + field.getName();
                        look(store, name, statement, wrong);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(looked > 60, "only " + looked + " statements were found");
    }

    private static @Nullable String statement(Field field) throws IllegalAccessException {
        if (!Modifier.isStatic(field.getModifiers())
                || field.getType() != String.class
                || NOT_LOOKED_AT.contains(field.getName())) {
            return null;
        }
        field.setAccessible(true);
        String text = (String) field.get(null);
        return VERBS.stream().anyMatch(text::startsWith) ? text : null;
    }

    private static void look(Store store, String name, String statement, List<String> wrong)
            throws StoreException {
        List<String> plan =
                store.read(
                        reader ->
                                reader.sql("EXPLAIN QUERY PLAN " + statement)
                                        .list(row -> row.text(4)));
        for (String step : plan) {
            // What reads in the order it needs stops at its limit.
            boolean stops = statement.contains("LIMIT");
            if (step.startsWith("SCAN") && !stops
                    || step.contains("TEMP B-TREE") && !SORTED.contains(name)) {
                wrong.add(name + ": " + step);
            }
        }
    }
}
