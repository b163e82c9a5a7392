package dev.vitrine.engine.data.shard;

import dev.vitrine.engine.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a shard, little endian; the tokens follow, {@code width} bytes each, little endian too:
 * <pre>
 *  0  8  "VITRTOKS"
 *  8  4  version, 1
 * 12  4  width of a token in bytes: 2 up to a vocabulary of 65,536, else 4
 * 16  4  V, size of the vocabulary
 * 20  4  number of this shard, from 0
 * 24  4  how many shards there are
 * 28  4  CRC-32C of the tokens' bytes
 * 32  8  tokens in this shard
 * 40  8  tokens in the shards before it
 * 48  8  texts in all shards; between two texts, before the first and after the last stands the end token
 * 56  4  CRC-32C of tokenizer.json
 * 60  4  CRC-32C of the 60 bytes before
 * </pre>
 */
record ShardHeader(int width, int vocabulary, int number, int shards, int tokensSum, long tokens, long before, long texts, int tokenizerSum) {
    static final int BYTES = 64;
    private static final long MAGIC = ByteBuffer.wrap("VITRTOKS".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN).getLong();
    private static final int VERSION = 1;

    /** Bytes of a token of a vocabulary. */
    static int widthOf(int vocabulary) {
        return vocabulary <= 1 << 16 ? 2 : 4;
    }

    ByteBuffer written() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(width).putInt(vocabulary).putInt(number).putInt(shards).putInt(tokensSum)
                .putLong(tokens).putLong(before).putLong(texts).putInt(tokenizerSum);
        return bytes.putInt(sum(bytes)).flip();
    }

    /** @param bytes at the start of a file; as many as it has, up to {@link #BYTES}
     *  @throws InputException where this is no shard that can be read */
    static ShardHeader read(String file, ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < BYTES || bytes.getLong(0) != MAGIC) {
            throw new InputException(file + " is no token shard; make shards with 'vitrine data shard'");
        }
        if (bytes.getInt(8) != VERSION) {
            throw new InputException(file + " is a token shard of version " + bytes.getInt(8) + ", but " + VERSION
                    + " is read; make it again with 'vitrine data shard'");
        }
        if (bytes.getInt(60) != sum(bytes.duplicate().position(60))) {
            throw new InputException(file + " is damaged: the checksum of its header is wrong; make it again with 'vitrine data shard'");
        }
        return new ShardHeader(bytes.getInt(12), bytes.getInt(16), bytes.getInt(20), bytes.getInt(24), bytes.getInt(28),
                bytes.getLong(32), bytes.getLong(40), bytes.getLong(48), bytes.getInt(56));
    }

    /** Of all before the position. */
    private static int sum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), bytes.arrayOffset(), bytes.position());
        return (int) sum.getValue();
    }
}
