package dev.tocsin.connector;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Every connector there is, by name: those that ship as YAML, those found by {@link
 * java.util.ServiceLoader}, those of the project's {@code connectors} folder. Names are cheap; a
 * connector is read when it is first asked for. Owned by one thread until all that a command needs
 * was found; connectors themselves may be shared.
 */
public final class ConnectorRegistry {

    private final BuiltInConnectors builtIn;
    private final JavaConnectors java;
    private final ProjectConnectors project;

    private ConnectorRegistry(
            BuiltInConnectors builtIn, JavaConnectors java, ProjectConnectors project) {
        this.builtIn = builtIn;
        this.java = java;
        this.project = project;
    }

    /**
     * @param projectRoot whose {@code connectors/*.yaml} count, or null for none
     * @param diagnostics gets, now or later, what is wrong with those files
     */
    public static ConnectorRegistry load(@Nullable Path projectRoot, Diagnostics diagnostics) {
        return load(projectRoot, projectRoot, diagnostics);
    }

    /**
     * The same.
     *
     * @param here the folder from which messages name the files, or null for the root
     */
    public static ConnectorRegistry load(
            @Nullable Path projectRoot, @Nullable Path here, Diagnostics diagnostics) {
        ConnectorFolder folder = new ConnectorFolder(projectRoot, here);
        return of(() -> folder.read(diagnostics), diagnostics);
    }

    /**
     * With connectors whose files are kept elsewhere than in a folder.
     *
     * @param files of the project's own connectors
     */
    public static ConnectorRegistry of(List<SourceText> files, Diagnostics diagnostics) {
        return of(() -> files, diagnostics);
    }

    private static ConnectorRegistry of(Supplier<List<SourceText>> files, Diagnostics diagnostics) {
        BuiltInConnectors builtIn = new BuiltInConnectors();
        JavaConnectors java = new JavaConnectors(builtIn);
        return new ConnectorRegistry(
                builtIn, java, new ProjectConnectors(files, builtIn, java, diagnostics));
    }

    /** Sorted. */
    public List<String> names() {
        java.util.TreeSet<String> names = new java.util.TreeSet<>(builtIn.names());
        names.addAll(java.names());
        names.addAll(project.names());
        return List.copyOf(names);
    }

    /**
     * The connector of this name, or null. A project file that is broken offers what could be read
     * of it, so that one mistake makes one message.
     *
     * @throws IllegalStateException if two Java connectors, or a Java and a built-in one, have this
     *     name
     */
    public @Nullable Connector find(String name) {
        Connector found = builtIn.find(name);
        if (found == null) {
            found = java.find(name);
        }
        return found == null ? project.find(name) : found;
    }

    /** The file of one of the project's own connectors; null where the name is another's. */
    public @Nullable SourceText projectFile(String name) {
        YamlConnector found =
                builtIn.names().contains(name) || java.find(name) != null
                        ? null
                        : project.find(name);
        return found == null ? null : found.source();
    }

    /** Whether the connector ships with Tocsin, so that its declarations are trusted. */
    public boolean isBuiltIn(String name) {
        return builtIn.names().contains(name) || java.isBuiltIn(name);
    }
}
