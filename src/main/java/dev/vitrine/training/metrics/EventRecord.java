package dev.vitrine.training.metrics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What TensorBoard reads: a message {@code Event} (tensorflow/core/util/event.proto: 1 wall_time, 2 step, 3 file_version,
 * 5 summary of values with 1 tag and 2 simple_value) in a TFRecord: length (8 bytes, little-endian), masked CRC-32C of those
 * bytes, the message, masked CRC-32C of the message.
 */
final class EventRecord {
    static final int HEADER = 12;
    static final int FOOTER = 4;

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;          // of a summary
    private static final int TAG = 1;            // of a value
    private static final int SIMPLE_VALUE = 2;
    private static final int MASK = 0xa282ead8;

    private EventRecord() {
    }

    /** The first of a file. */
    static byte[] version(double wallTime) {
        return framed(new Message().number(WALL_TIME, wallTime).bytes(FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8)).bytes());
    }

    /** @param values by their tags; NaN ones are left out */
    static byte[] scalars(double wallTime, int step, Map<String, Double> values) {
        Message summary = new Message();
        values.forEach((tag, value) -> {
            if (!Double.isNaN(value)) {
                summary.bytes(VALUE, new Message().bytes(TAG, tag.getBytes(StandardCharsets.UTF_8)).number(SIMPLE_VALUE, value.floatValue()).bytes());
            }
        });
        return framed(new Message().number(WALL_TIME, wallTime).integer(STEP, step).bytes(SUMMARY, summary.bytes()).bytes());
    }

    /** The step of an event of ours; -1 of one that has no summary. */
    static int step(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        in.position(1 + Double.BYTES);   // wall_time
        if (in.get() >>> 3 != STEP) {
            return -1;
        }
        int step = 0;
        for (int shift = 0, part = 0x80; (part & 0x80) != 0; shift += 7) {
            part = in.get();
            step |= (part & 0x7f) << shift;
        }
        return step;
    }

    private static byte[] framed(byte[] message) {
        ByteBuffer record = ByteBuffer.allocate(HEADER + message.length + FOOTER).order(ByteOrder.LITTLE_ENDIAN).putLong(message.length);
        record.putInt(crc(record.array(), 0, 8)).put(message);
        return record.putInt(crc(message, 0, message.length)).array();
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
