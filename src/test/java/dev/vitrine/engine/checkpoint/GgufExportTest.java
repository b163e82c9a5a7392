package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the file holds; what llama.cpp makes of it is seen by the profile of the oracles. */
final class GgufExportTest {
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));
    private static final ModelConfig LLAMA = Tiny.config("vocabularySize", LETTERS.vocabSize(), "attention", Map.of("kvHeads", 1), "tiedHead", false);

    @TempDir private Path folder;

    /** The file as llama.cpp's description of the format tells to read it. */
    private static final class Reader {
        private final ByteBuffer in;
        private final Map<String, Object> keys = new LinkedHashMap<>();
        private final Map<String, List<Long>> sizes = new LinkedHashMap<>();
        private final Map<String, Integer> types = new LinkedHashMap<>();
        private final Map<String, Long> places = new LinkedHashMap<>();
        private final int dataAt;

        Reader(Path file) throws IOException {
            in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(in.getInt()).isEqualTo('G' | 'G' << 8 | 'U' << 16 | 'F' << 24);
            assertThat(in.getInt()).isEqualTo(3);
            long tensors = in.getLong();
            long count = in.getLong();
            for (int i = 0; i < count; i++) {
                keys.put(text(), value(in.getInt()));
            }
            for (int i = 0; i < tensors; i++) {
                String name = text();
                List<Long> dims = new ArrayList<>();
                for (int left = in.getInt(); left > 0; left--) {
                    dims.add(in.getLong());
                }
                sizes.put(name, dims);
                types.put(name, in.getInt());
                places.put(name, in.getLong());
                assertThat(places.get(name) % 32).isZero();
            }
            dataAt = (in.position() + 31) / 32 * 32;
        }

        private String text() {
            byte[] bytes = new byte[(int) in.getLong()];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private Object value(int type) {
            return switch (type) {
                case 4, 5 -> in.getInt();
                case 6 -> in.getFloat();
                case 7 -> in.get() == 1;
                case 8 -> text();
                case 9 -> list();
                default -> throw new AssertionError("type " + type);
            };
        }

        private List<Object> list() {
            int type = in.getInt();
            List<Object> all = new ArrayList<>();
            for (long left = in.getLong(); left > 0; left--) {
                all.add(value(type));
            }
            return all;
        }

        float[] floats(String name) {
            float[] values = new float[(int) sizes.get(name).stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact)];
            in.position(dataAt + places.get(name).intValue()).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return values;
        }
    }

    private Path export(ModelConfig config, String dtype) {
        ModelFiles.save(folder.resolve("in.bin"), Models.create(config, new Draws(3)), Weights.LIVE, LETTERS);
        new Conversion(folder.resolve("in.bin"), folder.resolve("out.gguf"), null, dtype, Long.MAX_VALUE).run();
        return folder.resolve("out.gguf");
    }

    @Test
    void queriesAndKeysHaveTheRowsOfBothHalvesInTurnAndAllElseItsOwn() throws IOException {
        Reader read = new Reader(export(LLAMA, "f32"));
        Model model = ModelFiles.load(folder.resolve("in.bin")).model();
        assertThat(read.sizes).containsKeys("token_embd.weight", "output.weight", "output_norm.weight", "blk.1.ffn_gate.weight", "blk.0.attn_norm.weight")
                .hasSize(3 + 2 * 9);
        assertThat(read.sizes.get("blk.0.attn_k.weight")).containsExactly(8L, 4L);
        float[] qkv = model.parameters().get("blocks.0.attn.qkv.weight").value().data;   // (8, 8 + 4 + 4)
        int[] rows = {0, 2, 1, 3, 4, 6, 5, 7};   // of heads of 4 channels
        for (int row = 0; row < 8; row++) {
            for (int in = 0; in < 8; in++) {
                assertThat(read.floats("blk.0.attn_q.weight")[row * 8 + in]).isEqualTo(qkv[in * 16 + rows[row]]);
                assertThat(read.floats("blk.0.attn_v.weight")[row % 4 * 8 + in]).isEqualTo(qkv[in * 16 + 12 + row % 4]);
            }
        }
        assertThat(read.floats("token_embd.weight")).isEqualTo(model.parameters().get("embed.wte").value().data);
    }

    @Test
    void theKeysTellSizesAndTheTokenizer() throws IOException {
        Reader read = new Reader(export(LLAMA, "f16"));
        assertThat(read.keys).containsEntry("general.architecture", "llama").containsEntry("llama.block_count", 2)
                .containsEntry("llama.attention.head_count_kv", 1).containsEntry("llama.rope.freq_base", 10_000f)
                .containsEntry("general.file_type", 1).containsEntry("tokenizer.ggml.model", "llama")
                .containsEntry("tokenizer.ggml.eos_token_id", 1).containsEntry("tokenizer.ggml.add_bos_token", true);
        assertThat(read.keys.get("tokenizer.ggml.tokens")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .startsWith("<unk>", "</s>").contains("▁", "a").hasSize(LETTERS.vocabSize());
        assertThat(read.types).containsEntry("blk.0.attn_q.weight", 1).containsEntry("output_norm.weight", 0);
    }

    @Test
    void aTokenizerThatLlamaCppLacksIsSaidToBeLeftOut() throws IOException {
        Tokenizer words = Tokenizers.REGISTRY.get("word").train(List.of("a small text"));
        ModelFiles.save(folder.resolve("in.bin"), Models.create(LLAMA.withVocabulary(words.vocabSize()), new Draws(3)), Weights.LIVE, words);
        assertThat(new Conversion(folder.resolve("in.bin"), folder.resolve("out.gguf"), null, "f32", Long.MAX_VALUE).run())
                .isEqualTo("llama.cpp has no tokenizer of this kind, so the file takes token ids only");
        assertThat(new Reader(folder.resolve("out.gguf")).keys).containsEntry("tokenizer.ggml.model", "none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "position    | alibi | gguf has no place for model.position = alibi: it must be learned;",
        "feedForward | geglu | gguf has no place for model.feed_forward = geglu: it must be swiglu;",
        "normOrder   | post  | gguf has no place for model.norm_order = post: it must be pre;",
    })
    void whatCannotBeWrittenIsNamed(String key, String value, String sentence) {
        assertThatThrownBy(() -> export(Tiny.config("vocabularySize", LETTERS.vocabSize(), key, value), "f32")).isInstanceOf(InputException.class)
                .message().startsWith(sentence).doesNotContain("\n");
        assertThat(folder.resolve("out.gguf")).doesNotExist();
    }
}
