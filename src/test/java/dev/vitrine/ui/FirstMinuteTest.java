package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.History;
import dev.vitrine.training.Oracle;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.control.ArcRow;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Scrubber;
import dev.vitrine.ui.control.TokenText;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The first sixty seconds of somebody who has never seen the program, in order, with keys and mouse. */
@ExtendWith(ApplicationExtension.class)
class FirstMinuteTest {
    private static final Pattern WORDS = Pattern.compile("(\\d+) of (\\d+)");
    private static final int WRITTEN_TOKENS = 60;
    private static final double WRITTEN_TEMPERATURE = 0.7;

    private final RunConfig config = RunConfigs.preset("start");
    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    @Test
    void theFirstMinute() {
        isReadyAndUntrained();
        String noise = writing(0);
        trains(noise);
        int newest = pauses();
        String learned = writing(newest);
        assertThat(learned).as("the text of step " + newest).isNotEqualTo(noise);
        try (Oracle transformer = new Oracle(config, Models.GPT); Oracle hrm = new Oracle(config, Models.HRM)) {
            tellsWhereATokenLooks(transformer, newest);
            int past = rewinds(transformer, newest, learned);
            int next = opensAStep(transformer, past);
            setsTheHrmBeside(transformer, hrm, next);
        }
        generates();
        turnsDark();
    }

    private void isReadyAndUntrained() {
        person.untilReady("start");
        assertThat(person.snapshot().newest()).as("newest state").isZero();
        assertThat(colours()).as("colours in the picture of the window").isGreaterThan(20);
        List<Node> accents = person.visible(n -> n instanceof Button b && b.getStyleClass().contains("accent"));
        assertThat(accents).as("highlighted buttons").hasSize(1);
        assertThat(((Button) accents.getFirst()).getText()).contains("Train (Space)");
        assertThat(person.see(javafx.stage.Window::getWindows)).as("windows, so no dialog").hasSize(1);
        person.until("the parameter counts", () -> !person.text("counts").isEmpty());
        try (Oracle gpt = new Oracle(config, Models.GPT); Oracle hrm = new Oracle(config, Models.HRM)) {
            int a = gpt.at(0).model().parameters().count();
            int b = hrm.at(0).model().parameters().count();
            assertThat(person.text("counts")).contains(Numbers.integer(a), Numbers.integer(b));
            assertThat(Math.abs(a - b)).as("parameters apart").isLessThanOrEqualTo(a / 100);
        }
    }

    private int colours() {
        return person.see(() -> {
            var image = person.window().scene().snapshot(null);
            Set<Integer> all = new java.util.HashSet<>();
            for (int y = 0; y < image.getHeight(); y += 3) {
                for (int x = 0; x < image.getWidth(); x += 3) {
                    all.add(image.getPixelReader().getArgb(x, y));
                }
            }
            return all.size();
        });
    }

    /** The text on Home, once it is the given state's. */
    private String writing(int step) {
        person.until("the text of step " + step, () -> person.read(person.window().scene().getRoot())
                .contains("written at step " + Numbers.integer(step) + " "));
        return writing();
    }

    private String writing() {
        TextFlow flow = person.find("writing", TextFlow.class);
        return person.see(() -> {
            StringBuilder all = new StringBuilder();
            flow.getChildren().forEach(t -> all.append(((Text) t).getText()));
            return all.toString();
        });
    }

    private void trains(String noise) {
        double guessing = Math.log(person.window().session().service().data().tokenizer().vocabSize());
        person.press(KeyCode.SPACE);
        person.until("training", () -> person.window().session().running());
        assertThat(person.text("run")).contains("Pause (Space)");
        History history = person.window().session().service().history(Models.GPT);
        person.until("a first step", () -> history.loss().size() > 0);
        assertThat((double) history.loss().at(0)).as("loss of the first step").isBetween(guessing - 0.5, guessing + 0.5);
        person.until("a loss well below ln V", () -> history.loss().at(history.loss().size() - 1) < guessing / 2);
        person.until("another text", () -> !writing().equals(noise));
        person.until("more words of the text than others", () -> {
            Matcher words = WORDS.matcher(person.text("readOut"));
            return words.find() && 2 * Integer.parseInt(words.group(1)) > Integer.parseInt(words.group(2));
        }, () -> person.text("readOut"));
    }

