package dev.tocsin.host.durable;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.StepNode;
import dev.tocsin.store.Transaction;

import java.time.Instant;
import java.util.List;

/** Whoever is told of questions and steps, and does nothing; tests say what is done instead. */
class QuietPeople implements Questions, Trace {

    @Override
    public void asked(Transaction tx, OpenQuestion question) {}

    @Override
    public void reminded(Transaction tx, Held question, List<String> to, Instant at) {}

    @Override
    public void escalated(Transaction tx, Held question, List<String> to, Instant at) {}

    @Override
    public void answered(Transaction tx, Held question, Answer answer, String via, Instant at) {}

    @Override
    public void withdrawn(
            Transaction tx, Held question, Command.Withdraw.Reason reason, Instant at) {}

    @Override
    public void held(Transaction tx, Contained what, String reason) {}

    @Override
    public void settled(Transaction tx, Held what, boolean released, String by, Instant at) {}

    @Override
    public void began(Place place, StepNode node) {}

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {}

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {}

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {}
}
