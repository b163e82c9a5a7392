package dev.vitrine.ui.lens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.analysis.LogitLens;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.Run;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Inspected;
import dev.vitrine.ui.Mode;
import dev.vitrine.ui.OpenedModel;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.SmallRun;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.TableData;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LensViewModelTest {
    private static LensViewModel opened(OpenedModel m, String probe) {
        LensViewModel view = new LensViewModel(m.session, () -> 0, m.fx());
        m.session.probeProperty().set(probe);
        int tokens = probe.split(" ").length;
        m.run(view, () -> view.pictureProperty().get().table().columns().size() == Math.min(LensViewModel.WINDOW, tokens));
        return view;
    }

    @Test
    void everyCellIsWhatTheEnginesHeadSaysAfterTheBlock() {
        try (OpenedModel m = new OpenedModel("lens")) {
            TableData table = opened(m, "3 1 4 1 5").pictureProperty().get().table();
            LogitLens truth = LogitLens.of(m.model, Weights.LIVE, Backends.create("simd"), new int[] {3, 1, 4, 1, 5}, 0, 5, () -> false);
            assertThat(table.columns()).containsExactly("3", "1", "4", "1", "5");
            assertThat(table.rows()).hasSize(1 + 1 + OpenedModel.LAYERS);
            assertThat(table.rows().getFirst().cells()).extracting(TableData.Entry::token).containsExactly("1", "4", "1", "5", "");
            for (int row = 0; row <= OpenedModel.LAYERS; row++) {
                for (int t = 0; t < 5; t++) {
                    TableData.Entry entry = table.rows().get(row + 1).cells().get(t);
                    LogitLens.Reading reading = truth.rows().get(row).get(t);
                    assertThat(entry.token()).isEqualTo(Integer.toString(reading.top()[0]));
                    assertThat((float) entry.colour()).isEqualTo(reading.p()[0]);
                    assertThat(entry.marked()).isEqualTo(truth.rows().getLast().get(t).top()[0] == reading.top()[0]);
                }
            }
        }
    }

    @Test
    void aLongProbeIsSeenThroughAWindowThatBeginsWithItsEnd() {
        try (OpenedModel m = new OpenedModel("lens")) {
            LensViewModel view = opened(m, IntStream.range(0, 70).mapToObj(i -> Integer.toString(i % 29)).collect(Collectors.joining(" ")));
            assertThat(view.pictureProperty().get().window()).isEqualTo("positions 38 to 69 of 70");
            assertThat(view.earlierProperty().get()).isTrue();
            assertThat(view.laterProperty().get()).isFalse();
            view.move(-1);
            m.run(view, () -> view.pictureProperty().get().window().equals("positions 6 to 37 of 70"));
            view.move(-1);
            m.run(view, () -> view.pictureProperty().get().window().equals("positions 0 to 31 of 70"));
            assertThat(view.earlierProperty().get()).isFalse();
            view.move(1);
            m.run(view, () -> view.pictureProperty().get().window().equals("positions 32 to 63 of 70"));
        }
    }

    @Test
    void aCellIsExplainedByTenTokensAndTheRankOfTheAnswer() {
        try (OpenedModel m = new OpenedModel("lens")) {
            LensViewModel view = opened(m, "3 1 4 1 5");
            LogitLens.Reading reading = LogitLens.of(m.model, Weights.LIVE, Backends.create("simd"), new int[] {3, 1, 4, 1, 5}, 0, 5,
                    () -> false).rows().get(1).get(2);
            view.choose(new Cell(2, 2));
            Inspected found = m.session.inspectedProperty().get();
            assertThat(found.title()).isEqualTo("block 0: the next token after ‘4’");
            assertThat(found.terms()).hasSize(LogitLens.TOP);
            assertThat(found.terms().getFirst()).startsWith("1. ‘" + reading.top()[0] + "’");
            assertThat(found.summary().getFirst()).contains("‘" + reading.answer() + "’", "rank " + (reading.rank() + 1) + " of 29");
            assertThat(m.session.tokenProperty().get()).isEqualTo(2);
            assertThat(view.marked()).isEqualTo(2);
            m.session.inspectedProperty().set(null);
            view.point(new Cell(0, 1));
            assertThat(m.session.inspectedProperty().get()).as("of the text itself there is nothing to explain").isNull();
        }
    }

    @Test
    void followsTheViewedStateOfARunAndSaysWhichOneItShows() {
        try (SmallRun run = new SmallRun("attention", "lens"); Run twin = run.twin("gpt", 9)) {
            Queue<Runnable> arrived = new ConcurrentLinkedQueue<>();
            LensViewModel view = new LensViewModel(run.session, () -> 0, arrived::add);
            List<Snapshot> at = run.show(view, 10);
            run.run(view, () -> {
                for (Runnable work = arrived.poll(); work != null; work = arrived.poll()) {
                    work.run();
                }
                return view.pictureProperty().get().caption().contains("step 10");
            });
            int[] tokens = at.getFirst().probeTokens();
            LogitLens truth = LogitLens.of((Gpt) twin.model(), Weights.LIVE, Backends.create("ejml"), tokens, 0, tokens.length, () -> false);
            List<Float> wanted = truth.rows().stream().flatMap(row -> row.stream().map(r -> r.p()[0])).toList();
            assertThat(view.shown()).extracting(Shown::value).map(Double::floatValue).startsWith(wanted.toArray(new Float[0]));
            assertThat(view.notes().staleProperty().get()).isEmpty();
        }
    }

    @Test
    void whereNoTransformerIsShownItSaysSoAndShowsNoNumber() {
        try (SmallRun run = new SmallRun("attention", "lens")) {
            LensViewModel view = new LensViewModel(run.session, () -> 0, Runnable::run);
            run.session.modeProperty().set(Mode.HRM);
            assertThat(view.notes().missingProperty().get()).contains("Press M");
            assertThat(view.shown()).isEmpty();
            run.session.modeProperty().set(Mode.TRANSFORMER);
            assertThat(view.notes().missingProperty().get()).isEmpty();
        }
    }
}
