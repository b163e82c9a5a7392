package dev.vitrine.ui.thought;

import dev.vitrine.training.Thought.Update;
import dev.vitrine.training.WhatIf;
import dev.vitrine.training.WhatIf.Disturbance;
import dev.vitrine.training.WhatIf.Edit;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What a person supposes: how the model thinks otherwise than it was trained to. */
final class Supposing {
    /** What is done to a state. */
    enum Blow { NOTHING, ZERO, NOISE }

    private final IntegerProperty hCycles = new SimpleIntegerProperty(1);
    private final IntegerProperty lCycles = new SimpleIntegerProperty(1);
    private final BooleanProperty swap = new SimpleBooleanProperty();
    private final ObjectProperty<Blow> blow = new SimpleObjectProperty<>(Blow.NOTHING);
    private final ObjectProperty<String> level = new SimpleObjectProperty<>();
    private final DoubleProperty sigma = new SimpleDoubleProperty(1);
    private final IntegerProperty seed = new SimpleIntegerProperty(1);
    private final ObjectProperty<Update> before = new SimpleObjectProperty<>();
    private final ObjectProperty<Edit> edit = new SimpleObjectProperty<>();
    private int trainedH = 1;
    private int trainedL = 1;

    /** Takes the cycles of training as they are, and supposes nothing else. */
    void asTrained(int h, int l) {
        trainedH = h;
        trainedL = l;
        none();
    }

    void none() {
        hCycles.set(trainedH);
        lCycles.set(trainedL);
        swap.set(false);
        blow.set(Blow.NOTHING);
        edit.set(null);
    }

    /** Whether anything is otherwise. */
    boolean any() {
        return hCycles.get() != trainedH || lCycles.get() != trainedL || swap.get() || disturbs() || edit.get() != null;
    }

    private boolean disturbs() {
        return blow.get() != Blow.NOTHING && before.get() != null && level.get() != null;
    }

    WhatIf how(int segments) {
        List<Disturbance> disturbances = List.of();
        if (disturbs()) {
            Update at = before.get();
            boolean zero = blow.get() == Blow.ZERO;
            disturbances = List.of(new Disturbance(at.segment(), at.cycle(), at.step(), level.get(), zero ? 0 : 1,
                    zero ? 0 : sigma.get(), seed.get()));
        }
        return new WhatIf(segments, hCycles.get(), lCycles.get(), swap.get(), disturbances,
                edit.get() == null ? List.of() : List.of(edit.get()));
    }

    WhatIf trained(int segments) {
        return WhatIf.none(segments, trainedH, trainedL);
    }

    /** All that changes what is supposed. */
    List<Observable> all() {
        return List.of(hCycles, lCycles, swap, blow, level, sigma, seed, before, edit);
    }

    IntegerProperty hCyclesProperty() {
        return hCycles;
    }

    IntegerProperty lCyclesProperty() {
        return lCycles;
    }

    /** Whether the states start from each other's start. */
    BooleanProperty swapProperty() {
        return swap;
    }

    ObjectProperty<Blow> blowProperty() {
        return blow;
    }

    /** Name of the state that is changed. */
    ObjectProperty<String> levelProperty() {
        return level;
    }

    DoubleProperty sigmaProperty() {
        return sigma;
    }

    IntegerProperty seedProperty() {
        return seed;
    }

    /** The update before which a state is changed; null as long as none was chosen. */
    ObjectProperty<Update> beforeProperty() {
        return before;
    }

    /** A given that is changed in the middle; null for none. */
    ObjectProperty<Edit> editProperty() {
        return edit;
    }
}
