package dev.vitrine.ui;

import dev.vitrine.engine.sample.Sampling;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;

/** How a text is generated: one setting for both architectures, so that their answers can be compared. */
public final class SamplingSettings {
    /** The slider's end; above it nearly every token is as likely as any other. */
    public static final double HOTTEST = 2;
    public static final int LONGEST = 1000;

    private final DoubleProperty temperature = new SimpleDoubleProperty(0.8);
    private final IntegerProperty topK = new SimpleIntegerProperty(0);
    private final LongProperty seed = new SimpleLongProperty(1);
    private final IntegerProperty maxTokens = new SimpleIntegerProperty(48);
    private final BooleanProperty stopAtLineEnd = new SimpleBooleanProperty(true);

    /** The settings of one draw. */
    public Sampling sampling() {
        return new Sampling(temperature.get(), topK.get(), seed.get());
    }

    /** Divides the logits; 0 takes the most probable token. */
    public DoubleProperty temperatureProperty() {
        return temperature;
    }

    /** 0 keeps all tokens. */
    public IntegerProperty topKProperty() {
        return topK;
    }

    public LongProperty seedProperty() {
        return seed;
    }

    public IntegerProperty maxTokensProperty() {
        return maxTokens;
    }

    /** Whether the token that ends a line ends the text. */
    public BooleanProperty stopAtLineEndProperty() {
        return stopAtLineEnd;
    }
}
