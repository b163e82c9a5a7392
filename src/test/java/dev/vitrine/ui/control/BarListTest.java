package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class BarListTest {
    private static final BarData FIVE = new BarData(List.of("a", "b", "c", "d", "e"),
            new float[] {0.1f, 0.4f, 0.2f, 0.05f, 0.25f}, new float[] {0, 0.5f, 0.2f, 0, 0.3f}, 4);
    private Exhibit<BarList> exhibit;
    private BarList list;

    @Start
    void start(Stage stage) {
        list = new BarList();
        exhibit = new Exhibit<>(stage, list, 360, 240);
    }

    @Test
    void mostProbableStandsFirstAndExcludedOnesStay() {
        assertThat(BarOrder.PROBABILITY.of(FIVE)).containsExactly(1, 4, 2, 0, 3);
        assertThat(BarOrder.ID.of(FIVE)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void brokenProbabilitiesStandWhereTheyAreSeen() {
        assertThat(Ranking.descending(new float[] {0.5f, Float.NaN, -0f, 0, -1, 0.5f})).containsExactly(1, 0, 5, 2, 3, 4);
    }

    @Test
    void barsAreInProportionAndSumToOne() {
        exhibit.change(() -> list.setData(FIVE));
        int longest = barOf(1);
        assertThat(longest).isGreaterThan(100);
        assertThat(barOf(4)).isBetween((int) (longest * 0.59), (int) (longest * 0.61));
        assertThat(barOf(2)).isBetween((int) (longest * 0.39), (int) (longest * 0.41));
        assertThat(barOf(0)).as("excluded").isZero();
        assertThat((barOf(1) + barOf(4) + barOf(2)) * 0.5 / longest).isBetween(0.98, 1.02);
        assertThat(exhibit.ask(list::getAccessibleText)).isEqualTo("5 tokens, sum " + Numbers.format(FIVE.sumFinal()));
    }

    @Test
    void theChosenTokenCarriesAMark() {
        exhibit.change(() -> list.setData(FIVE));
        int text = Colours.argb(Palette.LIGHT.text());
        assertThat(exhibit.count(text, 4, list.yOf(4), 15, BarList.ROW)).isGreaterThan(20);
        assertThat(exhibit.count(text, 4, list.yOf(1), 15, BarList.ROW)).isZero();
    }

    @Test
    void clickPicksTheIdWhateverTheOrder() {
        exhibit.change(() -> list.setData(FIVE));
        exhibit.click(60, list.yOf(4) + 12);
        assertThat(list.selectedTokenProperty().get()).isEqualTo(4);
        assertThat(exhibit.ask(list::getAccessibleText)).isEqualTo("id 4 ‘e’: p 0.3000, before the settings 0.2500, chosen");
        exhibit.change(() -> list.setOrder(BarOrder.ID));
        assertThat(list.selectedTokenProperty().get()).isEqualTo(4);
        exhibit.type(KeyCode.UP);
        assertThat(list.selectedTokenProperty().get()).isEqualTo(3);
        assertThat(exhibit.ask(list::getAccessibleText)).endsWith("excluded");
    }

    @Test
    void fiftyThousandTokensCostOneScreenOfRows() {
        exhibit.change(() -> list.setData(many(50_000)));
        assertThat(list.painted()).isLessThanOrEqualTo(240 / BarList.ROW + 1);
        exhibit.type(KeyCode.END);
        assertThat(list.hoveredTokenProperty().get()).isEqualTo(49_999);
        assertThat(exhibit.ask(() -> list.yOf(49_999))).isBetween(BarList.HEADER * 1.0, 240.0 - BarList.ROW);
        assertThat(list.painted()).isBetween(1, 240 / BarList.ROW + 1);
    }

    @Test
    void theWheelScrolls() {
        exhibit.change(() -> list.setData(many(1_000)));
        double before = exhibit.ask(() -> list.yOf(0));
        exhibit.hover(100, 100);
        exhibit.scroll(-48);
        assertThat(exhibit.ask(() -> list.yOf(0))).isLessThan(before);
    }

    @Test
    void saysWhatWasWrong() {
        assertThatThrownBy(() -> new BarData(List.of("a", "b"), new float[2], new float[3], 0))
                .hasMessage("probabilities of a vocabulary of 2: expected as many, got 2 before and 3 after the settings");
        assertThatThrownBy(() -> new BarData(List.of("a"), new float[1], new float[1], 1))
                .hasMessage("chosen token must be -1 or an id below 1, got 1");
    }

    /** Length of the bar in the row of a token. */
    private int barOf(int id) {
        return exhibit.count(Colours.argb(Palette.LIGHT.query()), 0, list.yOf(id) + 12, 360, 1);
    }

    private static BarData many(int size) {
        float[] p = new float[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            p[i] = 1f / (i + 1);
            sum += p[i];
        }
        for (int i = 0; i < size; i++) {
            p[i] /= (float) sum;
        }
        return new BarData(IntStream.range(0, size).mapToObj(i -> "t" + i).toList(), p, p, 0);
    }
}
