package dev.tocsin.program;

import dev.tocsin.connector.Job;
import dev.tocsin.connector.Operation;

/** A job that an action waits for, with the operation that looks at it. */
public record JobNode(Job job, Operation poll) {}
