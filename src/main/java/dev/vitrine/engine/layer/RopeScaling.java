package dev.vitrine.engine.layer;

import dev.vitrine.engine.Defaulted;
import dev.vitrine.engine.Registry;

/**
 * How rotary frequencies are lowered in a model that is to read further than it was first trained to.
 *
 * @param kind            name in {@link #KINDS}
 * @param factor          how many times further
 * @param lowFreqFactor   of llama3: waves that fit less often into the original context are slowed by all of the factor
 * @param highFreqFactor  of llama3: waves that fit more often are left as they are; between the two, in proportion
 * @param originalContext of llama3: what the model was first trained to read, in tokens
 */
@Defaulted
public record RopeScaling(String kind, double factor, double lowFreqFactor, double highFreqFactor, int originalContext) {
    /** A frequency, in radians a token, of a scaled model. */
    public interface Rule {
        double frequency(double unscaled, RopeScaling scaling);
    }

    /** Linear: Chen et al. 2023, arXiv:2306.15595. Llama 3.1: Grattafiori et al. 2024, arXiv:2407.21783. */
    public static final Registry<Rule> KINDS = new Registry<Rule>("RoPE scaling")
            .add("none", (f, _) -> f)
            .add("linear", (f, s) -> f / s.factor)
            .add("llama3", RopeScaling::llama3);

    /** Frequencies as they are. */
    public static final RopeScaling DEFAULT = new RopeScaling("none", 8, 1, 4, 8192);

    public RopeScaling {
        KINDS.get(kind);
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("factor must be at least 1, got " + factor);
        }
        if (!(lowFreqFactor > 0) || !(highFreqFactor > lowFreqFactor)) {
            throw new IllegalArgumentException("high_freq_factor must be above low_freq_factor and both above 0, got "
                    + highFreqFactor + " and " + lowFreqFactor + ": 4 and 1 are usual");
        }
        if (originalContext < 1) {
            throw new IllegalArgumentException("original_context must be at least 1, got " + originalContext);
        }
    }

    double frequency(double unscaled) {
        return KINDS.get(kind).frequency(unscaled, this);
    }

    private static double llama3(double f, RopeScaling s) {
        double waves = s.originalContext * f / (2 * Math.PI);   // in the original context
        double kept = Math.clamp((waves - s.lowFreqFactor) / (s.highFreqFactor - s.lowFreqFactor), 0, 1);
        return kept * f + (1 - kept) * f / s.factor;
    }
}
