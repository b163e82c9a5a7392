package dev.vitrine.ui.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Command;
import dev.vitrine.training.Oracle;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.SmallRun;
import dev.vitrine.ui.Texts;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RatioBars;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ExpertUseTest {
    private static final int STEP = 3;
    private static final int EXPERTS = 4;

    private static RunConfig config(String preset) {
        return RunConfigs.set(RunConfigs.preset(preset), "backend=ejml", "model.channels=16", "model.heads=2", "model.hidden=24",
                "model.experts.count=" + EXPERTS, "model.experts.active=2", "stages.0.batch_size=4");
    }

    /** The view at a step of a run that is worked by the service, as the window has it. */
    private static GradientsViewModel viewed(TrainingService service, String run) {
        Session session = new Session(new Texts(List.of("gradients"), Locale.ROOT), Runnable::run, null, null);
        session.open(service);
        GradientsViewModel view = new GradientsViewModel(session, run);
        service.send(new Command.Observe(view.observes()));
        for (int step = 1; step <= STEP; step++) {
            service.send(new Command.Seek(step));
            int wanted = step;
            SmallRun.until(() -> {
                List<Snapshot> newest = service.snapshots().take();
                boolean there = newest != null && newest.getFirst().step() == wanted
                        && newest.getFirst().piece() == newest.getFirst().pieces() - 1;
                if (there) {
                    view.accept(newest);
                }
                return there;
            });
        }
        return view;
    }

    @Test
    void sharesAndBalanceLossesAreThoseOfAnIndependentRun() {
        for (String preset : List.of("start", "start-hrm")) {
            RunConfig config = config(preset);
            String run = config.model().type();
            TrainingService service = new TrainingService(config, RunData.load(config), 1, 1 << 24);
            service.start();
            try (service; Oracle oracle = new Oracle(config, run)) {
                GradientsViewModel view = viewed(service, run);
                Snapshot truth = oracle.snapshot(STEP, view.observes());
                List<TensorSnapshot> loads = truth.tensors().values().stream().filter(t -> t.name().endsWith(".router.load")).toList();
                List<RatioBars.Row> rows = view.experts().rows();
                assertThat(loads).isNotEmpty();
                assertThat(rows).hasSize(loads.size() * (1 + EXPERTS));
                for (int row = 0; row < rows.size(); row += 1 + EXPERTS) {
                    String block = rows.get(row).name().split(" ")[0];
                    TensorSnapshot load = truth.tensor(block + ".router.load").orElseThrow();
                    assertThat(load.shape().sizes()).as("a row for each shard").containsExactly(2, EXPERTS);
                    float[] balance = truth.tensor(block + ".router.balance_loss").orElseThrow().data();
                    assertThat(rows.get(row).name()).endsWith("balance loss " + Numbers.format(((double) balance[0] + balance[1]) / 2));
                    float choices = 0;
                    for (float c : load.data()) {
                        choices += c;
                    }
                    assertThat(choices).as("two experts a token").isEqualTo(2f * truth.tokens().length);
                    for (int e = 0; e < EXPERTS; e++) {
                        float share = (load.data()[e] + load.data()[EXPERTS + e]) / choices;
                        assertThat((float) rows.get(row + 1 + e).value()).isEqualTo(share);
                    }
                }
                assertThat(view.shown()).anyMatch(s -> s.source().toString().contains("router.load"));
                assertThat(view.experts().even()).isEqualTo(0.25);
            }
        }
    }

    @Test
    void aModelWithoutExpertsHasNoSuchPanelAndObservesNothingForIt() {
        try (SmallRun small = new SmallRun("gradients")) {
            GradientsViewModel view = new GradientsViewModel(small.session, Models.GPT);
            assertThat(view.experts().present()).isFalse();
            assertThat(view.experts().observes()).isEmpty();
        }
    }
}
