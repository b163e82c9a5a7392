package dev.vitrine.ui.control;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextAlignment;

/** Boards of one size in the order in which they came to be, in as many columns as there is room for; one is shown. */
public final class BoardStrip extends CanvasRegion {
    private static final double CELL = 17;
    private static final double LARGEST_CELL = 24;
    private static final double BOARD = 96;
    private static final double LABEL = 18;
    private static final double NOTE = 16;
    private static final double GAP = 12;

    /**
     * One board.
     *
     * @param label above it: where it belongs
     * @param note  below it: what is to be said of it
     */
    public record Frame(String label, BoardData board, String note) {
    }

    private final ObjectProperty<List<Frame>> frames = new SimpleObjectProperty<>(this, "frames", List.of());
    private final BoardPainter painter = new BoardPainter();
    private final Lettering words = new Lettering(Lettering.SMALL);
    private final Picking<Integer> picking = new Picking<>(this, this::at, this::step);

    public BoardStrip() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("boards.role"));
        frames.addListener((value, before, now) -> {
            if (picking.hovered() != null && picking.hovered() >= now.size()) {
                picking.forget();
            }
            describe();
            repaint();
            if (before.size() != now.size() || !before.isEmpty() && before.getFirst().board().columns() != now.getFirst().board().columns()) {
                requestLayout();
            }
        });
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
    }

    public ObjectProperty<List<Frame>> framesProperty() {
        return frames;
    }

    /** Number of the frame that is shown, or null. */
    public ObjectProperty<Integer> selectedProperty() {
        return picking.selectedProperty();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected double computePrefHeight(double width) {
        if (frames.get().isEmpty()) {
            return 48;
        }
        int rows = Math.ceilDiv(frames.get().size(), across(width < 0 ? 480 : width));
        return 2 * EDGE + rows * high() - GAP / 2;
    }

    /** Small boards have larger cells. */
    private double cell() {
        return Math.clamp(Math.floor(BOARD / frames.get().getFirst().board().columns()), CELL, LARGEST_CELL);
    }

    private double wide() {
        return Math.max(frames.get().getFirst().board().columns() * cell(), BOARD) + GAP;
    }

    private double high() {
        return LABEL + frames.get().getFirst().board().rows() * cell() + NOTE + GAP;
    }

    private int across(double width) {
        return (int) Math.max(1, Math.floor((width - 2 * EDGE + GAP) / wide()));
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        if (frames.get().isEmpty()) {
            g.setFont(words.font());
            g.setTextBaseline(VPos.CENTER);
            g.setFill(getPalette().muted());
            g.fillText(Words.of("chart.empty"), EDGE + 2, 24);
        }
        for (int i = 0; i < frames.get().size(); i++) {
            double x = EDGE + 2 + i % across(width) * wide();
            int row = i / across(width);
            double y = EDGE + row * high();
            frame(g, i, x, y);
        }
    }

    private void frame(GraphicsContext g, int i, double x, double y) {
        Frame frame = frames.get().get(i);
        boolean shown = Integer.valueOf(i).equals(picking.selected());
        double boardWidth = frame.board().columns() * cell();
        double boardHeight = frame.board().rows() * cell();
        if (shown || Integer.valueOf(i).equals(picking.hovered())) {
            g.setStroke(shown ? getPalette().focus() : getPalette().border());
            g.setLineWidth(shown ? 3 : 1.5);
            g.strokeRoundRect(x - 3, y + LABEL - 3, boardWidth + 7, boardHeight + 7, 4, 4);
        }
        painter.paint(g, getPalette(), frame.board(), x, y + LABEL, cell());
        g.setFont(words.font());
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(getPalette().text());
        g.fillText((shown ? "▶ " : "") + frame.label(), x, y + LABEL / 2 - 2);
        g.setFill(getPalette().muted());
        g.fillText(words.elided(frame.note(), wide() - 4), x, y + LABEL + boardHeight + 4 + NOTE / 2);
    }

    private Integer at(MouseEvent e) {
        if (frames.get().isEmpty()) {
            return null;
        }
        int across = across(Math.floor(getWidth()));
        int column = (int) Math.floor((e.getX() - EDGE) / wide());
        int row = (int) Math.floor((e.getY() - EDGE) / high());
        int i = row * across + column;
        return column >= 0 && column < across && row >= 0 && i < frames.get().size() ? i : null;
    }

    private Integer step(Integer from, KeyCode key) {
        int across = frames.get().isEmpty() ? 1 : across(Math.floor(getWidth()));
        int move = switch (key) {
            case RIGHT -> 1;
            case LEFT -> -1;
            case DOWN -> across;
            case UP -> -across;
            default -> 0;
        };
        if (move == 0 || frames.get().isEmpty()) {
            return null;
        }
        return from == null ? 0 : Math.clamp(from + move, 0, frames.get().size() - 1);
    }

    private void describe() {
        Integer at = picking.current();
        setAccessibleText(at == null || at >= frames.get().size() ? Words.of("boards.size", frames.get().size())
                : frames.get().get(at).label() + ": " + frames.get().get(at).note());
    }
}
