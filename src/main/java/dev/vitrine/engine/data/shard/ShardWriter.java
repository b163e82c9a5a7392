package dev.vitrine.engine.data.shard;

import dev.vitrine.engine.text.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes the tokens of one text after another into the shards of a folder, with a buffer and one text in memory. */
final class ShardWriter implements AutoCloseable {
    /** What is known of a shard when its tokens are written. */
    private record Written(Path file, int sum, long tokens) { }

    private final Path folder;
    private final Tokenizer tokenizer;
    private final int tokenizerSum;
    private final long mostTokens;
    private final int width;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C sum = new CRC32C();
    private final List<Written> shards = new ArrayList<>();
    private @Nullable FileChannel channel;
    private long tokens;       // of the shard under way
    private long all;
    private long texts;

    /** @param folder     is there and empty
     *  @param mostTokens of one shard */
    ShardWriter(Path folder, Tokenizer tokenizer, int tokenizerSum, long mostTokens) throws IOException {
        this.folder = folder;
        this.tokenizer = tokenizer;
        this.tokenizerSum = tokenizerSum;
        this.mostTokens = mostTokens;
        this.width = ShardHeader.widthOf(tokenizer.vocabSize());
        if (tokenizer.endId() >= 0) {
            put(tokenizer.endId());
        }
    }

    void add(String text) throws IOException {
        for (int id : tokenizer.encode(text)) {
            put(id);
        }
        if (tokenizer.endId() >= 0) {
            put(tokenizer.endId());
        }
        texts++;
    }

    long tokens() {
        return all;
    }

    long texts() {
        return texts;
    }

    /** Ends the last shard and writes the headers. Returns how many shards there are. */
    int finish() throws IOException {
        endShard();
        long before = 0;
        for (int i = 0; i < shards.size(); i++) {
            Written shard = shards.get(i);
            ShardHeader header = new ShardHeader(width, tokenizer.vocabSize(), i, shards.size(), shard.sum, shard.tokens, before, texts, tokenizerSum);
            try (FileChannel file = FileChannel.open(shard.file, StandardOpenOption.WRITE)) {
                write(file, header.written(), 0);
                file.force(true);
            }
            before += shard.tokens;
        }
        return shards.size();
    }

    private void put(int id) throws IOException {
        if (channel == null) {
            channel = FileChannel.open(folder.resolve(TokenShards.name(shards.size())), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.position(ShardHeader.BYTES);
        }
        if (width == 2) {
            buffer.putShort((short) id);
        } else {
            buffer.putInt(id);
        }
        all++;
        if (!buffer.hasRemaining()) {
            flush();
        }
        if (++tokens == mostTokens) {
            endShard();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        sum.update(buffer.duplicate());
        FileChannel to = Objects.requireNonNull(channel);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
        buffer.clear();
    }

    private void endShard() throws IOException {
        if (channel != null) {
            flush();
            shards.add(new Written(folder.resolve(TokenShards.name(shards.size())), (int) sum.getValue(), tokens));
            close();
            sum.reset();
            tokens = 0;
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
