package dev.vitrine.ui.generate;

import dev.vitrine.ui.Enabled;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Stale;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.TokenStrip;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.text.Text;
import javafx.stage.FileChooser;

/** Binds text.fxml: the text as it grows, its tokens, and what takes it out of the window. */
final class TextPage {
    private final GenerateViewModel model;
    private final Session session;
    @FXML private ScrollPane textScroll;
    @FXML private ScrollPane chipScroll;
    @FXML private Text beforeText;
    @FXML private Text promptText;
    @FXML private Text addedText;
    @FXML private TokenStrip strip;
    @FXML private Label chipsCaption;
    @FXML private Label status;
    @FXML private Label probability;
    @FXML private Label message;
    @FXML private Button goOn;
    @FXML private CheckBox logs;
    @FXML private Button copy;
    @FXML private Button copyJson;
    @FXML private Button export;

    TextPage(GenerateViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        WrittenText text = model.text();
        beforeText.textProperty().bind(model.beforeProperty());
        promptText.textProperty().bind(text.promptProperty());
        addedText.textProperty().bind(text.continuationProperty());
        strip.paletteProperty().bind(session.paletteProperty());
        strip.dataProperty().bind(text.stripProperty());
        strip.selectedProperty().bindBidirectional(model.selectedProperty());
        strip.hoveredProperty().addListener((property, before, now) -> {
            model.pointAtText(now);
            reveal(now);
        });
        strip.selectedProperty().addListener((property, before, now) -> model.pointAtText(now));
        logs.selectedProperty().bindBidirectional(text.logsProperty());
        chipsCaption.textProperty().bind(Bindings.when(text.logsProperty()).then(session.text("generate.chips.logs"))
                .otherwise(session.text("generate.chips")));
        Visible.showWhile(chipsCaption, Bindings.not(text.emptyProperty()));
        status.textProperty().bind(text.statusProperty());
        Visible.sentence(probability, text.probabilityProperty());
        Visible.sentence(message, model.export().messageProperty());
        Stale.bind(strip, text.staleProperty());
        text.stripProperty().addListener((property, before, now) -> {
            if (text.writingProperty().get()) {
                textScroll.setVvalue(1);
                chipScroll.setVvalue(1);
            }
        });
        goOn.textProperty().bind(Bindings.when(model.selectedProperty().isNull()).then(session.text("generate.goOn"))
                .otherwise(session.text("generate.goOn.here")));
        Enabled.enableWhile(session, goOn, Bindings.not(text.emptyProperty()), "generate.goOn.tip", "generate.text.not");
        Enabled.enableWhile(session, copy, Bindings.not(text.emptyProperty()), "generate.copy.tip", "generate.text.not");
        Enabled.enableWhile(session, copyJson, Bindings.not(text.emptyProperty()), "generate.copyJson.tip", "generate.text.not");
        Enabled.enableWhile(session, export, Bindings.not(text.emptyProperty()), "generate.export.tip", "generate.text.not");
    }

    /** The chip that the keyboard came to is scrolled on screen; one under the pointer is there already. */
    private void reveal(Integer token) {
        if (token == null || strip.isHover()) {
            return;
        }
        double view = chipScroll.getViewportBounds().getHeight();
        double room = chipScroll.getContent().getLayoutBounds().getHeight() - view;
        Rectangle2D chip = strip.boundsOf(token);
        double top = chipScroll.getVvalue() * room;
        if (room > 0 && (chip.getMinY() < top || chip.getMaxY() > top + view)) {
            double wanted = chip.getMinY() < top ? chip.getMinY() - 4 : chip.getMaxY() + 4 - view;
            chipScroll.setVvalue(Math.clamp(wanted / room, 0, 1));
        }
    }

    @FXML
    private void goOn() {
        model.goOn();
    }

    @FXML
    private void copy() {
        copy(model.text().whole());
    }

    @FXML
    private void copyJson() {
        copy(model.json());
    }

    private void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        model.export().copied();
    }

    @FXML
    private void export() {
        model.export(this::chooseFile);
    }

    private Optional<Path> chooseFile(String suggested) {
        return session.files().save(export.getScene().getWindow(), session.text("generate.export"), suggested,
                new FileChooser.ExtensionFilter(session.text("generate.export.kind"), "*.txt"),
                new FileChooser.ExtensionFilter(session.text("generate.export.json"), "*.json"));
    }
}
