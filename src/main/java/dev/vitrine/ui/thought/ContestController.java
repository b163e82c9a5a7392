package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Answers;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Board;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.Panels;
import dev.vitrine.ui.control.Reference;
import dev.vitrine.ui.control.Spinners;
import dev.vitrine.ui.thought.ContestViewModel.Measure;
import dev.vitrine.ui.thought.ContestViewModel.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.VBox;

/** Binds contest.fxml: a card for each model and the curves of all. */
public final class ContestController {
    /** A model with its answer. */
    private static final class Card extends VBox {
        private final Label name = styled("panel-title");
        private final Board board = new Board();
        private final Label wrong = styled("value");
        private final Label exact = styled("value");
        private final Label size = styled("caption");
        private final Label cost = styled("caption");

        Card() {
            getStyleClass().add("panel");
            board.setMaxSize(190, 190);
            getChildren().addAll(name, board, wrong, exact, size, cost);
        }

        private static Label styled(String style) {
            Label label = new Label();
            label.getStyleClass().add(style);
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            return label;
        }
    }

    private final ContestViewModel model;
    private final List<Card> made = new ArrayList<>();
    @FXML private Spinner<Integer> number;
    @FXML private ChoiceBox<Measure> measure;
    @FXML private Button all;
    @FXML private Panels cards;
    @FXML private CurveChart chart;

    public ContestController(ContestViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        Session session = model.session();
        Spinners.bind(number, model.numberProperty(), new SimpleIntegerProperty(model.puzzles()));
        measure.getItems().setAll(Measure.values());
        measure.setConverter(new Named<>(m -> session.text(key(m))));
        measure.valueProperty().bindBidirectional(model.measureProperty());
        chart.paletteProperty().bind(session.paletteProperty());
        chart.setYLabel(session.text("thought.accuracy.y"));
        model.measureProperty().addListener((_, _, now) -> chart.setXLabel(session.text(key(now))));
        chart.setXLabel(session.text(key(model.measureProperty().get())));
        chart.getReferences().setAll(new Reference(0, ""), new Reference(100, ""));
        model.curvesProperty().addListener((_, _, now) -> chart.setCurves(now));
        model.rowsProperty().addListener((_, _, now) -> draw(now));
        draw(model.rowsProperty().get());
    }

    private static String key(Measure measure) {
        return "contest." + measure.name().toLowerCase(Locale.ROOT);
    }

    private void draw(List<Row> rows) {
        while (made.size() < rows.size()) {
            Card card = new Card();
            card.board.paletteProperty().bind(model.session().paletteProperty());
            made.add(card);
        }
        while (made.size() > rows.size()) {
            made.removeLast();
        }
        if (!cards.getChildren().equals(made)) {
            cards.setMost(Math.max(1, made.size()));
            cards.getChildren().setAll(made);
        }
        all.setDisable(rows.size() > 1);
        for (int i = 0; i < rows.size(); i++) {
            fill(made.get(i), rows.get(i));
        }
    }

    private void fill(Card card, Row row) {
        Session session = model.session();
        card.setId("contest-" + row.run());
        card.name.setText(row.name());
        card.size.setText(session.text("contest.size", row.parameters(), row.perStep()));
        card.cost.setText(row.cost());
        card.exact.setText(row.exact());
        Contestant c = row.contestant();
        if (c == null) {
            card.wrong.setText("");
            return;
        }
        card.board.dataProperty().set(c.riddle().answered(c.answer(), new boolean[c.answer().length]));
        int wrong = Answers.wrong(c.answer(), c.riddle().puzzle().answer());
        card.wrong.setText(wrong == 0 ? session.text("thought.board.right") : session.text("thought.board.wrong", Integer.toString(wrong)));
    }

    @FXML
    private void showAll() {
        model.showAll();
    }
}
