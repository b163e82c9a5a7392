package dev.vitrine.ui.generate;

import dev.vitrine.ui.SamplingSettings;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.BarList;
import dev.vitrine.ui.control.BarOrder;
import dev.vitrine.ui.control.DrawBar;
import dev.vitrine.ui.control.NumberField;
import dev.vitrine.ui.control.TokenStrip;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.fxml.FXML;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;

/** Binds generate.fxml. */
public final class GenerateController {
    private final GenerateViewModel model;
    private final Session session;
    @FXML private Label viewing;
    @FXML private TextArea prompt;
    @FXML private Label note;
    @FXML private Button generate;
    @FXML private Button cancel;
    @FXML private Button copy;
    @FXML private Button export;
    @FXML private Slider temperatureSlider;
    @FXML private NumberField temperature;
    @FXML private NumberField topK;
    @FXML private NumberField seed;
    @FXML private NumberField maxTokens;
    @FXML private CheckBox stop;
    @FXML private Label problem;
    @FXML private ScrollPane textScroll;
    @FXML private ScrollPane chipScroll;
    @FXML private Text promptText;
    @FXML private Text addedText;
    @FXML private TokenStrip strip;
    @FXML private Label chipsCaption;
    @FXML private Label status;
    @FXML private Label probability;
    @FXML private Label message;
    @FXML private Label nextTitle;
    @FXML private Button backToPrompt;
    @FXML private Label caption;
    @FXML private DrawBar draw;
    @FXML private Label outcome;
    @FXML private ComboBox<BarOrder> order;
    @FXML private BarList bars;

    public GenerateController(GenerateViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        viewing.textProperty().bind(model.viewingProperty());
        initializePrompt();
        initializeSettings();
        initializeText();
        initializeNext();
    }

    private void initializePrompt() {
        prompt.textProperty().bindBidirectional(session.promptProperty());
        prompt.addEventFilter(KeyEvent.KEY_PRESSED, this::promptKey);
        sentence(note, model.noteProperty());
        disabledUnless(generate, model.readyProperty(), "generate.generate.tip", "generate.generate.not");
        disabledUnless(cancel, model.text().writingProperty(), "generate.cancel.tip", "generate.cancel.not");
    }