    private int pauses() {
        person.press(KeyCode.SPACE);
        person.until("the pause", () -> !person.window().session().running());
        assertThat(person.text("run")).contains("Train on (Space)");
        int step = person.snapshot().step();
        person.untilSettled(step);
        assertThat(person.text("where")).contains("step " + step + " of");
        return step;
    }

    private void tellsWhereATokenLooks(Oracle engine, int step) {
        ArcRow arcs = person.find("arcs", ArcRow.class);
        person.robot().moveTo(arcs);
        person.until("a token under the pointer", () -> arcs.hoveredTokenProperty().get() != null);
        int query = person.see(() -> arcs.hoveredTokenProperty().get());
        assertThat(person.see(() -> arcs.queryProperty().get())).as("the token that looks").isEqualTo(query);
        Session session = person.window().session();
        int layer = person.see(() -> session.layerProperty().get());
        int head = person.see(() -> session.headProperty().get());
        String name = "probe.blocks." + layer + ".attn.pattern";
        Snapshot truth = engine.snapshot(step, Set.of(name));
        float[] pattern = truth.tensor(name).orElseThrow().data();
        int time = truth.probeTokens().length;
        float[] shown = person.see(() -> arcs.weightsProperty().get());
        int largest = 0;
        for (int k = 0; k < time; k++) {
            float weight = pattern[(head * time + query) * time + k];
            assertThat(shown[k]).as("weight of position " + k).isEqualTo(weight);
            largest = weight > shown[largest] ? k : largest;
        }
        Tokenizer tokenizer = session.service().data().tokenizer();
        String readOut = person.see(arcs::readOut);
        assertThat(readOut).contains(TokenText.visible(tokenizer.token(truth.probeTokens()[query])) + "’ looks at",
                TokenText.visible(tokenizer.token(truth.probeTokens()[largest])) + "’", Numbers.format(shown[largest]));
        assertThat(person.text("inspectorValue")).isEqualTo(Numbers.exact(shown[largest]));
    }

    private int rewinds(Oracle engine, int newest, String learned) {
        Scrubber scrubber = person.find("scrubber", Scrubber.class);
        Bounds bounds = person.see(() -> scrubber.localToScreen(scrubber.getBoundsInLocal()));
        double y = bounds.getCenterY();
        person.robot().moveTo(new Point2D(bounds.getMinX() + bounds.getWidth() * 0.8, y)).press(MouseButton.PRIMARY);
        person.robot().moveTo(new Point2D(bounds.getMinX() + bounds.getWidth() * 0.5, y));
        person.robot().moveTo(new Point2D(bounds.getMinX() + bounds.getWidth() * 0.1, y)).release(MouseButton.PRIMARY);
        person.until("a step before the newest, at rest", () -> {
            int step = person.window().session().step();
            return step < newest / 4 && step > 0 && person.settled(step) && scrubber.queryAccessibleAttribute(
                    javafx.scene.AccessibleAttribute.VALUE).equals((double) step);
        });
        person.frames(10);
        int past = person.snapshot().step();
        person.untilSettled(past);
        engine.at(past);
        assertThat(person.text("where")).contains("step " + past + " of");
        assertThat(person.text("pastNote")).contains("viewing step " + past + " of " + newest);
        assertThat(person.text("hash")).isEqualTo(engine.at(past).history().hashText(past))
                .isEqualTo(person.window().session().service().history(Models.GPT).hashText(past));
        String rewound = writing(past);
        assertThat(rewound).as("the text of step " + past).isNotEqualTo(learned).isEqualTo(text(engine, past));
        for (ViewSpec view : Views.TEXT) {
            if (view.id().equals("hrm")) {
                continue;       // shown beside the Transformer below
            }
            person.open(view);
            person.until("step " + past + " in the view " + view.id(),
                    () -> person.read(person.find("views", Parent.class)).contains("step " + past));
        }
        return past;
    }

    /** What the engine writes in a state, as Home shows it. */
    private String text(Oracle engine, int step) {
        Tokenizer tokenizer = person.window().session().service().data().tokenizer();
        int[] prompt = Prompts.start(tokenizer, config.prompt());
        StringBuilder text = new StringBuilder(tokenizer.decode(prompt));
        for (int id : engine.written(step, prompt, WRITTEN_TOKENS, -1, new Sampling(WRITTEN_TEMPERATURE, 0, config.seed()))) {
            text.append(id == tokenizer.endId() ? "\n" : tokenizer.decode(new int[] {id}));
        }
        return text.toString();
    }

