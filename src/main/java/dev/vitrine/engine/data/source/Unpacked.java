package dev.vitrine.engine.data.source;

import dev.vitrine.engine.InputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks, and gives up on what unpacks to far more than any text does: a few bytes could else fill a disk or take a day. */
final class Unpacked extends FilterInputStream {
    /** Texts shrink to a tenth, and much repeated ones to a hundredth; nothing but zeros shrinks to a thousandth. */
    private static final int MOST_TIMES = 300;
    private static final long FREE = 64 << 20;   // bytes that are not looked at

    private final String name;
    private final CountedStream packed;
    private long count;

    Unpacked(String name, InputStream unpacking, CountedStream packed) {
        super(unpacking);
        this.name = name;
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read;
        try {
            read = super.read(into, from, length);
        } catch (IOException e) {
            throw Packing.damaged(name, e);
        }
        count += Math.max(0, read);
        if (count > FREE && count / MOST_TIMES > packed.count()) {
            throw new InputException(name + " unpacks to more than " + MOST_TIMES + " times its size, as no text does but a trap may;"
                    + " unpack it yourself if it is meant so");
        }
        return read;
    }
}
