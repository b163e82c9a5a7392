package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.layer.MemoryConfig;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The factor on the loss falls with an overflow, rises with patience, and belongs to the state. */
final class LossScalerTest {
    private static final float RATE = 0.01f;

    private static RunConfig config(double scale, int growAfter) {
        return Small.config("gpt").withMemory(new MemoryConfig(false, "fp16", scale, growAfter));
    }

    @Test
    void theFactorIsHalvedAtAnOverflowAndDoubledAfterSoManyGoodUpdates() {
        LossScaler scaler = new LossScaler(new MemoryConfig(false, "fp16", 1024, 3));
        float[] seen = new float[12];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = scaler.scale();
            if (i == 4 || i == 5) {
                scaler.overflowed();
            } else {
                scaler.updated();
            }
        }
        assertThat(seen).containsExactly(1024, 1024, 1024, 2048, 2048, 1024, 512, 512, 512, 1024, 1024, 1024);
        assertThat(scaler.skipped()).isEqualTo(2);
    }

    @Test
    void precisionsThatNeedNoFactorHaveNone() {
        for (String precision : new String[] {"fp32", "bf16"}) {
            LossScaler scaler = new LossScaler(new MemoryConfig(false, precision, 1024, 1));
            scaler.updated();
            assertThat(scaler.scale()).isOne();
            assertThat(scaler.canFall()).isFalse();
        }
    }

    /** Overflows are real: at 2^24 gradients leave the range of fp16 until the factor has fallen far enough. */
    @Test
    void anUpdateWhoseGradientsOverflowIsNotMadeAndIsWrittenDown() {
        try (Run run = Small.run(config(0x1p24, 5))) {
            long before = Small.weights(run);
            Small.at(run, 1, 0);
            History h = run.history();
            assertThat(h.lossScale().at(0, 0)).isEqualTo(0x1p24f);
            assertThat(h.lossScale().at(0, 1)).as("skipped").isOne();
            assertThat(Small.weights(run)).isEqualTo(before);
            assertThat(h.hash(1)).as("the factor is state").isNotEqualTo(h.hash(0));
            assertThat(h.updateRatios().at(0, 0)).isZero();
            assertThat(h.gradNorm().at(0)).isNotFinite();
            assertThat(h.loss().at(0)).isBetween(1f, 5f);
            Small.at(run, Small.TOTAL);
            float scale = 0x1p24f;
            int good = 0;
            for (int s = 0; s < Small.TOTAL; s++) {
                assertThat(h.lossScale().at(s, 0)).as("step " + s).isEqualTo(scale);
                boolean skipped = h.lossScale().at(s, 1) == 1;
                good = skipped ? 0 : good + 1;
                scale = skipped ? scale / 2 : good == 5 ? scale * 2 : scale;
                good = good == 5 ? 0 : good;
            }
            assertThat(IntStream.range(0, Small.TOTAL).filter(s -> h.lossScale().at(s, 1) == 0)).as("updates").hasSizeGreaterThan(10);
            for (int s : new int[] {2, 30, 1, 17}) {
                Small.at(run, s);   // worked again, skipped updates and all, and compared with the hash that the state had
            }
        }
    }

    @Test
    void theGradientsThatAreShownAndMeasuredAreThoseOfTheLossItself() {
        TrainingStep scaled = Small.step(config(1024, 2000));
        TrainingStep plain = Small.step(config(1, 2000));
        for (int i = 0; i < scaled.pieces() - 1; i++) {
            scaled.advance(RATE);
            plain.advance(RATE);
        }
        assertThat(scaled.lossScale()).isEqualTo(1024);
        assertThat(scaled.norms().global()).isBetween(0.99 * plain.norms().global(), 1.01 * plain.norms().global());
        for (String name : new String[] {"grad.logits", "grad.blocks.1.resid_post", "grad.embed.wte"}) {
            float[] a = shown(scaled, name);
            float[] b = shown(plain, name);
            assertThat(largest(a)).as(name).isBetween(0.9 * largest(b), 1.1 * largest(b));
        }
    }

    private static float[] shown(TrainingStep step, String name) {
        float[][] found = new float[1][];
        step.tensors((shard, at, gradientAt) -> (n, shape, filler) -> {
            if (n.equals(name) && found[0] == null) {
                found[0] = new float[shape.count()];
                filler.fill(found[0]);
            }
        });
        return found[0];
    }

    private static double largest(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElseThrow();
    }

    @Test
    void whatIsNotFiniteWithoutAFactorStopsTheRun() {
        TrainingStep step = Small.step(config(1, 2000));
        Arrays.fill(step.model().parameters().get("blocks.0.mlp.up.weight").value().data, 1e38f);
        assertThatThrownBy(() -> {
            while (!step.advance(RATE)) {
                // to the end of the step
            }
        }).isInstanceOf(DivergedException.class);
    }

    @Test
    void wrongFactorsAreRefusedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> new MemoryConfig(false, "fp16", 1000, 1))
                .hasMessage("loss_scale must be a power of two from 1 to 16777216, got 1000.0: 65536 is usual");
        assertThatThrownBy(() -> new MemoryConfig(false, "fp16", 0x1p25, 1)).hasMessageStartingWith("loss_scale must be");
        assertThatThrownBy(() -> new MemoryConfig(false, "fp16", Double.NaN, 1)).hasMessageStartingWith("loss_scale must be");
        assertThatThrownBy(() -> new MemoryConfig(false, "fp16", 2, 0))
                .hasMessage("loss_scale_steps must be at least 1, got 0: 2000 is usual");
        assertThatThrownBy(() -> new MemoryConfig(false, "fp8", 2, 1))
                .hasMessage("unknown precision 'fp8'; choose one of [fp32, bf16, fp16]");
    }
}
