package dev.tocsin.host.durable;

import java.util.concurrent.Executor;

/** An executor that does nothing by itself: somebody runs its tasks one by one, in any order. */
public interface Stepper extends Executor {

    /** Runs one of the tasks that wait; false where there is none. */
    boolean runOne();
}
