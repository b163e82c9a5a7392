package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Weights;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ModelConfigTest {
    /** One wrong value a component, and the text that it must give. */
    private static final Object[][] WRONG = {
        {"type", "bert", "unknown model type 'bert'; choose one of [gpt, hrm, trm, looped]"},
        {"vocabularySize", -1, "vocabulary_size must not be negative, got -1"},
        {"contextLength", 0, "context_length must be from 1 to 1048576, got 0"},
        {"layers", 0, "layers must be from 1 to 1000, got 0"},
        {"heads", 3, "channels (8) must be a multiple of heads (3): try 6 or 9"},
        {"heads", 0, "heads must be at least 1, got 0"},
        {"channels", 0, "channels must be at least 1, got 0"},
        {"hidden", 0, "hidden must be at least 1, got 0"},
        {"feedForward", "tanh", "unknown feed_forward 'tanh'; choose one of [gelu, gelu_erf, relu, silu, swiglu, geglu, geglu_erf, reglu]"},
        {"norm", "batch_norm", "unknown norm 'batch_norm'; choose one of [rms_norm, rms_norm_no_gain, layer_norm, dyt]"},
        {"normEps", 0.0, "norm_eps must be above 0 and at most 0.1, got 0.0"},
        {"normOrder", "sandwich", "unknown norm_order 'sandwich'; choose one of [pre, post, parallel]"},
        {"position", "clock", "unknown position 'clock'; choose one of [learned, sinusoidal, rope, rope+learned, alibi, none]"},
        {"ropeTheta", 1.0, "rope_theta must be above 1, got 1.0: 10000 is usual"},
        {"hCycles", 0, "h_cycles must be from 1 to 64, got 0"},
        {"lCycles", 65, "l_cycles must be from 1 to 64, got 65"},
        {"gradient", "some", "unknown gradient 'some'; choose one of [one_step, last_cycle, all]"},
    };

    @TestFactory
    Stream<DynamicTest> aWrongValueIsToldWithWhatWouldBeRight() {
        return Stream.of(WRONG).map(w -> dynamicTest(w[0] + " " + w[1], () ->
                assertThatThrownBy(() -> Tiny.config(w[0], w[1])).rootCause().hasMessage((String) w[2])));
    }

    @Test
    void hrmNeedsABlockForEachLevel() {
        assertThatThrownBy(() -> Tiny.config("type", "hrm", "layers", 1)).rootCause()
                .hasMessage("layers must be from 2 to 1000, got 1");
        assertThat(Tiny.config("type", "hrm", "layers", 5)).extracting(ModelConfig::lLayers, ModelConfig::hLayers)
                .containsExactly(3, 2);
    }

    @Test
    void rotaryPositionsNeedHeadsOfEvenSize() {
        assertThatThrownBy(() -> Tiny.config("channels", 6, "heads", 2)).rootCause()
                .hasMessage("position 'rope' turns pairs of channels, so channels / heads must be even, got 6 / 2 = 3: "
                        + "choose other heads");
        assertThat(Tiny.config("channels", 6, "heads", 2, "position", "learned").block().headSize()).isEqualTo(3);
    }

    @Test
    void aModelNeedsAVocabulary() {
        ModelConfig config = Tiny.config("vocabularySize", 0);
        assertThatThrownBy(() -> Models.create(config, Tiny.DRAWS))
                .hasMessage("vocabulary_size must be at least 1 to make a model, got 0");
        assertThat(Models.create(config.withVocabulary(5), Tiny.DRAWS).config().vocabularySize()).isEqualTo(5);
        assertThat(config.withType("hrm").type()).isEqualTo("hrm");
    }

    @Test
    void aPassNeedsASequenceAndAPosition() {
        assertThatThrownBy(() -> PassContext.evaluation(1, 0, Weights.LIVE,
                Backends.create("simd")))
                .hasMessage("a pass needs at least one sequence and one position, got batch 1 and time 0");
    }
}
