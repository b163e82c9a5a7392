package dev.vitrine.ui.thought;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.Board;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.Spinners;
import dev.vitrine.ui.thought.BoardModel.Face;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/** Binds thought.fxml: the puzzle, the large board, the pages and the scrubber. */
public final class ThoughtController {
    private static final int SEGMENTS = 64;

    private final ThoughtViewModel model;
    @FXML private Region root;
    @FXML private ChoiceBox<String> mind;
    @FXML private Spinner<Integer> segments;
    @FXML private Label viewing;
    @FXML private Spinner<Integer> number;
    @FXML private TextField typed;
    @FXML private Label message;
    @FXML private Label origin;
    @FXML private ToggleButton answer;
    @FXML private ToggleButton question;
    @FXML private ToggleButton solution;
    @FXML private Board board;
    @FXML private Label note;
    @FXML private TabPane pages;
    @FXML private Slider scrubber;
    @FXML private Label where;

    public ThoughtController(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        Session session = model.session();
        mind.setItems(model.minds().all());
        mind.setConverter(new Named<>(run -> session.text("run." + run)));
        mind.valueProperty().bindBidirectional(model.minds().chosenProperty());
        Spinners.bind(segments, model.segmentsProperty(), 1, new SimpleIntegerProperty(SEGMENTS));
        viewing.textProperty().bind(model.viewingProperty());
        Spinners.bind(number, model.chooser().numberProperty(), new SimpleIntegerProperty(model.chooser().riddles().count()));
        Visible.sentence(message, model.chooser().messageProperty());
        model.chooser().riddleProperty().addListener((_, _, now) -> origin.setText(now == null ? "" : now.origin()));
        faces();
        board();
        pages(session);
        scrubber();
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void faces() {
        Map<ToggleButton, Face> faces = new LinkedHashMap<>();
        faces.put(answer, Face.ANSWER);
        faces.put(question, Face.QUESTION);
        faces.put(solution, Face.SOLUTION);
        ToggleGroup group = new ToggleGroup();
        faces.keySet().forEach(b -> b.setToggleGroup(group));
        group.selectToggle(answer);
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            } else {
                model.board().faceProperty().set(faces.get(now));
            }
        });
    }

    private void board() {
        board.paletteProperty().bind(model.session().paletteProperty());
        board.dataProperty().bind(model.board().boardProperty());
        note.textProperty().bind(model.board().noteProperty());
        board.selectedProperty().addListener((_, _, now) -> {
            if (now != null) {
                model.attention().cellProperty().set(now.row() * board.dataProperty().get().columns() + now.column());
            }
        });
        for (var at : List.of(board.hoveredProperty(), board.selectedProperty())) {
            at.addListener((_, _, now) -> {
                if (now != null) {
                    model.inspect(now.row() * board.dataProperty().get().columns() + now.column());
                }
            });
        }
        board.addEventHandler(KeyEvent.KEY_PRESSED, this::type);
    }

    /** A symbol, or Delete, changes the chosen cell of the puzzle. */
    private void type(KeyEvent e) {
        Cell at = board.selectedProperty().get();
        Riddle riddle = model.chooser().riddleProperty().get();
        if (at == null || riddle == null || e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return;
        }
        boolean empty = e.getCode() == KeyCode.DELETE || e.getCode() == KeyCode.BACK_SPACE;
        String text = e.getText();
        int id = empty ? riddle.task().blank() : text.length() == 1 ? riddle.task().symbols().indexOf(text) + 1 : 0;
        if (id > 0) {
            model.chooser().edit(at.row() * riddle.task().width() + at.column(), id);
            e.consume();
        }
    }

    private void pages(Session session) {
        Map<String, Object> controllers = new LinkedHashMap<>();
        controllers.put("strip", new StripPage(model));
        controllers.put("orbits", new OrbitPage(model));
        controllers.put("settling", new SettlePage(model));
        controllers.put("halting", new HaltPage(model));
        controllers.put("accuracy", new AccuracyPage(model));
        controllers.put("spread", new SpreadPage(model));
        controllers.put("attention", new AttentionPage(model));
        controllers.put("whatif", new WhatIfPage(model));
        controllers.forEach((id, controller) -> {
            Tab tab = new Tab(session.text("thought.page." + id), load(id, controller));
            tab.setId(id);
            pages.getTabs().add(tab);
        });
        pages.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> model.pageProperty().set(now.getId()));
        model.pageProperty().addListener((_, _, now) -> pages.getTabs().stream().filter(t -> t.getId().equals(now))
                .forEach(t -> pages.getSelectionModel().select(t)));
    }

    private Node load(String id, Object controller) {
        FXMLLoader loader = new FXMLLoader(ThoughtController.class.getResource("/fxml/thought/" + id + ".fxml"),
                model.session().texts());
        loader.setControllerFactory(type -> controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scrubber() {
        where.textProperty().bind(model.whereProperty());
        scrubber.setMin(0);
        model.readingProperty().addListener((_, _, _) -> span());
        model.cursorProperty().addListener((_, _, now) -> scrubber.setValue(Math.max(0, now.intValue())));
        scrubber.valueProperty().addListener((_, _, now) -> {
            if (model.readingProperty().get() != null) {
                model.cursorProperty().set((int) Math.rint(now.doubleValue()));
            }
        });
        span();
    }

    private void span() {
        Reading now = model.readingProperty().get();
        scrubber.setDisable(now == null || now.size() < 2);
        if (now != null) {
            scrubber.setMax(Math.max(1, now.size() - 1));
            scrubber.setValue(Math.max(0, model.cursorProperty().get()));
        }
    }

    private void key(KeyEvent e) {
        if (e.getTarget() instanceof TextInputControl || e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return;
        }
        switch (e.getCode()) {
            case OPEN_BRACKET -> model.update(-1);
            case CLOSE_BRACKET -> model.update(1);
            case PAGE_UP -> model.segment(-1);
            case PAGE_DOWN -> model.segment(1);
            default -> {
                return;
            }
        }
        e.consume();
    }

    @FXML
    private void take() {
        model.chooser().typed(typed.getText());
    }

    @FXML
    private void paste() {
        String text = Clipboard.getSystemClipboard().getString();
        model.chooser().typed(text == null ? "" : text);
    }

    @FXML
    private void open() {
        Session session = model.session();
        session.files().open(root.getScene().getWindow(), session.text("thought.open.title")).ifPresent(model.chooser()::opened);
    }

    @FXML
    private void segmentBack() {
        model.segment(-1);
    }

    @FXML
    private void updateBack() {
        model.update(-1);
    }

    @FXML
    private void updateForward() {
        model.update(1);
    }

    @FXML
    private void segmentForward() {
        model.segment(1);
    }
}
