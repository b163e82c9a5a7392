package dev.vitrine.ui.thought;

import dev.vitrine.ui.control.Panels;
import dev.vitrine.ui.control.TrajectoryPlot;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Binds orbits.fxml: a plot for each state of the model. */
final class OrbitPage {
    private final ThoughtViewModel model;
    private final List<TrajectoryPlot> made = new ArrayList<>();
    @FXML private ToggleButton pooled;
    @FXML private ToggleButton frozen;
    @FXML private Label waiting;
    @FXML private Panels plots;

    OrbitPage(ThoughtViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        OrbitSection section = model.orbits();
        pooled.selectedProperty().bindBidirectional(section.pooledProperty());
        frozen.selectedProperty().bindBidirectional(section.frozenProperty());
        frozen.disableProperty().bind(section.pooledProperty());
        section.captionsProperty().addListener((_, _, _) -> draw());
        section.atProperty().addListener((_, _, _) -> mark());
        draw();
    }

    @FXML
    private void fitAnew() {
        model.orbits().fitAnew();
    }

    private void draw() {
        List<Orbit> orbits = model.orbits().orbitsProperty().get();
        List<String> captions = model.orbits().captionsProperty().get();
        if (made.size() != orbits.size()) {
            made.clear();
            plots.getChildren().clear();
            orbits.forEach(this::plot);
        }
        for (int i = 0; i < orbits.size() && i < captions.size(); i++) {
            made.get(i).setTitle(title(orbits.get(i).level()));
            made.get(i).getTrajectories().setAll(List.of(orbits.get(i).trajectory()));
            captions(i).setText(captions.get(i));
        }
        boolean passOnly = model.readingProperty().get() != null && model.readingProperty().get().levels().isEmpty();
        waiting.setText(model.session().text(passOnly ? "thought.orbit.none" : "thought.orbit.waiting"));
        waiting.setVisible(orbits.isEmpty());
        waiting.setManaged(orbits.isEmpty());
        mark();
    }

    private void plot(Orbit orbit) {
        TrajectoryPlot plot = new TrajectoryPlot();
        plot.setId("orbit-" + orbit.level());
        plot.setPrefHeight(236);
        plot.setMinHeight(200);
        plot.paletteProperty().bind(model.session().paletteProperty());
        plot.xLabelProperty().set(model.session().text("thought.orbit.first"));
        plot.yLabelProperty().set(model.session().text("thought.orbit.second"));
        plot.highlightedProperty().addListener((_, _, now) -> {
            if (now != null && !now.equals(model.orbits().mark(orbit.level()))) {
                model.orbits().choose(orbit.level(), now.index());
            }
        });
        Label caption = new Label();
        caption.getStyleClass().add("caption");
        caption.setWrapText(true);
        made.add(plot);
        VBox panel = new VBox(plot, caption);
        panel.getStyleClass().add("panel");
        VBox.setVgrow(plot, Priority.ALWAYS);
        plots.getChildren().add(panel);
    }

    private Label captions(int i) {
        return (Label) ((VBox) plots.getChildren().get(i)).getChildren().getLast();
    }

    private String title(String level) {
        return model.session().text(level.equals("z_L") ? "thought.orbit.low" : level.equals("z_H") ? "thought.orbit.high"
                : "thought.orbit.single");
    }

    private void mark() {
        List<Orbit> orbits = model.orbits().orbitsProperty().get();
        for (int i = 0; i < made.size() && i < orbits.size(); i++) {
            made.get(i).highlightedProperty().set(model.orbits().mark(orbits.get(i).level()));
        }
    }
}
