package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import org.junit.jupiter.api.Test;

/** Against the closed forms: D channels, I hidden, S positions, N cycles of T steps, k blocks a level. */
final class FlopsTest {
    private static final int D = 64;
    private static final int I = 176;
    private static final int S = 36;

    private static ModelConfig config(String type, Object... more) {
        Object[] all = new Object[more.length + 16];
        System.arraycopy(new Object[] {"type", type, "layers", 4, "channels", D, "hidden", I, "heads", 4, "vocabularySize", 8,
            "contextLength", S, "reasoning", ReasoningConfig.ENABLED}, 0, all, 0, 16);
        System.arraycopy(more, 0, all, 16, more.length);
        return Tiny.config(all);
    }

    @Test
    void aBlockIsTheClosedForm() {
        assertThat(Flops.of(config("gpt"), S).block()).isEqualTo(2.0 * (4 * D * D + 3 * D * I) + 4 * S * D);
        assertThat(Flops.of(config("gpt"), S).head()).isEqualTo(2.0 * D * 8);
        assertThat(Flops.of(config("gpt", "feedForward", "gelu"), S).block()).isEqualTo(2.0 * (4 * D * D + 2 * D * I) + 4 * S * D);
        assertThat(Flops.of(config("gpt", "attention", new AttentionConfig(0, 2, 9, true, false, 1)), S).block())
                .isEqualTo(2.0 * (3 * D * D + 3 * D * I) + 4 * 9 * D);
        assertThat(Flops.of(config("gpt", "experts", new ExpertsConfig(4, 2, 0, 0)), S).block())
                .isEqualTo(2.0 * (4 * D * D + 2 * 3 * D * I + 4 * D) + 4 * S * D);
        assertThat(Flops.of(config("trm", "reasoning", new ReasoningConfig(true, 0, "mlp", 48)), S).block())
                .isEqualTo(2.0 * (3 * 48 * D + 3 * D * I));
        ModelConfig twoBefore = config("hrm", "reasoning", new ReasoningConfig(true, 0, "attention", 0, D + 1, 1, 0));
        assertThat(Flops.of(twoBefore, S).block() * S).isCloseTo((S + 2) * (2.0 * (4 * D * D + 3 * D * I) + 4 * (S + 2) * D), within(1e-3));
        assertThat(Flops.of(twoBefore, S).head()).isEqualTo(2.0 * D * 8);
    }

    /** In passes of a block: k (N T + N + 4) for one step of gradient, k (T (n + 1) + 2 (n + 1)) for TRM, 3 for each of a Transformer. */
    @Test
    void aTrainingStepIsTheClosedForm() {
        assertThat(units(config("hrm", "hCycles", 2, "lCycles", 2, "gradient", "one_step"))).isEqualTo(2 * (2 * 2 + 2 + 4));
        assertThat(units(config("hrm", "hCycles", 3, "lCycles", 4, "gradient", "one_step"))).isEqualTo(2 * (3 * 4 + 3 + 4));
        assertThat(units(config("hrm", "hCycles", 2, "lCycles", 2, "gradient", "last_cycle"))).isEqualTo(2 * (2 * 2 + 2 + 2 * 3));
        assertThat(units(config("trm", "layers", 2, "hCycles", 3, "lCycles", 6, "gradient", "last_cycle"))).isEqualTo(2 * (3 * 7 + 2 * 7));
        assertThat(units(config("gpt"))).isEqualTo(3 * 4);
        assertThat(units(config("looped"))).isEqualTo(3 * 4);
    }

    private static int units(ModelConfig config) {
        Flops flops = Flops.of(config, S);
        return flops.forward() + 2 * flops.backward();
    }

    /** 2.5 and 1.5 GFLOP, as the cost model of a 6x6 Sudoku of 32 puzzles has it, and 60 % more for q_continue. */
    @Test
    void aStepOfASudokuCostsWhatTheCostModelSays() {
        Flops hrm = Flops.of(config("hrm", "gradient", "one_step"), S);
        Flops plain = Flops.of(config("gpt"), S);
        long tokens = 32L * S;

        assertThat(hrm.training(tokens, false) / 1e9).isCloseTo(2.5, within(0.05));
        assertThat(plain.training(tokens, false) / 1e9).isCloseTo(1.5, within(0.05));
        assertThat(hrm.training(tokens, true) / hrm.training(tokens, false)).isCloseTo(1.6, within(0.01));
        assertThat(hrm.reading(tokens)).isEqualTo(tokens * (12 * hrm.block() + hrm.head()));
    }
}
