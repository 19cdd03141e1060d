package dev.tocsin.check;

/** Hands out the slots of one scope. */
final class Layout {

    private int size;

    int slot() {
        return size++;
    }

    StepSlots step() {
        return new StepSlots(slot(), slot(), slot(), slot());
    }

    int size() {
        return size;
    }
}
