package dev.vitrine.ui.control;

import java.util.concurrent.Callable;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** One control on a stage, at the upper left, with its pixels. */
final class Exhibit<T extends Region> {
    private final Stage stage;
    private final FxRobot robot = new FxRobot();
    final T control;
    private PixelReader pixels;

    Exhibit(Stage stage, T control, double width, double height) {
        this.stage = stage;
        this.control = control;
        control.resize(width, height);
        control.setManaged(false);
        Pane page = new Pane(control);
        page.setStyle("-fx-background-color: white");     // whatever style sheet an earlier test has loaded
        stage.setScene(new Scene(page, width, height));
        stage.sizeToScene();
        stage.show();
    }

    /** Runs on the FX thread and paints. */
    void change(Runnable change) {
        robot.interact(() -> {
            change.run();
            WritableImage image = stage.getScene().snapshot(null);
            pixels = image.getPixelReader();
        });
    }

    <V> V ask(Callable<V> question) {
        return WaitForAsyncUtils.waitForAsyncFx(5_000, question);
    }

    int argb(double x, double y) {
        return pixels.getArgb((int) x, (int) y);
    }

    /** How many pixels of a rectangle have the colour. */
    int count(int argb, double x, double y, double width, double height) {
        int count = 0;
        for (int row = (int) y; row < y + height; row++) {
            for (int column = (int) x; column < x + width; column++) {
                count += pixels.getArgb(column, row) == argb ? 1 : 0;
            }
        }
        return count;
    }

    void hover(double x, double y) {
        robot.moveTo(screen(x, y));
        change(() -> { });
    }

    void click(double x, double y) {
        robot.clickOn(screen(x, y));
        change(() -> { });
    }

    /** Types into the control, which gets the focus. */
    void type(KeyCode... keys) {
        robot.interact(control::requestFocus);
        robot.type(keys);
        change(() -> { });
    }

    /** Turns the wheel over the control; negative goes down the page. */
    void scroll(double pixels) {
        change(() -> control.fireEvent(new ScrollEvent(ScrollEvent.SCROLL, 10, 10, 10, 10, false, false, false, false, false,
                false, 0, pixels, 0, pixels, ScrollEvent.HorizontalTextScrollUnits.NONE, 0,
                ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null)));
    }

    private Point2D screen(double x, double y) {
        return ask(() -> control.localToScreen(x, y));
    }
}
