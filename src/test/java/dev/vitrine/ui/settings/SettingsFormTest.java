package dev.vitrine.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.InputException;
import dev.vitrine.training.Presets;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SettingsFormTest {
    private static final Pattern CHOICES = Pattern.compile("choose one of \\[(.*?)]");

    private final RunConfig start = RunConfigs.preset("start");
    private final SettingsForm form = new SettingsForm(start);

    private void put(String key, String value) {
        form.setting(key).valueProperty().set(value);
    }

    private String problem(String key) {
        return form.setting(key).problem();
    }

    @Test
    void everyKeyOfTheConfigHasItsField() {
        assertThat(form.settings().stream().map(Setting::key)).containsExactlyElementsOf(RunConfigs.keys(RunConfigs.json(start)));
        assertThat(form.sections().stream().flatMap(s -> s.settings().stream()))
                .containsExactlyInAnyOrderElementsOf(form.settings());
        assertThat(form.sections().getLast().path()).as("the run's own come last").isEmpty();
    }

    @Test
    void whatIsNotTouchedIsTheConfigAsItWas() {
        for (String preset : Presets.REGISTRY.names()) {
            RunConfig config = RunConfigs.preset(preset);
            SettingsForm same = new SettingsForm(config);
            assertThat(same.read()).isEqualTo(config);
            assertThat(same.problem()).isEmpty();
            assertThat(same.edited()).isFalse();
        }
    }

    @Test
    void fieldsAreOfTheKindOfTheirValues() {
        assertThat(form.setting("model.bias").kind()).isEqualTo(Setting.Kind.SWITCH);
        assertThat(form.setting("model.layers").kind()).isEqualTo(Setting.Kind.NUMBER);
        assertThat(form.setting("model.norm_eps").value()).isEqualTo("1e-5");
        assertThat(form.setting("model.rope_theta").value()).isEqualTo("10000");
        assertThat(form.setting("model.position").kind()).isEqualTo(Setting.Kind.CHOICE);
        assertThat(form.setting("prompt").kind()).isEqualTo(Setting.Kind.TEXT);
        assertThat(form.setting("stages.0.data").choices()).contains("rhymes.json");
    }

    @Test
    void whatIsTypedIsInTheConfig() {
        put("model.layers", " 3 ");
        put("model.bias", "true");
        put("stages.0.schedule.learning_rate", "0.01");
        put("prompt", "a cat ");
        RunConfig read = form.read();
        assertThat(read.model().layers()).isEqualTo(3);
        assertThat(read.model().bias()).isTrue();
        assertThat(read.stages().getFirst().schedule().learningRate()).isEqualTo(0.01);
        assertThat(read.prompt()).as("spaces of a text are its own").isEqualTo("a cat ");
        assertThat(form.edited()).isTrue();
    }

    @Test
    void eachFieldTellsThatItsTextIsNoNumber() {
        put("model.layers", "two");
        put("seed", "");
        assertThat(form.read()).isNull();
        assertThat(problem("model.layers")).isEqualTo("model.layers must be a whole number, got 'two'");
        assertThat(problem("seed")).isEqualTo("seed must be a whole number, got ''");
        put("model.layers", "2");
        put("seed", "1");
        assertThat(form.read()).isEqualTo(start);
        assertThat(problem("model.layers")).isEmpty();
    }

    /** Key, wrong value, field that the sentence speaks of. */
    @Test
    void aRefusalStandsAtTheFieldItSpeaksOf() {
        for (List<String> wrong : List.of(
                List.of("model.channels", "130", "model.channels"),
                List.of("model.layers", "0", "model.layers"),
                List.of("model.attention.kv_heads", "3", "model.attention.kv_heads"),
                List.of("model.experts.active", "2", "model.experts.active"),
                List.of("model.dropout.depth", "1", "model.dropout.depth"),
                List.of("model.position", "north", "model.position"),
                List.of("optimizer.beta1", "1", "optimizer.beta1"),
                List.of("stages.0.epochs", "2", "stages.0.epochs"),
                List.of("stages.0.data", " ", "stages.0.data"),
                List.of("stages.0.schedule.learning_rate", "0", "stages.0.schedule.learning_rate"),
                List.of("shards", "3", "stages.0.batch_size"),
                List.of("validate_every", "0", "validate_every"))) {
            SettingsForm fresh = new SettingsForm(start);
            fresh.setting(wrong.get(0)).valueProperty().set(wrong.get(1));
            assertThat(fresh.read()).isNull();
            assertThat(fresh.problem()).isNotEmpty();
            assertThat(fresh.settings().stream().filter(s -> !s.problem().isEmpty()).map(Setting::key)).as(fresh.problem())
                    .containsExactly(wrong.get(2));
            assertThat(fresh.setting(wrong.get(2)).problem()).isEqualTo(fresh.problem());
        }
    }

    @Test
    void everyKeyThatMustBeOneOfSomeNamesOffersThem() {
        int checked = 0;
        for (Setting setting : form.settings()) {
            if (setting.kind() == Setting.Kind.CHOICE || setting.kind() == Setting.Kind.TEXT) {
                String refusal = refusal(setting.key());
                Matcher choices = CHOICES.matcher(refusal);
                assertThat(refusal.contains("choose one of")).as(setting.key() + ": " + refusal)
                        .isEqualTo(setting.kind() == Setting.Kind.CHOICE);
                if (choices.find()) {
                    checked++;
                    assertThat(setting.choices()).as(setting.key()).containsExactlyInAnyOrder(choices.group(1).split(", "));
                }
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(11);
    }

    private String refusal(String key) {
        try {
            RunConfigs.set(start, key + "=no such thing");
            return "";
        } catch (InputException e) {
            return e.getMessage();
        }
    }

    @Test
    void anotherStageBeginsWithWhatIsTypedInTheOneBefore() {
        put("stages.0.name", "first");
        put("stages.0.schedule.learning_rate", "0.02");
        put("model.layers", "3");
        SettingsForm two = form.withCopyOf(0);
        two.setting("stages.1.name").valueProperty().set("second");
        RunConfig read = two.read();
        assertThat(read.stages()).hasSize(start.stages().size() + 1);
        assertThat(read.stages().get(0).name()).isEqualTo("first");
        assertThat(read.stages().get(1).name()).isEqualTo("second");
        assertThat(read.stages().get(1).schedule()).isEqualTo(read.stages().get(0).schedule());
        assertThat(read.stages().get(1).schedule().learningRate()).isEqualTo(0.02);
        assertThat(read.model().layers()).isEqualTo(3);
        assertThat(two.sections().stream().filter(Section::beginsStage).map(Section::number)).containsExactly(1, 2);
        assertThat(two.edited()).isTrue();
        assertThat(two.start()).isEqualTo(start);
    }

    @Test
    void whatIsTypedStaysInTheStagesThatStay() {
        RunConfig chat = RunConfigs.preset("rustgpt");
        SettingsForm stages = new SettingsForm(chat);
        assertThat(stages.stages()).isEqualTo(2);
        stages.setting("stages.1.batch_size").valueProperty().set("one");
        SettingsForm second = stages.without(0);
        assertThat(second.setting("stages.0.batch_size").value()).isEqualTo("one");
        assertThat(second.read()).as("what is wrong stays, too").isNull();
        second.setting("stages.0.batch_size").valueProperty().set(Integer.toString(chat.stages().get(1).batchSize()));
        assertThat(second.read().stages()).containsExactly(chat.stages().get(1));
        SettingsForm again = stages.withCopyOf(0).without(1);
        assertThat(again.setting("stages.1.batch_size").value()).isEqualTo("one");
        again.setting("stages.1.batch_size").valueProperty().set(stages.setting("stages.0.batch_size").value());
        assertThat(again.read().stages().get(0)).isEqualTo(chat.stages().get(0));
    }

    @Test
    void addingAndRemovingAStageAgainChangesNothing() {
        SettingsForm same = form.withCopyOf(0).without(1);
        assertThat(same.edited()).isFalse();
        assertThat(same.read()).isEqualTo(start);
        assertThat(form.withCopyOf(0).edited()).isTrue();
    }

    @Test
    void aRefusalStandsAtTheFieldOfTheRightStage() {
        SettingsForm two = form.withCopyOf(0);
        two.setting("stages.1.batch_size").valueProperty().set("0");
        assertThat(two.read()).isNull();
        assertThat(two.setting("stages.1.batch_size").problem()).isEqualTo(two.problem()).isNotEmpty();
        assertThat(two.setting("stages.0.batch_size").problem()).isEmpty();
    }

    @Test
    void everyKeyAndSectionHasItsTexts() {
        ResourceBundle texts = ResourceBundle.getBundle("i18n.settings", Locale.ROOT);
        TreeSet<String> missing = new TreeSet<>();
        for (Setting setting : form.settings()) {
            String key = "settings.key." + setting.schemaKey();
            Arrays.asList(key, key + ".help").stream().filter(k -> !texts.containsKey(k)).forEach(missing::add);
        }
        for (Section section : form.sections()) {
            String key = "settings.section." + (section.path().isEmpty() ? "run" : Setting.withoutNumbers(section.path()));
            if (!texts.containsKey(key)) {
                missing.add(key);
            }
        }
        assertThat(missing).as("texts to be written in settings.properties").isEmpty();
    }
}
