package dev.tocsin.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tocsin.program.ActionNode;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

final class CommandLineTest {

    private static final ActionNode NODE =
            (ActionNode)
                    TestPlaybook.program(
                                    """
                                    playbook: one
                                    steps:
                                      - action: desk.note
                                        with: { text: a }
                                    """)
                            .steps()
                            .get(0);

    private static String perform(Value text) {
        return CommandLine.of(
                new Command.Perform(
                        3,
                        NODE,
                        NODE.operation(),
                        MapValue.of("text", text),
                        "run-1/steps[2].then[0]",
                        null));
    }

    @Test
    void inputsCountAndSecretsDoNot() {
        assertEquals(
                "perform 3 steps[2].then[0] desk.note 6193c97585a0f731",
                perform(new StringValue("a")));
        assertNotEquals(perform(new StringValue("a")), perform(new StringValue("b")));
        assertEquals(
                perform(SecretValue.of(new StringValue("a"))),
                perform(SecretValue.of(new StringValue("b"))));
    }

    @Test
    void whatPeopleWroteStaysOnOneLine() {
        Outcome outcome = new Outcome.Cancelled("first\nsecond");
        for (Command command :
                List.of(
                        new Command.Finish(outcome),
                        new Command.CancelChild(2, "first\nsecond"),
                        new Command.AnswerCaller(4, new CallbackAnswer.Unfit("a\nb")))) {
            assertEquals(1, CommandLine.of(command).lines().count(), CommandLine.of(command));
        }
    }

    @Test
    void handlesAndTimesStandAsTheyAre() {
        Instant due = Instant.parse("2026-03-01T09:20:00Z");
        assertEquals(
                "timer 4 2026-03-01T09:20:00Z", CommandLine.of(new Command.StartTimer(4, due)));
        assertEquals("stop 4", CommandLine.of(new Command.StopTimer(4)));
        assertEquals("abandon 3", CommandLine.of(new Command.Abandon(3)));
        assertEquals("continue", CommandLine.of(new Command.Continue()));
        assertEquals("expect reply-2", CommandLine.of(new Command.ExpectCallback("reply-2.kq3")));
        assertEquals(
                "withdraw 5 timed_out",
                CommandLine.of(new Command.Withdraw(5, Command.Withdraw.Reason.TIMED_OUT)));
    }
}
