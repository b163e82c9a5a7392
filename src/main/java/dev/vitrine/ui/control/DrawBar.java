package dev.vitrine.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * The draw of a token made visible: a bar from 0 to 1, cut by the cumulative probability of the tokens, and a needle at
 * the drawn number. The needle stands in the piece of the token that was chosen.
 */
public final class DrawBar extends CanvasRegion {
    private static final double NEEDLE = 20;
    private static final double AXIS = 18;
    private static final double BAR = 28;
    private static final double SIDE = 12;

    private final ObjectProperty<DrawData> data = new SimpleObjectProperty<>(this, "data", DrawData.EMPTY);
    private final Lettering tokens = new Lettering(Lettering.MONO);
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Lettering words = new Lettering(Lettering.SMALL);
    private final Picking<Integer> picking = new Picking<>(this, e -> tokenAt(e.getX(), e.getY()), this::step);

    public DrawBar() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("draw.role"));
        data.addListener(change -> replaced());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
        describe();
    }

    public ObjectProperty<DrawData> dataProperty() {
        return data;
    }

    public DrawData getData() {
        return data.get();
    }

    public void setData(DrawData value) {
        data.set(value);
    }

    /** Id of the token whose piece is under the pointer or the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Integer> hoveredTokenProperty() {
        return picking.hoveredProperty();
    }

    /** Id of the locked token, or null. */
    public ObjectProperty<Integer> selectedTokenProperty() {
        return picking.selectedProperty();
    }

    /** Where a number of 0..1 stands, in this region's coordinates. */
    double x(double place) {
        return EDGE + SIDE + Math.clamp(place, 0, 1) * room();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 2 * EDGE + NEEDLE + BAR + AXIS;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        DrawData draw = data.get();
        double top = EDGE + NEEDLE;
        g.setTextBaseline(VPos.CENTER);
        axis(g, top + BAR);
        if (draw.finals().length == 0) {
            return;
        }
        pieces(g, draw, top);
        g.setStroke(getPalette().border());
        g.setLineWidth(1);
        g.strokeRect(Marks.snap(x(0)), top + 0.5, Math.floor(room()), BAR - 1);
        outline(g, draw, picking.hovered(), top, getPalette().text());
        outline(g, draw, picking.selected(), top, getPalette().focus());
        if (draw.greedy()) {
            say(g, Words.of("draw.greedy"), x(0), EDGE + NEEDLE / 2, TextAlignment.LEFT);
        } else {
            needle(g, draw.u(), top);
        }
    }

    private void pieces(GraphicsContext g, DrawData draw, double top) {
        double sum = 0;
        double edge = Double.NEGATIVE_INFINITY;
        for (int id = 0; id < draw.finals().length; id++) {
            float p = draw.finals()[id];
            if (p > 0) {
                double from = x(sum);
                sum += p;
                double to = x(sum);
                boolean chosen = id == draw.chosen();
                if (chosen) {
                    g.setFill(getPalette().query());
                    g.fillRect(from, top, Math.max(1, to - from), BAR);
                }
                if (from - edge >= 3) {     // closer cuts would only make a grey block
                    g.setFill(getPalette().border());
                    g.fillRect(Math.floor(from), top, 1, BAR);
                    edge = from;
                }
                label(g, draw.labels().get(id), from, to, top, chosen);
            }
        }
    }

    private void label(GraphicsContext g, String token, double from, double to, double top, boolean chosen) {
        if (to - from < 12) {
            return;
        }
        String text = TokenText.visible(token);
        if (tokens.width(text) <= to - from - 4) {
            g.setFont(tokens.font());
            g.setTextAlign(TextAlignment.CENTER);
            g.setFill(chosen ? ColorMap.inkOn(Colours.argb(getPalette().query())) : getPalette().text());
            g.fillText(text, besideNeedle((from + to) / 2, tokens.width(text) / 2 + 3, from, to), top + BAR / 2);
        }
    }

    /** The middle of a label, moved within its piece as far as the needle does not cross it; where that cannot be, as it was. */
    private double besideNeedle(double middle, double half, double from, double to) {
        double at = x(data.get().u());
        if (!(Math.abs(at - middle) < half)) {
            return middle;
        }
        double moved = at >= middle ? at - half : at + half;
        return moved - half >= from && moved + half <= to ? moved : middle;
    }

    private void needle(GraphicsContext g, double u, double top) {
        double at = x(u);
        g.setFill(getPalette().text());
        g.fillRect(Math.floor(at) - 1.0, top - 4, 2, BAR + 8);
        Marks.down(g, Math.floor(at), top - 1, 5);
        String text = "u " + Numbers.format(u);
        double wide = figures.width(text);
        boolean left = at + 10 + wide > x(1) + SIDE;
        g.setFont(figures.font());
        g.setTextAlign(left ? TextAlignment.RIGHT : TextAlignment.LEFT);
        g.fillText(text, left ? at - 10 : at + 10, EDGE + NEEDLE / 2 - 2);
    }

    private void outline(GraphicsContext g, DrawData draw, Integer token, double top, Color colour) {
        if (token != null && token < draw.finals().length && draw.finals()[token] > 0) {
            double from = x(draw.from(token));
            g.setStroke(colour);
            g.setLineWidth(2);
            g.strokeRect(from, top - 1, Math.max(2, x(draw.to(token)) - from), BAR + 2);
        }
    }

    private void axis(GraphicsContext g, double y) {
        for (int quarter = 0; quarter <= 4; quarter++) {
            g.setFill(getPalette().border());
            g.fillRect(Math.floor(x(quarter / 4.0)), y, 1, 4);
            say(g, switch (quarter) {
                case 0 -> "0";
                case 4 -> "1";
                default -> Numbers.format(quarter / 4.0, 2);
            }, x(quarter / 4.0), y + 11, TextAlignment.CENTER);
        }
    }

    private void say(GraphicsContext g, String text, double x, double y, TextAlignment side) {
        g.setFont(words.font());
        g.setFill(getPalette().muted());
        g.setTextAlign(side);
        g.fillText(text, x, y);
    }

    private double room() {
        return Math.max(1, Math.floor(getWidth()) - 2 * (EDGE + SIDE));
    }

    private Integer tokenAt(double x, double y) {
        double place = (x - x(0)) / room();
        if (place < 0 || place >= 1 || y < EDGE + NEEDLE || y > EDGE + NEEDLE + BAR) {
            return null;
        }
        int id = data.get().at(place);
        return id < 0 ? null : id;
    }

    /** The next piece to the left or right; pieces of no length are passed over. */
    private Integer step(Integer from, KeyCode key) {
        int move = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        float[] p = data.get().finals();
        if (move == 0 || p.length == 0) {
            return null;
        }
        int id = from == null ? (move > 0 ? -1 : p.length) : from;
        do {
            id += move;
        } while (id >= 0 && id < p.length && !(p[id] > 0));
        return id < 0 || id >= p.length ? from : Integer.valueOf(id);
    }

    private void replaced() {
        if (picking.hovered() != null && picking.hovered() >= data.get().finals().length) {
            picking.forget();
        }
        describe();
        repaint();
    }

    private void describe() {
        DrawData draw = data.get();
        Integer token = picking.current() != null ? picking.current() : draw.chosen() >= 0 ? Integer.valueOf(draw.chosen()) : null;
        if (token == null || token >= draw.finals().length) {
            setAccessibleText(Words.of("none"));
            return;
        }
        String piece = Words.of("draw.piece", TokenText.quoted(draw.labels().get(token)), Numbers.format(draw.from(token)),
                Numbers.format(draw.to(token)));
        setAccessibleText(piece + "; " + (draw.greedy() ? Words.of("draw.greedy") : Words.of("draw.needle", Numbers.format(draw.u()))));
    }
}
