package dev.vitrine.ui.curves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.training.Command;
import dev.vitrine.training.History;
import dev.vitrine.training.Run;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.SmallRun;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Points;
import dev.vitrine.ui.control.Range;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CurvesViewModelTest {
    private final SmallRun small = new SmallRun("curves");
    private final CurvesViewModel view = new CurvesViewModel(small.session, "gpt");

    @AfterEach
    void close() {
        small.close();
    }

    private List<Series> series(Plot plot) {
        return view.seriesProperty().get().get(plot);
    }

    private static float value(History h, Source.Metric m) {
        return switch (m.series()) {
            case "loss" -> h.loss().at(m.step());
            case "learning_rate" -> h.learningRate().at(m.step());
            case "grad_norm" -> h.gradNorm().at(m.step());
            case "validation_loss" -> h.validation().at(m.step() / 20, 1);
            default -> throw new AssertionError(m.series());
        };
    }

    @Test
    void everyNumberOfBothRunsIsTheEngines() {
        small.session.modeProperty().set(Mode.BOTH);
        small.show(view, 25);
        view.pointedProperty().set(Plot.LOSS);
        Map<String, Run> twins = Map.of("gpt", small.twin("gpt"), "hrm", small.twin("hrm"));
        for (double crosshair : new double[] {Double.NaN, 11}) {
            view.crosshairProperty().set(crosshair);
            List<Shown> shown = view.shown();
            assertThat(shown).hasSizeGreaterThanOrEqualTo(20);
            for (Shown number : shown) {
                if (number.source() instanceof Source.Metric m) {
                    assertThat(number.text()).as(m.toString()).isEqualTo(Numbers.format(value(twins.get(m.run()).history(), m)));
                }
            }
        }
        twins.values().forEach(Run::close);
    }

    @Test
    void runsDifferInStyleAndShareTheirHueWithTheirHeldOutText() {
        small.session.modeProperty().set(Mode.BOTH);
        small.show(view, 2);
        List<Curve> curves = series(Plot.LOSS).stream().map(Series::curve).toList();
        assertThat(curves).extracting(Curve::name).containsExactly("Transformer", "HRM", "Transformer, held out", "HRM, held out");
        assertThat(curves).extracting(Curve::style).containsExactly(0, 1, 4, 5);
        assertThat(curves).extracting(Curve::smoothable).containsExactly(true, true, false, false);
    }

    @Test
    void captionsTellTheViewedStepAndThenTheStepThatIsPointedAt() {
        small.show(view, 25);
        History h = small.twin("gpt").history();
        assertThat(view.captionProperty(Plot.LOSS).get()).isEqualTo("viewing step 25: Transformer " + Numbers.format(h.loss().at(25))
                + " · Transformer, held out " + Numbers.format(h.validation().at(1, 1)) + " (step 20)");
        view.crosshairProperty().set(4);
        assertThat(view.captionProperty(Plot.NORM).get()).isEqualTo("at step 4: Transformer " + Numbers.format(h.gradNorm().at(4)));
        assertThat(small.session.inspectedProperty().get().terms()).anyMatch(t -> t.contains(Numbers.exact(h.loss().at(4))));
        view.crosshairProperty().set(Double.NaN);
        assertThat(view.captionProperty(Plot.NORM).get()).isEqualTo("viewing step 25: Transformer " + Numbers.format(h.gradNorm().at(25)));
    }

    @Test
    void theBoxAtTheCrosshairListsTheDebiasedAverageToo() {
        small.show(view, 12);
        view.pointedProperty().set(Plot.LOSS);
        view.crosshairProperty().set(9);
        History h = small.service.history("gpt");
        double sum = 0;
        for (int i = 0; i <= 9; i++) {
            sum = 0.6 * sum + 0.4 * h.loss().at(i);
        }
        String smooth = Numbers.format(sum / (1 - Math.pow(0.6, 10)));
        assertThat(view.shown()).anyMatch(s -> s.source() instanceof Source.Derived d && d.step() == 9 && s.text().equals(smooth));
        view.smoothingProperty().set(0);
        assertThat(view.shown()).noneMatch(s -> s.source() instanceof Source.Derived d && d.formula().startsWith("m(k)"));
    }

    @Test
    void thePlanIsTheScheduleOfEveryStepToCome() {
        small.show(view, 3);
        Series plan = series(Plot.RATE).getLast();
        assertThat(plan.curve().style()).isEqualTo(Curve.MUTED);
        Points points = plan.points();
        assertThat(points.size()).isEqualTo(SmallRun.STEPS);
        for (int s = 0; s < points.size(); s++) {
            assertThat(points.y(s)).isEqualTo(small.service.data().learningRate(s));
        }
    }

    @Test
    void showsTheWholePlanOrWhatIsKnown() {
        small.show(view, 30);
        small.view(view, 10);
        assertThat(view.everythingProperty().get()).isEqualTo(new Range(0, SmallRun.STEPS));
        view.wholePlanProperty().set(false);
        assertThat(view.everythingProperty().get()).isEqualTo(new Range(0, small.service.history("gpt").states() - 1));
    }

    @Test
    void aForkBringsOtherCurves() {
        small.show(view, 20);
        List<Series> before = series(Plot.LOSS);
        small.view(view, 8);
        assertThat(series(Plot.LOSS)).as("a look at the past changes nothing").isSameAs(before);
        small.service.send(new Command.SetPeakLearningRate(0.02f));
        SmallRun.until(() -> small.service.history("gpt").states() == 9);
        small.show(view, 12);
        assertThat(series(Plot.LOSS)).isNotSameAs(before);
        assertThat(series(Plot.RATE).getFirst().points().y(8)).isGreaterThan(series(Plot.RATE).getLast().points().y(8) * 1.9);
    }

    @Test
    void copiesNoTensorAndKeepsItsRangeWhenNothingHappens() {
        assertThat(view.observes()).isEmpty();
        small.show(view, 3);
        Range range = view.everythingProperty().get();
        view.frame();
        assertThat(view.everythingProperty().get()).isSameAs(range);
    }

    @Test
    void oneSeriesForEachRunThatIsShown() {
        small.show(view, 1);
        assertThat(Map.copyOf(view.seriesProperty().get()).values().stream().flatMap(List::stream).map(Series::run)
                .collect(Collectors.toSet())).containsExactlyInAnyOrder("gpt", "");
        small.session.modeProperty().set(Mode.BOTH);
        small.show(view, 1);
        assertThat(series(Plot.SPEED)).extracting(Series::run).containsExactly("gpt", "hrm");
    }
}
