package dev.vitrine.engine.layer;

/**
 * How positions of a sequence learn of each other.
 *
 * @param kind   name in {@link Mixers}
 * @param length positions of a sequence; attention takes any number
 * @param hidden width inside a feed-forward layer over the positions
 */
public record MixingConfig(String kind, int length, int hidden) {
    public MixingConfig {
        Mixers.REGISTRY.get(kind);
    }
}
