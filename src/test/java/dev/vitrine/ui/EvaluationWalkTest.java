package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.training.Command;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A person evaluates a model in the window; what is shown is worked out again, token by token, from the weights. */
@ExtendWith(ApplicationExtension.class)
class EvaluationWalkTest {
    private static final int STEPS = 12;

    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    private void open(RunConfig config) {
        person.untilReady("start");
        TrainingService service = new TrainingService(config, RunData.load(config), 1, 64L << 20);
        service.start();
        person.act(() -> {
            TrainingService before = person.window().session().service();
            person.window().session().open(service);
            before.send(new Command.Stop());
        });
        person.untilReady(config.name());
        person.train(STEPS);
        ViewSpec tokens = Views.TEXT.stream().filter(v -> v.id().equals("tokens")).findFirst().orElseThrow();
        person.act(() -> person.window().shell().viewProperty().set(tokens));
        TabPane pages = person.find("tokensPages", TabPane.class);
        person.act(() -> pages.getTabs().stream().filter(t -> t.getId().equals("evaluation")).forEach(t -> pages.getSelectionModel().select(t)));
        person.until("the texts", () -> !person.find("evaluationText", ComboBox.class).getItems().isEmpty());
    }

    private static RunConfig config() {
        return RunConfigs.set(RunConfigs.preset("rustgpt"), "name=chats", "model.channels=16", "model.layers=2", "model.heads=2",
                "model.hidden=32", "stages.0.epochs=0", "stages.0.steps=8", "stages.1.epochs=0", "stages.1.steps=8");
    }

    /** -log p of each token of a line and of its end, each by a pass of its own. */
    private static double[] nats(Generator generator, int[] line, int context) {
        double[] nats = new double[line.length - 1];
        for (int i = 1; i < line.length; i++) {
            float[] logits = generator.logits(Arrays.copyOfRange(line, Math.max(0, i - context), i));
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit - logits[line[i]]);
            }
            nats[i - 1] = Math.log(sum);
        }
        return nats;
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsShownIsWorkedOutAgain() {
        open(config());
        ComboBox<Object> texts = person.find("evaluationText", ComboBox.class);
        person.act(() -> texts.setValue(texts.getItems().getLast()));
        Button evaluate = person.find("evaluationStart", Button.class);
        person.act(evaluate::requestFocus);
        person.press(KeyCode.ENTER);
        TableView<Object> rows = person.find("evaluationRows", TableView.class);
        person.until("figures", () -> !rows.getItems().isEmpty() && !evaluate.isDisabled(), () -> person.text("evaluationStatus"));

        RunData data = person.see(() -> person.window().session().service().data());
        List<String> lines = data.texts().getLast();
        assertThat(rows.getItems()).hasSize(lines.size());
        Command.WeightsAt weights = person.see(() -> person.window().session().weights(Models.GPT)).join();
        Generator generator = new Generator(weights.model(), weights.weights(), Backends.create("ejml"));
        double sum = 0;
        long count = 0;
        long characters = 0;
        double[] losses = new double[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            int[] ids = Prompts.start(data.tokenizer(), lines.get(i));
            int[] line = Arrays.copyOf(ids, ids.length + 1);
            line[ids.length] = data.tokenizer().endId();
            double[] nats = nats(generator, line, weights.model().config().contextLength());
            losses[i] = Arrays.stream(nats).average().orElseThrow();
            sum += Arrays.stream(nats).sum();
            count += nats.length;
            characters += lines.get(i).codePointCount(0, lines.get(i).length()) + 1;
        }
        assertThat(figure("loss")).isCloseTo(sum / count, within(1e-3));
        assertThat(figure("perplexity")).isCloseTo(Math.exp(sum / count), within(1e-3 * Math.exp(sum / count)));
        assertThat(figure("characters")).isCloseTo(sum / Math.log(2) / characters, within(1e-3));
        assertThat(person.find("figure-bleu", Label.class)).isNotNull();

        ComboBox<Object> order = person.find("evaluationOrder", ComboBox.class);
        person.act(() -> order.setValue(order.getItems().get(1)));
        person.act(() -> rows.getSelectionModel().selectFirst());
        double worst = Arrays.stream(losses).max().orElseThrow();
        assertThat(losses[number() - 1]).as("the highest loss comes first").isCloseTo(worst, within(1e-3));
        person.until("the tokens", () -> person.shown().stream().anyMatch(s -> formula(s).startsWith("log p of token")));
        List<Shown> logs = person.shown().stream().filter(s -> formula(s).startsWith("log p of token")).toList();
        assertThat(logs.stream().mapToDouble(s -> -s.value()).average().orElseThrow()).isCloseTo(worst, within(1e-3));
        assertThat(logs).allSatisfy(s -> assertThat(s.text()).isEqualTo(Numbers.format(s.value(), 2)));

        looks();
        person.seek(3);
        assertThat(person.find("evaluationStale", Label.class).isVisible()).as("of another step").isTrue();
        person.seek(STEPS);
        assertThat(person.find("evaluationStale", Label.class).isVisible()).isFalse();
    }

    private void looks() {
        Set<String> problems = new TreeSet<>();
        for (int theme = 0; theme < 2; theme++) {
            Legibility.inspect(person, "evaluation " + theme, problems);
            person.act(() -> person.window().shell().switchTheme());
        }
        assertThat(problems).isEmpty();
    }

    private int number() {
        String title = person.see(() -> person.find("evaluationRows", TableView.class).getColumns().getFirst() instanceof
                TableColumn<?, ?> column ? column.getCellData(0).toString() : "");
        return Integer.parseInt(title);
    }

    private double figure(String id) {
        return person.shown().stream().filter(s -> formula(s).equals("evaluation." + id)).findFirst().orElseThrow().value();
    }

    private static String formula(Shown shown) {
        return ((Source.Derived) shown.source()).formula();
    }

    @Test
    void itCanBeCancelledAndTrainingGoesOn() {
        open(config());
        person.act(() -> person.window().session().toggleRunning());
        Button evaluate = person.find("evaluationStart", Button.class);
        Button cancel = person.find("evaluationCancel", Button.class);
        person.act(() -> {
            evaluate.fire();
            cancel.fire();
        });
        person.until("the end", () -> !evaluate.isDisabled());

        assertThat(person.find("evaluationStatus", Label.class).getText()).isEqualTo("The evaluation was stopped");
        assertThat(cancel.isDisabled()).isTrue();
    }
}
