package dev.vitrine.ui.tokens;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.ColorMap;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.ReliabilityDiagram;
import dev.vitrine.ui.control.StripData;
import dev.vitrine.ui.control.TokenStrip;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Binds evaluation.fxml. */
public final class EvaluationController {
    private static final double SURPRISE = -6;   // log p of the darkest tint

    private final EvaluationViewModel model;
    private final Session session;
    @FXML private ComboBox<String> run;
    @FXML private ComboBox<EvaluationText> text;
    @FXML private Button evaluate;
    @FXML private Button cancel;
    @FXML private ProgressBar progress;
    @FXML private Label status;
    @FXML private Label stale;
    @FXML private Region results;
    @FXML private VBox figures;
    @FXML private ReliabilityDiagram reliability;
    @FXML private Label bin;
    @FXML private ComboBox<EvaluationRow.Order> order;
    @FXML private TableView<EvaluationRow> rows;
    @FXML private TableColumn<EvaluationRow, String> number;
    @FXML private TableColumn<EvaluationRow, String> loss;
    @FXML private TableColumn<EvaluationRow, String> tokens;
    @FXML private TableColumn<EvaluationRow, String> answer;
    @FXML private TableColumn<EvaluationRow, String> sample;
    @FXML private Region detail;
    @FXML private Label title;
    @FXML private TokenStrip strip;
    @FXML private Label wanted;
    @FXML private Label said;

    public EvaluationController(EvaluationViewModel model) {
        this.model = model;
        session = model.session();
    }

    @FXML
    private void initialize() {
        choices();
        evaluate.disableProperty().bind(model.busyProperty().or(model.textProperty().isNull()));
        cancel.disableProperty().bind(model.busyProperty().not());
        progress.progressProperty().bind(model.progressProperty());
        Visible.showWhile(progress, model.busyProperty());
        status.textProperty().bind(model.statusProperty());
        Visible.showWhile(stale, model.staleProperty());
        Visible.showWhile(results, Bindings.isNotEmpty(rows.getItems()));
        reliability.paletteProperty().bind(session.paletteProperty());
        reliability.dataProperty().bind(model.reliabilityProperty());
        bin.textProperty().bind(reliability.accessibleTextProperty());
        model.figuresProperty().addListener((_, _, now) -> fill(now));
        fill(model.figuresProperty().get());
        table();
        detail();
    }

    private void choices() {
        run.setConverter(new Named<>(of -> session.text("run." + of)));
        model.runsProperty().addListener((_, _, now) -> run.getItems().setAll(now));
        run.getItems().setAll(model.runsProperty().get());
        run.valueProperty().bindBidirectional(model.runProperty());
        Visible.showWhile(run, Bindings.size(run.getItems()).greaterThan(1));
        text.setConverter(new Named<>(this::name));
        model.textsProperty().addListener((_, _, now) -> text.getItems().setAll(now));
        text.getItems().setAll(model.textsProperty().get());
        text.valueProperty().bindBidirectional(model.textProperty());
        order.setConverter(new Named<>(of -> session.text("evaluation.order." + of.name())));
        order.getItems().setAll(EvaluationRow.Order.values());
        order.valueProperty().bindBidirectional(model.orderProperty());
    }

    private String name(EvaluationText of) {
        return session.text(of.held() ? "evaluation.text.held" : of.together() ? "evaluation.text.together" : "evaluation.text.trained",
                of.stage(), Integer.toString(of.lines().size()));
    }

    private void fill(List<EvaluationFigures.Figure> now) {
        figures.getChildren().clear();
        for (EvaluationFigures.Figure figure : now) {
            Label name = label(figure.name(), "body");
            Label value = label(figure.value(), "value");
            value.setId("figure-" + figure.id());
            value.setMinWidth(Region.USE_PREF_SIZE);
            Region between = new Region();
            HBox.setHgrow(between, Priority.ALWAYS);
            figures.getChildren().addAll(new HBox(8, name, between, value), label(figure.meaning(), "caption"));
        }
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void table() {
        column(number, r -> Integer.toString(r.number()));
        column(loss, r -> Numbers.format(r.sample().likelihood().lossNats()));
        column(tokens, r -> Long.toString(r.sample().likelihood().tokens()));
        column(answer, r -> session.text(r.sample().wanted() == null ? "evaluation.answer.none"
                : r.sample().exact() ? "evaluation.answer.exact" : "evaluation.answer.wrong"));
        column(sample, r -> r.sample().text());
        model.rowsProperty().addListener((_, _, now) -> rows.getItems().setAll(now));
        rows.getItems().setAll(model.rowsProperty().get());
        rows.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> model.rowProperty().set(now));
        model.rowProperty().addListener((_, _, now) -> rows.getSelectionModel().select(now));
    }

    private static void column(TableColumn<EvaluationRow, String> column, Function<EvaluationRow, String> text) {
        column.setCellValueFactory(cell -> new SimpleStringProperty(text.apply(cell.getValue())));
        column.setSortable(false);   // the order is chosen above the table
        column.setReorderable(false);
    }

    private void detail() {
        strip.paletteProperty().bind(session.paletteProperty());
        strip.setNumbered(true);
        Visible.showWhile(detail, model.detailProperty().isNotNull());
        model.detailProperty().addListener((_, _, now) -> show(now));
        strip.hoveredProperty().addListener((_, _, now) -> point(now));
        strip.selectedProperty().addListener((_, _, now) -> point(now));
    }

    private void show(EvaluationViewModel.Detail now) {
        if (now == null) {
            strip.setData(StripData.EMPTY);
            return;
        }
        int[] ids = now.tokens().ids();
        float[] logs = new float[ids.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = -now.tokens().nats()[i];
        }
        title.setText(session.text("evaluation.detail", Integer.toString(now.row().number())));
        strip.setData(StripData.of(IntStream.of(ids).mapToObj(model::token).toList(), logs, SURPRISE, 0, ColorMap.CIVIDIS));
        boolean chat = now.row().sample().wanted() != null;
        wanted.setText(chat ? session.text("evaluation.wanted", now.row().sample().wanted()) : "");
        said.setText(chat ? session.text("evaluation.said", now.row().sample().said()) : "");
    }

    private void point(Integer token) {
        if (token != null) {
            model.inspect(token);
        }
    }

    @FXML
    private void evaluate() {
        model.evaluate();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }
}
