package dev.vitrine.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * A tree of texts, the beginning at the left and a row for each end. The shown text has thick frames and a ◀ after its end, what
 * was given up has dashed ones. Right and Left go to the first child and the parent, Up and Down to the row above or below.
 */
public final class TokenTree extends CanvasRegion {
    private static final int BOX = 38;
    private static final int ROW = 46;
    private static final int GAP = 20;
    private static final int PAD = 6;
    private static final int WIDEST = 240;
    private static final int ARROW = 14;

    private final ObjectProperty<TreeData> data = new SimpleObjectProperty<>(this, "data", TreeData.EMPTY);
    private final Lettering type = new Lettering(Lettering.MONO);
    private final Lettering figures = new Lettering(Lettering.SMALL_MONO);
    private final Picking<Integer> picking = new Picking<>(this, e -> at(e.getX(), e.getY()), this::step);
    private List<Rectangle2D> boxes = List.of();

    public TokenTree() {
        setAccessibleRole(AccessibleRole.TREE_VIEW);
        setAccessibleRoleDescription(Words.of("tree.role"));
        data.addListener(change -> replaced());
        picking.hoveredProperty().addListener(change -> describe());
        picking.selectedProperty().addListener(change -> describe());
        describe();
    }

    public ObjectProperty<TreeData> dataProperty() {
        return data;
    }

    public TreeData getData() {
        return data.get();
    }

    public void setData(TreeData value) {
        data.set(value);
    }

    /** Number of the node under the pointer or the keyboard's cursor, or null. */
    public ReadOnlyObjectProperty<Integer> hoveredProperty() {
        return picking.hoveredProperty();
    }

    /** Number of the locked node, or null. */
    public ObjectProperty<Integer> selectedProperty() {
        return picking.selectedProperty();
    }

    /** Where a node is painted, in this region's coordinates. */
    public Rectangle2D boundsOf(int node) {
        return boxes.get(node);
    }

    @Override
    protected double computePrefWidth(double height) {
        return EDGE + ARROW + boxes.stream().mapToDouble(Rectangle2D::getMaxX).max().orElse(0);
    }

    @Override
    protected double computePrefHeight(double width) {
        return EDGE + boxes.stream().mapToDouble(Rectangle2D::getMaxY).max().orElse(BOX) + PAD;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        g.setTextBaseline(VPos.CENTER);
        for (int node = 0; node < boxes.size(); node++) {
            edge(g, node);
        }
        for (int node = 0; node < boxes.size(); node++) {
            box(g, node);
        }
    }

    private void edge(GraphicsContext g, int node) {
        TreeData.Node it = data.get().nodes().get(node);
        if (it.parent() < 0) {
            return;
        }
        Rectangle2D from = boxes.get(it.parent());
        Rectangle2D to = boxes.get(node);
        double middle = Math.floor(from.getMaxX() + GAP / 2.0) + 0.5;
        double y0 = Math.floor(from.getMinY() + BOX / 2.0) + 0.5;
        double y1 = Math.floor(to.getMinY() + BOX / 2.0) + 0.5;
        stroke(g, it.mark());
        g.strokePolyline(new double[] {from.getMaxX(), middle, middle, to.getMinX()}, new double[] {y0, y0, y1, y1}, 4);
        g.setLineDashes();
    }

    private void box(GraphicsContext g, int node) {
        TreeData.Node it = data.get().nodes().get(node);
        Rectangle2D at = boxes.get(node);
        Palette palette = getPalette();
        g.setFill(palette.background());
        g.fillRoundRect(at.getMinX(), at.getMinY(), at.getWidth(), BOX, 6, 6);
        stroke(g, it.mark());
        g.strokeRoundRect(at.getMinX() + 0.5, at.getMinY() + 0.5, at.getWidth() - 1, BOX - 1, 6, 6);
        g.setLineDashes();
        boolean dropped = it.mark() == TreeData.Mark.DROPPED;
        g.setFill(dropped ? palette.muted() : palette.text());
        g.setTextAlign(TextAlignment.CENTER);
        g.setFont(type.font());
        double middle = at.getMinX() + at.getWidth() / 2;
        g.fillText(type.elided(TokenText.visible(it.label()), at.getWidth() - PAD), middle, at.getMinY() + 12);
        g.setFont(figures.font());
        g.fillText(it.number(), middle, at.getMinY() + 28);
        if (it.mark() == TreeData.Mark.CURRENT && last(node)) {
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText("◀", at.getMaxX() + 3, at.getMinY() + BOX / 2.0);
        }
        if (Integer.valueOf(node).equals(picking.hovered())) {
            ring(g, at, 1, palette.text());
        }
        if (Integer.valueOf(node).equals(picking.selected())) {
            ring(g, at, 3, palette.focus());
        }
    }

