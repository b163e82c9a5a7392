package dev.vitrine.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

/** Looks whether every text in the window can be read: not cut, not outside of what is seen, not faint. */
final class Legibility {
    private static final double LEAST_CONTRAST = 4.5;
    /** Texts of any length, which a tooltip or the view itself tells in full: the texts that were written at earlier steps. */
    private static final Set<String> ELIDABLE = Set.of("mono");

    private Legibility() {
    }

    static void inspect(Person person, String where, Set<String> problems) {
        person.act(() -> {
            List<Node> all = new ArrayList<>();
            Person.collect(person.window().scene().getRoot(), n -> n instanceof Labeled || n instanceof Text, all);
            for (Node node : all) {
                if (node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isBlank()) {
                    cut(where, labeled, problems);
                } else if (node instanceof Text text && !text.getText().isBlank()) {
                    faint(where, text, problems);
                }
            }
        });
    }

    static void cut(String where, Labeled labeled, Set<String> problems) {
        if (labeled.getStyleClass().stream().anyMatch(ELIDABLE::contains)) {
            return;
        }
        String whole = labeled.isMnemonicParsing() ? labeled.getText().replaceFirst("_", "") : labeled.getText();
        if (labeled.lookup(".text") instanceof Text shown && !shown.getText().equals(whole)) {
            problems.add(where + ": '" + labeled.getText() + "' is cut to '" + shown.getText() + "'");
        }
        Bounds bounds = labeled.localToScene(labeled.getLayoutBounds());
        double left = 0;
        double right = labeled.getScene().getWidth();
        for (Parent p = labeled.getParent(); p != null; p = p.getParent()) {
            if (p instanceof ScrollPane scroll && scroll.lookup(".viewport") instanceof Region viewport) {
                Bounds seen = viewport.localToScene(viewport.getLayoutBounds());
                left = Math.max(left, seen.getMinX());
                right = Math.min(right, seen.getMaxX());
            }
        }
        if (bounds.getMinX() < left - 1 || bounds.getMaxX() > right + 1) {
            problems.add(where + ": '" + labeled.getText() + "' reaches from " + bounds.getMinX() + " to " + bounds.getMaxX()
                    + ", seen is " + left + " to " + right);
        }
    }

    private static void faint(String where, Text text, Set<String> problems) {
        Color ground = null;
        for (Node n = text; n != null; n = n.getParent()) {
            if (n.isDisabled() || n.getOpacity() < 1) {
                return;         // not to be used now, or of another step: meant to be faint
            }
            if (ground == null && n instanceof Region region) {
                ground = ground(region.getBackground());
            }
        }
        if (text.getFill() instanceof Color ink && ground != null) {
            double contrast = contrast(ink, ground);
            if (contrast < LEAST_CONTRAST) {
                problems.add(String.format("%s: '%s' has contrast %.2f, %s on %s", where, text.getText(), contrast, ink, ground));
            }
        }
    }

    private static Color ground(Background background) {
        Color top = null;
        if (background != null) {
            for (BackgroundFill fill : background.getFills()) {
                if (fill.getFill() instanceof Color color && color.getOpacity() == 1) {
                    top = color;
                }
            }
        }
        return top;
    }

    /** As WCAG 2.1 has it. */
    private static double contrast(Color a, Color b) {
        double light = Math.max(luminance(a), luminance(b));
        double dark = Math.min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
