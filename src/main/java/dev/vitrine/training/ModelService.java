package dev.vitrine.training;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.text.Tokenizer;
import java.util.List;

/**
 * What can be looked at: models that train, or one that was loaded and stays as it is. It works on a thread of its own;
 * others send a {@link Command} and take {@link Snapshot}s, and neither waits for the other.
 */
public sealed interface ModelService extends AutoCloseable permits TrainingService, InferenceService {
    void start();

    void send(Command command);

    /** One snapshot for each architecture that is shown. */
    LatestValue<List<Snapshot>> snapshots();

    /** The architecture that is shown first. */
    String type();

    /** Sizes and choices of an architecture. */
    ModelConfig sizes(String type);

    /** Learned numbers of an architecture. */
    int parameterCount(String type);

    Tokenizer tokenizer();

    /** Name of the kernels in {@code Backends}. */
    String backend();

    /** The text that the model continues until somebody types another one. */
    String prompt();

    /** The text whose attention and states are shown until somebody pins another one. */
    String probe();

    /** Fingerprint of a state as it is shown. */
    String stateHashText(String type, int step);

    @Override
    void close();
}
