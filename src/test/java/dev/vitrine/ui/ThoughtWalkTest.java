package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Command;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Board;
import dev.vitrine.ui.control.BoardStrip;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A person goes through the views of a run on puzzles; what they show is worked out again from the states of the engine. */
@ExtendWith(ApplicationExtension.class)
class ThoughtWalkTest {
    private static final int STEPS = 6;
    private static final int SEGMENTS = 4;
    private static final int CELLS = 16;
    private static final int CHANNELS = 16;
    private static final int POOL = 32;
    private static final double CLOSE = 1e-4;      // the window thinks in batches, and with other inner loops

    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    private static RunConfig config() {
        return RunConfigs.set(RunConfigs.preset("start-hrm"), "name=puzzles", "tokenizer=symbols", "shards=1", "backend=ejml",
                "model.context_length=16", "model.channels=16", "model.layers=2", "model.heads=2", "model.hidden=32",
                "model.position=rope+learned", "model.attention.causal=false", "model.reasoning.enabled=true",
                "supervision.segments=" + SEGMENTS, "stages.0.data=sudoku4", "stages.0.format=puzzles", "stages.0.validation_fraction=0",
                "stages.0.steps=20", "stages.0.batch_size=8", "stages.0.puzzle.train=64", "stages.0.puzzle.unseen=40",
                "probe=1..4............", "prompt=1..4............");
    }

    private void open() {
        person.untilReady("start");
        RunConfig config = config();
        TrainingService service = new TrainingService(config, RunData.load(config), 1, 64L << 20);
        service.start();
        person.act(() -> {
            TrainingService before = person.window().session().service();
            person.window().session().open(service);
            before.send(new Command.Stop());
        });
        person.untilReady("puzzles");
        person.train(STEPS);
    }

    private Command.WeightsAt weights() {
        return person.see(() -> person.window().session().weights(Models.HRM)).join();
    }

    private List<Puzzle> unseen() {
        return person.see(() -> person.window().session().service().data().stages().getLast().unseen());
    }

    /** Opens the thought view at a page and waits for its numbers. */
    private void page(String id, String formula) {
        ViewSpec thought = Views.PUZZLES.stream().filter(v -> v.id().equals("thought")).findFirst().orElseThrow();
        person.act(() -> person.window().shell().viewProperty().set(thought));
        TabPane pages = person.find("pages", TabPane.class);
        person.act(() -> pages.getTabs().stream().filter(t -> t.getId().equals(id)).forEach(t -> pages.getSelectionModel().select(t)));
        person.until("'" + formula + "' on the page " + id, () -> person.window().onStage().stream().flatMap(f -> f.shown().stream())
                .anyMatch(s -> formula(s).startsWith(formula) && step(s) == STEPS));
    }

    private static String formula(Shown shown) {
        return ((Source.Derived) shown.source()).formula();
    }

    private static int step(Shown shown) {
        return ((Source.Derived) shown.source()).step();
    }

    /** The number behind a formula, written as numbers are. */
    private double number(String formula) {
        List<Shown> all = person.shown().stream().filter(s -> formula(s).equals(formula)).toList();
        assertThat(all).as(formula).isNotEmpty().allMatch(s -> step(s) == STEPS);
        Shown shown = all.getFirst();
        assertThat(shown.text()).isIn(Numbers.format(shown.value()), Numbers.format(shown.value(), 3), Integer.toString((int) shown.value()));
        return shown.value();
    }

    private static int wrong(int[] answer, Puzzle puzzle) {
        int wrong = 0;
        for (int i = 0; i < answer.length; i++) {
            wrong += answer[i] == puzzle.answer()[i] ? 0 : 1;
        }
        return wrong;
    }

    /** Rows, columns and 2 x 2 boxes of a 4 x 4 grid, value by value. */
    private static int energy(int[] ids) {
        int energy = 0;
        for (int unit = 0; unit < 12; unit++) {
            int[] count = new int[16];
            for (int cell = 0; cell < CELLS; cell++) {
                int of = unit < 4 ? cell / 4 : unit < 8 ? 4 + cell % 4 : 8 + cell / 8 * 2 + cell % 4 / 2;
                count[ids[cell]] += of == unit && ids[cell] >= 2 ? 1 : 0;
            }
            energy += Arrays.stream(count).map(n -> Math.max(0, n - 1)).sum();
        }
        return energy;
    }

