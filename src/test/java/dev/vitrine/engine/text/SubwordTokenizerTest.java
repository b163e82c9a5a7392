package dev.vitrine.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubwordTokenizerTest {
    private static final List<String> TEXTS = RandomTexts.texts(new Random(5), 60, 40);

    @TempDir
    private Path folder;

    private static SubwordTokenizer train(String kind, int vocabulary, List<String> texts) {
        return (SubwordTokenizer) Tokenizers.REGISTRY.get(kind).train(texts, new TokenizerSettings(vocabulary, 0, List.of()), TokenizerProgress.SILENT);
    }

    @Test
    void everyTextComesBackFromBytePairs() {
        SubwordTokenizer tokenizer = train("bpe", 400, TEXTS);
        Random random = new Random(6);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                int c = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
                text.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? ' ' : c);
            }
            assertThat(tokenizer.decode(tokenizer.encode(text.toString()))).isEqualTo(text.toString());
        }
        for (String text : RandomTexts.texts(new Random(7), 300, 60)) {
            assertThat(tokenizer.decode(tokenizer.encode(text), false)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "wordpiece"})
    void halfASurrogatePairIsRefusedWithItsPlace(String kind) {
        SubwordTokenizer tokenizer = train(kind, 300, TEXTS);
        for (String text : List.of("ab\uD83D", "ab\uDE00c", "ab\uD83D\uD83D\uDE00")) {
            assertThatThrownBy(() -> tokenizer.encode(text)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("half a surrogate pair").hasMessageContaining("at character 2");
        }
        assertThat(tokenizer.encode("\uD83D\uDE00")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "wordpiece", "char", "word"})
    void eachTokenHasTheCharactersThatItCameFrom(String kind) {
        Tokenizer tokenizer = Tokenizers.REGISTRY.get(kind).train(TEXTS, new TokenizerSettings(600, 0, List.of()), TokenizerProgress.SILENT);
        for (String text : TEXTS) {
            List<Span> spans = tokenizer.spans(text);
            assertThat(spans.stream().mapToInt(Span::id).toArray()).isEqualTo(tokenizer.encode(text));
            int at = 0;
            for (Span span : spans) {
                assertThat(span.begin()).isBetween(0, text.length()).isGreaterThanOrEqualTo(at - 2);
                assertThat(span.end()).isBetween(span.begin(), text.length());
                at = span.end();
                if (kind.equals("bpe") && !tokenizer.token(span.id()).startsWith("⟨")) {
                    assertThat(PieceTokenizer.visible(text.substring(span.begin(), span.end()))).isEqualTo(tokenizer.token(span.id()));
                }
            }
        }
    }

    @Test
    void aSpanOfAWordPieceLooksThroughLowerCaseAndAccents() throws IOException {
        String json = TokenizerJson.write(train("wordpiece", 100, List.of("cafe cafe au lait")))
                .replace("\"strip_accents\" : false", "\"strip_accents\" : true").replace("\"lowercase\" : false", "\"lowercase\" : true");
        Tokenizer tokenizer = TokenizerJson.read(Files.writeString(folder.resolve("t.json"), json));
        String text = "Ein CAFÉ\u0001 au";
        assertThat(tokenizer.spans(text).stream().map(s -> text.substring(s.begin(), s.end())).toList()).containsExactly("Ein", "CAFÉ", "au");
        assertThat(tokenizer.unknown(text)).containsExactly("Ein");
        assertThat(tokenizer.token(tokenizer.unknownId())).isEqualTo("[UNK]");
    }

    @Test
    void tokensAreShownAsTextAndBytesThatAreNoneAsNumbers() {
        SubwordTokenizer tokenizer = train("bpe", 300, List.of("the the the"));
        assertThat(tokenizer.token(tokenizer.idOf("Ġthe"))).isEqualTo("␣the");
        assertThat(tokenizer.token(tokenizer.idOf("Ċ"))).isEqualTo("⏎");
        assertThat(tokenizer.token(tokenizer.idOf("Ã"))).isEqualTo("⟨C3⟩");
        assertThat(tokenizer.entry(tokenizer.idOf("Ġthe"))).isEqualTo("Ġthe");
        assertThat(tokenizer.endId()).isZero();
        assertThat(tokenizer.unknownId()).isEqualTo(-1);
        assertThat(tokenizer.unknown("數學")).isEmpty();
        assertThatThrownBy(() -> tokenizer.decode(new int[] {10_000})).hasMessageContaining("token 10000 is not in the vocabulary");
    }

    @Test
    void aGiganticLineIsCutInOneGo() {
        SubwordTokenizer tokenizer = train("bpe", 400, TEXTS);
        for (String part : List.of("a", " ", "ab1", "'", "é")) {
            String text = part.repeat(300_000);
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
        SubwordTokenizer pieces = train("wordpiece", 300, TEXTS);
        assertThat(pieces.encode("a".repeat(1_000_000))).containsExactly(pieces.unknownId());
    }

    @Test
    void trainingEndsWhereTheProgressSaysSo() {
        assertThatThrownBy(() -> Tokenizers.REGISTRY.get("bpe").train(TEXTS, TokenizerSettings.UNLIMITED, (stage, done, all) -> false))
                .isInstanceOf(TokenizerCancelledException.class);
        List<Long> seen = new ArrayList<>();
        Tokenizers.REGISTRY.get("bpe").train(TEXTS, new TokenizerSettings(500, 0, List.of()), (stage, done, all) -> {
            seen.add(done);
            return done <= all || all == 0;
        });
        assertThat(seen).contains((long) TEXTS.size(), 500L);
    }

    @Test
    void rarePairsStayApartAndSpecialTokensComeFirst() {
        Tokenizer tokenizer = Tokenizers.REGISTRY.get("bpe").train(List.of("aa aa aa bc"), new TokenizerSettings(1_000, 2, List.of("<go>", "</s>")),
                TokenizerProgress.SILENT);
        assertThat(tokenizer.entry(0)).isEqualTo("<go>");
        assertThat(tokenizer.endId()).isEqualTo(1);
        assertThat(tokenizer.vocabSize()).isEqualTo(2 + 256 + 2);
        assertThat(tokenizer.decode(tokenizer.encode("<go>aa"))).isEqualTo("aa");
        assertThatThrownBy(() -> Tokenizers.REGISTRY.get("wordpiece").train(List.of("a"), new TokenizerSettings(9, 0, List.of("<go>")), TokenizerProgress.SILENT))
                .hasMessageContaining("must hold [UNK]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"type\" : \"BPE\"          | \"type\" : \"Unigram\"        | model.type must be one of [BPE, WordLevel, WordPiece], got the string \"Unigram\"",
        "\"type\" : \"ByteLevel\"    | \"type\" : \"Letters\"        | pre_tokenizer.type must be one of [BertPreTokenizer, ByteLevel,",
        "\"normalizer\" : null       | \"normalizer\" : {\"type\":\"Precompiled\"} | normalizer.type must be one of",
        "\"post_processor\" : null   | \"post_processor\" : 3        | post_processor.type must be one of",
        "\"dropout\" : null          | \"dropout\" : 0.1             | model.dropout must be null",
        "\"!\" : 1,                  | \"!\" : 2,                    | must be an id of its own",
        "\"!\" : 1,                  | \"!\" : -1,                   | must be a whole number from 0, got the number -1",
        "\"!\" : 1,                  | \"!\" : 2000000000,           | must be an id below",
        "\"!\" : 1,                  | \"?!\" : 1,                   | merge 0: '!' is not in the vocabulary",
        "\"special\" : true          | \"special\" : 1               | added_tokens[0].special must be true or false, got the number 1",
        "\"vocab\" :                 | \"words\" :                   | model.vocab must be an object of tokens and ids, got nothing",
    })
    void aPartThatIsNotKnownIsNamed(String ours, String other, String message) throws IOException {
        String json = TokenizerJson.write(train("bpe", 300, List.of("!!!! !!!!")));
        assertThat(json).contains(ours);
        Path file = Files.writeString(folder.resolve("t.json"), json.replaceFirst(Pattern.quote(ours), other));
        assertThatThrownBy(() -> TokenizerJson.read(file)).isInstanceOf(InputException.class).hasMessageStartingWith(file.toString())
                .hasMessageContaining(message).hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "wordpiece"})
    void damagedFilesAreReadOrRefusedAndNothingElse(String kind) throws IOException {
        byte[] good = TokenizerJson.write(train(kind, 290, TEXTS)).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(4);
        Path file = folder.resolve("t.json");
        for (int round = 0; round < 600; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
            for (int change = 0; change < 1 + random.nextInt(3) && bad.length > 0; change++) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(1_200, bad.length) : bad.length);
                bad[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) "{}[]\",:0-9e".charAt(random.nextInt(11));
            }
            Files.write(file, bad);
            Throwable thrown = catchThrowable(() -> {
                Tokenizer read = TokenizerJson.read(file);
                read.decode(read.encode(TEXTS.getFirst()));
            });
            assertThat(thrown == null || thrown instanceof InputException).as("round %d: %s", round, thrown).isTrue();
        }
    }
}
