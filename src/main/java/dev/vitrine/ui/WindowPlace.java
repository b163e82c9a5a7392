package dev.vitrine.ui;

import dev.vitrine.ui.preferences.Place;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Puts the window where it stood, if there still is a screen, and says where it stands. */
final class WindowPlace {
    private static final double LEAST = 100;   // pixels of the window that must be on a screen, to be taken hold of

    private WindowPlace() {
    }

    static void restore(Stage stage, Place place) {
        boolean seen = Screen.getScreens().stream().map(Screen::getVisualBounds).anyMatch(screen -> seen(place, screen));
        if (place.known() && seen) {
            stage.setX(place.x());
            stage.setY(place.y());
            stage.setWidth(place.width());
            stage.setHeight(place.height());
        } else {
            stage.sizeToScene();
        }
        stage.setMaximized(place.maximized());
    }

    private static boolean seen(Place place, Rectangle2D screen) {
        return Math.min(place.x() + place.width(), screen.getMaxX()) - Math.max(place.x(), screen.getMinX()) >= LEAST
                && place.y() >= screen.getMinY() - 1 && place.y() + LEAST <= screen.getMaxY();
    }

    /** @param before kept for the size of a window that now fills the screen */
    static Place of(Stage stage, Place before) {
        if (stage.isMaximized()) {
            return new Place(before.x(), before.y(), before.width(), before.height(), true);
        }
        boolean shown = Double.isFinite(stage.getX()) && Double.isFinite(stage.getY()) && stage.getWidth() > 0 && stage.getHeight() > 0;
        return shown && !stage.isIconified() ? new Place(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false) : before;
    }
}
