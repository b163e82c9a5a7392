package dev.vitrine.engine.loss;

import dev.vitrine.engine.Defaulted;

/**
 * What a training step makes small.
 *
 * @param labelSmoothing share e of the target that is spread over all tokens: (1 - e) onehot + e / V (Szegedy et al. 2016,
 *                       arXiv:1512.00567)
 * @param zLoss          weight of log(sum(exp(logits)))^2, which keeps logits from drifting (Chowdhery et al. 2022,
 *                       arXiv:2204.02311)
 * @param scored         {@code all} positions, or of lines that are chats the {@code answers} alone; other lines are always
 *                       scored whole
 * @param function       name in {@link LossFunctions}: how logits become probabilities
 */
@Defaulted
public record LossConfig(double labelSmoothing, double zLoss, String scored, String function) {
    public static final String ALL = "all";
    public static final String ANSWERS = "answers";

    /** The plain mean of -log p. */
    public static final LossConfig DEFAULT = new LossConfig(0, 0, ALL, LossFunctions.SOFTMAX);

    public LossConfig {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("label_smoothing must be from 0 to below 1, got " + labelSmoothing + ": 0.1 is usual");
        }
        if (!(zLoss >= 0 && zLoss <= 10)) {
            throw new IllegalArgumentException("z_loss must be from 0 to 10, got " + zLoss + ": 0.0001 is usual");
        }
        LossFunctions.REGISTRY.get(function);
        if (!function.equals(LossFunctions.SOFTMAX) && (labelSmoothing > 0 || zLoss > 0)) {
            throw new IllegalArgumentException("label_smoothing and z_loss must be 0 with function '" + function + "', got "
                    + labelSmoothing + " and " + zLoss + ": they are those of softmax");
        }
        if (!ALL.equals(scored) && !ANSWERS.equals(scored)) {
            throw new IllegalArgumentException("unknown scored '" + scored + "'; choose one of [" + ALL + ", " + ANSWERS + "]");
        }
    }

    /** With softmax. */
    public LossConfig(double labelSmoothing, double zLoss, String scored) {
        this(labelSmoothing, zLoss, scored, LossFunctions.SOFTMAX);
    }

    /** Whether the loss of a position is -log p and nothing else. */
    public boolean plain() {
        return labelSmoothing == 0 && zLoss == 0;
    }
}
