package dev.vitrine.ui.control;

import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Mouse and keys of a {@link CurveChart}: hover, brush, wheel, fit, and the crosshair by arrow keys. */
final class CurveGestures {
    /** A drag shorter than this is a click. */
    private static final double CLICK = 4;
    private static final double NARROWEST = 2;
    private final CurveChart chart;
    private double pressed = Double.NaN;
    private double dragged = Double.NaN;

    CurveGestures(CurveChart chart) {
        this.chart = chart;
    }

    void install(Node surface) {
        surface.setCursor(Cursor.CROSSHAIR);
        surface.setOnMouseMoved(this::move);
        surface.setOnMouseExited(_ -> chart.hover(Double.NaN));
        surface.setOnMousePressed(this::press);
        surface.setOnMouseDragged(this::drag);
        surface.setOnMouseReleased(this::release);
        surface.setOnScroll(this::scroll);
        chart.setOnKeyPressed(this::key);
    }

    void paint(GraphicsContext g, PlotArea area, Palette palette) {
        if (brushing()) {
            double from = area.clampX(Math.min(pressed, dragged));
            double to = area.clampX(Math.max(pressed, dragged));
            g.setFill(palette.focus().deriveColor(0, 1, 1, 0.18));
            g.fillRect(from, area.top(), to - from, area.height());
            Marks.line(g, palette.focus(), from, area.top(), from, area.bottom());
            Marks.line(g, palette.focus(), to, area.top(), to, area.bottom());
        }
    }

    private boolean brushing() {
        return Math.abs(dragged - pressed) >= CLICK;
    }

    private void move(MouseEvent e) {
        PlotArea area = chart.area();
        chart.hover(area != null && area.contains(e.getX(), e.getY()) ? nearest(area.x().value(e.getX())) : Double.NaN);
    }

    private void press(MouseEvent e) {
        chart.requestFocus();
        PlotArea area = chart.area();
        if (area == null || e.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (e.getClickCount() == 2) {
            chart.zoomProperty().set(null);
        } else if (area.contains(e.getX(), e.getY())) {
            pressed = e.getX();
            dragged = pressed;
        }
    }

    private void drag(MouseEvent e) {
        if (!Double.isNaN(pressed) && chart.area() != null) {
            dragged = chart.area().clampX(e.getX());
            chart.hover(nearest(chart.area().x().value(dragged)));
            chart.repaintOverlay();
        }
    }

    private void release(MouseEvent e) {
        PlotArea area = chart.area();
        if (Double.isNaN(pressed) || area == null) {
            return;
        }
        if (brushing()) {
            double lo = area.x().value(area.clampX(Math.min(pressed, dragged)));
            double hi = area.x().value(area.clampX(Math.max(pressed, dragged)));
            zoom(new Range(lo, hi));
        } else if (e.isStillSincePress()) {
            chart.pick(nearest(area.x().value(pressed)));
        }
        pressed = Double.NaN;
        dragged = Double.NaN;
        chart.repaintOverlay();
    }

    private void scroll(ScrollEvent e) {
        PlotArea area = chart.area();
        if (area == null || e.isInertia()) {
            return;
        }
        if (Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY())) {
            zoom(area.xRange().shifted(-e.getDeltaX() / area.width() * area.xRange().width()));
        } else if (e.getDeltaY() != 0) {
            zoom(area.xRange().scaledAround(area.x().value(area.clampX(e.getX())), Math.pow(1.2, -e.getDeltaY() / 40)));
        }
        e.consume();
    }

    private void key(KeyEvent e) {
        if (chart.area() == null || e.isShortcutDown() || e.isShiftDown() || e.isAltDown()) {
            return;
        }
        Range view = chart.area().xRange();
        double x = chart.sharedXProperty().get();
        double middle = Double.isNaN(x) ? (view.lo() + view.hi()) / 2 : x;
        switch (e.getCode()) {
            case LEFT -> chart.hover(neighbour(Double.isNaN(x) ? Double.POSITIVE_INFINITY : x, false));
            case RIGHT -> chart.hover(neighbour(Double.isNaN(x) ? Double.NEGATIVE_INFINITY : x, true));
            case F -> chart.zoomProperty().set(null);
            case PLUS, ADD, EQUALS -> zoom(view.scaledAround(middle, 1 / 1.5));
            case MINUS, SUBTRACT -> zoom(view.scaledAround(middle, 1.5));
            case ENTER -> chart.pick(x);
            case ESCAPE -> chart.hover(Double.NaN);
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void zoom(Range wanted) {
        Range all = chart.everything();
        if (all == null) {
            return;
        }
        double short_ = NARROWEST - wanted.width();
        Range wide = short_ > 0 ? new Range(wanted.lo() - short_ / 2, wanted.hi() + short_ / 2) : wanted;
        Range inside = wide.within(all);
        chart.zoomProperty().set(inside.equals(all) ? null : inside);
    }

    /** The step nearest to x at which any curve has a point. */
    private double nearest(double x) {
        double best = Double.NaN;
        for (CurveData data : chart.data()) {
            if (data.size() > 0) {
                double at = data.raw().x(Search.nearest(data.raw(), data.size(), x));
                best = Double.isNaN(best) || Math.abs(at - x) < Math.abs(best - x) ? at : best;
            }
        }
        return best;
    }

    /** The next step after (or before) x at which any curve has a point; x itself at the end. */
    private double neighbour(double x, boolean after) {
        double best = Double.NaN;
        for (CurveData data : chart.data()) {
            int i = after ? Search.first(data.raw(), 0, data.size(), Math.nextUp(x))
                    : Search.first(data.raw(), 0, data.size(), x) - 1;
            if (i >= 0 && i < data.size()) {
                double at = data.raw().x(i);
                best = Double.isNaN(best) || (after ? at < best : at > best) ? at : best;
            }
        }
        return Double.isNaN(best) ? (Double.isInfinite(x) ? Double.NaN : x) : best;
    }
}
