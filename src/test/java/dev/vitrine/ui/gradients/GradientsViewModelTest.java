package dev.vitrine.ui.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Command;
import dev.vitrine.training.History;
import dev.vitrine.training.MetricSeries;
import dev.vitrine.training.Run;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorsOf;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.SteppedSession;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.RatioBars;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GradientsViewModelTest {
    private SteppedSession stepped;
    private GradientsViewModel view;

    @AfterEach
    void close() {
        stepped.close();
    }

    private void trained(String type) {
        stepped = new SteppedSession(type, "post", "rms_norm");
        view = new GradientsViewModel(stepped.session(), type);
        Snapshot first = stepped.until(view, () -> true);
        stepped.until(view, new Command.Resume(), 12, first.pieces() - 1);
        stepped.until(view, () -> !view.histogram().counts().isEmpty() && view.captionProperty().get().contains("step 12"));
    }

    @Test
    void everyNumberIsTheOneOfAnIndependentRun() {
        for (String type : List.of(Models.GPT, Models.HRM)) {
            trained(type);
            view.overTime().keep();
            view.selectedProperty().set(4);
            stepped.until(view, () -> !view.histogram().counts().isEmpty());
            try (Run run = stepped.independent(12)) {
                History history = run.history();
                for (Shown s : view.shown()) {
                    switch (s.source()) {
                        case Source.Metric m -> {
                            boolean norm = m.series().startsWith("grad_norms.");
                            String parameter = m.series().substring(m.series().indexOf('.') + 1);
                            MetricSeries series = norm ? history.gradNorms() : history.updateRatios();
                            assertThat((float) s.value()).isEqualTo(series.at(m.step(), history.parameters().indexOf(parameter)));
                        }
                        case Source.Tensor t -> assertThat((float) s.value()).isEqualTo(TensorsOf.run(run, t.tensor())[t.index()]);
                        default -> { }
                    }
                    if (!(s.source() instanceof Source.Derived d && d.formula().startsWith("count"))) {
                        assertThat(s.text()).isEqualTo(Numbers.format(s.value()));
                    }
                }
            }
            stepped.close();
        }
    }

    @Test
    void aPastStepHasItsOwnNormsAndRatiosAndTheNewestSaysWhoseItShows() {
        trained(Models.GPT);
        assertThat(view.captionProperty().get()).contains("viewing step 12, whose update is not made yet").contains("step 11");
        assertThat(view.normsTitleProperty().get()).endsWith("step 12");
        assertThat(view.ratiosTitleProperty().get()).endsWith("step 11");
        Snapshot s = stepped.until(view, new Command.Seek(5), 5, 11);
        assertThat(view.normsTitleProperty().get()).endsWith("step 5");
        assertThat(view.ratiosTitleProperty().get()).endsWith("step 5");
        assertThat(s.step()).isEqualTo(5);
    }

    @Test
    void bothLevelsOfAnHrmHaveGradients() {
        trained(Models.HRM);
        List<RatioBars.Row> headings = view.norms().stream().filter(RatioBars.Row::heading).toList();
        assertThat(headings).extracting(RatioBars.Row::name).containsExactly("embed", "L · low level", "H · high level", "head");
        assertThat(headings).allSatisfy(h -> assertThat(h.value()).isPositive());
        assertThat(view.partsProperty().get()).contains("H · high level");
    }

    @Test
    void choosingAParameterChoosesItsCurveAndItsHistogram() {
        trained(Models.GPT);
        view.selectedProperty().set(3);
        view.overTime().keep();
        view.selectedProperty().set(4);
        assertThat(view.observes()).contains("grad.blocks.0.attn.proj.weight");
        assertThat(view.overTime().curves()).extracting(Curve::name)
                .containsExactly("blocks.0.attn.qkv.weight", "blocks.0.attn.proj.weight");
        stepped.until(view, () -> !view.histogram().counts().isEmpty());
        assertThat(view.histogram().counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(16 * 16);
        view.overTime().clear();
        assertThat(view.overTime().curves()).hasSize(1);
    }

    @Test
    void aChartHoldsEightCurvesAtMost() {
        trained(Models.GPT);
        for (int line = 0; line < view.norms().size(); line++) {
            view.selectedProperty().set(line);
            view.overTime().keep();
        }
        view.selectedProperty().set(1);
        assertThat(view.overTime().curves()).hasSize(8);
    }

    @Test
    void theFilmShowsEveryStepOfEveryParameter() {
        trained(Models.GPT);
        view.overTime().filmProperty().set(true);
        History history = stepped.session().service().history(Models.GPT);
        var film = view.overTime().rasterProperty().get();
        assertThat(film.rows()).isEqualTo(history.parameters().size());
        assertThat(film.columns()).isEqualTo(12);
        assertThat(film.value(2, 7)).isEqualTo((float) Math.log10(history.gradNorms().at(7, 2)));
    }
}