    @Test
    void theStripTheResidualsTheOrbitsAndTheHaltingAreThoseOfTheStates() {
        open();
        Puzzle puzzle = unseen().getFirst();
        HandLed hand = new HandLed(weights(), puzzle.question(), SEGMENTS);

        page("strip", "positions where");
        for (int m = 0; m < SEGMENTS; m++) {
            int update = 6 * m + 5;
            assertThat(number("positions where the answer after update " + update + " is not the solution"))
                    .isEqualTo(wrong(hand.answers.get(m), puzzle));
            assertThat(number("sum over rows, columns and boxes of max(0, count of a digit - 1), after update " + update))
                    .isEqualTo(energy(hand.answers.get(m)));
        }
        assertThat(person.find("strip", BoardStrip.class).framesProperty().get()).hasSize(SEGMENTS);

        page("settling", "||z - z before");
        for (int i = 0; i < 6 * SEGMENTS; i++) {
            String level = hand.states.get(i + 2).level();
            assertThat(number("||z - z before||_F / sqrt(S D) of " + level + " in update " + i)).isCloseTo(hand.residual(i), within(CLOSE));
        }
        double[] drifts = DoubleStream.iterate(1, m -> m < SEGMENTS, m -> m + 1)
                .map(m -> HandLed.rms(hand.end((int) m), hand.end((int) m - 1))).toArray();
        assertThat(number("mean of the last four drifts")).isCloseTo(Arrays.stream(drifts).average().orElseThrow(), within(CLOSE));

        page("orbits", "x = (state 0");
        List<Shown> points = person.shown();
        assertThat(points).filteredOn(s -> formula(s).startsWith("x = (state ") && formula(s).contains("z_L")).hasSize(1 + 4 * SEGMENTS);
        assertThat(points).filteredOn(s -> formula(s).startsWith("x = (state ") && formula(s).contains("z_H")).hasSize(1 + 2 * SEGMENTS);
        for (String level : List.of("z_L", "z_H")) {
            assertThat(number("(lambda_1 + lambda_2) / sum of lambda of the centred states of " + level))
                    .isCloseTo(explained(hand.of(level)), within(CLOSE));
        }

        page("halting", "q_halt after");
        for (int m = 0; m < SEGMENTS; m++) {
            assertThat(number("q_halt after segment " + m)).isCloseTo(hand.halts.get(m), within(CLOSE));
        }
    }

    private static double explained(List<float[]> states) {
        int d = states.getFirst().length;
        DMatrixRMaj x = new DMatrixRMaj(states.size(), d);
        for (int c = 0; c < d; c++) {
            int column = c;
            double mean = states.stream().mapToDouble(s -> s[column]).average().orElseThrow();
            for (int r = 0; r < states.size(); r++) {
                x.set(r, c, states.get(r)[c] - mean);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(x.numRows, d, false, false, true);
        svd.decompose(x);
        double[] squares = Arrays.stream(svd.getSingularValues()).map(s -> s * s).sorted().toArray();
        return (squares[squares.length - 1] + squares[squares.length - 2]) / Arrays.stream(squares).sum();
    }

    @Test
    void spreadAccuracyAndAttentionAreThoseOfTheStates() {
        open();
        Command.WeightsAt weights = weights();
        List<Puzzle> unseen = unseen();
        List<HandLed> hands = unseen.stream().map(p -> new HandLed(weights, p.question(), 2 * SEGMENTS)).toList();

        page("spread", "tr(C)^2");
        for (String level : List.of("z_L", "z_H")) {
            List<float[]> states = new ArrayList<>();
            hands.subList(0, POOL).forEach(h -> h.states.stream()
                    .filter(s -> s.level().equals(level) && s.segment() >= 0 && s.segment() < SEGMENTS).forEach(s -> states.add(s.values())));
            assertThat(number("tr(C)^2 / ||C||_F^2, C the covariance of " + level + " at every position"))
                    .isCloseTo(participation(states, CHANNELS), within(1e-2));
            assertThat(number("tr(C)^2 / ||C||_F^2, C the covariance of " + level + " as a whole"))
                    .isCloseTo(participation(states, CELLS * CHANNELS), within(1e-2));
        }

        page("accuracy", "share of unseen puzzles answered exactly after 1");
        for (int m = 1; m <= 2 * SEGMENTS; m++) {
            int segment = m;
            double right = 0;
            for (int i = 0; i < unseen.size(); i++) {
                right += wrong(hands.get(i).answers.get(segment - 1), unseen.get(i)) == 0 ? 1 : 0;
            }
            assertThat(number("share of unseen puzzles answered exactly after " + m + (m == 1 ? " segment" : " segments")))
                    .isCloseTo(100 * right / unseen.size(), within(1e-9));
        }

        page("attention", "-sum p ln p");
        assertThat(person.find("heads", BoardStrip.class).framesProperty().get()).hasSize(2);
        assertThat(person.shown()).filteredOn(s -> formula(s).startsWith("-sum p ln p")).hasSize(2).allMatch(s -> s.value() >= 0 && s.value() <= 1);
    }

    /** (sum of eigenvalues)^2 / sum of their squares of the covariance, which is worked out entry by entry. */
    private static double participation(List<float[]> states, int width) {
        List<double[]> rows = new ArrayList<>();
        for (float[] state : states) {
            for (int at = 0; at < state.length; at += width) {
                double[] row = new double[width];
                for (int i = 0; i < width; i++) {
                    row[i] = state[at + i];
                }
                rows.add(row);
            }
        }
        double[] mean = new double[width];
        rows.forEach(r -> Arrays.setAll(mean, i -> mean[i] + r[i] / rows.size()));
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                double sum = 0;
                for (double[] row : rows) {
                    sum += (row[i] - mean[i]) * (row[j] - mean[j]);
                }
                trace += i == j ? sum : 0;
                squares += sum * sum;
            }
        }
        return trace * trace / squares;
    }

