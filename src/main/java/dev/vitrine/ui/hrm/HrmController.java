package dev.vitrine.ui.hrm;

import dev.vitrine.ui.Visible;
import dev.vitrine.ui.control.Named;
import dev.vitrine.ui.control.TokenTable;
import dev.vitrine.ui.control.Trajectory;
import dev.vitrine.ui.control.Trajectory.Level;
import dev.vitrine.ui.control.TrajectoryPlot;
import dev.vitrine.ui.control.UpdateChart;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Binds the view of HRM. */
public final class HrmController {
    private static final double SIDE_BY_SIDE = 720;

    private final HrmViewModel model;

    @FXML
    private Region root;
    @FXML
    private Label viewing;
    @FXML
    private Label stale;
    @FXML
    private Pane absent;
    @FXML
    private Label missing;
    @FXML
    private Button show;
    @FXML
    private Tooltip showTip;
    @FXML
    private ScrollPane scroll;
    @FXML
    private Label setting;
    @FXML
    private Label counts;
    @FXML
    private Label waiting;
    @FXML
    private Pane pictures;
    @FXML
    private ChoiceBox<Positions> positions;
    @FXML
    private ToggleButton frozen;
    @FXML
    private GridPane orbits;
    @FXML
    private Pane highPanel;
    @FXML
    private Pane lowPanel;
    @FXML
    private TrajectoryPlot high;
    @FXML
    private TrajectoryPlot low;
    @FXML
    private Label highPlane;
    @FXML
    private Label lowPlane;
    @FXML
    private Label caption;
    @FXML
    private UpdateChart residuals;
    @FXML
    private TokenTable thoughts;
    @FXML
    private Label summary;

    public HrmController(HrmViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        absence();
        setting.textProperty().bind(model.settingProperty());
        counts.textProperty().bind(model.countsProperty());
        positions.getItems().setAll(Positions.values());
        positions.setConverter(new Named<>(p -> model.session().text("hrm.positions." + p.name().toLowerCase(Locale.ROOT))));
        positions.valueProperty().bindBidirectional(model.positionsProperty());
        frozen.selectedProperty().bindBidirectional(model.frozenProperty());
        plot(high, Level.HIGH, "hrm.orbit.high");
        plot(low, Level.LOW, "hrm.orbit.low");
        residuals.paletteProperty().bind(model.session().paletteProperty());
        residuals.hoveredProperty().addListener((_, _, now) -> pickUpdate(now));
        residuals.selectedProperty().addListener((_, _, now) -> pickUpdate(now));
        thoughts.paletteProperty().bind(model.session().paletteProperty());
        thoughts.markedProperty().bind(model.session().tokenProperty());
        thoughts.selectedProperty().addListener((_, _, now) -> {
            if (now != null) {
                model.pickAnswer(now.row(), now.column());
            }
        });
        root.widthProperty().addListener((_, _, width) -> arrange(width.doubleValue() >= SIDE_BY_SIDE));
        arrange(true);
        model.pictureProperty().addListener((_, _, now) -> draw(now));
        draw(model.pictureProperty().get());
    }

    private void absence() {
        missing.textProperty().bind(model.missingProperty());
        var absence = model.missingProperty().isNotEmpty();
        Visible.showWhile(absent, absence);
        Visible.showWhile(scroll, absence.not());
        show.disableProperty().bind(Bindings.not(model.possibleProperty()));
        Tooltip.install(show.getParent(), showTip);     // a disabled button shows none
        showTip.textProperty().bind(Bindings.when(model.possibleProperty())
                .then(model.session().text("hrm.show.tip")).otherwise(model.session().text("hrm.show.impossible")));
    }

    @FXML
    private void showHrm() {
        model.showHrm();
    }

    private void plot(TrajectoryPlot plot, Level level, String title) {
        plot.setTitle(model.session().text(title));
        plot.xLabelProperty().set(model.session().text("hrm.orbit.first"));
        plot.yLabelProperty().set(model.session().text("hrm.orbit.second"));
        plot.emptyTextProperty().set(model.session().text("hrm.waiting"));
        plot.paletteProperty().bind(model.session().paletteProperty());
        for (var property : List.of(plot.hoveredProperty(), plot.highlightedProperty())) {
            property.addListener((_, _, now) -> {
                if (now != null) {
                    model.pickState(level, now.index());
                }
            });
        }
    }

    private void pickUpdate(Integer index) {
        if (index != null) {
            model.pickUpdate(index);
        }
    }

    private void draw(HrmPicture now) {
        boolean some = !now.orbits().isEmpty();
        Visible.show(pictures, some);
        Visible.show(waiting, !some);
        viewing.setText(now.viewing());
        stale.setText(now.stale());
        pictures.getStyleClass().remove("stale");
        if (!now.stale().isEmpty()) {
            pictures.getStyleClass().add("stale");
        }
        high.getTrajectories().setAll(some ? List.of(now.orbits().get(0)) : List.<Trajectory>of());
        low.getTrajectories().setAll(some ? List.of(now.orbits().get(1)) : List.<Trajectory>of());
        highPlane.setText(now.planes().get(0));
        lowPlane.setText(now.planes().get(1));
        caption.setText(now.caption());
        residuals.marksProperty().set(now.residuals());
        thoughts.setData(now.thoughts());
        summary.setText(now.summary());
    }

    private void arrange(boolean wide) {
        GridPane.setConstraints(highPanel, 0, 0);
        GridPane.setConstraints(lowPanel, wide ? 1 : 0, wide ? 0 : 1);
        orbits.getColumnConstraints().setAll(wide ? List.of(column(50), column(50)) : List.of(column(100)));
    }

    private static ColumnConstraints column(double percent) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(percent);
        return column;
    }
}
