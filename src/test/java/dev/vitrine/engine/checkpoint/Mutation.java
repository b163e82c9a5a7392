package dev.vitrine.engine.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a file in one of the ways that disks, transfers and people with bad intent do. */
final class Mutation {
    private static final List<String> VALUES = List.of("99999999999", "2147483647", "-1", "1e999", "0.5", "0", "1000", "88888888",
            "9223372036854775808", "null", "true", "\"\"", "\"x\"", "\"../../x\"", "\"/etc/passwd\"", "\"..\"", "\"a\\u0000b\"", "\"C:\\\\x\"", "\"\\n\"",
            "[]", "{}", "[1,2]", "{\"a\": 1}", "\"" + "x".repeat(5000) + "\"", "1" + "0".repeat(2000), "[".repeat(50_000), "{\"a\":".repeat(50_000),
            "[".repeat(900) + "]".repeat(900));
    private static final long[] LENGTHS = {-1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 32, 1L << 40, 99_999_999, 0};

    private final Random random;

    Mutation(long seed) {
        random = new Random(seed);
    }

    /** @param whole not modified */
    byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int left = random.nextInt(8) == 0 ? 3 : 1; left > 0 && bytes.length > 0; left--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
        return switch (random.nextInt(9)) {
            case 0, 1 -> flipped(bytes);
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            case 4 -> joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            case 5 -> overwritten(bytes, random.nextBoolean() ? 0 : at);
            case 6 -> joined(Arrays.copyOf(bytes, at), noise(length), Arrays.copyOfRange(bytes, at, bytes.length));
            default -> withOtherValue(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes) {
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] overwritten(byte[] bytes, int at) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(LENGTHS[random.nextInt(LENGTHS.length)]).array();
        int count = Math.min(random.nextBoolean() ? 8 : 4, bytes.length - at);
        System.arraycopy(number, 0, bytes, at, count);
        return bytes;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** What follows the next colon, up to a comma or a bracket, is another value. */
    private byte[] withOtherValue(byte[] bytes, int from) {
        int colon = from;
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        int end = Math.min(bytes.length, colon + 1);
        while (end < bytes.length && ",}]\n".indexOf(bytes[end]) < 0) {
            end++;
        }
        byte[] value = VALUES.get(random.nextInt(VALUES.size())).getBytes(StandardCharsets.UTF_8);
        return joined(Arrays.copyOf(bytes, Math.min(bytes.length, colon + 1)), value, Arrays.copyOfRange(bytes, end, bytes.length));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
