package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("model.safetensors");
    }

    /** A file of a header and as many zero bytes of data. */
    private Path file(String json, int dataSize) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        return file(header.length, header, new byte[dataSize]);
    }

    private Path file(long headerLength, byte[] header, byte[] data) throws IOException {
        return Files.write(file, ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength).put(header).put(data).array());
    }

    private static Map<String, Safetensors.Entry> sample() {
        Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
        float[] large = new float[50_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (float) StrictMath.sin(i);
        }
        tensors.put("wte.weight", new Safetensors.Entry(List.of(500, 100), large));
        tensors.put("odd \"name\" é", new Safetensors.Entry(List.of(3), new float[] {Float.NaN, -0f, Float.NEGATIVE_INFINITY}));
        tensors.put("one", new Safetensors.Entry(List.of(), new float[] {Float.MIN_VALUE}));
        tensors.put("none", new Safetensors.Entry(List.of(0, 7), new float[0]));
        return tensors;
    }

    @Test
    void whatWasWrittenReadsBackBitForBit() {
        Map<String, Safetensors.Entry> tensors = sample();
        Safetensors.write(file, tensors, Map.of("format", "pt", "step", "12"));
        Safetensors read = Safetensors.read(file);
        assertThat(read.names()).containsExactlyElementsOf(tensors.keySet());
        assertThat(read.metadata()).isEqualTo(Map.of("format", "pt", "step", "12"));
        tensors.forEach((name, entry) -> {
            assertThat(read.shape(name)).isEqualTo(entry.shape());
            assertThat(read.dtype(name)).isEqualTo("F32");
            assertThat(ints(read.floats(name))).isEqualTo(ints(entry.values()));
        });
    }

    private static int[] ints(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Test
    void theDataBeginOnAMultipleOfEightBytes() throws IOException {
        for (int length = 1; length <= 8; length++) {
            Safetensors.write(file, Map.of("x".repeat(length), new Safetensors.Entry(List.of(1), new float[1])), Map.of());
            assertThat((Files.size(file) - 4) % 8).isZero();
            assertThat(Safetensors.read(file).names()).containsExactly("x".repeat(length));
        }
    }

    @Test
    void aFileWithoutTensorsIsAFile() {
        Safetensors.write(file, Map.of(), Map.of());
        assertThat(Safetensors.read(file).names()).isEmpty();
    }

    @Test
    void halfPrecisionAndIntegersAreConverted() throws IOException {
        byte[] data = ByteBuffer.allocate(8 + 4 + 4 + 16).order(ByteOrder.LITTLE_ENDIAN).putInt(-5).putInt(7)
                .putShort(Float.floatToFloat16(1.5f)).putShort((short) 0xFC00)
                .putShort((short) 0x3FC0).putShort((short) 0xFF80)
                .putLong(Long.MIN_VALUE).putLong(3).array();
        byte[] header = """
                {"i":{"dtype":"I32","shape":[2],"data_offsets":[0,8]},"h":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},
                "b":{"dtype":"BF16","shape":[2],"data_offsets":[12,16]},"l":{"dtype":"I64","shape":[2],"data_offsets":[16,32]}}"""
                .getBytes(StandardCharsets.UTF_8);
        Safetensors read = Safetensors.read(file(header.length, header, data));
        assertThat(read.floats("h")).containsExactly(1.5f, Float.NEGATIVE_INFINITY);
        assertThat(read.floats("b")).containsExactly(1.5f, Float.NEGATIVE_INFINITY);
        assertThat(read.longs("i")).containsExactly(-5, 7);
        assertThat(read.longs("l")).containsExactly(Long.MIN_VALUE, 3);
        assertThatThrownBy(() -> read.floats("i")).isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": tensor 'i' must be F32, F16 or BF16, got I32; convert the file first");
        assertThatThrownBy(() -> read.longs("h")).hasMessageContaining("must be I64 or I32, got F16");
        assertThatThrownBy(() -> read.floats("x")).hasMessage(file + " holds no tensor 'x'; it holds 4, the first is 'i'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'a':{'dtype':'F12','shape':[1],'data_offsets':[0,4]}} | 4 | : tensor 'a' needs a dtype out of [F32, ",
        "{'a':{'shape':[1],'data_offsets':[0,4]}}               | 4 | ], got nothing; save or download",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | of shape [2] and F32 must have 8 bytes, got offsets 0 to 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | must have 4 bytes, got offsets 4 to 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 3 | tensor 'a' ends at byte 4 of the data, got 3 bytes of data",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 5 | the tensors need 4 bytes of data, got 5 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | tensor 'a' must begin at byte 0 of the data",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | 6 | tensor 'b' must begin at byte 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | Duplicate",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | sizes must be integers from 0 to 2147483647, got the number -1",
        "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}} | 4 | got the number 1.0",
        "{'a':{'dtype':'F32','shape':7,'data_offsets':[0,4]}}   | 4 | needs a shape, an array of sizes, got the number 7",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}}   | 4 | needs data_offsets, an array of two integers, got an array of 1 values",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | 4 | needs data_offsets, an array of two integers",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,99999999999999999999]}} | 4 | needs data_offsets, an array of two integers",
        "{'a':{'dtype':'F32','shape':[30000,30000],'data_offsets':[0,3600000000]}} | 4 | must be smaller than 2 GB, got 3600000000 bytes of shape [30000, 30000]",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,4]}} | 4 | must be smaller than 2 GB, got shape",
        "{'a':12}                                               | 0 | tensor 'a' needs a dtype",
        "{'__metadata__':{'step':1}}                            | 0 | __metadata__.step must be a string, got the number 1",
        "{'__metadata__':[]}                                    | 0 | __metadata__ must be an object of strings, got an array",
        "{'a':                                                  | 0 | is not valid JSON at line 1",
        "[]                                                     | 0 | the header must start with {, got byte 0x5B",
        "~~                                                     | 0 | the header must start with {, got nothing",
    })
    void aBadHeaderIsNamedWithWhatCame(String json, int dataSize, String message) throws IOException {
        file(json.replace('\'', '"'), dataSize);
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(message).hasMessageNotContaining("\n");
    }

    @Test
    void aHeaderLengthBeyondTheFileIsRefused() throws IOException {
        for (long length : new long[] {3, 100, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            file(length, "{}".getBytes(StandardCharsets.UTF_8), new byte[0]);
            assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(CheckpointException.class).hasMessage(
                    file + " must have a header of at most 2 bytes, got a length of " + Long.toUnsignedString(length)
                            + "; save or download the file again");
        }
    }

    @Test
    void missingAndTinyFilesAndFoldersAreRefused() throws IOException {
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(CheckpointException.class)
                .hasMessage("there is no file " + file + "; give the path of a safetensors file");
        assertThatThrownBy(() -> Safetensors.read(folder)).isInstanceOf(CheckpointException.class);
        Files.write(file, new byte[7]);
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(CheckpointException.class).hasMessageContaining("got 7 bytes in all");
    }

    @Test
    void aFileThatShrinksAfterItsHeaderWasReadIsRefused() throws IOException {
        Safetensors.write(file, sample(), Map.of());
        Safetensors read = Safetensors.read(file);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1_000));
        assertThatThrownBy(() -> read.floats("wte.weight")).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("became shorter");
    }

    @Test
    @Timeout(120)
    void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
        Map<String, Safetensors.Entry> small = sample();
        small.remove("wte.weight");
        Safetensors.write(file, small, Map.of("format", "pt"));
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] bad = mutated(good, random);
            Files.write(file, bad);
            Throwable thrown = catchThrowable(() -> {
                Safetensors read = Safetensors.read(file);
                read.names().stream().filter(name -> read.dtype(name).equals("F32")).forEach(read::floats);
            });
            assertThat(thrown == null || thrown instanceof CheckpointException).as("round %d: %s", round, thrown).isTrue();
            refused += thrown == null ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bad = Arrays.copyOf(good, random.nextInt(4) > 0 ? good.length : random.nextInt(good.length + 20));
        for (int change = 0; change <= random.nextInt(4) && bad.length > 0; change++) {
            int at = random.nextInt(3) == 0 ? random.nextInt(Math.min(9, bad.length)) : random.nextInt(bad.length);
            bad[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) "0123456789-{}[]\",:eF".charAt(random.nextInt(20));
        }
        return bad;
    }

    @Test
    void anEntryWhoseShapeDoesNotFitItsValuesIsRefused() {
        assertThatThrownBy(() -> new Safetensors.Entry(List.of(2, 3), new float[5]))
                .hasMessage("a tensor of shape [2, 3] has 6 values, got 5");
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("__metadata__", new Safetensors.Entry(List.of(1), new float[1])),
                Map.of())).hasMessage("no tensor can be named __metadata__");
        assertThat(file).doesNotExist();
    }
}
