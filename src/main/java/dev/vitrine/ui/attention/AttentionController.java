package dev.vitrine.ui.attention;

import dev.vitrine.ui.ProbeRow;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.ArcRow;
import dev.vitrine.ui.control.CanvasRegion;
import dev.vitrine.ui.control.ColorLegend;
import dev.vitrine.ui.control.Heatmap;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TokenTable;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Binds the attention view. */
public final class AttentionController {
    private static final double SIDE_BY_SIDE = 760;
    private static final double SMALLEST_MAP = 280;
    private static final double AROUND_MAP = 136;      // px of title, legend and caption

    private final AttentionViewModel model;
    private boolean drawing;

    @FXML
    private Region root;
    @FXML
    private Label viewing;
    @FXML
    private Label stale;
    @FXML
    private TextField probe;
    @FXML
    private Button pin;
    @FXML
    private Label callName;
    @FXML
    private ChoiceBox<Call> call;
    @FXML
    private Label note;
    @FXML
    private Label empty;
    @FXML
    private ScrollPane scroll;
    @FXML
    private GridPane panels;
    @FXML
    private Pane overview;
    @FXML
    private GridPane heads;
    @FXML
    private Label statistics;
    @FXML
    private Pane large;
    @FXML
    private Label title;
    @FXML
    private Heatmap map;
    @FXML
    private ColorLegend legend;
    @FXML
    private Label caption;
    @FXML
    private Label blocks;
    @FXML
    private Pane detail;
    @FXML
    private Label workingTitle;
    @FXML
    private Label readOut;
    @FXML
    private ArcRow arcs;
    @FXML
    private Slider threshold;
    @FXML
    private Label thresholdValue;
    @FXML
    private ToggleButton stagesShown;
    @FXML
    private TokenTable stages;
    @FXML
    private Label sums;

    public AttentionController(AttentionViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        toolbar();
        new HeadThumbnails(heads, model);
        map.selectedProperty().bindBidirectional(model.lockedProperty());
        model.hoveredProperty().bind(map.hoveredProperty());
        arcs.thresholdProperty().bind(model.thresholdProperty());
        arcs.selectedTokenProperty().addListener((_, _, token) -> {
            if (token != null && !drawing) {
                model.chooseToken(token);
            }
        });
        threshold.valueProperty().bindBidirectional(model.thresholdProperty());
        thresholdValue.textProperty().bind(Bindings.createStringBinding(
                () -> Numbers.format(model.thresholdProperty().get(), 2), model.thresholdProperty()));
        stagesShown.selectedProperty().bindBidirectional(model.stagesShownProperty());
        for (Node n : List.of(stages, sums)) {
            Visible.showWhile(n, model.stagesShownProperty());
        }
        Visible.showWhile(blocks, map.cellsPerBlockProperty().greaterThan(1));
        blocks.textProperty().bind(Bindings.createStringBinding(() -> model.session().text("attention.caption.blocks",
                Numbers.integer(map.cellsPerBlockProperty().get())), map.cellsPerBlockProperty()));
        for (CanvasRegion c : List.of(map, legend, arcs, stages)) {
            c.paletteProperty().bind(model.session().paletteProperty());
        }
        legend.dataProperty().bind(map.dataProperty());
        map.prefHeightProperty().bind(Bindings.min(large.widthProperty().subtract(24),
                Bindings.max(SMALLEST_MAP, scroll.heightProperty().subtract(AROUND_MAP))));
        root.widthProperty().addListener((_, _, width) -> arrange(width.doubleValue() >= SIDE_BY_SIDE));
        arrange(true);
        model.pictureProperty().addListener((_, _, now) -> draw(now));
        draw(model.pictureProperty().get());
    }

    private void toolbar() {
        ProbeRow.bind(model.draft(), probe, pin, note);
        call.itemsProperty().bind(Bindings.createObjectBinding(
                () -> FXCollections.observableList(model.callsProperty().get()), model.callsProperty()));
        call.valueProperty().bindBidirectional(model.callProperty());
        var calls = Bindings.createBooleanBinding(() -> !model.callsProperty().get().isEmpty(), model.callsProperty());
        Visible.showWhile(callName, calls);
        Visible.showWhile(call, calls);
    }

    private void draw(AttentionPicture now) {
        boolean some = !now.tokens().isEmpty();
        Visible.show(empty, !some);
        Visible.show(scroll, some);
        viewing.setText(now.viewing());
        stale.setText(now.stale());
        large.getStyleClass().remove("stale");
        if (!now.stale().isEmpty()) {
            large.getStyleClass().add("stale");
        }
        title.setText(now.title());
        caption.setText(now.caption());
        map.setTitle(now.title());
        map.setData(now.map());
        statistics.setText(now.statistics());
        readOut.setText(now.readOut());
        arcs.setTokens(now.tokens());
        arcs.setWeights(now.weights());
        arcs.setQuery(now.query());
        drawing = true;             // what is lit here was not chosen by a click
        arcs.selectedTokenProperty().set(now.key() < 0 ? null : now.key());
        drawing = false;
        workingTitle.setText(now.working());
        stages.setData(now.stages());
        stages.markedProperty().set(now.query());
        sums.setText(now.sums());
    }

    /** The map beside heads and arcs where there is room, else all one below the other. */
    private void arrange(boolean wide) {
        GridPane.setConstraints(overview, 0, 0);
        GridPane.setConstraints(large, wide ? 1 : 0, wide ? 0 : 1, 1, wide ? 2 : 1);
        GridPane.setConstraints(detail, 0, wide ? 1 : 2);
        panels.getColumnConstraints().setAll(wide ? List.of(column(48), column(52)) : List.of(column(100)));
    }

    private static ColumnConstraints column(double percent) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(percent);
        column.setHgrow(Priority.ALWAYS);
        column.setHalignment(HPos.LEFT);
        return column;
    }
}