    private int opensAStep(Oracle engine, int step) {
        person.press(KeyCode.DIGIT3);
        person.until("the Step Lens", () -> person.window().shell().viewProperty().get().id().equals("step"));
        for (String phase : List.of("Update", "Batch", "Forward", "Loss", "Backward", "Clip", "Update")) {
            person.press(KeyCode.CONTROL, KeyCode.RIGHT);
            person.until("the phase " + phase, () -> person.text("what").contains("done: " + phase), () -> person.text("what"));
        }
        int next = person.snapshot().step();
        assertThat(next).as("the step after two updates").isEqualTo(step + 2);
        person.until("the weight after the update", () -> person.shown().stream().anyMatch(s ->
                s.source() instanceof Source.Tensor t && t.tensor().startsWith("param.") && t.step() == next),
                () -> person.read(person.find("views", Parent.class)) + person.snapshot().update() + person.shown());
        List<Shown> weights = person.shown().stream()
                .filter(s -> s.source() instanceof Source.Tensor t && t.tensor().startsWith("param.")).toList();
        assertThat(weights).as("the weight before and after").hasSize(2);
        for (Shown weight : weights) {
            Source.Tensor at = (Source.Tensor) weight.source();
            float truth = engine.snapshot(at.step(), Set.of(at.tensor())).tensor(at.tensor()).orElseThrow().data()[at.index()];
            assertThat((float) weight.value()).as(at.toString()).isEqualTo(truth);
            assertThat(person.read(person.find("views", Parent.class))).as("the Step Lens").contains(Numbers.format(truth));
        }
        return next;
    }

    private void setsTheHrmBeside(Oracle transformer, Oracle hrm, int step) {
        person.press(KeyCode.DIGIT1);
        person.press(KeyCode.M);
        person.until("HRM alone", () -> person.types().equals(List.of(Models.HRM)));
        person.press(KeyCode.M);
        person.until("both", () -> person.types().size() == 2);
        person.untilSettled(step);
        assertThat(person.find("views", HBox.class).getChildren()).as("views side by side").hasSize(2)
                .allMatch(n -> n.getStyleClass().contains("half"));
        assertThat(person.see(person.window()::onStage)).hasSize(2);
        List<Snapshot> shown = person.see(() -> person.window().session().snapshotsProperty().get());
        assertThat(shown).extracting(Snapshot::run).containsExactly(Models.GPT, Models.HRM);
        assertThat(shown).extracting(Snapshot::step).containsExactly(step, step);
        assertThat(shown.get(0).tokens()).as("the batch").isEqualTo(shown.get(1).tokens());
        assertThat(shown.get(0).targets()).isEqualTo(shown.get(1).targets());
        assertThat(shown.get(0).stateHashText()).isEqualTo(transformer.at(step).stateHashText());
        assertThat(shown.get(1).stateHashText()).isEqualTo(hrm.at(step).stateHashText());
        assertThat(person.read(person.find("views", Parent.class))).contains(shown.get(0).stateHashText(),
                shown.get(1).stateHashText());
    }

    private void generates() {
        person.press(KeyCode.SLASH);
        person.until("the prompt under the keys", () -> person.find("prompt", Node.class).isFocused());
        person.robot().write("the cat ");
        assertThat(person.text("prompt")).isEqualTo("the cat ");
        person.press(KeyCode.CONTROL, KeyCode.ENTER);
        person.until("the Generate view", () -> person.window().shell().viewProperty().get().id().equals("generate"));
        person.until("a text that goes on", () -> generated().length() > "the cat ".length() + 5, this::generated);
        person.until("its end", () -> person.find("generateCancel", Button.class).isDisabled());
        assertThat(generated()).startsWith("the cat ");
    }

    private String generated() {
        return person.read(person.find("generateText", Parent.class)).replaceFirst("\n", "");
    }

    private void turnsDark() {
        person.press(KeyCode.ESCAPE);
        person.press(KeyCode.T);
        person.until("the dark theme", () -> person.window().session().paletteProperty().get().dark());
        Color background = (Color) person.see(() -> {
            person.window().scene().getRoot().applyCss();
            return ((Region) person.window().scene().getRoot()).getBackground().getFills().getLast().getFill();
        });
        assertThat(background.getBrightness()).as("brightness behind the views").isLessThan(0.3);
    }
}
