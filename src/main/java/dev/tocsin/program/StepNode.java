package dev.tocsin.program;

/** One step, ready to run. {@code ForEachStep} becomes {@code ForEachNode}, and so on. */
public sealed interface StepNode
        permits ActionNode,
                CallNode,
                IfNode,
                SwitchNode,
                ForEachNode,
                RepeatNode,
                ParallelNode,
                TryNode,
                WaitNode,
                WaitForNode,
                AskNode,
                ValueNode,
                SetNode,
                ReturnNode,
                FailNode,
                CancelNode,
                NextNode,
                StopNode,
                LogNode {

    NodeHead head();
}
