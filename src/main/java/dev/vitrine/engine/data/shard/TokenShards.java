package dev.vitrine.engine.data.shard;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Reason;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The tokens of a folder of shards as one long row. The files are mapped into memory, so that the system keeps what is
 * used and the heap holds none of it; the mapping ends when nothing refers to it any more.
 */
public final class TokenShards {
    static final String TOKENIZER = "tokenizer.json";
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment[] tokens;
    private final long[] ends;       // of each shard: tokens up to and with it
    private final int width;
    private final long texts;
    private final Tokenizer tokenizer;
    private final String fingerprint;

    private TokenShards(MemorySegment[] tokens, long[] ends, ShardHeader first, Tokenizer tokenizer, String fingerprint) {
        this.tokens = tokens;
        this.ends = ends;
        this.width = first.width();
        this.texts = first.texts();
        this.tokenizer = tokenizer;
        this.fingerprint = fingerprint;
    }

    /** Whether a folder holds shards. */
    public static boolean isFolder(Path folder) {
        return Files.isRegularFile(folder.resolve(name(0)));
    }

    /** @throws InputException where a shard is missing, damaged or not of this tokenizer. The tokens themselves are looked at
     *  by {@link #verify} alone, as that reads all of them */
    public static TokenShards open(Path folder) {
        if (!isFolder(folder)) {
            throw new InputException(folder + " is no folder of token shards; make one with 'vitrine data shard --data FILE --tokenizer FILE --out "
                    + folder + "'");
        }
        Path json = folder.resolve(TOKENIZER);
        Tokenizer tokenizer = TokenizerJson.read(json);
        try {
            List<MemorySegment> tokens = new ArrayList<>();
            ShardHeader first = header(folder.resolve(name(0)));
            long[] ends = new long[first.shards()];
            int sum = ShardMaker.sum(Files.readAllBytes(json));
            CRC32C sums = new CRC32C();
            for (int i = 0; i < ends.length; i++) {
                Path file = folder.resolve(name(i));
                ShardHeader header = header(file);
                check(file, header, first, i, i == 0 ? 0 : ends[i - 1], tokenizer, sum);
                ends[i] = header.before() + header.tokens();
                tokens.add(map(file, header));
                sums.update(header.written());
            }
            return new TokenShards(tokens.toArray(MemorySegment[]::new), ends, first, tokenizer,
                    ends[ends.length - 1] + " tokens " + String.format("%08x", sums.getValue()));
        } catch (IOException e) {
            throw new InputException(folder + " cannot be read (" + Reason.of(e) + "); check the folder and its disk", e);
        }
    }

    /** How many there are. */
    public long size() {
        return ends[ends.length - 1];
    }

    /** How many texts they come from. */
    public long texts() {
        return texts;
    }

    /** How many tokens there are, and a checksum of their checksums: others have another. */
    public String fingerprint() {
        return fingerprint;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Copies some tokens.
     *  @param into overwritten from {@code at} on, {@code count} of it */
    void copy(long from, int count, int[] into, int at) {
        int shard = 0;
        while (ends[shard] <= from) {
            shard++;
        }
        for (int i = 0; i < count; i++) {
            if (from + i == ends[shard]) {
                shard++;
            }
            long index = from + i - (shard == 0 ? 0 : ends[shard - 1]);
            into[at + i] = width == 2 ? tokens[shard].get(SHORT, 2 * index) & 0xFFFF : tokens[shard].get(INT, 4 * index);
        }
    }

    /** Reads every token. @throws InputException where one is not what was written */
    public static void verify(Path folder) {
        TokenShards shards = open(folder);
        try {
            for (int i = 0; i < shards.tokens.length; i++) {
                CRC32C sum = new CRC32C();
                for (long at = 0; at < shards.tokens[i].byteSize(); at += 1 << 20) {
                    sum.update(shards.tokens[i].asSlice(at, Math.min(1 << 20, shards.tokens[i].byteSize() - at)).asByteBuffer());
                }
                if ((int) sum.getValue() != header(folder.resolve(name(i))).tokensSum()) {
                    throw new InputException(folder.resolve(name(i)) + " is damaged: the checksum of its tokens is wrong; make it again with"
                            + " 'vitrine data shard'");
                }
            }
        } catch (IOException e) {
            throw new InputException(folder + " cannot be read (" + Reason.of(e) + "); check the folder and its disk", e);
        }
    }

    static String name(int shard) {
        return String.format("tokens-%05d.bin", shard);
    }

    static boolean isOurs(String file) {
        return file.equals(TOKENIZER) || file.matches("tokens-\\d{5}\\.bin");
    }

    private static ShardHeader header(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no file " + file + ", so tokens are missing; make the shards again with 'vitrine data shard'");
        }
        try (var in = Files.newInputStream(file)) {
            return ShardHeader.read(file.toString(), ByteBuffer.wrap(in.readNBytes(ShardHeader.BYTES)));
        }
    }

    private static void check(Path file, ShardHeader header, ShardHeader first, int number, long before, Tokenizer tokenizer, int sum)
            throws IOException {
        boolean fits = header.number() == number && header.shards() == first.shards() && header.before() == before
                && header.width() == first.width() && header.texts() == first.texts() && header.tokens() > 0
                && Files.size(file) == ShardHeader.BYTES + header.tokens() * header.width();
        if (!fits) {
            throw new InputException(file + " is cut off or of other shards than " + name(0) + "; make them again with 'vitrine data shard'");
        }
        if (header.tokenizerSum() != sum || header.vocabulary() != tokenizer.vocabSize()) {
            throw new InputException(file + " was made with another tokenizer than the " + TOKENIZER + " beside it; make the shards again"
                    + " with 'vitrine data shard'");
        }
    }

    private static MemorySegment map(Path file, ShardHeader header) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, ShardHeader.BYTES, header.tokens() * header.width(), Arena.ofAuto());
        }
    }
}
