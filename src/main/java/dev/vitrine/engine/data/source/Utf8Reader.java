package dev.vitrine.engine.data.source;

import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Characters of a file in UTF-8, without a byte order mark. A byte that is not UTF-8 is refused with its offset, never replaced,
 * and no part of a file may be longer than {@link TextFormat#LONGEST} characters.
 */
final class Utf8Reader extends Reader {
    private final String name;
    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
    private long offset;       // of the first byte in the buffer's array
    private boolean ended;
    private boolean started;
    private long left = TextFormat.LONGEST;

    Utf8Reader(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** A part of the file ends here, such as an element of an array. */
    void nextPart() {
        left = TextFormat.LONGEST;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer out = CharBuffer.wrap(into, from, length);
        while (out.position() == 0) {
            CoderResult result = decoder.decode(bytes, out, ended);
            if (result.isError()) {
                long at = offset + bytes.position();
                throw new InputException(name + " is not UTF-8 text: byte " + String.format("0x%02X", bytes.get()) + " at offset " + at
                        + "; save it as UTF-8");
            }
            if (out.position() == 0 && result.isUnderflow()) {
                if (ended) {
                    return -1;
                }
                fill();
            } else if (out.position() == 0) {
                break;   // a surrogate pair does not fit into one character; no caller asks for so few
            }
        }
        return counted(into, from, length, out.position());
    }

    private int counted(char[] into, int from, int length, int read) throws IOException {
        if (!started && read > 0) {
            started = true;
            if (into[from] == '\uFEFF') {
                System.arraycopy(into, from + 1, into, from, read - 1);
                return read == 1 ? read(into, from, length) : read - 1;
            }
        }
        left -= read;
        if (left < 0) {
            throw new InputException(name + " has a text of more than " + TextFormat.LONGEST + " characters; cut it into shorter ones");
        }
        return read;
    }

    private void fill() throws IOException {
        offset += bytes.position();
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
