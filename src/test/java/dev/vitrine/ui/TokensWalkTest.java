package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerProgress;
import dev.vitrine.engine.text.TokenizerSettings;
import dev.vitrine.engine.text.Tokenizers;
import dev.vitrine.ui.control.TokenStrip;
import dev.vitrine.ui.tokens.Pages;
import dev.vitrine.ui.tokens.TokensView;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A person looks at how text becomes tokens; what is shown is cut again by the engine. */
@ExtendWith(ApplicationExtension.class)
class TokensWalkTest {
    private static final String TEXT = "the little star, the little lamb 🙂";

    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    private void open() {
        person.untilReady("start");
        person.press(KeyCode.DIGIT0);
        assertThat(person.see(() -> person.window().shell().viewProperty().get())).isSameAs(TokensView.SPEC);
        person.until("the four tokenizers", () -> person.find("tokenizerOthers", VBox.class).getChildren().size() == 8);
        person.act(() -> person.find("tokenizerText", TextArea.class).setText(TEXT));
    }

    @SuppressWarnings("unchecked")
    private void choose(String kind) {
        person.act(() -> ((ChoiceBox<String>) person.find("tokenizerKind", ChoiceBox.class)).setValue(kind));
    }

    private Tokenizer trained(String kind) {
        List<String> texts = person.see(() -> person.window().session().service().data().texts().stream().flatMap(List::stream).toList());
        return Tokenizers.REGISTRY.get(kind).train(texts, new TokenizerSettings(Tokenizers.grows(kind) ? 512 : Integer.MAX_VALUE, 0,
                List.of()), TokenizerProgress.SILENT);
    }

    private List<String> tokens(String strip) {
        return person.see(() -> person.find(strip, TokenStrip.class).getData().tokens());
    }

    @Test
    void tokensIdsAndFiguresAreThoseOfTheEngineForEveryKind() {
        open();
        for (String kind : Tokenizers.REGISTRY.names()) {
            choose(kind);
            Tokenizer tokenizer = trained(kind);
            int[] ids = tokenizer.encode(TEXT);
            assertThat(tokens("tokenizerStrip")).isEqualTo(Arrays.stream(ids).mapToObj(tokenizer::token).toList());
            assertThat(tokens("tokenizerIds")).isEqualTo(Arrays.stream(ids).mapToObj(Integer::toString).toList());
            assertThat(tokens("tokenizer-" + kind)).isEqualTo(tokens("tokenizerStrip"));
            assertThat(person.text("tokenizerFigures")).startsWith(ids.length + " tokens · 7 words · 37 bytes").contains("vocabulary of " + tokenizer.vocabSize());
        }
    }

    @Test
    void noTokenIsCutOffHoweverManyThereAre() {
        open();
        person.act(() -> person.find("tokenizerText", TextArea.class).setText(TEXT.repeat(3)));
        choose("char");
        for (String id : List.of("tokenizerStrip", "tokenizerIds", "mergeStrip", "tokenizer-char")) {
            TokenStrip strip = person.find(id, TokenStrip.class);
            person.until("the whole of " + id, () -> strip.boundsOf(strip.getData().tokens().size() - 1).getMaxY() <= strip.getHeight());
        }
    }

    @Test
    void aTokenItsIdAndItsStretchOfTheTextAreMarkedTogether() {
        open();
        choose("bpe");
        TextArea text = person.find("tokenizerText", TextArea.class);
        TokenStrip strip = person.find("tokenizerStrip", TokenStrip.class);
        TokenStrip ids = person.find("tokenizerIds", TokenStrip.class);
        person.act(() -> strip.selectedProperty().set(1));
        assertThat(person.see(() -> ids.getData().isChanged(1))).isTrue();
        assertThat(person.see(text::getSelectedText)).isEqualTo(person.see(() -> strip.getData().tokens().get(1)).replace('␣', ' '));
        person.act(() -> ids.selectedProperty().set(0));
        assertThat(person.see(() -> strip.getData().isChanged(0))).isTrue();
        assertThat(person.see(() -> person.window().session().inspectedProperty().get().value())).isEqualTo(ids.getData().tokens().getFirst());
        person.act(() -> {
            text.requestFocus();
            text.positionCaret(TEXT.length() - 1);
        });
        assertThat(person.see(() -> strip.getData().isChanged(0))).isFalse();
    }

    @Test
    void mergesGoFromBytesToTheTokensOneByOne() {
        open();
        choose("bpe");
        Slider slider = person.find("mergeSlider", Slider.class);
        assertThat(tokens("mergeStrip")).isEqualTo(tokens("tokenizerStrip"));
        person.act(() -> slider.setValue(0));
        assertThat(tokens("mergeStrip")).hasSize(37);
        assertThat(person.text("mergeSaid")).startsWith("Nothing merged yet: 37 bytes");
        int before = 37;
        for (int k = 1; k <= (int) slider.getMax(); k++) {
            person.robot().interact(() -> person.find("mergeForward", Button.class).fire());
            assertThat(tokens("mergeStrip").size()).isLessThan(before);
            assertThat(person.text("mergeSaid")).startsWith("Merge " + k + " of ").contains(": " + before + " → " + tokens("mergeStrip").size() + " tokens");
            before = tokens("mergeStrip").size();
        }
        assertThat(tokens("mergeStrip")).isEqualTo(tokens("tokenizerStrip"));
        person.act(() -> slider.setValue(slider.getMax() - 1));
        person.act(() -> person.find("mergePlay", ToggleButton.class).setSelected(true));
        person.until("the end of the play", () -> !person.find("mergePlay", ToggleButton.class).isSelected());
        assertThat(tokens("mergeStrip")).isEqualTo(tokens("tokenizerStrip"));
    }

    @Test
    void everyPageCanBeReadInBothThemesAtTheSmallestSize() {
        open();
        Set<String> problems = new TreeSet<>();
        TabPane pages = person.find("tokensPages", TabPane.class);
        assertThat(pages.getTabs()).hasSameSizeAs(Pages.ALL);
        for (int theme = 0; theme < 2; theme++) {
            for (int page = 0; page < pages.getTabs().size(); page++) {
                int at = page;
                person.act(() -> pages.getSelectionModel().select(at));
                person.frames(20);
                Legibility.inspect(person, "page " + page + " theme " + theme, problems);
            }
            person.act(() -> person.window().shell().switchTheme());
        }
        assertThat(problems).isEmpty();
    }
}
