package dev.vitrine.ui.control;

import java.util.Arrays;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;

/**
 * Where one token looks: tokens in a row and an arc from the query token to each token it attends to, thicker and more
 * opaque the larger the weight (0..1). Only the 32 largest are drawn, and the picture says so.
 */
public final class ArcRow extends CanvasRegion {
    static final int MOST = 32;
    private static final int READ_OUT = 18;        // px of the line on top
    private static final int TOKEN_LINE = 24;      // px of the line of tokens

    private final ObjectProperty<List<String>> tokens = new SimpleObjectProperty<>(this, "tokens", List.of());
    private final ObjectProperty<float[]> weights = new SimpleObjectProperty<>(this, "weights", new float[0]);
    private final DoubleProperty threshold = new SimpleDoubleProperty(this, "threshold", 0);
    private final IntegerProperty query = new SimpleIntegerProperty(this, "query", -1);
    private final BooleanProperty pickingQuery = new SimpleBooleanProperty(this, "pickingQuery");
    private final Lettering notes = new Lettering(Lettering.SMALL);
    private final Picking<Integer> picking = new Picking<>(this, e -> slots().at(e.getX()), this::step);
    private TokenSlots slots;

    public ArcRow() {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("arcs.role"));
        tokens.addListener(change -> replaced());
        weights.addListener(change -> replaced());
        query.addListener(change -> replaced());
        pickingQuery.addListener(change -> replaced());
        threshold.addListener(change -> repaint());
        widthProperty().addListener(change -> slots = null);
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
    }

    public ObjectProperty<List<String>> tokensProperty() {
        return tokens;
    }

    public void setTokens(List<String> value) {
        tokens.set(value);
    }

    /** How much the query looks at each token, one a token; not copied, so it must have no writer any more. */
    public ObjectProperty<float[]> weightsProperty() {
        return weights;
    }

    public void setWeights(float[] value) {
        weights.set(value);
    }

    /** The token that looks, -1 for none. */
    public IntegerProperty queryProperty() {
        return query;
    }

    public void setQuery(int value) {
        query.set(value);
    }

    /**
     * Whether the picked token is the one that looks, and not the one that is looked at: the owner then gives the weights of
     * the hovered or selected token.
     */
    public BooleanProperty pickingQueryProperty() {
        return pickingQuery;
    }

    public boolean isPickingQuery() {
        return pickingQuery.get();
    }

    public void setPickingQuery(boolean value) {
        pickingQuery.set(value);
    }

    /** Weights below it have no arc; the read-out still tells them. */
    public DoubleProperty thresholdProperty() {
        return threshold;
    }

    public double getThreshold() {
        return threshold.get();
    }

    public void setThreshold(double value) {
        threshold.set(value);
    }

    public ReadOnlyObjectProperty<Integer> hoveredTokenProperty() {
        return picking.hoveredProperty();
    }

    public ObjectProperty<Integer> selectedTokenProperty() {
        return picking.selectedProperty();
    }

    /** Source, target and weight of the previewed or locked token, or else of the largest weight. */
    public String readOut() {
        int[] order = Ranking.descending(present());
        Integer picked = target();
        int target = picked != null && known(picked) ? picked : order.length == 0 ? -1 : order[0];
        return known(query.get()) && known(target) && target < weights.get().length
                ? Words.of(pickingQuery.get() ? "arcs.looks" : "arcs.link", TokenText.quoted(tokens.get().get(query.get())),
                        TokenText.quoted(tokens.get().get(target)), Numbers.format(weights.get()[target]))
                : "";
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        double base = height - EDGE - TOKEN_LINE;
        int[] order = Ranking.descending(present());
        int drawn = arcs(order);
        slots().paint(g, getPalette(), base, query.get(), picking.hovered(), picking.selected());
        if (known(query.get())) {
            for (int i = drawn - 1; i >= 0; i--) {
                arc(g, order[i], base, base - EDGE - READ_OUT);
            }
            Integer picked = picking.current();
            if (picked != null && picked < order.length && weights.get()[picked] > 0) {
                arc(g, picked, base, base - EDGE - READ_OUT);        // over the others, and even if it is not among them
            }
        }
        g.setFont(notes.font());
        g.setTextBaseline(VPos.TOP);
        g.setFill(getPalette().text());
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(readOut(), EDGE, EDGE);
        if (drawn < drawable()) {
            g.setFill(getPalette().muted());
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(Words.of("arcs.some", drawn, Numbers.integer(drawable())), width - EDGE, EDGE);
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 160;
    }

    private void arc(GraphicsContext g, int target, double base, double room) {
        float weight = weights.get()[target];
        double to = slots().middle(target);
        if (!Float.isFinite(weight)) {
            Hatch.cross(g, Marks.notANumber(getPalette()), to - 5, base - 12, 10);
            return;
        }
        Integer picked = target();
        boolean named = picked != null && picked == target;
        double from = slots().middle(query.get());
        double unit = Math.clamp(weight, 0, 1);
        double peak = room * (0.2 + 0.8 * Math.abs(to - from) / Math.max(1, slots().span()));
        double spread = target == query.get() ? 6 : 0;        // a token that looks at itself: a small loop
        g.setStroke(named ? getPalette().text() : getPalette().query());
        g.setGlobalAlpha(named ? 1 : 0.45 + 0.55 * unit);
        g.setLineWidth(1 + 7 * unit);
        g.setLineCap(StrokeLineCap.BUTT);
        g.beginPath();
        g.moveTo(from - spread, base);
        g.bezierCurveTo(from - spread * 2, base - peak / 0.75, to + spread * 2, base - peak / 0.75, to + spread, base);
        g.stroke();
        g.setGlobalAlpha(1);
    }

    /** The token that the person asks about, or null. */
    private Integer target() {
        return pickingQuery.get() ? null : picking.current();
    }

    /** How many of the largest weights have an arc. */
    private int arcs(int[] order) {
        return Math.min(Math.min(MOST, order.length), drawable());
    }

    private int drawable() {
        int count = 0;
        for (float weight : present()) {
            count += weight > 0 && weight >= threshold.get() || Float.isNaN(weight) ? 1 : 0;
        }
        return count;
    }

    /** Weights that have a token: while both are being replaced their lengths may differ. */
    private float[] present() {
        return Arrays.copyOf(weights.get(), Math.min(weights.get().length, tokens.get().size()));
    }

    private boolean known(int token) {
        return token >= 0 && token < tokens.get().size();
    }

    private TokenSlots slots() {
        if (slots == null) {
            slots = TokenSlots.fit(tokens.get(), EDGE, Math.floor(getWidth()) - EDGE);
        }
        return slots;
    }

    private Integer step(Integer from, KeyCode key) {
        int move = key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0;
        if (move == 0 || tokens.get().isEmpty()) {
            return null;
        }
        int start = from != null ? from : query.get() - move;
        return Math.clamp(start + move, 0, tokens.get().size() - 1);
    }

    private void replaced() {
        slots = null;
        if (picking.hovered() != null && !known(picking.hovered())) {
            picking.forget();
        }
        describe();
        repaint();
    }

    private void describe() {
        setAccessibleText(readOut());
    }
}
