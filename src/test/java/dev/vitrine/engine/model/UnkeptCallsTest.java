package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.Chance;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step does not keep is shown all the same, bit for bit. */
final class UnkeptCallsTest {
    private static final int TIME = 40;
    private static final int BATCH = 20;   // 800 rows: three parts of seven sequences, one of which is worked twice

    private final ModelConfig config;
    private final Model model;

    UnkeptCallsTest() {
        config = config(2);
        model = Models.create(config, new Draws(3));
    }

    private static ModelConfig config(int lCycles) {
        return Tiny.config("type", "hrm", "contextLength", TIME, "layers", 2, "norm", "rms_norm_no_gain", "normOrder", "post",
                "tiedHead", false, "gradient", "one_step", "hCycles", 2, "lCycles", lCycles, "reasoning", ReasoningConfig.ENABLED);
    }

    private ModelPass pass(Chance chance) {
        Gradients gradients = new Gradients(model.parameters().trained());
        ReasoningPass pass = (ReasoningPass) model.newPass(
                new PassContext(BATCH, TIME, Weights.LIVE, gradients, Backends.create("simd"), chance, 1));
        pass.restart();
        deal(pass, "first");
        return pass;
    }

    private void deal(ModelPass pass, String name) {
        System.arraycopy(Tiny.tokens(name, BATCH * TIME, config.vocabularySize()), 0, pass.tokens(), 0, BATCH * TIME);
    }

    private ModelPass training() {
        return pass(new Chance(new Draws(0), 0));
    }

    private static Map<String, float[]> tensors(Segment segment) {
        Map<String, float[]> all = new TreeMap<>();
        segment.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put(name, values);
        });
        return all;
    }

    private static void assertSame(ModelPass sparing, Map<String, Map<String, float[]>> kept) {
        for (Segment s : sparing.segments()) {
            Map<String, float[]> mine = tensors(s);
            assertThat(mine.keySet()).as(s.name()).isEqualTo(kept.get(s.name()).keySet());
            mine.forEach((name, values) -> assertThat(values).as(name).isEqualTo(kept.get(s.name()).get(name)));
        }
    }

    private static Map<String, Map<String, float[]>> all(ModelPass pass) {
        return pass.segments().stream().collect(Collectors.toMap(Segment::name, UnkeptCallsTest::tensors));
    }

    @Test
    void whatIsWorkedAgainIsWhatAPassThatKeepsEverythingHolds() {
        ModelPass keeping = pass(Chance.NONE);
        ModelPass sparing = training();
        for (ModelPass pass : Set.of(keeping, sparing)) {
            pass.segments().forEach(Segment::forward);
        }
        assertThat(sparing.logits().data).isEqualTo(keeping.logits().data);
        Map<String, Map<String, float[]>> kept = all(keeping);
        assertThat(kept.get("L.0.0")).containsKey("L.0.0.blocks.0.attn.pattern").hasSizeGreaterThan(10);
        assertSame(sparing, kept);
        assertSame(sparing, kept);
    }

    @Test
    void anUpdateDoesNotChangeWhatIsSeenOfTheStepBeforeIt() {
        ModelPass sparing = training();
        sparing.segments().forEach(Segment::forward);
        Map<String, Map<String, float[]>> before = all(sparing);
        for (Parameter p : model.parameters().trained()) {
            CommonOps_FDRM.scale(1.1f, p.value());
        }
        assertSame(sparing, before);
    }

    @Test
    void aCallThatThisStepHasNotWorkedYetShowsItsStateAlone() {
        ModelPass sparing = training();
        sparing.segments().forEach(Segment::forward);
        deal(sparing, "second");
        sparing.segments().get(0).forward();
        sparing.segments().get(1).forward();
        assertThat(tensors(sparing.segments().get(1))).containsKeys("z_L.0.0", "L.0.0.blocks.0.attn.pattern");
        assertThat(tensors(sparing.segments().get(2))).containsOnlyKeys("z_L.0.1");
    }

    @Test
    void aSecondStepIsThatOfItsOwnTokens() {
        ModelPass sparing = training();
        sparing.segments().forEach(Segment::forward);
        all(sparing);
        ModelPass keeping = pass(Chance.NONE);
        for (ModelPass pass : Set.of(keeping, sparing)) {
            deal(pass, "second");
            pass.segments().forEach(Segment::forward);
        }
        assertSame(sparing, all(keeping));
    }

    /** Two (B*T, C) matrices, what goes in and what comes out. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void aFurtherCallTakesTheMemoryOfTwoStates(int more) {
        long state = 4L * BATCH * TIME * config.channels();
        assertThat(bytes(config(more)) - bytes(config(2))).isEqualTo(2L * (more - 2) * 2 * state);
    }

    private static long bytes(ModelConfig config) {
        return Footprint.of(config, MemoryConfig.DEFAULT, BATCH, TIME, 1, 2).activationBytes();
    }
}
