package dev.vitrine.ui.control;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * One bar a tensor on a logarithmic axis: norms, or how far an update moves the weights it is added to. Bars begin at the left
 * edge of the axis, which is no zero, unless the axis is {@link #linearProperty() linear}: shares of a whole; a level to compare with is dashed. Zero and below have no place on a logarithmic axis and are shown
 * as a hollow triangle at its edge; a value that is no number is a magenta cross. Only the rows in sight are painted.
 */
public final class RatioBars extends ChartRegion {
    /**
     * A tensor's name and its number.
     *
     * @param heading whether it stands for the rows below it: in bold, and without a bar where its value is NaN
     */
    public record Row(String name, double value, boolean heading) {
        public Row(String name, double value) {
            this(name, value, false);
        }

        boolean empty() {
            return heading && Double.isNaN(value);
        }
    }

    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final StringProperty title = new SimpleStringProperty(this, "title", "");
    private final StringProperty valueLabel = new SimpleStringProperty(this, "valueLabel", "");
    private final StringProperty emptyText = new SimpleStringProperty(this, "emptyText", Words.of("chart.empty"));
    private final BooleanProperty linear = new SimpleBooleanProperty(this, "linear");
    private final DoubleProperty guide = new SimpleDoubleProperty(this, "guide", Double.NaN);
    private final StringProperty guideLabel = new SimpleStringProperty(this, "guideLabel", "");
    private final IntegerProperty selectedRow = new SimpleIntegerProperty(this, "selectedRow", -1);
    private final RatioBarsPainter painter = new RatioBarsPainter(this);
    private RowWindow window = new RowWindow(0, 1, 0, 1);
    private double scroll;
    private boolean reveal;

    public RatioBars() {
        super("ratio-bars");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(Words.of("ratios.role"));
        setPrefSize(480, 280);
        for (Observable o : List.of(rows, title, valueLabel, emptyText, linear, guide, guideLabel)) {
            o.addListener(_ -> repaint());
        }
        selectedRow.addListener(_ -> {
            reveal = true;
            repaint();
        });
        surface().setOnMousePressed(this::press);
        surface().setOnScroll(this::scroll);
        setOnKeyPressed(this::key);
    }

    public ObservableList<Row> getRows() {
        return rows;
    }

    public StringProperty titleProperty() {
        return title;
    }

    public String getTitle() {
        return title.get();
    }

    public void setTitle(String newTitle) {
        title.set(newTitle);
    }

    /** What the numbers are: "rms of update / rms of weights". */
    public StringProperty valueLabelProperty() {
        return valueLabel;
    }

    public StringProperty emptyTextProperty() {
        return emptyText;
    }

    /** Whether equal distances are equal differences, from 0 on. */
    public BooleanProperty linearProperty() {
        return linear;
    }

    public boolean isLinear() {
        return linear.get();
    }

    public void setLinear(boolean fromZero) {
        linear.set(fromZero);
    }

    /** The level of the dashed line; NaN for none. */
    public DoubleProperty guideProperty() {
        return guide;
    }

    public StringProperty guideLabelProperty() {
        return guideLabel;
    }

    /** -1 for none. */
    public IntegerProperty selectedRowProperty() {
        return selectedRow;
    }

    /** The rows in sight. */
    RowWindow window() {
        return window;
    }

    @Override
    void paint(GraphicsContext g, double width, double height) {
        double top = painter.top();
        window = new RowWindow(rows.size(), painter.rowHeight(), scroll, Math.max(1, height - top - painter.foot())).within();
        if (reveal && selectedRow.get() >= 0 && selectedRow.get() < rows.size()) {
            window = window.revealing(selectedRow.get());
        }
        reveal = false;
        scroll = window.offset();
        painter.paint(g, window, width, height);
        setAccessibleText(description());
    }

    @Override
    void paintOverlay(GraphicsContext g, double width, double height) {
        // nothing follows the pointer; the focus ring is painted by the parent
    }

    private String description() {
        int row = selectedRow.get();
        if (row >= 0 && row < rows.size()) {
            return getTitle() + ": " + rows.get(row).name() + " " + Numbers.format(rows.get(row).value());
        }
        return getTitle() + ": " + (rows.isEmpty() ? emptyText.get() : Integer.toString(rows.size()));
    }

    private void press(MouseEvent e) {
        requestFocus();
        int row = window.rowAt(e.getY() - painter.top());
        if (row >= 0) {
            selectedRow.set(row);
        }
    }

    private void scroll(ScrollEvent e) {
        RowWindow next = new RowWindow(rows.size(), window.rowHeight(), window.offset() - e.getDeltaY(), window.height()).within();
        if (next.offset() != scroll) {
            scroll = next.offset();
            repaint();
            e.consume();
        }
    }

    private void key(KeyEvent e) {
        if (rows.isEmpty() || e.isShiftDown() || e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        int at = selectedRow.get();
        int page = Math.max(1, (int) (window.height() / window.rowHeight()) - 1);
        long wanted = switch (e.getCode()) {
            case UP -> at < 0 ? rows.size() - 1L : at - 1L;
            case DOWN -> at + 1L;
            case PAGE_UP -> at - (long) page;
            case PAGE_DOWN -> at + (long) page;
            case HOME -> 0;
            case END -> rows.size() - 1L;
            default -> Long.MIN_VALUE;
        };
        if (wanted != Long.MIN_VALUE) {
            selectedRow.set(Math.clamp(wanted, 0, rows.size() - 1));
            e.consume();
        }
    }
}
