package dev.vitrine.engine.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a file in UTF-8, ended by \n, \r\n or \r, one at a time: a line that cannot be read does no harm to the next. */
final class Lines {
    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final byte[] buffer = new byte[1 << 16];
    private int next;          // in the buffer
    private int end;
    private byte[] line = new byte[256];
    private int length;
    private boolean gigantic;
    private boolean afterReturn;
    private long number;
    private long offset;       // of the line's first byte
    private long consumed;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Reads one line more; returns whether there was one. */
    boolean advance() throws IOException {
        length = 0;
        gigantic = false;
        offset = consumed;
        boolean any = false;
        for (int b = take(); b >= 0; b = take()) {
            if (b == '\n' && afterReturn) {
                afterReturn = false;
                offset = consumed;
                continue;   // of the line before
            }
            any = true;
            afterReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                break;
            }
            add((byte) b);
        }
        number += any ? 1 : 0;
        return any;
    }

    /** From 1. */
    long number() {
        return number;
    }

    /** Whether it is longer than {@link TextFormat#LONGEST}. */
    boolean isGigantic() {
        return gigantic;
    }

    /** The line's characters, without a byte order mark at the start of the file.
     *  @throws CharacterCodingException where it is not UTF-8: {@link #fault} says where */
    String text() throws CharacterCodingException {
        String text = decoder.decode(ByteBuffer.wrap(line, 0, length)).toString();
        return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The first byte that is not UTF-8, for a person. */
    String fault() {
        ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
        decoder.reset().decode(bytes, CharBuffer.allocate(length), true);
        return String.format("byte 0x%02X", bytes.get()) + " at offset " + (offset + bytes.position() - 1);
    }

    private void add(byte b) {
        if (length == TextFormat.LONGEST) {
            gigantic = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(TextFormat.LONGEST, 2 * length));
        }
        line[length++] = b;
    }

    private int take() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            if (end == 0) {
                return -1;
            }
        }
        consumed++;
        return buffer[next++] & 0xFF;
    }
}
