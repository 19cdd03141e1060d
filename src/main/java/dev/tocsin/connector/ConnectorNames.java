package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import java.util.HashMap;
import java.util.Map;

/**
 * The names that the connector files of one project take, each one once and none that ships: a file
 * that comes with a project must not stand in for a connector that is trusted. For one thread.
 */
public final class ConnectorNames {

    private final BuiltInConnectors builtIn;
    private final JavaConnectors java;
    private final Map<String, String> fileByName = new HashMap<>();

    public ConnectorNames() {
        this(new BuiltInConnectors());
    }

    private ConnectorNames(BuiltInConnectors builtIn) {
        this(builtIn, new JavaConnectors(builtIn));
    }

    ConnectorNames(BuiltInConnectors builtIn, JavaConnectors java) {
        this.builtIn = builtIn;
        this.java = java;
    }

    /** Takes the name that a connector file gives itself, or reports whose it is. */
    public void claim(Document file, Diagnostics diagnostics) {
        if (file.root() instanceof MapNode root
                && root.get("connector") instanceof ScalarNode name) {
            claim(name.text(), name.span(), file.source(), diagnostics);
        }
    }

    /**
     * @return whether the name was free
     */
    boolean claim(String name, Span at, SourceText file, Diagnostics diagnostics) {
        if (builtIn.names().contains(name) || java.names().contains(name)) {
            diagnostics.report(
                    Code.DUPLICATE_CONNECTOR,
                    file,
                    at,
                    "`" + name + "` is the name of a connector that ships with Tocsin",
                    Note.help("choose another name, such as `own-" + name + "`"));
            return false;
        }
        String other = fileByName.putIfAbsent(name, file.name());
        if (other != null) {
            diagnostics.report(
                    Code.DUPLICATE_CONNECTOR,
                    file,
                    at,
                    "two files define a connector called `" + name + "`",
                    Note.fact("the other one is " + other));
        }
        return other == null;
    }
}
