package dev.vitrine.ui.tokens;

import dev.vitrine.engine.text.MergePlay;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.NumberField;
import dev.vitrine.ui.control.StripData;
import dev.vitrine.ui.control.TokenStrip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Duration;

/** Binds tokenizer.fxml. A token, its id and its stretch of the text are marked together, whichever is pointed at. */
public final class TokenizerController {
    private static final Duration PACE = Duration.millis(400);

    private final TokenizerViewModel model;
    private final Session session;
    private final Timeline playing = new Timeline(new KeyFrame(PACE, _ -> next()));
    @FXML private TextArea text;
    @FXML private ChoiceBox<String> kind;
    @FXML private Label figures;
    @FXML private TokenStrip strip;
    @FXML private TokenStrip ids;
    @FXML private Label message;
    @FXML private NumberField vocabulary;
    @FXML private Button train;
    @FXML private Button cancel;
    @FXML private ProgressBar progress;
    @FXML private ToggleButton play;
    @FXML private Button back;
    @FXML private Button forward;
    @FXML private Slider merges;
    @FXML private Label merged;
    @FXML private TokenStrip merging;
    @FXML private VBox others;
    private boolean marking;

    public TokenizerController(TokenizerViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        text.textProperty().bindBidirectional(model.textProperty());
        for (TokenStrip one : List.of(strip, ids, merging)) {
            one.paletteProperty().bind(session.paletteProperty());
        }
        Visible.sentence(message, model.messageProperty());
        choose();
        link();
        training();
        merging();
        model.readingProperty().addListener((_, _, _) -> show());
        model.othersProperty().addListener((_, _, now) -> compare(now));
        show();
        compare(model.othersProperty().get());
    }

    private void choose() {
        kind.setConverter(new Named<>(name -> session.text("tokenizer.kind." + name)));
        Runnable fill = () -> {
            String before = model.chosenProperty().get();
            kind.getItems().setAll(model.namesProperty().get());
            kind.setValue(before);
        };
        model.namesProperty().addListener((_, _, _) -> fill.run());
        fill.run();
        kind.valueProperty().addListener((_, _, now) -> {
            if (now != null) {
                model.chosenProperty().set(now);
            }
        });
        model.chosenProperty().addListener((_, _, now) -> kind.setValue(now));
    }

    private void link() {
        for (TokenStrip one : List.of(strip, ids)) {
            for (ReadOnlyObjectProperty<Integer> at : List.<ReadOnlyObjectProperty<Integer>>of(one.hoveredProperty(), one.selectedProperty())) {
                at.addListener((_, _, now) -> mark(now, true));
            }
        }
        text.caretPositionProperty().addListener((_, _, now) -> {
            Reading reading = model.readingProperty().get();
            if (text.isFocused() && reading != null) {
                mark(reading.at(now.intValue()), false);
            }
        });
    }

    /** @param inText whether the stretch of the text is selected too */
    private void mark(Integer token, boolean inText) {
        Reading now = model.readingProperty().get();
        if (marking || token == null || now == null || token >= now.tokens()) {
            return;
        }
        marking = true;
        boolean[] which = new boolean[now.tokens()];
        which[token] = true;
        strip.setData(StripData.of(now.shown()).withChanged(which));
        ids.setData(StripData.of(now.ids()).withChanged(which));
        if (inText && text.getLength() >= now.spans().get(token).end()) {
            text.selectRange(now.spans().get(token).begin(), now.spans().get(token).end());
        }
        model.point(token);
        marking = false;
    }

    private void show() {
        Reading now = model.readingProperty().get();
        if (now != null) {
            strip.setData(StripData.of(now.shown()));
            ids.setData(StripData.of(now.ids()));
            figures.setText(model.figures(now));
        }
    }

    private void training() {
        vocabulary.setValue(model.vocabularyProperty().get());
        vocabulary.valueProperty().addListener((_, _, now) -> model.vocabularyProperty().set(now.intValue()));
        progress.progressProperty().bind(model.training().shareProperty());
        progress.visibleProperty().bind(model.training().runningProperty());
        train.disableProperty().bind(model.training().runningProperty());
        cancel.disableProperty().bind(model.training().runningProperty().not());
    }

    private void merging() {
        playing.setCycleCount(Animation.INDEFINITE);
        play.selectedProperty().addListener((_, _, now) -> {
            if (now) {
                if (ended()) {
                    model.mergesProperty().set(0);
                }
                playing.play();
            } else {
                playing.stop();
            }
        });
        play.sceneProperty().addListener((_, _, now) -> {
            if (now == null) {
                play.setSelected(false);
            }
        });
        merges.valueProperty().addListener((_, _, now) -> model.mergesProperty().set((int) Math.rint(now.doubleValue())));
        model.mergesProperty().addListener(_ -> showMerges());
        model.playProperty().addListener(_ -> showMerges());
        for (var one : List.of(back, forward, merges, play)) {
            one.disableProperty().bind(Bindings.createBooleanBinding(() -> model.playProperty().get() == null
                    || model.playProperty().get().steps().isEmpty(), model.playProperty()));
        }
        showMerges();
    }

    private void showMerges() {
        MergePlay now = model.playProperty().get();
        int done = model.mergesProperty().get();
        merged.setText(now != null && done > now.steps().size() ? "" : model.merged());
        if (now != null && done <= now.steps().size()) {
            merges.setMax(Math.max(1, now.steps().size()));
            merges.setValue(done);
            String made = done == 0 ? null : now.steps().get(done - 1).made();
            List<String> tokens = now.texts().get(done);
            boolean[] which = new boolean[tokens.size()];
            for (int i = 0; i < which.length; i++) {
                which[i] = tokens.get(i).equals(made);
            }
            merging.setData(StripData.of(tokens).withChanged(which));
        } else {
            merging.setData(StripData.EMPTY);
        }
    }

    private boolean ended() {
        MergePlay now = model.playProperty().get();
        return now == null || model.mergesProperty().get() >= now.steps().size();
    }

    private void next() {
        model.step(1);
        if (ended()) {
            play.setSelected(false);
        }
    }

    /** One strip a tokenizer, under its name and its figures. */
    private void compare(List<Reading> all) {
        while (others.getChildren().size() < 2 * all.size()) {
            Label label = new Label();
            label.getStyleClass().add("body");
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            TokenStrip one = new TokenStrip();
            one.setMinHeight(Region.USE_PREF_SIZE);
            one.paletteProperty().bind(session.paletteProperty());
            others.getChildren().addAll(label, one);
        }
        for (int i = 0; i < all.size(); i++) {
            Reading of = all.get(i);
            ((Label) others.getChildren().get(2 * i)).setText(session.text("tokenizer.kind." + of.name()) + ": " + model.figures(of));
            TokenStrip one = (TokenStrip) others.getChildren().get(2 * i + 1);
            one.setId("tokenizer-" + of.name());
            one.setData(StripData.of(of.shown()));
        }
    }

    @FXML
    private void train() {
        model.train();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void back() {
        model.step(-1);
    }

    @FXML
    private void forward() {
        model.step(1);
    }

    @FXML
    private void open() {
        session.files().open(text.getScene().getWindow(), session.text("tokenizer.open.title"), kind()).ifPresent(model::open);
    }

    @FXML
    private void save() {
        model.save(this::target);
    }

    private Optional<Path> target(String suggested) {
        return session.files().save(text.getScene().getWindow(), session.text("tokenizer.save.title"), suggested, kind());
    }

    private FileChooser.ExtensionFilter kind() {
        return new FileChooser.ExtensionFilter(session.text("tokenizer.files"), "*.json");
    }
}
