package dev.tocsin.program;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Operation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.playbook.OnUnknown;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Performs one operation.
 *
 * @param action {@code connector.operation}
 * @param operation what is performed
 * @param job how to follow what it starts; null where {@code await} is null
 * @param check how to find out whether it was done when its answer is lost; null where it does not
 *     say
 * @param with gives the input, a map
 * @param connection the connection named, or null for the one of the connector
 * @param await how long the job may take, or null not to wait for it
 * @param onUnknown what to do where its answer is lost for good, or null where a person decides;
 *     {@link OnUnknown#CONTINUE} stands in {@code head} as well, among the failures it goes on
 *     after
 */
public record ActionNode(
        NodeHead head,
        String action,
        Connector connector,
        Operation operation,
        @Nullable JobNode job,
        @Nullable CheckNode check,
        Evaluator with,
        @Nullable String connection,
        @Nullable Duration await,
        @Nullable OnUnknown onUnknown)
        implements StepNode {}
