package dev.vitrine.engine.sample;

import dev.vitrine.engine.Registry;

/** Every way to find a text. To add one: write the class, add the line. */
public final class Strategies {
    public static final String SAMPLE = "sample";
    public static final String BEAM = "beam";
    public static final String DIVERSE_BEAM = "diverse_beam";
    public static final String CONTRASTIVE = "contrastive";
    public static final String SPECULATIVE = "speculative";

    public static final Registry<Strategy> REGISTRY = new Registry<Strategy>("strategy")
            .add(SAMPLE, new SampledText())
            .add(BEAM, a -> new BeamSearch(a, 1).write())
            .add(DIVERSE_BEAM, a -> new BeamSearch(a, a.search().groups()).write())
            .add(CONTRASTIVE, a -> new ContrastiveSearch(a).write())
            .add(SPECULATIVE, a -> new SpeculativeDecoding(a).write());

    private Strategies() {
    }
}
