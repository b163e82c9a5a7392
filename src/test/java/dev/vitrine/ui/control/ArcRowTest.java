package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ArcRowTest {
    private Exhibit<ArcRow> exhibit;
    private ArcRow row;

    @Start
    void start(Stage stage) {
        row = new ArcRow();
        exhibit = new Exhibit<>(stage, row, 400, 160);
    }

    @Test
    void readsTheLargestWeightUntilATokenIsPicked() {
        look(3, 0.1f, 0.6f, 0.1f, 0.2f);
        assertThat(exhibit.ask(row::readOut)).isEqualTo("‘d’ → ‘␣b’  0.6000");
        exhibit.type(KeyCode.LEFT);
        assertThat(row.hoveredTokenProperty().get()).as("the query comes first").isEqualTo(3);
        exhibit.type(KeyCode.LEFT);
        assertThat(row.hoveredTokenProperty().get()).isEqualTo(2);
        assertThat(exhibit.ask(row::readOut)).isEqualTo("‘d’ → ‘c’  0.1000");
        exhibit.type(KeyCode.LEFT, KeyCode.LEFT, KeyCode.LEFT, KeyCode.ENTER);
        assertThat(row.selectedTokenProperty().get()).isZero();
        assertThat(exhibit.ask(row::getAccessibleText)).isEqualTo("‘d’ → ‘a’  0.1000");
    }

    @Test
    void aLargerWeightIsAThickerArc() {
        look(3, 0.9f, 0, 0, 0);
        int thick = inked();
        look(3, 0.1f, 0, 0, 0);
        int thin = inked();
        look(3, 0, 0, 0, 0);
        assertThat(thick).isGreaterThan(2 * thin);
        assertThat(thin).isPositive();
        assertThat(inked()).as("no weight, no arc").isZero();
    }

    @Test
    void clickingATokenPicksIt() {
        look(3, 0.1f, 0.6f, 0.1f, 0.2f);
        exhibit.click(12, 145);
        assertThat(row.selectedTokenProperty().get()).isZero();
    }

    @Test
    void fiveHundredTokensStayInOneLine() {
        float[] weights = new float[500];
        Arrays.fill(weights, 1 / 500f);
        exhibit.change(() -> {
            row.setTokens(Collections.nCopies(500, "word"));
            row.setQuery(499);
            row.setWeights(weights);
        });
        exhibit.hover(395.5, 145);
        assertThat(row.hoveredTokenProperty().get()).isGreaterThan(490);
    }

    private void look(int query, float... weights) {
        exhibit.change(() -> {
            row.setTokens(List.of("a", " b", "c", "d"));
            row.setQuery(query);
            row.setWeights(weights);
        });
    }

    /** Pixels between the read-out and the tokens that are not background. */
    private int inked() {
        return 390 * 100 - exhibit.count(0xFFFFFFFF, 5, 26, 390, 100);
    }
}
