package dev.vitrine.ui.generate;

import dev.vitrine.ui.Enabled;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Stale;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.BarList;
import dev.vitrine.ui.control.BarOrder;
import dev.vitrine.ui.control.DrawBar;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.NumberField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Binds generate.fxml: the prompt, the pages and the bars. */
public final class GenerateController {
    private final GenerateViewModel model;
    private final Session session;
    @FXML private Label viewing;
    @FXML private TextArea prompt;
    @FXML private CheckBox chat;
    @FXML private CheckBox remembers;
    @FXML private Button newConversation;
    @FXML private Label note;
    @FXML private Button generate;
    @FXML private Button cancel;
    @FXML private TabPane pages;
    @FXML private Label nextTitle;
    @FXML private Button backToPrompt;
    @FXML private Label caption;
    @FXML private DrawBar draw;
    @FXML private Label outcome;
    @FXML private ComboBox<String> stage;
    @FXML private ComboBox<BarOrder> order;
    @FXML private BarList bars;
    @FXML private Button choose;
    @FXML private Label biasName;
    @FXML private NumberField bias;

    public GenerateController(GenerateViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        viewing.textProperty().bind(model.viewingProperty());
        initializePrompt();
        initializePages();
        initializeNext();
        initializeStages();
        initializeToken();
    }

    private void initializePrompt() {
        prompt.textProperty().bindBidirectional(session.promptProperty());
        prompt.addEventFilter(KeyEvent.KEY_PRESSED, this::promptKey);
        Visible.sentence(note, model.noteProperty());
        Enabled.enableWhile(session, generate, model.readyProperty(), "generate.generate.tip", "generate.generate.not");
        Enabled.enableWhile(session, cancel, model.text().writingProperty(), "generate.cancel.tip", "generate.cancel.not");
        chat.setSelected(model.settings().chatProperty().get());
        model.settings().chatProperty().addListener((property, before, now) -> chat.setSelected(now));
        chat.setOnAction(e -> model.setChat(chat.isSelected()));
        remembers.selectedProperty().bindBidirectional(model.settings().remembersProperty());
        Visible.showWhile(remembers, model.settings().chatProperty());
        Visible.showWhile(newConversation, model.settings().chatProperty());
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

    private void initializePages() {
        Map<String, Object> controllers = new LinkedHashMap<>();
        controllers.put("text", new TextPage(model));
        controllers.put("settings", new SettingsPage(model));
        controllers.put("branches", new BranchesPage(model));
        controllers.put("beams", new BeamsPage(model));
        controllers.put("compare", new ComparePage(model));
        controllers.forEach((id, controller) -> {
            Tab tab = new Tab(session.text("generate.page." + id), load(id, controller));
            tab.setId(id);
            pages.getTabs().add(tab);
        });
    }

    private Node load(String id, Object controller) {
        FXMLLoader loader = new FXMLLoader(GenerateController.class.getResource("/fxml/generate/" + id + ".fxml"), session.texts());
        loader.setControllerFactory(type -> controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initializeNext() {
        NextToken next = model.next();
        nextTitle.textProperty().bind(next.titleProperty());
        caption.textProperty().bind(next.captionProperty());
        outcome.textProperty().bind(next.outcomeProperty());
        Enabled.enableWhile(session, backToPrompt, model.selectedProperty().isNotNull(), "generate.next.back.tip",
                "generate.next.back.not");
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
        order.setConverter(new Named<>(o -> session.text("generate.order." + o.name())));
        order.setValue(bars.getOrder());
        bars.orderProperty().bind(order.valueProperty());
        Stale.bind(draw, next.staleProperty());
        Stale.bind(bars, next.staleProperty());
    }

    /** All settings together, or one of those that act. */
    private void initializeStages() {
        NextToken next = model.next();
        stage.setConverter(new Named<>(name -> name.isEmpty() ? session.text("generate.stage.all")
                : session.text("generate.stage.after", session.text("generate." + name))));
        next.stagesProperty().addListener((property, before, now) -> stages(now));
        stages(next.stagesProperty().get());
        stage.valueProperty().addListener((property, before, now) -> {
            if (now != null) {
                next.stageProperty().set(now);
            }
        });
    }

    private void stages(List<String> acted) {
        String chosen = model.next().stageProperty().get();
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(acted);
        stage.getItems().setAll(all);
        stage.setValue(all.contains(chosen) ? chosen : "");
    }

    /** What can be done with the token that is chosen in the bars: it may take the drawn one's place, or get a bias. */
    private void initializeToken() {
        var token = bars.selectedTokenProperty();
        choose.textProperty().bind(Bindings.createStringBinding(() -> token.get() == null ? session.text("generate.choose")
                : session.text("generate.choose.token", model.name(token.get())), token));
        Enabled.enableWhile(session, choose, token.isNotNull(), "generate.choose.tip", "generate.choose.not");
        bars.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2 && bars.hoveredTokenProperty().get() != null) {
                model.choose(bars.hoveredTokenProperty().get());
            }
        });
        biasName.textProperty().bind(Bindings.createStringBinding(() -> token.get() == null ? session.text("generate.bias")
                : session.text("generate.bias.token", model.name(token.get())), token));
        bias.disableProperty().bind(token.isNull());
        token.addListener((property, before, now) -> bias.setValue(now == null ? 0 : model.bias(now)));
        model.settings().logitBiasProperty().addListener((property, before, now) ->
                bias.setValue(token.get() == null ? 0 : model.bias(token.get())));
        bias.valueProperty().addListener((property, before, now) -> {
            if (token.get() != null) {
                model.setBias(token.get(), now.doubleValue());
            }
        });
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
    private void newConversation() {
        model.newConversation();
    }

    @FXML
    private void backToPrompt() {
        model.selectedProperty().set(null);
    }

    @FXML
    private void choose() {
        model.choose(bars.selectedTokenProperty().get());
    }
}
