package dev.vitrine.ui.ablation;

import dev.vitrine.analysis.Ablation.Kind;
import dev.vitrine.analysis.Ablation.Part;
import dev.vitrine.ui.ProbeRow;
import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.CanvasRegion;
import dev.vitrine.ui.control.Cell;
import dev.vitrine.ui.control.ColorLegend;
import dev.vitrine.ui.control.Heatmap;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.TokenTable;
import java.util.List;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Binds ablation.fxml. */
public final class AblationController {
    private static final double ROW = 28;       // px of a row of a picture
    private static final double AROUND = 36;    // px of its labels and edges

    private final AblationViewModel model;
    private boolean choosing;
    @FXML private Label viewing;
    @FXML private Label stale;
    @FXML private TextField probe;
    @FXML private Button pin;
    @FXML private Label note;
    @FXML private Label missing;
    @FXML private Node body;
    @FXML private ChoiceBox<Measure> measure;
    @FXML private Label progress;
    @FXML private Node pictures;
    @FXML private Node part;
    @FXML private Heatmap heads;
    @FXML private ColorLegend headsLegend;
    @FXML private Heatmap wholes;
    @FXML private ColorLegend wholesLegend;
    @FXML private Label caption;
    @FXML private Label title;
    @FXML private Label detail;
    @FXML private TokenTable tokens;

    public AblationController(AblationViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        ProbeRow.bind(model.draft(), probe, pin, note);
        model.notes().bind(viewing, stale, missing, body);
        measure.setConverter(new Named<>(m -> model.session().text("ablation.measure." + m)));
        measure.getItems().setAll(Measure.values());
        measure.valueProperty().bindBidirectional(model.measureProperty());
        progress.textProperty().bind(model.progressProperty());
        for (CanvasRegion c : List.of(heads, headsLegend, wholes, wholesLegend, tokens)) {
            c.paletteProperty().bind(model.session().paletteProperty());
        }
        headsLegend.dataProperty().bind(heads.dataProperty());
        wholesLegend.dataProperty().bind(wholes.dataProperty());
        heads.setTitle(model.session().text("ablation.heads"));
        wholes.setTitle(model.session().text("ablation.wholes"));
        picks(heads, wholes, cell -> new Part(Kind.HEAD, cell.row(), cell.column()));
        picks(wholes, heads, cell -> new Part(Drawing.WHOLES.get(cell.column()), cell.row(), 0));
        tokens.selectedProperty().addListener((_, _, now) -> {
            if (now != null) {
                model.measure(now.column());
                tokens.selectedProperty().set(null);     // the columns are others now
            }
        });
        model.pictureProperty().addListener((_, _, now) -> draw(now));
        draw(model.pictureProperty().get());
    }

    private void picks(Heatmap map, Heatmap other, Function<Cell, Part> part) {
        map.hoveredProperty().addListener((_, _, now) -> model.inspect(now == null ? null : part.apply(now)));
        map.selectedProperty().addListener((_, _, now) -> {
            if (choosing) {
                return;
            }
            choosing = true;
            other.selectedProperty().set(null);
            choosing = false;
            model.chosenProperty().set(now == null ? null : part.apply(now));
            model.inspect(now == null ? null : part.apply(now));
        });
    }

    private void draw(AblationPicture now) {
        boolean some = now.heads().rows() > 0;
        for (Node node : List.of(pictures, part)) {
            Visible.show(node, some);
        }
        heads.setData(now.heads());
        wholes.setData(now.wholes());
        for (Heatmap map : List.of(heads, wholes)) {
            map.setPrefHeight(AROUND + ROW * Math.max(2, map.getData().rows()));
        }
        caption.setText(now.caption());
        title.setText(now.title());
        detail.setText(now.detail());
        tokens.setData(now.tokens());
    }
}
