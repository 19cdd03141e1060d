package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.source.SourceText;

/** The key of {@code concurrency}: runs are counted by a text or a number. */
final class ConcurrencyKey {

    private static final Type KEY = TypeUnion.of(Type.STRING, Type.NUMBER);

    private ConcurrencyKey() {}

    static void check(
            Concurrency concurrency,
            LexicalEnvironment names,
            SourceText source,
            Diagnostics diagnostics) {
        Expression key = concurrency.key();
        if (key == null) {
            return;
        }
        Type type = TypeChecker.check(key, names, source, diagnostics);
        if (Fit.between(KEY, type) == Fit.NO) {
            diagnostics.report(
                    Code.TYPE_MISMATCH,
                    source,
                    key.span(),
                    "the key of `concurrency` is a text or a number, but this is "
                            + TypeNames.of(type),
                    Note.help("name what the runs must not share, such as `event.machineId`"));
        }
    }
}
