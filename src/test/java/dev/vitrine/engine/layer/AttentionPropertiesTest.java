package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.kernel.PackedMatrix;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What attention must be like whatever its numbers are. */
final class AttentionPropertiesTest {
    private static final int CHANNELS = 16;
    private static final int HEADS = 4;

    private static BlockConfig config(String position, AttentionConfig attention, double dropout) {
        return Tiny.config("heads", HEADS, "channels", CHANNELS, "bias", true, "position", position, "attention", attention,
                "dropout", new DropoutConfig(dropout, 0, 0, 0)).block();
    }

    private static SelfAttention attention(BlockConfig config) {
        SelfAttention layer = new SelfAttention("a", config, Tiny.DRAWS);
        Tiny.disturb(layer.parameters(), 0.3);
        return layer;
    }

    private static FMatrixRMaj output(SelfAttention layer, FMatrixRMaj x, Kernels kernels) {
        return layer.newPass(PassContext.evaluation(1, x.numRows, Weights.LIVE, kernels)).forward(x).copy();
    }

    private static float[] row(FMatrixRMaj x, int row) {
        return Arrays.copyOfRange(x.data, row * x.numCols, (row + 1) * x.numCols);
    }

    private static Stream<AttentionConfig> everyKind() {
        return Stream.of(0, 1, 5, 16, 23).flatMap(window -> Stream.of(1, 2, 4).flatMap(kv -> Stream.of(true, false)
                .flatMap(causal -> Stream.of(true, false).map(normed -> new AttentionConfig(normed ? 6 : 0, kv, window, causal,
                        normed, normed ? 0.5 : 1)))));
    }

    /** To the last bit, for every kind: what is in no query's sight changes nothing. */
    @TestFactory
    Stream<DynamicTest> aPositionChangesExactlyTheOutputsThatSeeIt() {
        int time = 37;
        return Positions.REGISTRY.names().stream().flatMap(position -> everyKind().flatMap(kind -> Backends.REGISTRY.names().stream()
                .map(backend -> dynamicTest(position + " " + kind + " " + backend, () -> {
                    SelfAttention layer = attention(config(position, kind, 0));
                    FMatrixRMaj x = Tiny.gaussian("x", time, CHANNELS, 1);
                    FMatrixRMaj before = output(layer, x, Backends.create(backend));
                    int window = kind.window() == 0 ? time : kind.window();
                    for (int j : new int[] {0, 3, 15, 16, 31, time - 1}) {
                        FMatrixRMaj moved = x.copy();
                        for (int c = 0; c < CHANNELS; c++) {
                            moved.data[j * CHANNELS + c] += 1 + c;
                        }
                        FMatrixRMaj after = output(layer, moved, Backends.create(backend));
                        for (int t = 0; t < time; t++) {
                            boolean seen = kind.causal() ? j <= t && t - j < window : Math.abs(t - j) < window;
                            if (seen) {
                                assertThat(row(after, t)).as("row %d, changed %d", t, j).isNotEqualTo(row(before, t));
                            } else {
                                assertThat(row(after, t)).as("row %d, changed %d", t, j).isEqualTo(row(before, t));
                            }
                        }
                    }
                }))));
    }

    /** Where positions are relative, the same text within a window has the same output, wherever it stands: also far beyond
     *  the length that a model was trained for. */
    @TestFactory
    Stream<DynamicTest> aTextHasTheSameOutputWhereverItStands() {
        return Stream.of("rope", "alibi", "none").flatMap(position -> Stream.of(1, 160, 987).map(shift -> dynamicTest(
                position + " moved by " + shift, () -> {
                    SelfAttention layer = attention(config(position, new AttentionConfig(0, 2, 6, true, false, 1), 0));
                    FMatrixRMaj text = Tiny.gaussian("text", 20, CHANNELS, 1);
                    FMatrixRMaj longer = Tiny.gaussian("before", shift + 20, CHANNELS, 1);
                    System.arraycopy(text.data, 0, longer.data, shift * CHANNELS, text.data.length);
                    FMatrixRMaj alone = output(layer, text, Backends.create("simd"));
                    FMatrixRMaj moved = output(layer, longer, Backends.create("simd"));
                    for (int t = 5; t < 20; t++) {
                        assertThat(row(moved, shift + t)).containsExactly(row(alone, t), within(1e-4f));
                    }
                })));
    }

    /** With queries and keys of zero the pattern is the bias alone: its values for 4 heads, written down by hand. */
    @Test
    void alibiIsTheBiasThatIsWrittenInThePaper() {
        SelfAttention layer = new SelfAttention("a", config("alibi", AttentionConfig.DEFAULT, 0), Tiny.DRAWS);
        layer.parameters().forEach(p -> Arrays.fill(p.value().data, 0f));
        int time = 300;
        Pass pass = layer.newPass(PassContext.evaluation(1, time, Weights.LIVE, Backends.create("simd")));
        pass.forward(Tiny.gaussian("x", time, CHANNELS, 1));
        double[] slopes = {1 / 4.0, 1 / 16.0, 1 / 64.0, 1 / 256.0};
        pass.tensors((name, shape, filler) -> {
            if (name.equals("scores")) {
                float[] scores = new float[shape.count()];
                filler.fill(scores);
                for (int h = 0; h < HEADS; h++) {
                    for (int distance : new int[] {0, 1, 2, 50, 299}) {
                        assertThat(scores[(h * time + time - 1) * time + time - 1 - distance])
                                .isCloseTo((float) (-slopes[h] * distance), within(1e-4f));
                    }
                }
            }
        });
    }

