package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.ui.control.TreeData.Mark;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class TokenTreeTest {
    /** a goes on with b and then e, or with c, or with d, which was given up; the shown text is a c. */
    private static final TreeData THREE = new TreeData(List.of(new TreeData.Node(-1, "a", "", Mark.CURRENT),
            new TreeData.Node(0, "b", "-1.5", Mark.PLAIN), new TreeData.Node(0, "c", "-0.5", Mark.CURRENT),
            new TreeData.Node(0, "d", "-9.0", Mark.DROPPED), new TreeData.Node(1, "e", "-2.5", Mark.PLAIN)));

    private Exhibit<TokenTree> exhibit;
    private TokenTree tree;

    @Start
    void start(Stage stage) {
        tree = new TokenTree();
        exhibit = new Exhibit<>(stage, tree, 400, 240);
    }

    private Rectangle2D box(int node) {
        return tree.boundsOf(node);
    }

    @Test
    void eachEndHasARowAndEachStepAColumn() {
        exhibit.change(() -> tree.setData(THREE));
        assertThat(List.of(box(1).getMinY(), box(4).getMinY())).allMatch(y -> y == box(0).getMinY());
        assertThat(box(2).getMinY()).isGreaterThanOrEqualTo(box(1).getMaxY());
        assertThat(box(3).getMinY()).isGreaterThanOrEqualTo(box(2).getMaxY());
        assertThat(List.of(box(1).getMinX(), box(2).getMinX(), box(3).getMinX())).allMatch(x -> x == box(1).getMinX() && x > box(0).getMaxX());
        assertThat(box(4).getMinX()).isGreaterThan(box(1).getMaxX());
        assertThat(exhibit.ask(() -> tree.prefWidth(-1))).isGreaterThan(box(4).getMaxX());
        assertThat(exhibit.ask(() -> tree.prefHeight(-1))).isGreaterThan(box(3).getMaxY());
    }

    @Test
    void noTwoBoxesOfALargeTreeOverlap() {
        List<TreeData.Node> nodes = new ArrayList<>(List.of(new TreeData.Node(-1, "root", "", Mark.PLAIN)));
        for (int i = 1; i < 120; i++) {
            nodes.add(new TreeData.Node((i * 7919) % i, "word".repeat(i % 5), "-" + i, Mark.PLAIN));
        }
        exhibit.change(() -> tree.setData(new TreeData(nodes)));
        for (int i = 0; i < nodes.size(); i++) {
            assertThat(box(i).getMinX()).isGreaterThan(i == 0 ? 0 : box(nodes.get(i).parent()).getMaxX());
            for (int k = 0; k < i; k++) {
                assertThat(box(i).intersects(box(k))).as(i + " on " + k).isFalse();
            }
        }
    }

    @Test
    void theShownTextHasAnotherFrameAndOnlyItsEndAnArrow() {
        exhibit.change(() -> tree.setData(THREE));
        assertThat(frame(2)).isEqualTo(Colours.argb(Palette.LIGHT.query()));
        assertThat(frame(1)).isEqualTo(Colours.argb(Palette.LIGHT.border()));
        assertThat(arrow(2)).isPositive();
        assertThat(List.of(arrow(1), arrow(3), arrow(4))).containsOnly(0);
    }

    @Test
    void whatWasGivenUpHasADashedFrame() {
        exhibit.change(() -> tree.setData(THREE));
        int border = Colours.argb(Palette.LIGHT.border());
        int whole = exhibit.count(border, box(1).getMinX(), box(1).getMinY(), box(1).getWidth(), 1);
        assertThat(exhibit.count(border, box(3).getMinX(), box(3).getMinY(), box(3).getWidth(), 1)).isPositive().isLessThan(whole);
    }

    @Test
    void keysWalkAndEnterChooses() {
        exhibit.change(() -> tree.setData(THREE));
        exhibit.type(KeyCode.RIGHT);
        assertThat(tree.hoveredProperty().get()).isZero();
        exhibit.type(KeyCode.RIGHT, KeyCode.DOWN);
        assertThat(tree.hoveredProperty().get()).isEqualTo(2);
        exhibit.type(KeyCode.DOWN, KeyCode.DOWN);
        assertThat(tree.hoveredProperty().get()).as("the lowest").isEqualTo(3);
        assertThat(exhibit.ask(tree::getAccessibleText)).contains("‘d’").contains("-9.0");
        exhibit.type(KeyCode.UP, KeyCode.UP, KeyCode.RIGHT, KeyCode.ENTER);
        assertThat(tree.selectedProperty().get()).isEqualTo(4);
        exhibit.type(KeyCode.LEFT, KeyCode.LEFT, KeyCode.LEFT);
        assertThat(tree.hoveredProperty().get()).as("the root has no parent").isZero();
    }

    @Test
    void thePointerFindsWhatItPointsAt() {
        exhibit.change(() -> tree.setData(THREE));
        exhibit.click(box(3).getMinX() + 4, box(3).getMinY() + 4);
        assertThat(tree.selectedProperty().get()).isEqualTo(3);
        exhibit.hover(box(0).getMinX() + 2, box(0).getMaxY() + 40);
        assertThat(tree.hoveredProperty().get()).isNull();
    }

    @Test
    void aSmallerTreeForgetsANodeThatIsGone() {
        exhibit.change(() -> tree.setData(THREE));
        exhibit.hover(box(4).getMinX() + 4, box(4).getMinY() + 4);
        exhibit.change(() -> tree.setData(new TreeData(THREE.nodes().subList(0, 2))));
        assertThat(tree.hoveredProperty().get()).isNull();
    }

    @Test
    void aNodeBeforeItsParentIsRefused() {
        assertThatThrownBy(() -> new TreeData(List.of(new TreeData.Node(0, "a", "", Mark.PLAIN))))
                .hasMessage("node 0 of a tree: its parent must be -1 or a number below it, got 0");
    }

    private int frame(int node) {
        return exhibit.argb(box(node).getMinX() + box(node).getWidth() / 2, box(node).getMinY());
    }

    /** Dark pixels right of a box, between it and what follows. */
    private int arrow(int node) {
        int text = Colours.argb(Palette.LIGHT.text());
        return exhibit.count(text, box(node).getMaxX() + 2, box(node).getMinY(), 14, box(node).getHeight());
    }
}
