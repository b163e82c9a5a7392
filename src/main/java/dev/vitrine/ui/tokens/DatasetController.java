package dev.vitrine.ui.tokens;

import dev.vitrine.engine.data.report.Finding;
import dev.vitrine.ui.control.BinChart;
import dev.vitrine.ui.control.Named;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

/** Binds dataset.fxml. */
public final class DatasetController {
    private static final int MOST_EPOCHS = 1_000_000;

    private final DatasetViewModel model;
    @FXML private ComboBox<String> stage;
    @FXML private Label summary;
    @FXML private BinChart lengths;
    @FXML private TableView<Finding> findings;
    @FXML private TableColumn<Finding, String> kind;
    @FXML private TableColumn<Finding, String> count;
    @FXML private TableColumn<Finding, String> used;
    @FXML private TableColumn<Finding, String> example;
    @FXML private TextField search;
    @FXML private Label matches;
    @FXML private ComboBox<String> way;
    @FXML private Slider share;
    @FXML private Label shareValue;
    @FXML private Spinner<Integer> epoch;
    @FXML private TableView<DatasetViewModel.Sample> samples;
    @FXML private TableColumn<DatasetViewModel.Sample, String> place;
    @FXML private TableColumn<DatasetViewModel.Sample, String> before;
    @FXML private TableColumn<DatasetViewModel.Sample, String> after;
    @FXML private TextArea detail;

    public DatasetController(DatasetViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        summary.textProperty().bind(model.summaryProperty());
        search.textProperty().bindBidirectional(model.searchProperty());
        lengths.paletteProperty().bind(model.session().paletteProperty());
        stages();
        ways();
        column(kind, f -> model.title(f.kind()));
        column(count, f -> String.format(Locale.ROOT, "%,d", f.count()));
        column(used, f -> model.session().text(f.kind().used() ? "dataset.used" : "dataset.notUsed"));
        column(example, f -> f.examples().getFirst());
        column(place, s -> DatasetViewModel.place(s.text()));
        column(before, s -> oneLine(s.text().value()));
        column(after, s -> oneLine(s.varied()));
        findings.setPlaceholder(new Label(model.session().text("dataset.nothingWrong")));
        samples.setPlaceholder(new Label(model.session().text("dataset.noSamples")));
        findings.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> detail(now == null ? null : String.join("\n", now.examples())));
        samples.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> detail(now == null ? null : model.session().text("dataset.detail",
                now.text().place(), now.text().value(), now.varied())));
        model.resultProperty().addListener((_, _, now) -> show(now));
    }

    private void stages() {
        model.stagesProperty().addListener((_, _, now) -> {
            stage.getItems().setAll(now);
            stage.getSelectionModel().select(model.stageProperty().get());
        });
        stage.getSelectionModel().selectedIndexProperty().addListener((_, _, now) -> {
            if (now.intValue() >= 0) {
                model.stageProperty().set(now.intValue());
            }
        });
    }

    private void ways() {
        way.getItems().setAll(DatasetViewModel.WAYS);
        way.setConverter(new Named<>(name -> model.session().text("dataset.way." + name)));
        way.valueProperty().bindBidirectional(model.wayProperty());
        share.setValue(model.shareProperty().get());
        share.valueProperty().addListener((_, _, now) -> {
            shareValue.setText(Math.round(100 * now.doubleValue()) + "%");
            if (!share.isValueChanging()) {
                model.shareProperty().set(Math.round(100 * now.doubleValue()) / 100.0);
            }
        });
        share.valueChangingProperty().addListener((_, _, now) -> {
            if (!now) {
                model.shareProperty().set(Math.round(100 * share.getValue()) / 100.0);
            }
        });
        shareValue.setText(Math.round(100 * share.getValue()) + "%");
        share.disableProperty().bind(way.valueProperty().isEqualTo(DatasetViewModel.AS_RUN));
        epoch.setValueFactory(new SpinnerValueFactory.IntegerSpinnerValueFactory(0, MOST_EPOCHS, 0));
        epoch.valueProperty().addListener((_, _, now) -> model.epochProperty().set(now));
    }

    private static <T> void column(TableColumn<T, String> column, Function<T, String> text) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())).getReadOnlyProperty());
    }

    private void show(DatasetViewModel.Result now) {
        lengths.setData(model.bins());
        findings.getItems().setAll(now.report() == null ? List.of() : now.report().findings());
        samples.getItems().setAll(now.samples());
        matches.setText(now.report() == null ? "" : model.session().text("dataset.matches", String.format(Locale.ROOT, "%,d", now.report().matches()),
                now.samples().size()));
        detail(now.report() == null ? null : String.join("\n", now.report().notes()));
    }

    private void detail(String text) {
        if (text != null) {
            detail.setText(text);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
