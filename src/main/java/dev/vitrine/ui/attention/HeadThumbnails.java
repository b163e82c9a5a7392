package dev.vitrine.ui.attention;

import dev.vitrine.ui.control.Heatmap;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;

/** A thumbnail for each head; a click or the arrow keys choose one. One stop for the Tab key. */
final class HeadThumbnails {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double SMALLEST = 20;
    private static final double LARGEST = 80;
    private static final double FRAME = 8;       // px that a heat map keeps free around its cells
    private static final double LABELS = 76;
    private static final double NUMBERS = 28;    // px of a label that is a number alone
    private static final int FEW = 8;            // heads whose labels have room for a word

    private final GridPane grid;
    private final AttentionViewModel model;
    private final List<Heatmap> pictures = new ArrayList<>();
    private final List<StackPane> frames = new ArrayList<>();
    private final List<Label> rowNames = new ArrayList<>();
    private int heads;

    HeadThumbnails(GridPane grid, AttentionViewModel model) {
        this.grid = grid;
        this.model = model;
        grid.setFocusTraversable(true);
        grid.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        grid.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        grid.widthProperty().addListener(_ -> size());
        model.pictureProperty().addListener((_, _, now) -> draw(now));
        draw(model.pictureProperty().get());
    }

    private void key(KeyEvent e) {
        int down = switch (e.getCode()) {
            case DOWN -> 1;
            case UP -> -1;
            default -> 0;
        };
        int right = switch (e.getCode()) {
            case RIGHT -> 1;
            case LEFT -> -1;
            default -> 0;
        };
        if ((down != 0 || right != 0) && !e.isShiftDown() && !e.isShortcutDown() && !e.isAltDown()) {
            model.moveHead(down, right);
            e.consume();
        }
    }

    private void draw(AttentionPicture now) {
        HeadGrid all = now.grid();
        if (all.heads() != heads || all.patterns().size() != pictures.size()) {
            build(all);
        }
        for (int i = 0; i < rowNames.size(); i++) {
            rowNames.get(i).setText(named("attention.heads.row", all.rowNames().get(i)));
        }
        boolean resized = !pictures.isEmpty() && pictures.getFirst().getData().rows() != all.patterns().getFirst().rows();
        for (int i = 0; i < pictures.size(); i++) {
            pictures.get(i).setData(all.patterns().get(i));
            frames.get(i).pseudoClassStateChanged(CHOSEN, i == now.layer() * heads + now.head());
        }
        if (resized) {
            size();
        }
        if (heads > 0) {
            grid.setAccessibleText(model.session().text("attention.heads.accessible", all.rowNames().get(now.layer()),
                    Integer.toString(now.head())));
        }
    }

    private void build(HeadGrid all) {
        heads = all.heads();
        pictures.clear();
        frames.clear();
        rowNames.clear();
        grid.getChildren().clear();
        for (int head = 0; head < heads; head++) {
            grid.add(label(named("attention.heads.column", Integer.toString(head))), head + 1, 0);
        }
        for (int row = 0; row < all.rowNames().size(); row++) {
            Label name = label("");
            rowNames.add(name);
            grid.add(name, 0, row + 1);
            for (int head = 0; head < heads; head++) {
                grid.add(frame(row, head), head + 1, row + 1);
            }
        }
        size();
    }

    /** The number with its word, or alone where there are many. */
    private String named(String word, String number) {
        return heads > FEW ? number : model.session().text(word) + " " + number;
    }

    private double labels() {
        return heads > FEW ? NUMBERS : LABELS;
    }

    private static Label label(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("head-label");
        label.setMinWidth(0);
        return label;
    }

    private StackPane frame(int row, int head) {
        Heatmap picture = new Heatmap();
        picture.setCompact(true);
        picture.setSquare(true);
        picture.setFocusTraversable(false);
        picture.setMouseTransparent(true);
        picture.paletteProperty().bind(model.session().paletteProperty());
        StackPane frame = new StackPane(picture);
        frame.getStyleClass().add("head");
        frame.setOnMouseClicked(_ -> {
            grid.requestFocus();
            model.chooseHead(row, head);
        });
        pictures.add(picture);
        frames.add(frame);
        return frame;
    }

    /** As large as fits, so that all heads of a block stand in one row, and of whole pixels a cell where there is room. */
    private void size() {
        double side = heads == 0 ? SMALLEST
                : Math.floor(Math.clamp((grid.getWidth() - labels()) / heads - grid.getHgap() - 4, SMALLEST, LARGEST));
        int cells = pictures.isEmpty() ? 0 : pictures.getFirst().getData().rows();
        if (cells > 0 && side - FRAME >= cells) {
            side = Math.floor((side - FRAME) / cells) * cells + FRAME;
        }
        for (Heatmap picture : pictures) {
            picture.setPrefSize(side, side);
            picture.setMinSize(side, side);
        }
        rowNames.forEach(name -> name.setMinWidth(labels() - 8));
    }
}
