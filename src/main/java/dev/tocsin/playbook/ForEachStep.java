package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * {@code forEach: item}: runs the body once per item.
 *
 * @param index the name that holds the position from 0, or null
 * @param in must give a list, or null for no items; fixed at entry
 * @param concurrency how many iterations may be open at once, 1 to 5 000
 * @param collect what each iteration gives to the result list, or null
 * @param stopOnItemError whether a failed item fails the loop ({@code onItemError: stop}, the
 *     default) or is only listed ({@code continue})
 */
public record ForEachStep(
        StepHead head,
        Name item,
        @Nullable Name index,
        Expression in,
        List<Step> body,
        int concurrency,
        @Nullable Template collect,
        boolean stopOnItemError,
        Span span)
        implements Step {
    public ForEachStep {
        body = List.copyOf(body);
    }
}
