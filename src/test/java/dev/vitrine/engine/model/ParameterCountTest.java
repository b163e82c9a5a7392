package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.layer.AttentionConfig;
import org.junit.jupiter.api.Test;

/** A Transformer of 2k blocks and an HRM of k + k blocks can be compared: they have the same number of parameters. */
final class ParameterCountTest {
    private static final int BLOCK = 4 * 128 * 128 + 3 * 128 * 344 + 2 * 128;   // with the gains of its two norms

    private static int count(String type, String order, boolean tied) {
        ModelConfig config = new ModelConfig(type, 80, 64, 4, 4, 128, 344, "swiglu", "rms_norm", 1e-5, order, "rope", 10_000,
                false, tied, 2, 2, "last_cycle");
        return Models.create(config, new Draws(1)).parameters().count();
    }

    @Test
    void bothHaveExactlyTheSameNumberWithNormsAfter() {
        assertThat(count("gpt", "post", false)).isEqualTo(4 * BLOCK + 2 * 80 * 128);
        assertThat(count("hrm", "post", false)).isEqualTo(4 * BLOCK + 2 * 80 * 128);
        assertThat(count("hrm", "post", true)).isEqualTo(count("gpt", "post", true)).isEqualTo(4 * BLOCK + 80 * 128);
    }

    private static int reference(String type, int layers, int time, ReasoningConfig reasoning) {
        return Models.create(sized(type, layers, 512, 8, 1536, time, reasoning), new Draws(1)).parameters().count();
    }

    private static ModelConfig sized(String type, int layers, int channels, int heads, int hidden, int time, ReasoningConfig reasoning) {
        return Tiny.config("type", type, "layers", layers, "channels", channels, "heads", heads, "hidden", hidden, "vocabularySize", 11,
                "contextLength", time, "normOrder", "post", "norm", "rms_norm_no_gain", "tiedHead", false, "reasoning", reasoning,
                "attention", new AttentionConfig(0, 0, 0, false, false, 1));
    }

    /** The HRM figure is what its authors' training logs show; TRM's table says 7M and 5M. */
    @Test
    void modelsOfThePapersSizesHaveThePapersParameters() {
        assertThat(reference("hrm", 8, 81, ReasoningConfig.ENABLED)).isEqualTo(27_275_266);
        assertThat(reference("trm", 2, 81, ReasoningConfig.ENABLED)).isEqualTo(6_828_034);
        assertThat(reference("trm", 2, 81 + 16, new ReasoningConfig(true, 0, "mlp", 512))).isEqualTo(5_028_866);
    }

    /** For a comparison: the plain Transformer has no halting head, which is all that differs. */
    @Test
    void allFamiliesOfTheSameBlocksHaveTheSameNumberToAPercent() {
        int plain = Models.create(sized("gpt", 4, 64, 4, 176, 36, ReasoningConfig.ENABLED), new Draws(1)).parameters().count();
        for (String type : new String[] {"hrm", "trm", "looped"}) {
            assertThat(Models.create(sized(type, 4, 64, 4, 176, 36, ReasoningConfig.ENABLED), new Draws(1)).parameters().count()).as(type)
                    .isEqualTo(plain + 2 * 64 + 2).isCloseTo(plain, withinPercentage(1));
        }
    }

    @Test
    void withNormsBeforeHrmHasOneMoreFinalNorm() {
        assertThat(count("gpt", "pre", false)).isEqualTo(4 * BLOCK + 2 * 80 * 128 + 128);
        assertThat(count("hrm", "pre", false)).isEqualTo(count("gpt", "pre", false) + 128)
                .isCloseTo(count("gpt", "pre", false), withinPercentage(1));
    }
}
