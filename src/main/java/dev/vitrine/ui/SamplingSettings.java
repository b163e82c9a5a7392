package dev.vitrine.ui;

import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.Search;
import dev.vitrine.engine.sample.Strategies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** How a text is generated: one setting for both architectures, so that their answers can be compared. */
public final class SamplingSettings {
    /** The slider's end; above it nearly every token is as likely as any other. */
    public static final double HOTTEST = 2;
    public static final int LONGEST = 1000;
    /** Samples at temperature 0, whatever the temperature is. */
    public static final String GREEDY = "greedy";
    /** Between stop strings. */
    private static final String BETWEEN = "\\|";

    private final DoubleProperty temperature = new SimpleDoubleProperty(0.8);
    private final IntegerProperty topK = new SimpleIntegerProperty(0);
    private final DoubleProperty topP = new SimpleDoubleProperty(1);
    private final DoubleProperty minP = new SimpleDoubleProperty(0);
    private final DoubleProperty typicalP = new SimpleDoubleProperty(1);
    private final DoubleProperty repetitionPenalty = new SimpleDoubleProperty(1);
    private final DoubleProperty presencePenalty = new SimpleDoubleProperty(0);
    private final DoubleProperty frequencyPenalty = new SimpleDoubleProperty(0);
    private final IntegerProperty noRepeatNgram = new SimpleIntegerProperty(0);
    private final ObjectProperty<Map<Integer, Double>> logitBias = new SimpleObjectProperty<>(Map.of());
    private final StringProperty strategy = new SimpleStringProperty(Strategies.SAMPLE);
    private final IntegerProperty beams = new SimpleIntegerProperty(Search.DEFAULT.beams());
    private final IntegerProperty groups = new SimpleIntegerProperty(2);
    private final DoubleProperty diversity = new SimpleDoubleProperty(Search.DEFAULT.diversity());
    private final DoubleProperty lengthPenalty = new SimpleDoubleProperty(Search.DEFAULT.lengthPenalty());
    private final IntegerProperty nBest = new SimpleIntegerProperty(Search.DEFAULT.nBest());
    private final IntegerProperty candidates = new SimpleIntegerProperty(Search.DEFAULT.candidates());
    private final DoubleProperty alpha = new SimpleDoubleProperty(Search.DEFAULT.alpha());
    private final IntegerProperty draftTokens = new SimpleIntegerProperty(Search.DEFAULT.draftTokens());
    private final StringProperty stops = new SimpleStringProperty("");
    private final LongProperty seed = new SimpleLongProperty(1);
    private final IntegerProperty maxTokens = new SimpleIntegerProperty(48);
    private final BooleanProperty stopAtLineEnd = new SimpleBooleanProperty(true);
    private final BooleanProperty chat = new SimpleBooleanProperty();
    private final BooleanProperty remembers = new SimpleBooleanProperty();

    /** The settings of one draw. */
    public Sampling sampling() {
        return new Sampling(strategy.get().equals(GREEDY) ? 0 : temperature.get(), topK.get(), topP.get(), minP.get(), typicalP.get(), repetitionPenalty.get(),
                presencePenalty.get(), frequencyPenalty.get(), noRepeatNgram.get(), logitBias.get(), seed.get());
    }

    /** How the text is looked for.
     *  @throws IllegalArgumentException saying what does not go together */
    public Search search() {
        return new Search(strategy.get().equals(GREEDY) ? Strategies.SAMPLE : strategy.get(), beams.get(),
                strategy.get().equals(Strategies.DIVERSE_BEAM) ? groups.get() : 1, diversity.get(), lengthPenalty.get(),
                Search.DEFAULT.early(), nBest.get(), candidates.get(), alpha.get(), draftTokens.get());
    }

    /** Strings that end a text. */
    public List<String> stopStrings() {
        return Arrays.stream(stops.get().split(BETWEEN)).filter(s -> !s.isEmpty()).toList();
    }

    /** Back to where every setting but the seed does nothing: draws from what the model says. */
    public void neutral() {
        temperature.set(1);
        topK.set(0);
        topP.set(1);
        minP.set(0);
        typicalP.set(1);
        repetitionPenalty.set(1);
        presencePenalty.set(0);
        frequencyPenalty.set(0);
        noRepeatNgram.set(0);
        logitBias.set(Map.of());
    }

    /** Divides the logits; 0 takes the most probable token. */
    public DoubleProperty temperatureProperty() {
        return temperature;
    }

    /** 0 keeps all tokens. */
    public IntegerProperty topKProperty() {
        return topK;
    }

    /** 1 keeps all tokens. */
    public DoubleProperty topPProperty() {
        return topP;
    }

    /** 0 keeps all tokens. */
    public DoubleProperty minPProperty() {
        return minP;
    }

    /** 1 keeps all tokens. */
    public DoubleProperty typicalPProperty() {
        return typicalP;
    }

    /** 1 is neutral. */
    public DoubleProperty repetitionPenaltyProperty() {
        return repetitionPenalty;
    }

    public DoubleProperty presencePenaltyProperty() {
        return presencePenalty;
    }

    public DoubleProperty frequencyPenaltyProperty() {
        return frequencyPenalty;
    }

    /** 0 allows every repetition. */
    public IntegerProperty noRepeatNgramProperty() {
        return noRepeatNgram;
    }

    /** Token to what is added to its logit. */
    public ObjectProperty<Map<Integer, Double>> logitBiasProperty() {
        return logitBias;
    }

    /** {@link #GREEDY} or a name in {@link Strategies}. */
    public StringProperty strategyProperty() {
        return strategy;
    }

    public IntegerProperty beamsProperty() {
        return beams;
    }

    public IntegerProperty groupsProperty() {
        return groups;
    }

    public DoubleProperty diversityProperty() {
        return diversity;
    }

    public DoubleProperty lengthPenaltyProperty() {
        return lengthPenalty;
    }

    public IntegerProperty nBestProperty() {
        return nBest;
    }

    public IntegerProperty candidatesProperty() {
        return candidates;
    }

    public DoubleProperty alphaProperty() {
        return alpha;
    }

    public IntegerProperty draftTokensProperty() {
        return draftTokens;
    }

    /** Strings that end a text, with | between them. */
    public StringProperty stopsProperty() {
        return stops;
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

    /** Whether prompts are questions of a conversation. */
    public BooleanProperty chatProperty() {
        return chat;
    }

    /** Whether the model reads the questions and answers before the present one. */
    public BooleanProperty remembersProperty() {
        return remembers;
    }
}
