package dev.vitrine.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * A text as its tokens: chips that wrap like words, coloured by a value of each. Changed tokens are outlined and
 * underlined, values that are not finite are magenta with a cross. The values may be written under the tokens.
 */
public final class TokenStrip extends CanvasRegion {
    private static final int CHIP = 24;
    private static final int NUMBERED = 40;
    private static final int DIGITS = 2;
    private static final int GAP = 8;
    private static final int PAD = 6;

    private final ObjectProperty<StripData> data = new SimpleObjectProperty<>(this, "data", StripData.EMPTY);
    private final BooleanProperty numbered = new SimpleBooleanProperty(this, "numbered");
    private final Lettering type = new Lettering(Lettering.MONO);
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Picking<Integer> picking = new Picking<>(this, e -> chipAt(e.getX(), e.getY()), this::step);
    private final List<Rectangle2D> chips = new ArrayList<>();

    public TokenStrip() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("strip.role"));
        data.addListener(change -> replaced());
        numbered.addListener(change -> replaced());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
    }

    public ObjectProperty<StripData> dataProperty() {
        return data;
    }

    public StripData getData() {
        return data.get();
    }

    public void setData(StripData value) {
        data.set(value);
    }

    /** Whether each value is written under its token, in two digits. */
    public BooleanProperty numberedProperty() {
        return numbered;
    }

    public boolean isNumbered() {
        return numbered.get();
    }

    public void setNumbered(boolean value) {
        numbered.set(value);
    }

    /** How a value is written under its token. */
    public static String number(float value) {
        return Numbers.format(value, DIGITS);
    }

    /** Number of the token under the pointer or the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Integer> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** Number of the locked token, or null. */
    public ObjectProperty<Integer> selectedProperty() {
        return picking.selectedProperty();
    }

    /** Where a token's chip is painted, in this region's coordinates, as of the last layout. */
    public Rectangle2D boundsOf(int token) {
        return chips.get(token);
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
        List<Rectangle2D> places = place(width < 0 ? 480 : width);
        return 2 * EDGE + (places.isEmpty() ? chipHeight() : places.getLast().getMaxY() - EDGE);
    }

    @Override
    protected double computeMinHeight(double width) {
        return chipHeight() + 2 * EDGE;
    }

    private int chipHeight() {
        return numbers() ? NUMBERED : CHIP;
    }

    private boolean numbers() {
        return numbered.get() && data.get().values().length > 0;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        chips.clear();
        chips.addAll(place(width));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        for (int token = 0; token < chips.size() && chips.get(token).getMinY() < height; token++) {
            chip(g, token, chips.get(token));
        }
    }

    private void chip(GraphicsContext g, int token, Rectangle2D at) {
        StripData strip = data.get();
        Palette palette = getPalette();
        boolean broken = strip.values().length > 0 && !Float.isFinite(strip.values()[token]);
        int ground = strip.coloured() ? strip.argb(token, Colours.argb(Marks.notANumber(palette))) : Colours.argb(palette.panel());
        g.setFill(Colours.of(ground));
        g.fillRoundRect(at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight(), 6, 6);
        g.setLineWidth(1);
        g.setStroke(Integer.valueOf(token).equals(picking.hovered()) ? palette.text() : palette.border());
        g.strokeRoundRect(at.getMinX() + 0.5, at.getMinY() + 0.5, at.getWidth() - 1, at.getHeight() - 1, 6, 6);
        g.setFill(strip.coloured() ? ColorMap.inkOn(ground) : palette.text());
        double middle = at.getMinX() + at.getWidth() / 2;
        String text = type.elided((broken ? "✕" : "") + TokenText.visible(strip.tokens().get(token)), at.getWidth() - PAD);
        g.setFont(type.font());
        g.fillText(text, middle, at.getMinY() + CHIP / 2.0);
        if (numbers()) {
            g.setFont(figures.font());
            g.fillText(number(strip.values()[token]), middle, at.getMinY() + CHIP + 5);
        }
        if (strip.isChanged(token)) {
            g.fillRect(at.getMinX() + PAD, at.getMaxY() - 5, at.getWidth() - 2 * PAD, 2);
            ring(g, at, 1, palette.low());
        }
        if (Integer.valueOf(token).equals(picking.hovered())) {
            ring(g, at, 1, palette.text());
        }
        if (Integer.valueOf(token).equals(picking.selected())) {
            ring(g, at, 3, palette.focus());
        }
    }

    /** Outside the chip, so that it has the background on both sides of it. */
    private static void ring(GraphicsContext g, Rectangle2D at, double distance, Color colour) {
        g.setStroke(colour);
        g.setLineWidth(2);
        g.strokeRoundRect(at.getMinX() - distance, at.getMinY() - distance, at.getWidth() + 2 * distance,
                at.getHeight() + 2 * distance, 8, 8);
    }

    private List<Rectangle2D> place(double width) {
        List<Rectangle2D> places = new ArrayList<>();
        StripData strip = data.get();
        double x = EDGE;
        double y = EDGE;
        double room = Math.max(CHIP, Math.floor(width) - 2 * EDGE);
        for (int token = 0; token < strip.tokens().size(); token++) {
            boolean broken = strip.values().length > 0 && !Float.isFinite(strip.values()[token]);
            double text = type.width((broken ? "✕" : "") + TokenText.visible(strip.tokens().get(token)));
            double figure = numbers() ? figures.width(number(strip.values()[token])) - PAD : 0;
            double chip = Math.min(room, Math.max(CHIP, Math.ceil(Math.max(text, figure)) + 2 * PAD));
            if (x + chip > EDGE + room && x > EDGE) {
                x = EDGE;
                y += chipHeight() + GAP;
            }
            places.add(new Rectangle2D(x, y, chip, chipHeight()));
            x += chip + GAP;
        }
        return places;
    }

    private Integer chipAt(double x, double y) {
        for (int token = 0; token < chips.size(); token++) {
            if (chips.get(token).contains(x, y)) {
                return token;
            }
        }
        return null;
    }

    private Integer step(Integer from, KeyCode key) {
        int size = chips.size();
        if (size == 0) {
            return null;
        }
        int start = from == null || from >= size ? -1 : from;
        return switch (key) {
            case RIGHT -> Math.min(start + 1, size - 1);
            case LEFT -> Math.max(start - 1, 0);
            case DOWN -> start < 0 ? 0 : line(start, 1);
            case UP -> start < 0 ? 0 : line(start, -1);
            default -> null;
        };
    }

    /** The chip that stands above or below, or the same if there is no such line. */
    private int line(int from, int down) {
        Rectangle2D at = chips.get(from);
        Integer hit = null;
        double y = at.getMinY() + chipHeight() / 2.0 + down * (chipHeight() + GAP);
        for (int token = 0; token < chips.size(); token++) {
            Rectangle2D other = chips.get(token);
            if (other.getMinY() <= y && y < other.getMaxY() && (hit == null || other.getMinX() <= at.getMinX())) {
                hit = token;
            }
        }
        return hit == null ? from : hit;
    }

    private void replaced() {
        if (picking.hovered() != null && picking.hovered() >= data.get().tokens().size()) {
            picking.forget();
        }
        describe();
        requestLayout();        // the number of lines may change
        repaint();
    }

    private void describe() {
        Integer token = picking.current();
        StripData strip = data.get();
        if (token == null || token >= strip.tokens().size()) {
            setAccessibleText(String.join("", strip.tokens()));
            return;
        }
        String name = TokenText.quoted(strip.tokens().get(token));
        String text = strip.values().length == 0
                ? Words.of("strip.token", token, name)
                : Words.of("strip.value", token, name, Numbers.format(strip.values()[token]));
        setAccessibleText(strip.isChanged(token) ? text + ", " + Words.of("strip.changed") : text);
    }
}