    @Test
    void aPersonMovesThroughTheUpdatesAndChangesThePuzzleWithoutAMouse() {
        open();
        page("strip", "positions where");
        Slider scrubber = person.find("thoughtScrubber", Slider.class);
        assertThat(person.text("updateNow")).startsWith("z_H 3.1 · update 24 of 24");
        person.act(scrubber::requestFocus);
        person.press(KeyCode.PAGE_UP);
        assertThat(person.text("updateNow")).startsWith("z_H 2.1 · update 18 of 24");
        person.press(KeyCode.OPEN_BRACKET);
        assertThat(person.text("updateNow")).startsWith("z_L 2.1.1 · update 17 of 24");
        person.press(KeyCode.LEFT);
        assertThat(person.text("updateNow")).startsWith("z_L 2.1.0 · update 16 of 24");
        person.press(KeyCode.PAGE_DOWN);
        assertThat(person.see(scrubber::getValue)).isEqualTo(17);

        Board board = person.find("board", Board.class);
        person.act(board::requestFocus);
        person.press(KeyCode.RIGHT);
        person.press(KeyCode.ENTER);
        person.press(KeyCode.DELETE);
        person.until("a changed puzzle", () -> !person.visible(n -> n instanceof Label l
                && l.getText().equals("Changed puzzle")).isEmpty());
    }

    @Test
    void whatIsWrongWithATypedPuzzleIsSaid() {
        open();
        page("strip", "positions where");
        assertThat(afterTyping("12..")).contains("16");
        assertThat(afterTyping("hello, this is no")).isNotEmpty();
        assertThat(afterTyping("1..1............")).contains("twice in one row");
        assertThat(afterTyping("................")).contains("more than one solution");
        Puzzle own = unseen().get(5);
        StringBuilder text = new StringBuilder();
        Arrays.stream(own.question()).forEach(id -> text.append(".1234".charAt(id - 1)));
        type(text.toString());
        person.until("no complaint", () -> person.find("puzzleMessage", Label.class).getText().isEmpty());
    }

    private String afterTyping(String text) {
        String before = person.text("puzzleMessage");
        type(text);
        person.until("what is wrong with " + text, () -> {
            String now = person.find("puzzleMessage", Label.class).getText();
            return !now.isEmpty() && !now.equals(before);
        });
        return person.text("puzzleMessage");
    }

    private void type(String text) {
        TextField field = person.find("typed", TextField.class);
        person.act(() -> {
            field.setText(text);
            field.getOnAction().handle(null);
        });
    }

