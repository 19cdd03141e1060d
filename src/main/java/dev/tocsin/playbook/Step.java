package dev.tocsin.playbook;

import dev.tocsin.source.Span;

/** One thing a playbook does. Built only by {@link PlaybookParser}; immutable. */
public sealed interface Step
        permits ActionStep,
                CallStep,
                IfStep,
                SwitchStep,
                ForEachStep,
                RepeatStep,
                ParallelStep,
                TryStep,
                WaitStep,
                WaitForStep,
                AskStep,
                ValueStep,
                SetStep,
                ReturnStep,
                FailStep,
                CancelStep,
                NextStep,
                StopStep,
                LogStep {

    /** What all kinds of step may have. */
    StepHead head();

    /** From the step's first key to its last character. */
    Span span();
}
