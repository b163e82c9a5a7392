package dev.vitrine.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;

/**
 * The probability of every token of a vocabulary to come next: a bar for what the settings left over the ghost of what
 * the model said. Excluded tokens stay, muted; the drawn one carries a ▶. Only the rows on screen are painted.
 */
public final class BarList extends CanvasRegion {
    static final int ROW = 24;
    static final int HEADER = 24;
    private static final double THUMB = 32;        // px at least

    private final ObjectProperty<BarData> data = new SimpleObjectProperty<>(this, "data", BarData.EMPTY);
    private final ObjectProperty<BarOrder> order = new SimpleObjectProperty<>(this, "order", BarOrder.PROBABILITY);
    private final ScrollBar bar = new ScrollBar();
    private final BarRows painter = new BarRows();
    private final Picking<Integer> picking = new Picking<>(this, e -> tokenAt(e.getY()), this::step);
    private int[] rows = new int[0];        // id of each row
    private int[] rowOf = new int[0];       // row of each id
    private float largest;
    private double sum;
    private int painted;

    public BarList() {
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleRoleDescription(Words.of("bars.role"));
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        getChildren().add(bar);
        bar.valueProperty().addListener(change -> repaint());
        data.addListener(change -> replaced());
        order.addListener(change -> sort());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
        addEventHandler(ScrollEvent.SCROLL, e -> {
            scrollTo(bar.getValue() - e.getDeltaY());
            e.consume();
        });
        replaced();
    }

    public ObjectProperty<BarData> dataProperty() {
        return data;
    }

    public BarData getData() {
        return data.get();
    }

    public void setData(BarData value) {
        data.set(value);
    }

    public ObjectProperty<BarOrder> orderProperty() {
        return order;
    }

    public BarOrder getOrder() {
        return order.get();
    }

    public void setOrder(BarOrder value) {
        order.set(value);
    }

    /** Id of the token under the pointer or the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Integer> hoveredTokenProperty() {
        return picking.hoveredProperty();
    }

    /** Id of the locked token, or null. */
    public ObjectProperty<Integer> selectedTokenProperty() {
        return picking.selectedProperty();
    }

    /** Scrolls as little as brings the token's row on screen. */
    public void reveal(int id) {
        double top = (double) rowOf[id] * ROW;
        if (top < bar.getValue()) {
            scrollTo(top);
        } else if (top + ROW > bar.getValue() + viewport()) {
            scrollTo(top + ROW - viewport());
        }
    }

    @Override
    protected void arrange(double width, double height) {
        double content = (double) rows.length * ROW;
        double view = viewport();
        double barWidth = bar.prefWidth(-1);
        bar.setVisible(content > view);
        bar.resizeRelocate(width - EDGE - barWidth, EDGE + HEADER, barWidth, view);
        bar.setMax(Math.max(0, content - view));
        bar.setVisibleAmount(bar.getMax() * Math.max(view / Math.max(1, content), THUMB / Math.max(THUMB, view)));
        bar.setUnitIncrement(ROW);
        bar.setBlockIncrement(Math.max(ROW, view - ROW));
        bar.setValue(Math.clamp(bar.getValue(), 0, bar.getMax()));
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        double right = width - EDGE - (bar.isVisible() ? bar.getWidth() : 0);
        painter.begin(g, getPalette(), data.get(), largest, EDGE, right);
        painter.header(EDGE);
        g.beginPath();
        g.rect(EDGE, EDGE + HEADER, right - EDGE, viewport());
        g.clip();
        int first = (int) (bar.getValue() / ROW);
        painted = 0;
        for (int row = first; row < rows.length && rowY(row) < height - EDGE; row++) {
            Integer id = rows[row];
            painter.row(id, rowY(row), id.equals(picking.hovered()), id.equals(picking.selected()));
            painted++;
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 2 * EDGE + HEADER + 12.0 * ROW;
    }

    /** Rows that the last painting touched. */
    int painted() {
        return painted;
    }

    /** Where the row of a token lies now, in this region's coordinates. */
    double yOf(int id) {
        return rowY(rowOf[id]);
    }

    private double rowY(int row) {
        return EDGE + HEADER + (double) row * ROW - Math.round(bar.getValue());
    }

    private double viewport() {
        return Math.max(0, Math.floor(getHeight()) - 2 * EDGE - HEADER);
    }

    private void scrollTo(double value) {
        bar.setValue(Math.clamp(value, 0, Math.max(0, (double) rows.length * ROW - viewport())));
        repaint();
    }

    private Integer tokenAt(double y) {
        int row = (int) Math.floor((y - EDGE - HEADER + Math.round(bar.getValue())) / ROW);
        return y < EDGE + HEADER || row >= rows.length ? null : rows[row];
    }

    private Integer step(Integer from, KeyCode key) {
        int page = Math.max(1, (int) (viewport() / ROW) - 1);
        int move = switch (key) {
            case DOWN -> 1;
            case UP -> -1;
            case PAGE_DOWN -> page;
            case PAGE_UP -> -page;
            case HOME -> -rows.length;
            case END -> rows.length;
            default -> 0;
        };
        if (move == 0 || rows.length == 0) {
            return null;
        }
        int start = from != null && from < rowOf.length ? rowOf[from] : move == 1 ? -1 : 0;
        int id = rows[Math.clamp(start + move, 0, rows.length - 1)];
        reveal(id);
        return id;
    }

    private void replaced() {
        largest = data.get().largest();
        sum = data.get().sumFinal();
        if (picking.hovered() != null && picking.hovered() >= data.get().size()) {
            picking.forget();
        }
        sort();
    }

    private void sort() {
        rows = order.get().of(data.get());
        rowOf = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            rowOf[rows[row]] = row;
        }
        describe();
        repaint();
    }

    private void describe() {
        Integer id = picking.current();
        BarData all = data.get();
        if (id == null || id >= all.size()) {
            setAccessibleText(Words.of("bars.size", Numbers.integer(all.size()), Numbers.format(sum)));
            return;
        }
        String text = Words.of("bars.row", Numbers.integer(id), TokenText.quoted(all.labels().get(id)),
                Numbers.format(all.finals()[id]), Numbers.format(all.base()[id]));
        setAccessibleText(text + (all.excluded(id) ? ", " + Words.of("bars.excluded") : "")
                + (all.chosen() == id ? ", " + Words.of("bars.chosen") : ""));
    }
}
