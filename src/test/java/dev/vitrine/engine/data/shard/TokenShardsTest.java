package dev.vitrine.engine.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.StreamBatches;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.data.source.TextSource;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenShardsTest {
    private static final List<String> TEXTS = IntStream.range(0, 60).mapToObj(i -> "text " + Integer.toString(i * 7919, 36) + " ends.").toList();
    private static final Tokenizer TOKENIZER = CharTokenizer.train(TEXTS);
    private static final int[] TOKENS = tokens();

    @TempDir
    private Path folder;

    private static int[] tokens() {
        IntStream.Builder all = IntStream.builder();
        all.add(TOKENIZER.endId());
        for (String text : TEXTS) {
            IntStream.of(TOKENIZER.encode(text)).forEach(all::add);
            all.add(TOKENIZER.endId());
        }
        return all.build().toArray();
    }

    private Path shards(long mostTokens) throws IOException {
        Path texts = Files.write(folder.resolve("texts.txt"), TEXTS);
        Path out = folder.resolve("shards");
        assertThat(new ShardMaker(TOKENIZER, mostTokens).make(List.of(TextSource.of(texts)), ReadConfig.DEFAULT, out, (n, characters) -> true)).isPresent();
        return out;
    }

    @ParameterizedTest
    @ValueSource(longs = {37, 1000, 1 << 20})
    void shardsHoldTheTokensOfTheTextsWhateverTheirSize(long most) throws IOException {
        Path out = shards(most);
        TokenShards shards = TokenShards.open(out);
        TokenShards.verify(out);
        assertThat(shards.size()).isEqualTo(TOKENS.length);
        assertThat(shards.texts()).isEqualTo(TEXTS.size());
        int[] all = new int[TOKENS.length];
        shards.copy(0, all.length, all, 0);
        assertThat(all).isEqualTo(TOKENS);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            int from = random.nextInt(TOKENS.length - 90);
            int[] some = new int[100];
            shards.copy(from, 90, some, 5);
            assertThat(Arrays.copyOfRange(some, 5, 95)).isEqualTo(Arrays.copyOfRange(TOKENS, from, from + 90));
        }
    }

    @Test
    void theHeldOutLossIsOverTheSameWindowsAsThatOfAStream() throws IOException {
        TokenShards shards = TokenShards.open(shards(100));
        ShardBatches batches = ShardBatches.training(shards, 0, 4, 16, 1, "stage");
        StreamBatches stream = new StreamBatches(TOKENS, 4, 16, 1, "stage");
        int whole = (TOKENS.length - 1) / 16 / 4;   // a stream has a shorter last window, shards have not
        for (int i = 0; i < whole; i++) {
            int[] tokens = new int[64];
            int[] targets = new int[64];
            int[] wanted = new int[64];
            int[] wantedTargets = new int[64];
            assertThat(batches.fillEvaluation(i, tokens, targets)).isEqualTo(stream.fillEvaluation(i, wanted, wantedTargets));
            assertThat(tokens).isEqualTo(wanted);
            assertThat(targets).isEqualTo(wantedTargets);
        }
    }

    @Test
    void anEpochShowsEveryWindowOnceAndAnyStepCanBeLookedAtAgain() throws IOException {
        TokenShards shards = TokenShards.open(shards(100));
        ShardBatches batches = ShardBatches.training(shards, 0.2, 4, 16, 1, "stage");
        int held = (int) Math.round(TOKENS.length * 0.2);
        int windows = (TOKENS.length - held - 1) / 16;
        List<List<Integer>> rows = new ArrayList<>();
        int[] tokens = new int[64];
        int[] targets = new int[64];
        for (int step = 0; step < 3 * batches.stepsPerEpoch(); step++) {
            assertThat(batches.fill(step, tokens, targets)).isEqualTo(64);
            for (int row = 0; row < 4; row++) {
                rows.add(Arrays.stream(tokens, row * 16, row * 16 + 16).boxed().toList());
                assertThat(Arrays.stream(targets, row * 16, row * 16 + 15).boxed().toList()).isEqualTo(rows.getLast().subList(1, 16));
            }
        }
        Set<List<Integer>> all = new HashSet<>();
        for (int w = 0; w < windows; w++) {
            all.add(Arrays.stream(TOKENS, w * 16, w * 16 + 16).boxed().toList());
        }
        assertThat(new HashSet<>(rows.subList(0, windows))).isEqualTo(all);
        assertThat(new HashSet<>(rows.subList(windows, 2 * windows))).isEqualTo(all);
        assertThat(rows.subList(0, windows)).isNotEqualTo(rows.subList(windows, 2 * windows));
        batches.fill(2, tokens, targets);
        assertThat(Arrays.stream(tokens, 0, 16).boxed().toList()).isEqualTo(rows.get(8));
    }

    @Test
    void theOrderOfBlocksIsAPermutationForEverySize() {
        for (long n : new long[] {1, 2, 3, 4, 5, 15, 16, 17, 1000, 4097}) {
            BlockOrder order = new BlockOrder(new Draws(7), 3, n);
            boolean[] seen = new boolean[(int) n];
            for (long i = 0; i < n; i++) {
                int at = (int) order.at(2, i);
                assertThat(seen[at]).as("n %d", n).isFalse();
                seen[at] = true;
            }
        }
        BlockOrder vast = new BlockOrder(new Draws(7), 3, 1L << 40);
        assertThat(vast.at(0, 12345678901L)).isBetween(0L, (1L << 40) - 1);
    }

    /** Of a fair order, |place - number| is n/3 in the mean, with a deviation of about 0.24 n / sqrt(n). */
    @Test
    void theOrderOfBlocksLooksShuffled() {
        int n = 10_000;
        BlockOrder order = new BlockOrder(new Draws(7), 3, n);
        double mean = IntStream.range(0, n).mapToDouble(i -> Math.abs(order.at(0, i) - i)).average().orElseThrow();
        assertThat(mean / n).isBetween(1 / 3.0 - 0.01, 1 / 3.0 + 0.01);
        long neighbours = IntStream.range(0, n - 1).filter(i -> order.at(0, i + 1) == order.at(0, i) + 1).count();
        assertThat(neighbours).isLessThan(12);   // one is expected
    }

    @Test
    void aFillAllocatesNothing() throws IOException {
        ShardBatches batches = ShardBatches.training(TokenShards.open(shards(100)), 0, 4, 16, 1, "stage");
        int[] tokens = new int[64];
        int[] targets = new int[64];
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        for (int step = 0; step < 2_000; step++) {
            batches.fill(step, tokens, targets);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < 100; step++) {
            batches.fill(step, tokens, targets);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4096);
    }

    @Test
    void damagedShardsAreRefused() throws IOException {
        Path out = shards(500);
        Path first = out.resolve("tokens-00000.bin");
        byte[] good = Files.readAllBytes(first);
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (bad.length > 0) {
                bad[random.nextInt(Math.min(bad.length, round % 2 == 0 ? 64 : bad.length))] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(first, bad);
            assertThatThrownBy(() -> TokenShards.verify(out)).isInstanceOf(InputException.class).hasMessageContaining("tokens-0000");
        }
        Files.write(first, good);
        TokenShards.verify(out);
        Files.delete(out.resolve("tokens-00001.bin"));
        assertThatThrownBy(() -> TokenShards.open(out)).isInstanceOf(InputException.class).hasMessageContaining("there is no file");
    }

    @Test
    void shardsOfAnotherTokenizerAreRefused() throws IOException {
        Path out = shards(500);
        Files.writeString(out.resolve("tokenizer.json"), dev.vitrine.engine.text.TokenizerJson.write(CharTokenizer.train(List.of("another"))));
        assertThatThrownBy(() -> TokenShards.open(out)).isInstanceOf(InputException.class).hasMessageContaining("was made with another tokenizer");
    }

    @Test
    void whoStopsOrFailsLeavesNothingBehindAndTheOldShardsAsTheyWere() throws IOException {
        Path out = shards(500);
        byte[] before = Files.readAllBytes(out.resolve("tokens-00000.bin"));
        Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {'a', '\n', (byte) 0xFF});
        ShardMaker maker = new ShardMaker(TOKENIZER, 37);
        assertThat(maker.make(List.of(TextSource.of(folder.resolve("texts.txt"))), ReadConfig.DEFAULT, out, (n, c) -> n < 5)).isEmpty();
        assertThatThrownBy(() -> maker.make(List.of(TextSource.of(bad)), ReadConfig.DEFAULT, out, (n, c) -> true)).isInstanceOf(InputException.class)
                .hasMessageContaining("line 2 is not UTF-8");
        assertThat(Files.readAllBytes(out.resolve("tokens-00000.bin"))).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("texts.txt", "bad.txt", "shards");
        }
        assertThatThrownBy(() -> maker.make(List.of(TextSource.of(bad)), ReadConfig.DEFAULT, folder, (n, c) -> true))
                .hasMessage(folder + " holds other files than token shards; give a new or an empty folder");
    }
}
