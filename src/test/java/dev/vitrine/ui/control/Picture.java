package dev.vitrine.ui.control;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.paint.Color;

/** A control as it looks; to be used on the FX thread. */
record Picture(WritableImage image) {
    static Picture of(Node node) {
        return new Picture(node.getScene().snapshot(null));
    }

    boolean has(Color color, double x, double y) {
        return distance(color, image.getPixelReader().getColor((int) x, (int) y)) < 0.06;
    }

    int count(Color color, double left, double top, double width, double height) {
        int count = 0;
        for (int y = (int) top; y < top + height; y++) {
            for (int x = (int) left; x < left + width; x++) {
                count += has(color, x, y) ? 1 : 0;
            }
        }
        return count;
    }

    int count(Color color) {
        return count(color, 0, 0, image.getWidth(), image.getHeight());
    }

    private static double distance(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed()) + Math.abs(a.getGreen() - b.getGreen()) + Math.abs(a.getBlue() - b.getBlue());
    }

    static void mouse(ChartRegion control, javafx.event.EventType<MouseEvent> type, double x, double y, int clicks) {
        Node target = control.surface();
        boolean down = type != MouseEvent.MOUSE_MOVED && type != MouseEvent.MOUSE_RELEASED;
        Event.fireEvent(target, new MouseEvent(type, x, y, x, y, type == MouseEvent.MOUSE_MOVED ? MouseButton.NONE : MouseButton.PRIMARY,
                clicks, false, false, false, false, down, false, false, false, false, true, new PickResult(target, x, y)));
    }

    static void key(ChartRegion control, KeyCode code) {
        Event.fireEvent(control, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }
}