    @Test
    void aWhatIfChangesTheThoughtAndIsTakenBack() {
        open();
        page("whatif", "positions that are not the solution after 1");
        HandLed plain = new HandLed(weights(), unseen().getFirst().question(), SEGMENTS);
        String trained = "positions that are not the solution after " + SEGMENTS + " segments, as trained";
        assertThat(number(trained)).isEqualTo(wrong(plain.answers.getLast(), unseen().getFirst()));
        CheckBox swap = person.find("whatifSwap", CheckBox.class);
        person.act(swap::fire);
        String supposed = "positions that are not the solution after " + SEGMENTS + " segments, what if";
        person.until("the other thought", () -> person.shown().stream().anyMatch(s -> formula(s).equals(supposed)));
        assertThat(number(trained)).isEqualTo(wrong(plain.answers.getLast(), unseen().getFirst()));
        ChoiceBox<?> blow = person.find("whatifBlow", ChoiceBox.class);
        person.act(() -> blow.getSelectionModel().select(1));
        person.act(() -> person.find("whatifHere", Button.class).fire());
        person.act(() -> person.find("whatifNone", Button.class).fire());
        person.until("the thought as trained", () -> person.shown().stream().noneMatch(s -> formula(s).equals(supposed)));
    }

    @Test
    void allFourAreComparedAtEqualSizesAndTheModesAreThoseOfPuzzles() {
        open();
        ViewSpec contest = Views.PUZZLES.getLast();
        person.open(contest);
        person.act(() -> person.window().session().modeProperty().set(Mode.ALL));
        person.untilSettled(STEPS);
        for (String run : Models.REGISTRY.names()) {
            person.until("the measure of " + run, () -> person.shown().stream().anyMatch(s ->
                    formula(s).equals("share of unseen puzzles that " + run + " answers without a mistake")));
            int count = person.see(() -> person.window().session().service().parameterCount(run));
            assertThat(number("numbers that " + run + " learns")).isEqualTo(count);
            person.find("contest-" + run, Node.class);
        }
        List<Double> counts = Models.REGISTRY.names().stream().map(run -> number("numbers that " + run + " learns")).toList();
        assertThat(counts.stream().mapToDouble(c -> c).max().orElseThrow() / counts.stream().mapToDouble(c -> c).min().orElseThrow())
                .isLessThan(1.01);
        assertThat(person.find("mode-looped", ToggleButton.class)).isNotNull();
        assertThat(person.text("generate")).isEqualTo("Solve");
    }

    @Test
    void homeSolvesAPuzzleInPlaceOfWriting() {
        open();
        person.act(() -> person.window().shell().viewProperty().set(Views.PUZZLES.getFirst()));
        person.until("an answer", () -> person.shown().stream().filter(s -> s.source() instanceof Source.Derived)
                .anyMatch(s -> formula(s).equals("cells that are not the solution's") && step(s) == STEPS));
        HandLed hand = new HandLed(weights(), unseen().getFirst().question(), SEGMENTS);
        Shown shown = person.shown().stream().filter(s -> s.source() instanceof Source.Derived && formula(s).equals("cells that are not the solution's"))
                .findFirst().orElseThrow();
        assertThat(shown.value()).isEqualTo(wrong(hand.answers.getLast(), unseen().getFirst()));
        assertThat(person.visible(n -> "writing".equals(n.getId()))).isEmpty();
        for (ViewSpec view : Views.PUZZLES) {
            person.open(view);
            assertThat(person.see(() -> person.window().session().messageProperty().get())).as(view.id()).isEmpty();
        }
    }

    @Test
    void nothingIsCutOrFaintInAnyViewOrOnAnyPage() {
        open();
        Set<String> problems = new TreeSet<>();
        for (int theme = 0; theme < 2; theme++) {
            String name = person.see(() -> person.window().session().paletteProperty().get().dark()) ? "dark" : "light";
            for (ViewSpec view : Views.PUZZLES) {
                person.open(view);
                if (!view.id().equals("step")) {     // its lenses are looked at in a run on text
                    Legibility.inspect(person, view.id() + " " + name, problems);
                }
            }
            for (String page : List.of("strip", "orbits", "settling", "halting", "accuracy", "spread", "attention", "whatif")) {
                page(page, "");
                Legibility.inspect(person, page + " " + name, problems);
            }
            person.act(() -> person.window().shell().switchTheme());
        }
        assertThat(problems).isEmpty();
    }
}
