package dev.tocsin.benchmark;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationBuilder;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.connector.Shape;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.List;

/** Offers one operation that does nothing, so that only the engine is measured. */
public final class IdleConnector implements Connector {

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String summary() {
        return "Does nothing.";
    }

    @Override
    public List<Operation> operations() {
        OperationSpec spec =
                OperationBuilder.named("pass")
                        .does("Does nothing.")
                        .effect(Effect.PURE, Idempotency.YES)
                        .input("name", Shape.TEXT, "what is not looked at")
                        .example(MapValue.of("name", MapValue.EMPTY), MapValue.EMPTY)
                        .build();
        return List.of(new Pass(spec));
    }

    private record Pass(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) {
            return MapValue.EMPTY;
        }
    }
}
