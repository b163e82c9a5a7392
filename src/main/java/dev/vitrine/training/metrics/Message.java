package dev.vitrine.training.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A message in the wire format of Protocol Buffers: fields of a tag (number, wire type) and a value. Ten lines of our own, as
 * protobuf-java 3 makes the Java virtual machine print warnings.
 */
final class Message {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_AND_BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message integer(int field, int value) {
        varint(field << 3 | VARINT);
        varint(value);
        return this;
    }

    Message number(int field, double value) {
        varint(field << 3 | EIGHT_BYTES);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
        return this;
    }

    Message number(int field, float value) {
        varint(field << 3 | FOUR_BYTES);
        out.writeBytes(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
        return this;
    }

    /** A text, or a message in this one. @param value not modified */
    Message bytes(int field, byte[] value) {
        varint(field << 3 | LENGTH_AND_BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Seven bits a byte, the lowest first. */
    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