    /** A layer whose heads each have a copy of the keys and values that grouped heads share gives the same, and the shared
     *  gradient is the sum of the copies'. */
    @TestFactory
    Stream<DynamicTest> theGradientOfSharedKeysAndValuesIsTheSumOverTheirHeads() {
        return Stream.of(1, 2).flatMap(kv -> Stream.of("rope", "alibi").map(position -> dynamicTest(kv + " " + position, () -> {
            AttentionConfig grouped = new AttentionConfig(0, kv, 9, true, false, 1);
            SelfAttention shared = attention(config(position, grouped, 0.3));
            SelfAttention copies = attention(config(position, new AttentionConfig(0, HEADS, 9, true, false, 1), 0.3));
            for (int i = 0; i < shared.parameters().size(); i++) {
                spread(shared.parameters().get(i).value(), copies.parameters().get(i).value(), kv, false);
            }
            Gradients ofShared = new Gradients(shared.parameters());
            Gradients ofCopies = new Gradients(copies.parameters());
            FMatrixRMaj[] one = worked(shared, ofShared);
            FMatrixRMaj[] other = worked(copies, ofCopies);
            for (int i = 0; i < one.length; i++) {
                assertThat(one[i].data).containsExactly(other[i].data, within(1e-4f));
            }
            for (int i = 0; i < shared.parameters().size(); i++) {
                Parameter p = shared.parameters().get(i);
                FMatrixRMaj sum = new FMatrixRMaj(p.value().numRows, p.value().numCols);
                spread(sum, ofCopies.of(copies.parameters().get(i)), kv, true);
                assertThat(ofShared.of(p).data).as(p.name()).containsExactly(sum.data, within(2e-4f));
            }
        })));
    }

    /** y and dx. */
    private static FMatrixRMaj[] worked(SelfAttention layer, Gradients gradients) {
        Pass pass = layer.newPass(new PassContext(2, 18, Weights.LIVE, gradients, Backends.create("simd"),
                new Chance(Tiny.DRAWS, 0), 1));
        FMatrixRMaj y = pass.forward(Tiny.gaussian("x", 36, CHANNELS, 1)).copy();
        return new FMatrixRMaj[] {y, pass.backward(Tiny.gaussian("dy", 36, CHANNELS, 1)).copy()};
    }

    /** From columns of shared keys and values to one copy for each head, or the sum of the copies back.
     *  @param back whether {@code shared} is written */
    private static void spread(FMatrixRMaj shared, FMatrixRMaj copies, int kv, boolean back) {
        int hs = CHANNELS / HEADS;
        for (int row = 0; row < shared.numRows; row++) {
            for (int c = 0; c < copies.numCols; c++) {
                int head = c / hs;
                int part = head / HEADS;   // 0 queries, 1 keys, 2 values; the projection has only the first
                int from = part == 0 ? head : HEADS + (part - 1) * kv + head % HEADS / (HEADS / kv);
                int at = row * shared.numCols + from * hs + c % hs;
                if (back) {
                    shared.data[at] += copies.data[row * copies.numCols + c];
                } else {
                    copies.data[row * copies.numCols + c] = shared.data[at];
                }
            }
        }
    }

    /** Multiplications of all products, forward and backward, but those of the linear layers. */
    private static long work(AttentionConfig attention, int time) {
        long[] count = {0};
        Kernels plain = Backends.create("ejml");
        Kernels counting = (Kernels) Proxy.newProxyInstance(Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("gemm")) {
                        count[0] += (long) (int) arguments[0] * (int) arguments[1] * (int) arguments[2];
                    }
                    try {
                        return method.invoke(plain, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        SelfAttention layer = attention(config("rope", attention, 0));
        Pass pass = layer.newPass(new PassContext(1, time, Weights.LIVE, new Gradients(layer.parameters()), counting));
        pass.forward(Tiny.gaussian("x", time, CHANNELS, 1));
        pass.backward(Tiny.gaussian("dy", time, CHANNELS, 1));
        return count[0];
    }

    @TestFactory
    Stream<DynamicTest> theWorkOfAWindowGrowsWithTheLengthAndNotWithItsSquare() {
        return Stream.of(1, 5, 16, 40).flatMap(window -> Stream.of(true, false).map(causal -> dynamicTest(window + " " + causal, () -> {
            AttentionConfig attention = new AttentionConfig(0, 2, window, causal, false, 1);
            long once = work(attention, 256);
            long twice = work(attention, 512);
            long fourTimes = work(attention, 1024);
            assertThat(fourTimes - twice).isEqualTo(2 * (twice - once));
            long whole = work(new AttentionConfig(0, 2, 0, causal, false, 1), 1024);
            assertThat(fourTimes).isLessThan(whole / 3);
        })));
    }

    @Test
    void theTilesOfAWindowHoldLittleMoreThanTheKeysThatTheirRowsSee() {
        for (int time : new int[] {1, 15, 16, 17, 100, 1000}) {
            for (int window : new int[] {1, 7, 16, 64}) {
                for (boolean causal : new boolean[] {true, false}) {
                    ScoreTiles tiles = new ScoreTiles(PassContext.evaluation(1, time, Weights.LIVE, Backends.create("simd")), 4,
                            config("none", new AttentionConfig(0, 0, window, causal, false, 1), 0));
                    long keys = 0;
                    for (int t = 0; t < time; t += ScoreTiles.ROWS) {
                        assertThat(tiles.keys(t)).isLessThanOrEqualTo(tiles.ld());
                        keys += tiles.keys(t);
                    }
                    int tileCount = (time + ScoreTiles.ROWS - 1) / ScoreTiles.ROWS;
                    long before = PackedMatrix.ALIGNED - 1;   // a tile begins where packed columns do
                    assertThat(keys).isLessThanOrEqualTo(tileCount * (before + ScoreTiles.ROWS - 1 + (causal ? 1 : 2) * (long) window));
                }
            }
        }
    }
}
