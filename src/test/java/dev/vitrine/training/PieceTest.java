package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PieceTest {
    private static final Observed WORK = new Observed(Set.of("clip.norms", "clip.factor", "clip.norm", "grad.embed.wte", "loss.nats"));

    private static Run run(String type) {
        ModelConfig model = new ModelConfig(type, 0, 8, 2, 2, 16, 24, "swiglu", "rms_norm", 1e-5, "post", "rope", 10_000, false,
                false, 2, 2, "last_cycle");
        RunConfig config = new RunConfig("test", "", 5, "simd", 2, "char", model, OptimizerConfig.DEFAULT,
                List.of(new StageConfig("train", "rhymes.json", "stream", 0, 12, 4, 0, new ScheduleConfig("constant", 0.01, 0, 1))),
                100, "the", "the ");
        return new Run(config, RunData.load(config), 1, 1 << 24);
    }

    private static Snapshot at(Run run, int step, int pieces) {
        run.goTo(step, pieces);
        run.runToTarget();
        return run.snapshot(WORK, false, null);
    }

    @Test
    void thePlanIsWhatAdvancingDoes() {
        for (String type : List.of(Models.GPT, Models.HRM)) {
            try (Run run = run(type)) {
                List<Piece> plan = at(run, 1, 0).plan();
                List<Piece> trail = new ArrayList<>();
                for (int done = 1; done < plan.size(); done++) {
                    Snapshot s = at(run, 1, done);
                    trail.add(new Piece(s.phase(), s.segment(), plan.get(done - 1).differentiated(), 0));
                }
                trail.add(new Piece(Phase.UPDATE, "", true, 0));
                assertThat(trail).isEqualTo(plan);
                assertThat(plan.stream().filter(p -> p.phase() == Phase.BACKWARD && !p.differentiated()).map(Piece::segment))
                        .isEqualTo(type.equals(Models.GPT) ? List.of() : List.of("H.0", "L.0.1", "L.0.0"));
            }
        }
    }

    @Test
    void whatAnUndonePieceLeftKeepsTheStepItWasWorkedAt() {
        try (Run run = run(Models.GPT)) {
            Snapshot whole = at(run, 3, Integer.MAX_VALUE);
            assertThat(whole.tensors().values()).hasSize(5).allSatisfy(t -> assertThat(t.step()).isEqualTo(3));
            Snapshot undone = at(run, 3, 2);
            assertThat(undone.lossNats()).isNaN();
            for (TensorSnapshot t : undone.tensors().values()) {
                assertThat(t.step()).isEqualTo(3);
                assertThat(t.data()).isEqualTo(whole.tensors().get(t.name()).data());
            }
            assertThat(at(run, 4, 1).tensors().values()).allSatisfy(t -> assertThat(t.step()).isEqualTo(3));
            assertThat(at(run, 4, 1).lossNats()).isNaN();
        }
    }

    @Test
    void clippingPublishesWhatItMeasuredAndWhatItDid() {
        try (Run run = run(Models.GPT)) {
            Snapshot s = at(run, 2, Integer.MAX_VALUE);
            double squares = 0;
            for (float norm : s.tensor("clip.norms").orElseThrow().data()) {
                squares += (double) norm * norm;
            }
            float global = s.tensor("clip.norm").orElseThrow().data()[0];
            assertThat(global).isEqualTo(s.gradNorm());
            assertThat(Math.sqrt(squares)).isCloseTo(global, Percentage.withPercentage(1e-4));
            assertThat(s.tensor("clip.factor").orElseThrow().data()[0]).isEqualTo(global > 1 ? (float) (1.0 / global) : 1f,
                    Offset.offset(1e-6f));
        }
    }
}
