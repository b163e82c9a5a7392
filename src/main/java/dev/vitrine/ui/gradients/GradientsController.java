package dev.vitrine.ui.gradients;

import dev.vitrine.ui.control.BinChart;
import dev.vitrine.ui.control.ColorLegend;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Heatmap;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.RatioBars;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Binds gradients.fxml. */
public final class GradientsController {
    private final GradientsViewModel model;
    @FXML private Label caption;
    @FXML private Label parts;
    @FXML private RatioBars norms;
    @FXML private RatioBars ratios;
    @FXML private ComboBox<Quantity> quantity;
    @FXML private CheckBox film;
    @FXML private Button keep;
    @FXML private Button clear;
    @FXML private CurveChart curves;
    @FXML private VBox filmBox;
    @FXML private Heatmap frames;
    @FXML private ColorLegend legend;
    @FXML private Label readOut;
    @FXML private Label timeCaption;
    @FXML private CheckBox logCounts;
    @FXML private BinChart bins;
    @FXML private Label binsCaption;
    @FXML private VBox expertsPanel;
    @FXML private RatioBars experts;
    @FXML private Label expertsCaption;

    public GradientsController(GradientsViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        caption.textProperty().bind(model.captionProperty());
        parts.textProperty().bind(model.partsProperty());
        bars(norms, model.normsTitleProperty(), "gradients.norms.axis");
        bars(ratios, model.ratiosTitleProperty(), "gradients.ratios.axis");
        Bindings.bindContent(norms.getRows(), model.norms());
        Bindings.bindContent(ratios.getRows(), model.ratios());
        ratios.guideProperty().set(1e-3);
        ratios.guideLabelProperty().set(text("gradients.guide"));
        overTime();
        bins.paletteProperty().bind(model.session().paletteProperty());
        bins.dataProperty().bind(model.histogram().dataProperty());
        bins.logCountsProperty().bind(logCounts.selectedProperty());
        bins.hoveredProperty().addListener((property, before, now) -> model.previewBin(now));
        binsCaption.textProperty().bind(model.histogram().captionProperty());
        expertsPanel.setVisible(model.experts().present());
        expertsPanel.setManaged(model.experts().present());
        experts.paletteProperty().bind(model.session().paletteProperty());
        experts.titleProperty().bind(model.experts().titleProperty());
        experts.valueLabelProperty().set(text("gradients.experts.axis"));
        experts.emptyTextProperty().set(text("gradients.experts.none"));
        experts.guideProperty().set(model.experts().even());
        experts.guideLabelProperty().set(model.experts().evenLabel());
        experts.selectedRowProperty().addListener((property, before, now) -> model.experts().explain(now.intValue()));
        Bindings.bindContent(experts.getRows(), model.experts().rows());
        expertsCaption.textProperty().bind(model.experts().captionProperty());
        stale(bins, model.histogram().staleProperty().get());
        model.histogram().staleProperty().addListener((property, before, now) -> stale(bins, now));
    }

    private void bars(RatioBars bars, ReadOnlyStringProperty title, String axis) {
        bars.paletteProperty().bind(model.session().paletteProperty());
        bars.titleProperty().bind(title);
        bars.valueLabelProperty().set(text(axis));
        bars.emptyTextProperty().set(text("gradients.noSteps"));
        bars.selectedRowProperty().bindBidirectional(model.selectedProperty());
    }

    private void overTime() {
        OverTime time = model.overTime();
        quantity.setItems(FXCollections.observableArrayList(Quantity.values()));
        quantity.setConverter(new Named<>(q -> text("gradients." + q)));
        quantity.valueProperty().bindBidirectional(time.quantityProperty());
        film.selectedProperty().bindBidirectional(time.filmProperty());
        keep.disableProperty().bind(time.filmProperty().or(Bindings.size(time.curves()).isEqualTo(Bindings.size(time.kept()))));
        clear.disableProperty().bind(time.filmProperty().or(Bindings.isEmpty(time.kept())));
        curves.paletteProperty().bind(model.session().paletteProperty());
        curves.titleProperty().bind(Bindings.createStringBinding(() -> text("gradients." + time.quantityProperty().get()),
                time.quantityProperty()));
        curves.setXLabel(text("gradients.step"));
        curves.setEmptyText(text("gradients.noSteps"));
        curves.setLogY(true);
        Bindings.bindContent(curves.getCurves(), time.curves());
        curves.cursorXProperty().bind(model.viewedProperty());
        curves.onPickProperty().set(model::seek);
        curves.visibleProperty().bind(time.filmProperty().not());
        filmBox.visibleProperty().bind(time.filmProperty());
        frames.paletteProperty().bind(model.session().paletteProperty());
        legend.paletteProperty().bind(model.session().paletteProperty());
        frames.dataProperty().bind(time.rasterProperty());
        frames.titleProperty().bind(time.captionProperty());
        legend.dataProperty().bind(time.rasterProperty());
        frames.selectedProperty().addListener((property, before, now) -> model.chooseOfFilm(now));
        readOut.textProperty().bind(frames.readOutProperty());
        timeCaption.textProperty().bind(time.captionProperty());
        time.captionProperty().addListener(change -> curves.refresh());
    }

    private static void stale(Node node, boolean stale) {
        node.getStyleClass().remove("stale");
        if (stale) {
            node.getStyleClass().add("stale");
        }
    }

    private String text(String key) {
        return model.session().text(key);
    }

    @FXML
    private void keep() {
        model.overTime().keep();
    }

    @FXML
    private void clear() {
        model.overTime().clear();
    }
}
