package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.playbook.Dedupe;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.source.SourceText;

/** What says that runs, or signals, belong together: a text or a number. */
final class SharedKey {

    private static final Type KEY = TypeUnion.of(Type.STRING, Type.NUMBER);

    private SharedKey() {}

    static void check(
            Concurrency concurrency,
            LexicalEnvironment names,
            SourceText source,
            Diagnostics diagnostics) {
        Expression key = concurrency.key();
        if (key != null) {
            check(
                    key,
                    "concurrency",
                    "name what the runs must not share, such as `event.machineId`",
                    names,
                    source,
                    diagnostics);
        }
    }

    static void check(
            Dedupe dedupe, LexicalEnvironment names, SourceText source, Diagnostics diagnostics) {
        check(
                dedupe.key(),
                "dedupe",
                "name what repeated signals have in common, such as `signal.title`",
                names,
                source,
                diagnostics);
    }

    private static void check(
            Expression key,
            String of,
            String help,
            LexicalEnvironment names,
            SourceText source,
            Diagnostics diagnostics) {
        Type type = TypeChecker.check(key, names, source, diagnostics);
        if (Fit.between(KEY, type) == Fit.NO) {
            diagnostics.report(
                    Code.TYPE_MISMATCH,
                    source,
                    key.span(),
                    "the key of `"
                            + of
                            + "` is a text or a number, but this is "
                            + TypeNames.of(type),
                    Note.help(help));
        }
    }
}
