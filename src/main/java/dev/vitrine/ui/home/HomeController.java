package dev.vitrine.ui.home;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.ArcRow;
import dev.vitrine.ui.control.Board;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Panels;
import java.util.List;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Binds home.fxml. */
public final class HomeController {
    private final HomeViewModel model;
    @FXML private Label heading;
    @FXML private Label viewing;
    @FXML private Label hash;
    @FXML private Panels figures;
    @FXML private CurveChart loss;
    @FXML private Label lossCaption;
    @FXML private TextFlow writing;
    @FXML private Label readOut;
    @FXML private Label writingCaption;
    @FXML private ListView<Writing> earlier;
    @FXML private HBox choices;
    @FXML private ArcRow arcs;
    @FXML private Label looksCaption;
    @FXML private Pane writingPanel;
    @FXML private Pane looksPanel;
    @FXML private Pane solvePanel;
    @FXML private Board question;
    @FXML private Board answer;
    @FXML private Label solveNote;
    @FXML private Label solveScore;

    public HomeController(HomeViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        Session session = model.session();
        heading.setText(model.title());
        viewing.textProperty().bind(model.viewingProperty());
        hash.textProperty().bind(model.hashProperty());
        for (int i = 0; i < Figure.IDS.size(); i++) {
            figures.getChildren().add(new FigureTile(model, i));
        }
        loss.paletteProperty().bind(session.paletteProperty());
        loss.smoothingProperty().set(LossCurve.SMOOTHING);
        loss.cursorXProperty().bind(model.stepProperty());
        loss.onPickProperty().set(x -> model.seek((int) Math.round(x)));
        lossCaption.textProperty().bind(model.lossCaptionProperty());
        model.lossProperty().addListener((value, before, now) -> curves(now));
        model.lossPointsProperty().addListener((value, before, now) -> loss.refresh());
        curves(model.lossProperty().get());
        writing();
        arcs.paletteProperty().bind(session.paletteProperty());
        arcs.hoveredTokenProperty().addListener((value, before, now) -> model.point(now));
        arcs.selectedTokenProperty().addListener((value, before, now) -> {
            if (now != null) {
                model.select(now);
            }
        });
        model.looksProperty().addListener((value, before, now) -> looks(now));
        looks(model.looksProperty().get());
        looksCaption.textProperty().bind(model.looksCaptionProperty());
        question.paletteProperty().bind(session.paletteProperty());
        answer.paletteProperty().bind(session.paletteProperty());
        model.solverProperty().addListener((value, before, now) -> solver(now));
        solver(model.solverProperty().get());
        choices.getChildren().addAll(
                new Choice(session, "home.looks.layer", model.layersProperty(), session.layerProperty()),
                new Choice(session, "home.looks.head", model.headsProperty(), session.headProperty()));
    }

    @FXML
    private void open() {
        model.session().requestOpen();
    }

    private void curves(LossCurve curve) {
        loss.setCurves(curve == null ? List.of() : curve.curves());
        loss.getReferences().setAll(curve == null ? List.of() : curve.references());
    }

    /** A run on puzzles shows a puzzle and its answer where a run on text shows what it writes and where a token looks. */
    private void solver(Solver solver) {
        boolean puzzles = model.session().puzzles();
        Visible.show(solvePanel, puzzles);
        Visible.show(writingPanel, !puzzles);
        Visible.show(looksPanel, !puzzles);
        if (solver != null) {
            question.dataProperty().bind(solver.questionProperty());
            answer.dataProperty().bind(solver.answerProperty());
            solveNote.textProperty().bind(solver.noteProperty());
            solveScore.textProperty().bind(solver.scoreProperty());
        }
    }

    private void writing() {
        readOut.textProperty().bind(model.readOutProperty());
        writingCaption.textProperty().bind(model.writingCaptionProperty());
        model.writingProperty().addListener((value, before, now) -> write(now));
        write(model.writingProperty().get());
        model.writingCaptionProperty().addListener((value, before, now) -> stale(writing, model.writingStale()));
        earlier.setCellFactory(list -> new WritingCell(model.session()));
        earlier.setPlaceholder(caption(model.session().text("home.earlier.none")));
        earlier.setOnMouseClicked(e -> go());
        earlier.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                go();
            }
        });
        model.earlierProperty().addListener((value, before, now) -> earlier.getItems().setAll(now));
        earlier.getItems().setAll(model.earlierProperty().get());
    }

    private void go() {
        Writing chosen = earlier.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            model.seek(chosen.step());
        }
    }

    private void write(Writing now) {
        writing.getChildren().clear();
        writing.setAccessibleText(now == null ? "" : now.text());
        if (now != null) {
            for (Writing.Piece piece : now.pieces()) {
                Text text = new Text(piece.text());
                text.getStyleClass().addAll("mono-text", piece.kind().name().toLowerCase(Locale.ROOT));
                writing.getChildren().add(text);
            }
        }
    }

    private void looks(Looks now) {
        arcs.setTokens(now == null ? List.of() : now.tokens());
        arcs.setWeights(now == null ? new float[0] : now.weights());
        arcs.setQuery(now == null ? -1 : now.query());
        stale(arcs, now != null && now.stale());
    }

    private static void stale(Node node, boolean is) {
        node.getStyleClass().remove("stale");
        if (is) {
            node.getStyleClass().add("stale");
        }
    }

    private static Label caption(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        label.setWrapText(true);
        return label;
    }
}
