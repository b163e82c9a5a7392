package dev.vitrine.engine.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.JsonRecords;
import dev.vitrine.engine.data.AugmentedLines;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.Chat;
import dev.vitrine.engine.data.LineBatches;
import dev.vitrine.engine.data.source.Place;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import dev.vitrine.engine.text.WordTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AugmenterTest {
    private static final String LINE = "The big dog ran home, and a small cat sat down.";

    @TempDir
    private Path folder;

    private AugmentConfig config(String key, double share) throws IOException {
        ObjectNode json = JsonRecords.write(AugmentConfig.DEFAULT).put(key, share);
        json.put("synonym_file", Files.writeString(folder.resolve("s.txt"), "# sizes\nbig, large, huge\nsmall, little\n").toString());
        return JsonRecords.read("", json, AugmentConfig.class);
    }

    private static Text text(String value) {
        return new Text(value, Chat.answerBegin(value), new Place("a.txt", "line", 1));
    }

    private String varied(String key, double share, String line, int epoch) throws IOException {
        return new Augmenter(config(key, share), null, 1, "stage").varied(text(line), epoch, 0).value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"synonyms", "word_dropout", "word_swap", "casing"})
    void whatIsVariedIsAPureFunctionOfSeedEpochAndLine(String key) throws IOException {
        Augmenter augmenter = new Augmenter(config(key, 0.5), null, 1, "stage");
        String first = augmenter.varied(text(LINE), 3, 7).value();
        for (int epoch = 0; epoch < 5; epoch++) {
            augmenter.varied(text(LINE), epoch, 2);
        }
        assertThat(augmenter.varied(text(LINE), 3, 7).value()).isEqualTo(first);
        assertThat(new Augmenter(config(key, 0.5), null, 1, "stage").varied(text(LINE), 3, 7).value()).isEqualTo(first);
        List<String> epochs = java.util.stream.IntStream.range(0, 20).mapToObj(e -> augmenter.varied(text(LINE), e, 7).value()).distinct().toList();
        assertThat(epochs).hasSizeGreaterThan(1);
        assertThat(varied(key, 0, LINE, 0)).isEqualTo(LINE);
    }

    @Test
    void synonymsAreThoseOfTheList() throws IOException {
        for (int epoch = 0; epoch < 20; epoch++) {
            assertThat(varied("synonyms", 1, "Big, they say: a BIG small thing!", epoch))
                    .matches("(Large|Huge), they say: a (Large|Huge) little thing!");
        }
    }

    @Test
    void aDroppedWordLeavesNoDoubleSpaceAndSomethingIsAlwaysLeft() throws IOException {
        for (int epoch = 0; epoch < 50; epoch++) {
            String varied = varied("word_dropout", 0.7, LINE, epoch);
            assertThat(varied).doesNotContain("  ").doesNotStartWith(" ").doesNotEndWith(" ").isNotBlank();
        }
        assertThat(varied("word_dropout", 1, "one two three", 0)).isEqualTo("three");
    }

    @Test
    void aSwapKeepsTheWordsAndTheSigns() throws IOException {
        assertThat(varied("word_swap", 1, "one two, three four.", 0)).isEqualTo("two one, four three.");
    }

    @Test
    void casingKeepsTheLetters() throws IOException {
        assertThat(varied("casing", 1, LINE, 1)).isNotEqualTo(LINE).isEqualToIgnoringCase(LINE);
    }

    @Test
    void ofAChatThePromptAloneIsVariedAndItsMarksStay() throws IOException {
        for (String key : List.of("synonyms", "word_dropout", "word_swap", "casing")) {
            for (int epoch = 0; epoch < 20; epoch++) {
                Text chat = new Augmenter(config(key, 0.9), null, 1, "stage").varied(text("User: Is a big dog small? Assistant: A big dog is big."), epoch, 0);
                assertThat(chat.value()).startsWith("User: ").endsWith(" Assistant: A big dog is big.");
                assertThat(chat.value().substring(chat.answer())).isEqualTo(" A big dog is big.");
            }
        }
    }

    @Test
    void wordsReadAsCharactersAreTheSameText() throws IOException {
        Tokenizer words = WordTokenizer.train(List.of(LINE, "c a t", "b i g"));
        Augmenter augmenter = new Augmenter(config("characters", 1), words, 1, "stage");
        int[] ids = augmenter.encode("cat", 0, 0);
        assertThat(words.decode(ids).replace(" ", "")).isEqualTo("cat");
        assertThat(augmenter.encode("zebra", 0, 0)).isEqualTo(words.encode("zebra"));
        Tokenizer letters = CharTokenizer.train(List.of(LINE));
        assertThat(new Augmenter(config("characters", 1), letters, 1, "stage").encode(LINE, 0, 0)).isEqualTo(letters.encode(LINE));
    }

    @Test
    void mergesLeftOutGiveOtherTokensOfTheSameText() throws IOException {
        Tokenizer bpe = Tokenizers.REGISTRY.get("bpe").train(java.util.Collections.nCopies(20, LINE));
        Augmenter augmenter = new Augmenter(config("bpe_dropout", 0.5), bpe, 1, "stage");
        int[] first = augmenter.encode(LINE, 3, 7);
        assertThat(first).isNotEqualTo(bpe.encode(LINE)).hasSizeGreaterThan(bpe.encode(LINE).length);
        assertThat(augmenter.encode(LINE, 4, 7)).isNotEqualTo(first);
        assertThat(augmenter.encode(LINE, 3, 7)).isEqualTo(first);
        assertThat(bpe.decode(first)).isEqualTo(LINE);
        assertThat(new Augmenter(config("bpe_dropout", 1), bpe, 1, "stage").encode(LINE, 0, 0)).hasSize(LINE.length());
        Tokenizer words = WordTokenizer.train(List.of(LINE));
        assertThat(new Augmenter(config("bpe_dropout", 1), words, 1, "stage").encode(LINE, 0, 0)).isEqualTo(words.encode(LINE));
    }

    @Test
    void batchesOfVariedLinesArePureInSeedAndStep() throws IOException {
        List<Text> texts = List.of(text(LINE), text("User: Is a big dog small? Assistant: No."), text("a small thing"));
        Tokenizer tokenizer = CharTokenizer.train(texts.stream().map(t -> t.value().toUpperCase(Locale.ROOT) + t.value()).toList());
        Batches batches = batches(texts, tokenizer);
        int[] tokens = new int[2 * 64];
        int[] targets = new int[2 * 64];
        int[][] first = new int[6][];
        for (int step = 0; step < 6; step++) {
            assertThat(batches.fill(step, tokens, targets)).isEqualTo(Arrays.stream(targets).filter(t -> t != Batches.IGNORED).count());
            first[step] = tokens.clone();
        }
        assertThat(Arrays.stream(first).map(Arrays::toString).distinct().count()).isEqualTo(6);
        for (int step : new int[] {4, 0, 5, 1}) {
            batches.fill(step, tokens, targets);
            assertThat(tokens).isEqualTo(first[step]);
        }
        assertThat(batches.times()).contains(batches.time(0), batches.evaluationTime(0));
    }

    private Batches batches(List<Text> texts, Tokenizer tokenizer) throws IOException {
        LineBatches plain = new LineBatches(texts.stream().map(t -> tokenizer.encode(t.value())).toList(), tokenizer, 2, 64, 1, "stage");
        return new AugmentedLines(plain, texts, true, new Augmenter(config("word_dropout", 0.5), tokenizer, 1, "stage"), tokenizer, 64, 1, "stage");
    }

    @Test
    void aListOfSynonymsThatIsNoneIsNamedWithItsLine() {
        assertThatThrownBy(() -> new Synonyms("s.txt", "big, large\nalone\n")).isInstanceOf(InputException.class)
                .hasMessage("s.txt: line 2 must be words with commas between, such as 'big, large, huge', got 'alone'");
    }
}