    private void stroke(GraphicsContext g, TreeData.Mark mark) {
        g.setStroke(mark == TreeData.Mark.CURRENT ? getPalette().query() : getPalette().border());
        g.setLineWidth(mark == TreeData.Mark.CURRENT ? 2 : 1);
        if (mark == TreeData.Mark.DROPPED) {
            g.setLineDashes(4, 3);
        }
    }

    private static void ring(GraphicsContext g, Rectangle2D at, double distance, Color colour) {
        g.setStroke(colour);
        g.setLineWidth(2);
        g.strokeRoundRect(at.getMinX() - distance, at.getMinY() - distance, at.getWidth() + 2 * distance,
                at.getHeight() + 2 * distance, 8, 8);
    }

    /** Whether no current node follows. */
    private boolean last(int node) {
        return data.get().nodes().stream().noneMatch(n -> n.parent() == node && n.mark() == TreeData.Mark.CURRENT);
    }

    /** The first child stands beside its parent, each other one in a row of its own below all that came before. */
    private List<Rectangle2D> place() {
        List<TreeData.Node> nodes = data.get().nodes();
        List<List<Integer>> children = new ArrayList<>();
        List<Integer> roots = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            children.add(new ArrayList<>());
            (nodes.get(i).parent() < 0 ? roots : children.get(nodes.get(i).parent())).add(i);
        }
        Rectangle2D[] places = new Rectangle2D[nodes.size()];
        int row = 0;
        for (int root : roots) {
            row = place(root, row, 2.0 * EDGE, children, places);
        }
        return List.of(places);
    }

    /** @return the first row that is free below */
    private int place(int root, int row, double left, List<List<Integer>> children, Rectangle2D[] places) {
        int free = row;
        double x = left;
        int node = root;
        while (true) {       // along the first children in a loop: a text may be long
            double width = width(data.get().nodes().get(node));
            places[node] = new Rectangle2D(x, 2.0 * EDGE + (double) row * ROW, width, BOX);
            free = Math.max(free, row + 1);
            x += width + GAP;
            if (children.get(node).isEmpty()) {
                break;
            }
            node = children.get(node).getFirst();
        }
        for (int back = node; ; back = data.get().nodes().get(back).parent()) {
            double beside = places[back].getMaxX() + GAP;
            for (int child : children.get(back).stream().skip(1).toList()) {
                free = place(child, free, beside, children, places);
            }
            if (back == root) {
                return free;
            }
        }
    }

    private double width(TreeData.Node node) {
        return Math.min(WIDEST, Math.max(24, Math.ceil(Math.max(type.width(TokenText.visible(node.label())),
                figures.width(node.number()))) + 2 * PAD));
    }

    private Integer at(double x, double y) {
        for (int node = 0; node < boxes.size(); node++) {
            if (boxes.get(node).contains(x, y)) {
                return node;
            }
        }
        return null;
    }

    private Integer step(Integer from, KeyCode key) {
        if (boxes.isEmpty()) {
            return null;
        }
        boolean arrow = key == KeyCode.RIGHT || key == KeyCode.LEFT || key == KeyCode.DOWN || key == KeyCode.UP;
        if (from == null || from >= boxes.size()) {
            return arrow ? 0 : null;
        }
        return switch (key) {
            case RIGHT -> child(from);
            case LEFT -> Math.max(0, data.get().nodes().get(from).parent());
            case DOWN -> beside(from, 1);
            case UP -> beside(from, -1);
            default -> null;
        };
    }

    private int child(int node) {
        for (int i = node + 1; i < boxes.size(); i++) {
            if (data.get().nodes().get(i).parent() == node) {
                return i;
            }
        }
        return node;
    }

    /** The node of the nearest row above or below that begins nearest to where this one does. */
    private int beside(int node, int down) {
        Rectangle2D at = boxes.get(node);
        int best = node;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < boxes.size(); i++) {
            double rows = (boxes.get(i).getMinY() - at.getMinY()) * down;
            double far = rows * 10_000 + Math.abs(boxes.get(i).getMinX() - at.getMinX());
            if (rows > 0 && far < least) {
                least = far;
                best = i;
            }
        }
        return best;
    }

    private void replaced() {
        boxes = place();
        if (picking.hovered() != null && picking.hovered() >= boxes.size()) {
            picking.forget();
        }
        describe();
        requestLayout();
        repaint();
    }

    private void describe() {
        Integer node = picking.current();
        if (node == null || node >= data.get().size()) {
            setAccessibleText(Words.of("tree.size", Numbers.integer(data.get().size())));
            return;
        }
        TreeData.Node it = data.get().nodes().get(node);
        String text = it.number().isEmpty() ? TokenText.quoted(it.label())
                : Words.of("tree.node", TokenText.quoted(it.label()), it.number());
        setAccessibleText(it.mark() == TreeData.Mark.PLAIN ? text : text + ", " + Words.of("tree." + it.mark()));
    }
}