    /** In a text area Tab would be typed: here it goes on to the next control, and Ctrl+Enter generates. */
    private void promptKey(KeyEvent e) {
        if (e.getCode() == KeyCode.TAB && !e.isControlDown()) {
            prompt.requestFocusTraversal(e.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && e.isShortcutDown()) {
            session.requestGenerate();
            e.consume();
        }
    }

    private void initializeSettings() {
        SamplingSettings settings = model.settings();
        temperature.setMax(SamplingSettings.HOTTEST);
        temperatureSlider.setMax(SamplingSettings.HOTTEST);
        maxTokens.setMax(SamplingSettings.LONGEST);
        temperature.valueProperty().bindBidirectional(settings.temperatureProperty());
        topK.valueProperty().bindBidirectional(settings.topKProperty());
        seed.valueProperty().bindBidirectional(settings.seedProperty());
        maxTokens.valueProperty().bindBidirectional(settings.maxTokensProperty());
        stop.selectedProperty().bindBidirectional(settings.stopAtLineEndProperty());
        temperatureSlider.setValue(temperature.getValue());
        temperatureSlider.valueProperty().addListener((property, before, now) ->
                temperature.setValue(Math.rint(now.doubleValue() * 100) / 100));
        temperature.valueProperty().addListener((property, before, now) -> temperatureSlider.setValue(now.doubleValue()));
        sentence(problem, Bindings.createStringBinding(this::problems, temperature.problemProperty(), topK.problemProperty(),
                seed.problemProperty(), maxTokens.problemProperty()));
    }

    private String problems() {
        StringBuilder all = new StringBuilder();
        problem(all, "generate.temperature", temperature);
        problem(all, "generate.topK", topK);
        problem(all, "generate.seed", seed);
        problem(all, "generate.maxTokens", maxTokens);
        return all.toString();
    }

    private void problem(StringBuilder all, String name, NumberField field) {
        if (!field.problemProperty().get().isEmpty()) {
            all.append(all.isEmpty() ? "" : " ")
                    .append(session.text("generate.problem", session.text(name), field.problemProperty().get()));
        }
    }

    private void initializeText() {
        WrittenText text = model.text();
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
        chipsCaption.visibleProperty().bind(Bindings.not(text.emptyProperty()));
        chipsCaption.managedProperty().bind(chipsCaption.visibleProperty());
        status.textProperty().bind(text.statusProperty());
        sentence(probability, text.probabilityProperty());
        sentence(message, text.messageProperty());
        mark(strip, text.staleProperty());
        text.stripProperty().addListener((property, before, now) -> {
            if (text.writingProperty().get()) {
                textScroll.setVvalue(1);
                chipScroll.setVvalue(1);
            }
        });
        disabledUnless(copy, Bindings.not(text.emptyProperty()), "generate.copy.tip", "generate.text.not");
        disabledUnless(export, Bindings.not(text.emptyProperty()), "generate.export.tip", "generate.text.not");
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

    private void initializeNext() {
        NextToken next = model.next();
        nextTitle.textProperty().bind(next.titleProperty());
        caption.textProperty().bind(next.captionProperty());
        outcome.textProperty().bind(next.outcomeProperty());
        disabledUnless(backToPrompt, model.selectedProperty().isNotNull(), "generate.next.back.tip", "generate.next.back.not");
        draw.paletteProperty().bind(session.paletteProperty());
        draw.dataProperty().bind(next.drawProperty());
        bars.paletteProperty().bind(session.paletteProperty());
        bars.dataProperty().bind(next.barsProperty());
        draw.selectedTokenProperty().bindBidirectional(bars.selectedTokenProperty());
        draw.selectedTokenProperty().addListener((property, before, now) -> {
            if (now != null) {
                bars.reveal(now);
            }
            model.point(now);
        });
        bars.hoveredTokenProperty().addListener((property, before, now) -> model.point(now));
        draw.hoveredTokenProperty().addListener((property, before, now) -> model.point(now));
        order.getItems().setAll(BarOrder.values());
        order.setConverter(new OrderNames(session));
        order.setValue(bars.getOrder());
        bars.orderProperty().bind(order.valueProperty());
        mark(draw, next.staleProperty());
        mark(bars, next.staleProperty());
    }

    @FXML
    private void generate() {
        session.requestGenerate();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.text().whole());
        Clipboard.getSystemClipboard().setContent(content);
        model.text().copied();
    }

    @FXML
    private void export() {
        model.export(this::chooseFile);
    }

    @FXML
    private void backToPrompt() {
        model.selectedProperty().set(null);
    }

    private Optional<Path> chooseFile(String suggested) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(session.text("generate.export"));
        chooser.setInitialFileName(suggested);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(session.text("generate.export.kind"), "*.txt"));
        return Optional.ofNullable(chooser.showSaveDialog(export.getScene().getWindow())).map(File::toPath);
    }

    /** A label that takes no room while it has nothing to say. */
    private static void sentence(Label label, ObservableStringValue text) {
        label.textProperty().bind(text);
        label.visibleProperty().bind(Bindings.createBooleanBinding(() -> !text.get().isEmpty(), text));
        label.managedProperty().bind(label.visibleProperty());
    }

    private static void mark(Node node, ObservableBooleanValue stale) {
        stale.addListener((property, before, now) -> {
            node.getStyleClass().remove("stale");
            if (now) {
                node.getStyleClass().add("stale");
            }
        });
    }

    /** The tooltip hangs on the button's holder, for a disabled button hears no mouse. */
    private void disabledUnless(Button button, ObservableBooleanValue possible, String tip, String whyNot) {
        button.disableProperty().bind(Bindings.not(possible));
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(Bindings.when(possible).then(session.text(tip)).otherwise(session.text(whyNot)));
        button.accessibleHelpProperty().bind(tooltip.textProperty());
        Tooltip.install(button.getParent(), tooltip);
    }

    private static final class OrderNames extends StringConverter<BarOrder> {
        private final Session session;

        OrderNames(Session session) {
            this.session = session;
        }

        @Override
        public String toString(BarOrder order) {
            return order == null ? "" : session.text("generate.order." + order.name());
        }

        @Override
        public BarOrder fromString(String text) {
            throw new UnsupportedOperationException("orders are chosen, not typed");
        }
    }
}
